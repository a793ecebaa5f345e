from odoo import api, models
from odoo.tools import format_amount

from ...const import USER
from ...core.limit.limits import NOT_ASSESSED
from ...core.policy import policy

MONEY = {"exposure", "overdue_amount", "order_value", "small_order", "prepaid"}


class CreditExplanation(models.AbstractModel):
    """Says in words what core.policy found: one sentence a result, one a remedy."""

    _name = "credit.explanation"
    _description = "Credit Decisions in Words"

    # === WHOLE DECISIONS === #

    @api.model
    def _refusal(self, order, decision, checkpoint):
        """Why an order cannot go on, and what to do next. Outsiders, and who only ships, learn no figures."""
        if not self.env.user._is_internal():
            return self.env._(
                "Order %(order)s awaits approval by %(company)s.", order=order.name, company=order.company_id.name
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
    def _reasons(self, decision, currency):
        """What blocks, one sentence each."""
        return " ".join(self._finding(failure, currency) for failure in decision.failures)

    @api.model
    def _way_out(self, decision, currency):
        """The one payment or the one reduction that would clear everything; empty where there is none."""
        payment, reduction = decision.payment, decision.reduction
        if payment and reduction:
            return self.env._(
                "A payment of %(payment)s, or an order smaller by %(reduction)s, would clear it.",
                payment=format_amount(self.env, payment, currency),
                reduction=format_amount(self.env, reduction, currency),
            )
        if payment:
            amount = format_amount(self.env, payment, currency)
            return self.env._("A payment of %(payment)s would clear it.", payment=amount)
        if reduction:
            amount = format_amount(self.env, reduction, currency)
            return self.env._("An order smaller by %(reduction)s would clear it.", reduction=amount)
        return ""

    @api.model
    def _currency(self, order):
        """That of the legal entity, in which everything is decided."""
        return order.company_id._credit_root().currency_id

    # === FINDINGS === #

    @api.model
    def _finding(self, result, currency):
        """What a rule found, met or not, as a sentence.

        :param result: a core.policy.policy.Result, or what a hold has kept of one
        :param currency: that of its amounts
        """
        figures = {"observed": result.observed, "allowed": result.allowed}
        if result.kind in MONEY:
            figures = {name: self._money(amount, currency) for name, amount in figures.items()}
        return getattr(self, f"_finding_{result.kind}")(**figures)

    def _money(self, amount, currency):
        return self.env._("no limit") if amount is None else format_amount(self.env, amount, currency)

    def _finding_exposure(self, observed, allowed):
        return self.env._(
            "With this order %(exposure)s would be owed against a limit of %(limit)s.", exposure=observed, limit=allowed
        )

    def _finding_overdue_amount(self, observed, allowed):
        return self.env._("%(amount)s is overdue; %(allowed)s is allowed.", amount=observed, allowed=allowed)

    def _finding_overdue_days(self, observed, allowed):
        return self.env._(
            "The oldest open item is %(days)d days past due; %(allowed)d are allowed.", days=observed, allowed=allowed
        )

    def _finding_limit_expired(self, observed, allowed):
        if not observed:
            return self.env._("The credit limit has not expired.")
        return self.env._("The credit limit expired %(days)d days ago.", days=observed)

    def _finding_not_assessed(self, observed, allowed):
        if observed != NOT_ASSESSED:
            return self.env._("A credit limit has been approved for this customer.")
        return self.env._("Nobody has approved a credit limit for this customer.")

    def _finding_status(self, observed, allowed):
        statuses = dict(self.env["credit.account"]._fields["status"]._description_selection(self.env))
        return self.env._("The credit account is on “%(status)s”.", status=statuses.get(observed, observed))

    def _finding_order_value(self, observed, allowed):
        return self.env._("The order is worth %(value)s; %(allowed)s is allowed.", value=observed, allowed=allowed)

    def _finding_terms(self, observed, allowed):
        if allowed is None:
            return self.env._("No payment terms have been approved yet.")
        return self.env._(
            "Payment terms of the order: %(terms)s; approved: %(approved)s.",
            terms=self._terms(observed),
            approved=self._terms(allowed),
        )

    def _finding_review_overdue(self, observed, allowed):
        if observed <= 0:
            return self.env._("No credit review is due.")
        return self.env._("The credit review has been due for %(days)d days.", days=observed)

    def _finding_days_beyond_terms(self, observed, allowed):
        if observed is None:
            return self.env._("The customer has paid nothing yet.")
        return self.env._(
            "On average the customer pays %(days)d days late; %(allowed)d are allowed.",
            days=round(observed),
            allowed=allowed,
        )

    def _finding_first_orders(self, observed, allowed):
        return self.env._("The customer has ordered %(count)d times before.", count=observed or 0)

    def _finding_prepaid(self, observed, allowed):
        return self.env._("%(paid)s of %(total)s is paid in advance.", paid=observed, total=allowed)

    def _finding_immediate(self, observed, allowed):
        return self.env._("The order is to be paid within %(days)d days.", days=observed)

    def _finding_tagged(self, observed, allowed):
        return self.env._("The order carries a tag that the policy names.")

    def _finding_small_order(self, observed, allowed):
        return self.env._("The order is worth %(value)s; up to %(allowed)s is small.", value=observed, allowed=allowed)

    def _terms(self, terms):
        terms = terms if isinstance(terms, policy.Terms) else policy.Terms(**terms)
        days = self.env._("%(days)d days", days=terms.days) if terms.days else self.env._("at once")
        if not terms.discount:
            return days
        return self.env._(
            "%(days)s, %(discount)g %% discount within %(window)d days",
            days=days,
            discount=terms.discount,
            window=terms.discount_days,
        )

    # === REMEDIES === #

    @api.model
    def _remedies(self, result, currency):
        """What would clear a failure; any of it does."""
        return self.env._(" or ").join(self._remedy(*remedy, currency) for remedy in result.remedies)

    def _remedy(self, kind, amount, currency):
        amount = format_amount(self.env, amount, currency)
        words = {
            policy.PAY: self.env._("pay %(amount)s", amount=amount),
            policy.REDUCE: self.env._("reduce the order by %(amount)s", amount=amount),
            policy.RAISE_LIMIT: self.env._("raise the limit by %(amount)s", amount=amount),
            policy.AGREE_TERMS: self.env._("use the approved payment terms"),
            policy.ASSESS: self.env._("assess the customer and approve a limit"),
            policy.REVIEW: self.env._("review the customer"),
            policy.REOPEN: self.env._("change the status of the account"),
            policy.ASK: self.env._("ask for a release"),
        }
        return words[kind]
