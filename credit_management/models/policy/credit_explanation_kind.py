from odoo import api, models
from odoo.tools import format_amount

from ...core.exposure.terms import Terms
from ...core.limit.limits import NOT_ASSESSED
from ...core.policy.kinds import GRACE, KINDS, NO_POLICY
from ..common.day import count_days
from ..common.number import format_number, format_percent

LABELS = {
    "exposure": "Exposure With This Order Over the Limit",
    "overdue_amount": "Overdue Amount",
    "overdue_days": "Days Past Due",
    "limit_expired": "Limit Expired",
    "not_assessed": "No Limit Approved Yet",
    "limited": "The Customer Has a Limit",
    "status": "Status of the Account",
    "payer": "Billed to a Customer Who Is No Agreed Payer",
    "order_value": "Value of the Order",
    "terms": "Better Terms Than Approved",
    "review_overdue": "Review Overdue",
    "days_beyond_terms": "Pays Late on Average",
    "score": "Score of Today",
    "first_orders": "First Orders of a Customer",
    "prepaid": "Paid in Full in Advance",
    "immediate": "To Be Paid at Once by Its Terms",
    "tagged": "Tags of the Order",
    "small_order": "Small Order",
}
SAY_THEIR_GRACE = ("limit_expired", "review_overdue")  # the others have it added


class CreditExplanation(models.AbstractModel):
    """Each kind of rule in words: its condition, and what was found."""

    _inherit = "credit.explanation"

    @api.model
    def _condition(self, rule):
        """When a rule is met, as it goes on after “Blocks when”.

        :param rule: a ``credit.policy.rule``
        """
        if not rule.kind:
            return ""
        words = getattr(self, f"_condition_{rule.kind}")(rule)
        if not rule.grace or GRACE not in KINDS[rule.kind].reads or rule.kind in SAY_THEIR_GRACE:
            return words
        return self.env._("%(condition)s; %(days)s of grace", condition=words, days=count_days(self.env, rule.grace))

    def _condition_exposure(self, rule):
        tolerances = [self._amount_text(rule)] if rule.amount else []
        if rule.percent:
            tolerances.append(self._percent_text(rule))
        if not tolerances:
            return self.env._("exposure with this order is over the limit")
        if len(tolerances) == 1:
            return self.env._("exposure with this order is over the limit by more than %s", tolerances[0])
        return self.env._(
            "exposure with this order is over the limit by more than %(amount)s and more than %(percent)s",
            amount=tolerances[0],
            percent=tolerances[1],
        )

    def _finding_exposure(self, observed, allowed):
        return self.env._("%(exposure)s would be owed, against a limit of %(limit)s.", exposure=observed, limit=allowed)

    def _condition_overdue_amount(self, rule):
        return self.env._("%(floors)s is overdue", floors=self._floors_text(rule))

    def _more_than_text(self, rule):
        return self.env._("more than %s", self._amount_text(rule))

    def _floors_text(self, rule):
        """The floors of what is overdue; empty where anything is enough."""
        floors = [self._more_than_text(rule)] if rule.amount or rule.kind == "overdue_amount" else []
        if rule.percent:
            floors.append(self.env._("more than %s of the exposure", self._percent_text(rule)))
        if rule.limit_percent:
            share = format_percent(self.env, rule.limit_percent)
            floors.append(self.env._("more than %s of the limit", share))
        return self.env._(" and ").join(floors)

    def _finding_overdue_amount(self, observed, allowed):
        return self.env._("%(amount)s is overdue; %(allowed)s is allowed.", amount=observed, allowed=allowed)

    def _condition_overdue_days(self, rule):
        floors = self._floors_text(rule)
        if not floors:
            return self.env._("the oldest item is more than %s past due", count_days(self.env, rule.days))
        return self.env._(
            "the oldest item is more than %(days)s past due and %(floors)s is overdue",
            days=count_days(self.env, rule.days),
            floors=floors,
        )

    def _finding_overdue_days(self, observed, allowed):
        return self.env._(
            "The oldest open item is %(days)s past due; %(allowed)d are allowed.",
            days=count_days(self.env, observed),
            allowed=allowed,
        )

    def _condition_limit_expired(self, rule):
        if rule.grace:
            return self.env._("the limit expired more than %s ago", count_days(self.env, rule.grace))
        return self.env._("the limit has expired")

    def _finding_limit_expired(self, observed, allowed):
        if not observed:
            return self.env._("The credit limit has not expired.")
        return self.env._("The credit limit expired %(days)s ago.", days=count_days(self.env, observed))

    def _condition_not_assessed(self, rule):
        return self.env._("no limit has been approved yet")

    def _finding_not_assessed(self, observed, allowed):
        if observed != NOT_ASSESSED:
            return self.env._("A credit limit has been approved for this customer.")
        return self.env._("Nobody has approved a credit limit for this customer.")

    def _condition_limited(self, rule):
        return self.env._("the customer has a limit, whatever is owed of it")

    def _finding_limited(self, observed, allowed):
        if observed == NO_POLICY:
            return self.env._(
                "No credit policy is in force, so every order of a customer with a limit waits: a credit administrator"
                " publishes a policy."
            )
        return self.env._("Orders of customers with a limit are looked at one by one.")

    def _condition_status(self, rule):
        if rule.status == "watch":
            return self.env._("the account is on watch")
        return self.env._("the account is on stop or closed")

    def _finding_status(self, observed, allowed):
        statuses = dict(self.env["credit.account"]._fields["status"]._description_selection(self.env))
        return self.env._("The credit account is on “%(status)s”.", status=statuses.get(observed, observed))

    def _condition_payer(self, rule):
        return self.env._("another customer is billed who is no agreed payer, and one of the two has a credit account")

    def _finding_payer(self, observed, allowed):
        if not observed:
            return self.env._("Who is billed may pay for this order.")
        return self.env._("The customer who is billed is no agreed payer of the customer who orders.")

    def _condition_order_value(self, rule):
        return self.env._("the order is worth more than %s", self._amount_text(rule))

    def _finding_order_value(self, observed, allowed):
        return self.env._("The order is worth %(value)s; %(allowed)s is allowed.", value=observed, allowed=allowed)

    def _condition_terms(self, rule):
        return self.env._("the payment terms are better for the customer than approved")

    def _finding_terms(self, observed, allowed):
        if allowed is None:
            return self.env._("No payment terms have been approved yet.")
        return self.env._(
            "Payment terms of the order: %(terms)s; approved: %(approved)s.",
            terms=self._terms(observed),
            approved=self._terms(allowed),
        )

    def _condition_review_overdue(self, rule):
        if rule.grace:
            return self.env._("the review has been due for more than %s", count_days(self.env, rule.grace))
        return self.env._("the review is overdue")

    def _finding_review_overdue(self, observed, allowed):
        if observed <= 0:
            return self.env._("No credit review is due.")
        return self.env._("The credit review has been due for %(days)s.", days=count_days(self.env, observed))

    def _condition_days_beyond_terms(self, rule):
        return self.env._("the customer pays more than %s late on average", count_days(self.env, rule.days))

    def _finding_days_beyond_terms(self, observed, allowed):
        if observed is None:
            return self.env._("The customer has paid nothing yet.")
        return self.env._(
            "On average the customer pays %(days)s late; %(allowed)d are allowed.",
            days=count_days(self.env, observed),
            allowed=allowed,
        )

    def _condition_score(self, rule):
        return self.env._(
            "the customer, assessed today, scores less than %s points", format_number(self.env, rule.percent)
        )

    def _finding_score(self, observed, allowed):
        asked = format_number(self.env, allowed)
        return self.env._("Assessed today, the customer scores less than the %s points asked for.", asked)

    def _condition_first_orders(self, rule):
        return self.env._("it is one of the first %s orders of the customer", rule.count)

    def _finding_first_orders(self, observed, allowed):
        return self.env._("The customer has ordered %(count)d times before.", count=observed or 0)

    def _condition_prepaid(self, rule):
        return self.env._("the order is paid in full in advance")

    def _finding_prepaid(self, observed, allowed):
        return self.env._("%(paid)s of %(total)s is paid in advance.", paid=observed, total=allowed)

    def _condition_immediate(self, rule):
        return self.env._("the order is to be paid at once by its terms")

    def _finding_immediate(self, observed, allowed):
        return self.env._("The order is to be paid within %(days)s.", days=count_days(self.env, observed))

    def _condition_tagged(self, rule):
        # Who reads the policy need not read tags.
        return self.env._("the order is tagged %s", ", ".join(rule.sudo().tag_ids.mapped("name")))

    def _finding_tagged(self, observed, allowed):
        return self.env._("The order carries a tag that the policy names.")

    def _condition_small_order(self, rule):
        return self.env._("the order is worth no more than %s", self._amount_text(rule))

    def _finding_small_order(self, observed, allowed):
        return self.env._("The order is worth %(value)s; up to %(allowed)s is small.", value=observed, allowed=allowed)

    # === PARTS OF SENTENCES === #

    @api.model
    def _bound(self, rule):
        """How far an exemption goes that orders can be made to meet one by one; empty where it has no end."""
        if not rule.is_bounded:
            return ""
        if not rule.most:
            return self.env._(", as long as no more than the limit is owed with it")
        return self.env._(
            ", as long as no more than the limit or %(amount)s is owed with it",
            amount=format_amount(self.env, rule.most, rule.currency_id or self.env.company.currency_id),
        )

    @api.model
    def _amount_text(self, rule):
        return format_amount(self.env, rule.amount, rule.currency_id or self.env.company.currency_id)

    @api.model
    def _percent_text(self, rule):
        return format_percent(self.env, rule.percent)

    def _money(self, amount, currency):
        return self.env._("no limit") if amount is None else format_amount(self.env, amount, currency)

    def _terms(self, terms):
        terms = terms if isinstance(terms, Terms) else Terms(**terms)
        days = count_days(self.env, terms.days) if terms.days else self.env._("at once")
        if not terms.discount:
            return days
        return self.env._(
            "%(days)s, %(discount)s discount within %(window)s",
            days=days,
            discount=format_percent(self.env, terms.discount, most=4),
            window=count_days(self.env, terms.discount_days),
        )
