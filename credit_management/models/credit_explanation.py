from odoo import api, models
from odoo.tools import format_amount, format_date

from ..core import policy

ROLE = "credit_management.credit_management_group_user"


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
        if checkpoint == policy.DELIVERY and not self.env.user.has_group(ROLE):
            return self.env._(
                "The goods of %(order)s cannot leave: the credit policy stops them. Ask the salesperson, or a credit"
                " manager, for a release.",
                order=order.name,
            )
        words = {"order": order.display_name, "partner": order.partner_invoice_id.commercial_partner_id.display_name}
        words["reasons"] = self._reasons(order, decision)
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
    def _reasons(self, order, decision):
        """What blocks, one sentence each."""
        return " ".join(self._finding(order, decision, failure) for failure in decision.failures)

    @api.model
    def _way_out(self, order, decision):
        """The one payment or the one reduction that would clear everything; empty where there is none."""
        payment, reduction = decision.payment, decision.reduction
        if payment and reduction:
            return self.env._(
                "A payment of %(payment)s, or an order smaller by %(reduction)s, would clear it.",
                payment=self._money(order, payment),
                reduction=self._money(order, reduction),
            )
        if payment:
            return self.env._("A payment of %(payment)s would clear it.", payment=self._money(order, payment))
        if reduction:
            return self.env._(
                "An order smaller by %(reduction)s would clear it.", reduction=self._money(order, reduction)
            )
        return ""

    # === FINDINGS === #

    @api.model
    def _finding(self, order, decision, result):
        """What a rule found, as a sentence."""
        return getattr(self, f"_finding_{result.kind}")(order, decision.facts, result)

    def _finding_exposure(self, order, facts, result):
        return self.env._(
            "With this order %(exposure)s would be owed against a limit of %(limit)s.",
            exposure=self._money(order, result.observed),
            limit=self._money(order, result.allowed),
        )

    def _finding_overdue_amount(self, order, facts, result):
        return self.env._("%(amount)s is overdue.", amount=self._money(order, result.observed))

    def _finding_overdue_days(self, order, facts, result):
        return self.env._(
            "The oldest open item is %(days)d days past due; %(allowed)d are allowed.",
            days=result.observed,
            allowed=result.allowed,
        )

    def _finding_limit_expired(self, order, facts, result):
        return self.env._("The credit limit expired on %(day)s.", day=format_date(self.env, facts.limit.valid_to))

    def _finding_not_assessed(self, order, facts, result):
        return self.env._("Nobody has approved a credit limit for this customer.")

    def _finding_status(self, order, facts, result):
        statuses = dict(self.env["credit.account"]._fields["status"]._description_selection(self.env))
        return self.env._(
            "The credit account is on “%(status)s”.", status=statuses.get(result.observed, result.observed)
        )

    def _finding_order_value(self, order, facts, result):
        return self.env._(
            "The order is worth %(value)s; %(allowed)s is allowed.",
            value=self._money(order, result.observed),
            allowed=self._money(order, result.allowed),
        )

    def _finding_terms(self, order, facts, result):
        return self.env._(
            "Its payment terms (%(terms)s) are better than those approved (%(approved)s).",
            terms=self._terms(facts.terms),
            approved=self._terms(facts.approved_terms),
        )

    def _finding_review_overdue(self, order, facts, result):
        return self.env._("The credit review has been due since %(day)s.", day=format_date(self.env, facts.next_review))

    def _finding_days_beyond_terms(self, order, facts, result):
        return self.env._(
            "On average the customer pays %(days)d days late; %(allowed)d are allowed.",
            days=round(result.observed),
            allowed=result.allowed,
        )

    def _finding_first_orders(self, order, facts, result):
        return self.env._("It is one of the first %(count)d orders of a new customer.", count=result.allowed)

    def _finding_prepaid(self, order, facts, result):
        return self.env._("The order is paid in full.")

    def _finding_immediate(self, order, facts, result):
        return self.env._("The order is to be paid at once.")

    def _finding_tagged(self, order, facts, result):
        return self.env._("The order carries a tag that the policy names.")

    def _finding_small_order(self, order, facts, result):
        return self.env._("The order is worth no more than %(amount)s.", amount=self._money(order, result.allowed))

    # === REMEDIES === #

    @api.model
    def _remedy(self, order, remedy):
        """What would clear a failure, in a few words."""
        amount = self._money(order, remedy.amount)
        words = {
            policy.PAY: self.env._("Receive a payment of %(amount)s", amount=amount),
            policy.REDUCE: self.env._("Make the order smaller by %(amount)s", amount=amount),
            policy.RAISE_LIMIT: self.env._("Raise the limit by %(amount)s", amount=amount),
            policy.AGREE_TERMS: self.env._("Use the approved payment terms"),
            policy.ASSESS: self.env._("Have a limit approved"),
            policy.REVIEW: self.env._("Review the customer"),
            policy.REOPEN: self.env._("Change the status of the account"),
            policy.ASK: self.env._("Ask for a release"),
        }
        return words[remedy.kind]

    # === WORDS === #

    def _money(self, order, amount):
        """An amount in the company's currency, in which everything is decided."""
        return format_amount(self.env, amount, order.company_id.sudo().root_id.currency_id)

    def _terms(self, terms):
        days = self.env._("%(days)d days", days=terms.days) if terms.days else self.env._("at once")
        if not terms.discount:
            return days
        return self.env._(
            "%(days)s, %(discount)g %% discount within %(window)d days",
            days=days,
            discount=terms.discount,
            window=terms.discount_days,
        )
