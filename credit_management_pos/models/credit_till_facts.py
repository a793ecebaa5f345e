from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from odoo import api, models

from odoo.addons.credit_management.core.exposure.exposure import UNALLOCATED, Exposure
from odoo.addons.credit_management.core.exposure.netting import Overdue
from odoo.addons.credit_management.core.policy.facts import Facts, Release
from odoo.addons.credit_management.core.policy.kinds import KINDS
from odoo.addons.credit_management.core.policy.policy import CONFIRMATION, decide, decide_all

# They look at payments, terms and tags of an order: what is sold on account at a till has none of them.
NOT_AT_TILLS = {"prepaid", "immediate", "terms", "tagged", "payer"}


@dataclass(frozen=True, slots=True)
class TillSale:
    """What a customer is to owe for one ticket. Amounts are in the currency of the till.

    ``counted`` is what of it the exposure knows already, ``rate`` what one unit of the company's currency costs.
    """

    key: Any
    customer_id: int
    company: Any
    currency: Any
    amount: float
    rate: float = 1.0
    counted: float = 0.0
    release: Release | None = None
    team_id: int = 0


class CreditTillFacts(models.AbstractModel):
    """The rules of orders that are about to be confirmed, asked about what is sold on account at a till."""

    _name = "credit.till.facts"
    _description = "Facts About Sales on Account"
    _inherit = ["credit.order.facts"]

    @api.model
    def _decide(self, sales, claim=False):
        """What the policy in force says of sales on account.

        :param sales: a list of TillSale
        :param claim: whether they are about to be owed; parallel decisions then wait
        :return: {key of the sale: core.policy.policy.Decision}; without those that no rule looks at
        """
        by_root = defaultdict(list)
        for sale in sales:
            by_root[sale.company._credit_root()].append(sale)
        decisions = {}
        for root, of_root in by_root.items():
            today = root._credit_today()  # once: at midnight facts and policy would be of two days
            policy = self._get_till_policy(root, today)
            if rules := policy.rules_at(CONFIRMATION):
                facts = self._collect_sales(of_root, rules, policy, root, today, claim)
                judged = decide_all(facts, policy, CONFIRMATION)
                decisions |= {sale.key: decision for sale, decision in zip(of_root, judged, strict=True)}
        return decisions

    @api.model
    def _get_till_policy(self, root, today):
        """The policy in force, without rules that no sale at a till can be asked about."""
        policy = self.env["credit.policy"]._in_force(root, today)
        return replace(policy, rules=tuple(rule for rule in policy.rules if rule.kind not in NOT_AT_TILLS))

    @api.model
    def _judge_sale(self, company, facts):
        """What the policy says of one sale on account of which these are the facts."""
        return decide(facts, self._get_till_policy(company._credit_root(), facts.today), CONFIRMATION)

    @api.model
    def _collect_sales(self, sales, rules, policy, root, today, claim):
        """Facts about each sale; the exposure is that without any of them."""
        view = root._credit_view(today)
        needs = {KINDS[rule.kind].needs for rule in rules}
        rounded = root.currency_id.round
        counted = defaultdict(float)
        for sale in sales:
            counted[sale.customer_id] += rounded(sale.counted / sale.rate)
        wanted = {sale.customer_id for sale in sales if sale.customer_id}
        customers = self._read_customers(root, wanted, today)
        owed = self._read_owed(root, customers, rules, policy, view, claim)
        shared = self._read_shared(root, customers, owed, counted)
        late = self.env["credit.exposure"]._read_overdue(root, self._only(owed, customers), view)
        history = self._read_history(root, needs, wanted, self.env["sale.order"], today)
        facts = []
        for sale in sales:
            customer = customers.get(sale.customer_id, {})
            exposure = owed.get(sale.customer_id, Exposure())
            overdue = late.get(sale.customer_id, Overdue(0.0, 0))
            amount = rounded(sale.amount / sale.rate)
            facts.append(
                Facts(
                    today=today,
                    customer_id=sale.customer_id,
                    company_id=sale.company.id,
                    exposure=rounded(exposure.total - counted[sale.customer_id]),
                    counted=rounded(sale.counted / sale.rate),
                    overdue=overdue.amount,
                    oldest_days_past_due=overdue.oldest_days,
                    let_off=overdue.let_off,
                    unmatched=0.0 if UNALLOCATED in policy.counted else -exposure.of(UNALLOCATED),
                    claim=amount,
                    value=amount,
                    total=sale.amount,
                    total_rounding=sale.currency.rounding,
                    currency_id=sale.currency.id,
                    rounding=root.currency_id.rounding,
                    release=sale.release,
                    shared=shared.get(sale.customer_id),
                    **self._known_of(customer, sale.team_id),
                    **history.get(sale.customer_id, {}),
                )
            )
        return facts
