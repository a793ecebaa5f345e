from odoo import api, models
from odoo.tools import format_amount

from ...const import USER
from ...core.policy import kinds, policy


class CreditExplanation(models.AbstractModel):
    """Says in words what core.policy found: one sentence a result, one a remedy."""

    _name = "credit.explanation"
    _description = "Credit Decisions in Words"

    # === WHOLE DECISIONS === #

    @api.model
    def _refusal(self, order, decision, checkpoint):
        """Why an order cannot go on, and what to do next. Outsiders, and who only ships, learn no figures."""
        if checkpoint == policy.INVOICE:
            return self._refusal_of_invoice(order, decision)
        if not self.env.user._is_internal():
            return self.env._(
                "Order %(order)s awaits approval by %(company)s.", order=order.name, company=order.company_id.name
            )
        if checkpoint == policy.CHANGE and not self.env.user.has_group(USER):
            return self.env._(
                "%(order)s would become larger than the credit policy has admitted. Ask the salesperson, or a credit"
                " manager, for a release.",
                order=order.name,
            )
        if checkpoint == policy.DELIVERY and not self.env.user.has_group(USER):
            return self.env._(
                "The goods of %(order)s cannot leave: the credit policy stops them. Ask the salesperson, or a credit"
                " manager, for a release.",
                order=order.name,
            )
        words = {"order": order.display_name, "partner": order.partner_invoice_id.commercial_partner_id.display_name}
        words["reasons"] = self._reasons(decision, self._currency(order))
        if checkpoint == policy.CHANGE:
            return self.env._(
                "%(order)s of %(partner)s cannot be changed this way: %(reasons)s Ask for a release from the order,"
                " with the amount it is to have, and change it then.",
                **words,
            )
        if checkpoint == policy.DELIVERY:
            return self.env._(
                "The goods of %(order)s of %(partner)s cannot leave: %(reasons)s Ask a credit manager for a release.",
                **words,
            )
        return self.env._(
            "%(order)s of %(partner)s cannot be confirmed: %(reasons)s Ask for a release from the order.", **words
        )

    @api.model
    def _refusal_of_invoice(self, move, decision):
        """Why an invoice is not posted. Who has no part in credit, customers too, learns no figures."""
        if not self.env.user.has_group(USER):
            return self.env._(
                "%(invoice)s awaits approval by %(company)s.", invoice=move.display_name, company=move.company_id.name
            )
        return self.env._(
            "%(invoice)s of %(partner)s cannot be posted: %(reasons)s Ask for a release from the invoice.",
            invoice=move.display_name,
            partner=move.commercial_partner_id.display_name,
            reasons=self._reasons(decision, self._currency(move)),
        )

    @api.model
    def _reasons(self, decision, currency):
        """Failures, one sentence each."""
        return " ".join(self._finding(failure, currency) for failure in decision.failures)

    @api.model
    def _way_out(self, decision, currency):
        """The one payment or the one reduction that would clear everything; empty where there is none."""
        payment, reduction = decision.payment, decision.reduction
        if payment and reduction:
            return self.env._(
                "A payment of %(payment)s, or a reduction by %(reduction)s, would clear it.",
                payment=format_amount(self.env, payment, currency),
                reduction=format_amount(self.env, reduction, currency),
            )
        if payment:
            amount = format_amount(self.env, payment, currency)
            return self.env._("A payment of %(payment)s would clear it.", payment=amount)
        if reduction:
            amount = format_amount(self.env, reduction, currency)
            return self.env._("A reduction by %(reduction)s would clear it.", reduction=amount)
        return ""

    @api.model
    def _let_off(self, facts, currency):
        """What is past due and was not held against the customer; empty where that is nothing."""
        if not facts.exceeds(facts.let_off, 0.0):
            return ""
        return self.env._(
            "%(amount)s that is past due does not count: it is in dispute, or in a plan to pay that is kept.",
            amount=format_amount(self.env, facts.let_off, currency),
        )

    @api.model
    def _currency(self, order):
        """That of the legal entity, in which everything is decided."""
        return order.company_id._credit_root().currency_id

    # === FINDINGS === #

    @api.model
    def _finding(self, result, currency):
        """The finding of a rule, met or not, as a sentence.

        :param result: a core.policy.policy.Result, or what a hold has kept of one
        :param currency: that of its amounts
        """
        figures = {"observed": result.observed, "allowed": result.allowed}
        if result.kind not in kinds.KINDS:
            return self.env._("A rule of an app that is not installed any more.")
        if kinds.KINDS[result.kind].unit == kinds.AMOUNT:
            figures = {name: self._money(amount, currency) for name, amount in figures.items()}
        finding = getattr(self, f"_finding_{result.kind}")(**figures)
        # Its name, and that only: whoever sees the order sees whom it is for. Hence sudo.
        customer = self.env["res.partner"].sudo().browse(result.about or ()).exists()
        group = self._group_name(result.group_id)
        if group:
            finding = self.env._("%(group)s: %(finding)s", group=group, finding=finding)
        if not customer:
            return finding
        return self.env._("%(customer)s: %(finding)s", customer=customer.display_name, finding=finding)

    def _group_name(self, group_id):
        """The group whose limit a finding is about, by name for who may read it; empty for the customer's own."""
        if not group_id:
            return ""
        group = self.env["credit.group"].browse(group_id).exists()
        return group.display_name if group and group.has_access("read") else self.env._("Group of the customer")

    # === REMEDIES === #

    @api.model
    def _remedies(self, result, currency):
        """Ways to clear a failure; any of them does."""
        return self.env._(" or ").join(self._remedy(*remedy, currency) for remedy in result.remedies)

    def _remedy(self, kind, amount, currency):
        amount = format_amount(self.env, amount, currency)
        words = {
            kinds.PAY: self.env._("pay %(amount)s", amount=amount),
            kinds.MATCH: self.env._("match %(amount)s the customer has paid already with its invoices", amount=amount),
            kinds.REDUCE: self.env._("reduce the document by %(amount)s", amount=amount),
            kinds.RAISE_LIMIT: self.env._("raise the limit by %(amount)s", amount=amount),
            kinds.AGREE_TERMS: self.env._("use the approved payment terms"),
            kinds.AGREE_PAYER: self.env._("bill the customer who orders, or agree on the payer on its credit account"),
            kinds.ASSESS: self.env._("assess the customer and approve a limit"),
            kinds.REVIEW: self.env._("review the customer"),
            kinds.REOPEN: self.env._("change the status of the account"),
            kinds.ASK: self.env._("ask for a release"),
        }
        return words[kind]
