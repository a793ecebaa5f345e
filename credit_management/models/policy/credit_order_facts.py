from collections import defaultdict
from functools import partial

from odoo import api, models
from odoo.tools import SQL, float_round

from ...core.exposure.exposure import ORDER, UNALLOCATED, Exposure
from ...core.exposure.netting import Overdue
from ...core.exposure.order_size import order_size
from ...core.limit.limits import NOT_ASSESSED, EffectiveLimit
from ...core.policy.facts import PAYMENTS_WINDOW, Facts
from ...core.policy.kinds import APPROVED_TERMS, KINDS, ORDER_TAGS, ORDERS, PAYERS, PAYMENTS
from ...sql.exposure import paid_items
from ...sql.policy import customer_facts
from ..account.credit_account_fact import AGREED
from ..common.pending import is_pending
from ..common.read_once import read_once

# What is known of a customer beside what its facts say.
NOT_OF_FACTS = ("payment_terms", "membership")
# What is read of payment transactions.
PAID = ("state", "amount", "currency_id", "payment_id", "source_transaction_id", "operation")


class CreditOrderFacts(models.AbstractModel):
    """Collects what the policy looks at, for any number of orders in a fixed number of queries.

    No access is checked here: who may decide on an order is for the caller to know. Orders of
    one legal entity at a time.
    """

    _name = "credit.order.facts"
    _description = "Facts About Orders"

    @api.model
    def _collect(self, orders, rules, policy, today=None, claim=False, growing=False):
        """Facts about each order as it stands; the exposure is that without any of them.

        :param orders: sale orders, or customer invoices; one that is not saved counts with its total
        :param rules: the rules to be decided by: what none of them reads is not looked up
        :param today: the day of the decision, the one by which the policy was chosen; today when left out
        :param claim: make parallel decisions on the same customers come one after the other
        :param growing: count orders to be delivered beyond the horizon, too: a firm one that grows, goods that leave
        :return: {order: core.policy.facts.Facts}
        """
        orders = orders.sudo()  # a decision reads everything of the order
        root = orders.company_id[:1]._credit_root()
        view = root._credit_view(today)
        today = view.today
        needs = {KINDS[rule.kind].needs for rule in rules}
        drawn = self._draw(orders, root, rules, view) if claim else None
        own = self._read_documents(orders, policy, view, growing, drawn)
        counted = defaultdict(float)
        for known in own.values():
            counted[known["customer_id"]] += known["counted"]
        wanted = {partner_id for partner_id in counted if partner_id}
        sold_to = {order: known.pop("sold_to_id") for order, known in own.items()}
        known = wanted.union(filter(None, sold_to.values()))
        customers = drawn.customers if drawn else self._read_customers(root, known, today)
        billed = {partner_id: customer for partner_id, customer in customers.items() if partner_id in wanted}
        owed = self._read_owed(root, billed, rules, policy, view, claim, drawn)
        shared = self._read_shared(root, billed, owed, counted)
        late = self.env["credit.exposure"]._read_overdue(root, self._only(owed, billed), view)
        payers = self._read_payers(customers, own, sold_to) if PAYERS in needs else ()
        history = self._read_history(root, needs, wanted, orders, today)
        more = self._read_more(needs, root, own, customers, view)
        ordered_by = {id_ for order, id_ in sold_to.items() if id_ and id_ != own[order]["customer_id"]}
        more_sold_to = self._read_more_of_sold_to(needs, root, ordered_by, view) if ordered_by else {}
        rounding, facts = root.currency_id._credit_rounding(), {}
        for order, known in own.items():
            partner_id = known["customer_id"]
            customer = customers.get(partner_id, {})
            exposure, overdue = owed.get(partner_id, Exposure()), late.get(partner_id, Overdue(0.0, 0))
            facts[order] = Facts(
                today=today,
                exposure=float_round(exposure.total - counted[partner_id], precision_rounding=rounding),
                overdue=overdue.amount,
                oldest_days_past_due=overdue.oldest_days,
                let_off=overdue.let_off,
                unmatched=0.0 if UNALLOCATED in policy.counted else -exposure.of(UNALLOCATED),
                approved_terms=self._approved_terms(order, customer, today) if APPROVED_TERMS in needs else None,
                tag_ids=frozenset(order.tag_ids.ids) if ORDER_TAGS in needs and "tag_ids" in order else frozenset(),
                rounding=rounding,
                sold_to=self._sold_to(sold_to[order], partner_id, customers, today, rounding, more_sold_to),
                shared=shared.get(partner_id),
                more=more.get(order, {}),
                payer_agreed=(customers.get(sold_to[order], {}).get("account_id"), partner_id) in payers,
                **known,
                **self._known_of(customer, order.team_id.id or 0),
                **history.get(partner_id, {}),
            )
        return facts

    @api.model
    def _known_of(self, customer, order_team_id=0):
        """Facts about a customer; the team that sells counts where none is agreed with the account."""
        known = {name: value for name, value in customer.items() if name not in NOT_OF_FACTS}
        return known | {"team_id": known.get("team_id") or order_team_id}

    @api.model
    def _read_payers(self, customers, own, sold_to):
        """Which pairs of account and customer billed are agreed, of the orders whose payer is another customer."""
        apart = [order for order, known in own.items() if sold_to[order] not in (0, known["customer_id"])]
        if not apart:
            return set()
        account_ids = [customers[sold_to[order]]["account_id"] for order in apart if sold_to[order] in customers]
        return self.env["credit.payer"]._agreed(account_ids, [own[order]["customer_id"] for order in apart])

    @api.model
    def _read_more(self, needs, root, own, customers, view):
        """Facts that kinds of rules of other addons ask for, for them to extend; in a fixed number of queries.

        :param needs: names of what the rules ask for
        :param own: {document: values of core.policy.facts.Facts that are known by now}
        :param customers: what is known of each customer, by id
        :return: {document: {name in needs: whatever the condition of the kind reads}}
        """
        return {}

    # === ORDERS === #

    @api.model
    def _read_documents(self, documents, policy, view, growing, drawn=None):
        """What is known of each document by itself; of those that nobody has to decide on, nothing.

        :param drawn: what has been read of them already, see ``_draw``
        :return: {document: values of core.policy.facts.Facts, with ``sold_to_id``}
        """
        rows = drawn.orders if drawn else self._read_rows(documents)
        return {order: self._own(order, row, policy, view, growing) for order, row in rows.items()}

    @api.model
    @read_once
    def _read_rows(self, orders):
        """The rows of ``credit_order_facts``, and what stands for them of orders that are not saved."""
        saved = orders.filtered(lambda order: isinstance(order.id, int))
        rows = {}
        if saved:
            if is_pending(self.env):
                self._flush_for_orders()
            accounts = list(self.env["credit.open.item"]._receivable_account_ids())
            query = SQL("SELECT * FROM credit_order_facts(%s::int[], %s::int[])", saved.ids, accounts)
            rows = {order_id: row for order_id, *row in self.env.execute_query(query)}
        return {order: rows.get(order.id) or self._unsaved(order) for order in orders}

    @api.model
    def _flush_for_orders(self):
        self.env["credit.open.item"]._flush()
        self.env["sale.order"].flush_model(["partner_id"])
        self.env["payment.transaction"].flush_model(PAID)

    @api.model
    def _unsaved(self, order):
        """The same of an order as the form holds it."""
        customer, paid = order.partner_invoice_id.commercial_partner_id, order._origin.amount_paid
        sold_to = order.partner_id.commercial_partner_id
        total = order.amount_total
        return (customer._origin.id, False, total, paid, 0.0, paid, sold_to._origin.id, total, 0.0, 0)

    @api.model
    def _own(self, order, row, policy, view, growing):
        """Facts about an order by itself, its amounts in the company's currency where they add up."""
        customer_id, confirmed, claim, unbooked, unmatched, prepaid, sold_to_id, *size = row
        company, currency = order.company_id, order.currency_id
        rate, rounding = order.currency_rate or 1.0, currency._credit_rounding()
        total = order_size(order.amount_total, claim, *size, rounding)
        in_company = partial(float_round, precision_rounding=company.currency_id._credit_rounding())
        later = bool(view.later_from and order.commitment_date and order.commitment_date >= view.later_from)
        if later and not growing:
            claim = 0.0
        if UNALLOCATED not in policy.counted:
            unbooked += unmatched
        claim = in_company(claim / rate)
        return {
            "customer_id": customer_id or 0,
            "company_id": company._origin.id,
            "sold_to_id": sold_to_id or 0,
            "claim": claim,
            "counted": claim if confirmed and not later and ORDER in policy.counted else 0.0,
            "prepaid": in_company(unbooked / rate),
            "prepaid_total": prepaid,
            "total": total,
            "total_rounding": rounding,
            "currency_id": currency.id,
            "value": in_company(total / rate),
            "terms": self.env["account.payment.term"]._credit_terms(order.payment_term_id._origin.id, view.today),
            "release": order._origin._credit_release(view.today) if order._origin else None,
        }

    @api.model
    def _read_sizes(self, orders):
        """What each order comes to with what was invoiced on it, in its own currency; no access is checked.

        :return: {order: amount}
        """
        orders = orders.sudo()  # a release is held against everything of the order
        found = {}
        for order, row in self._read_rows(orders).items():
            found[order] = order_size(order.amount_total, row[2], *row[-3:], order.currency_id._credit_rounding())
        return found

    # === CUSTOMERS === #

    @api.model
    def _read_customers(self, root, partner_ids, today=None):
        if not partner_ids:
            return {}
        if is_pending(self.env):
            self._flush_for_customers()
        query = SQL(
            "SELECT * FROM credit_customer_facts(%s::int[], %s, %s)",
            list(partner_ids),
            root.id,
            today or root._credit_today(),
        )
        return {row[0]: self._customer(*row[1:]) for row in self.env.execute_query(query)}

    @api.model
    def _flush_for_customers(self):
        self.env["credit.limit"]._flush_for_effective()
        self.env["credit.account"].flush_model(
            ["partner_id", "status", "grade_id", "risk_class", "next_review", *AGREED]
        )
        self.env["credit.group.use"]._flush()
        self.env["res.partner"].flush_model(["country_id", "industry_id", "category_id", "property_payment_term_id"])

    @api.model
    def _customer(
        self, account_id, status, grade_id, risk_class, next_review, state, amount, valid_to, expired, expired_amount,
        country_id, industry_id, team_id, category_ids, payment_terms, *membership,
    ):  # fmt: skip
        limit = EffectiveLimit(state or NOT_ASSESSED, amount or 0.0, valid_to, bool(expired), expired_amount or 0.0)
        membership = self._membership(account_id, *membership)
        return {
            "account_id": account_id or 0,
            "status": status or NOT_ASSESSED,
            "limit": membership.hold_down(limit) if membership else limit,
            "membership": membership,
            "grade_id": grade_id or 0,
            "risk_class": risk_class or "",
            "next_review": next_review,
            "country_id": country_id or 0,
            "industry_id": industry_id or 0,
            "team_id": team_id or 0,
            "category_ids": frozenset(category_ids),
            "payment_terms": payment_terms or {},
        }

    @api.model
    def _approved_terms(self, order, customer, today):
        """The customer's own payment terms; nobody has approved any for who is not assessed."""
        if not customer or customer["limit"].state == NOT_ASSESSED:
            return None
        terms = self.env["account.payment.term"]
        company_id = order.company_id.id
        term_id = customer["payment_terms"].get(str(company_id))
        return terms._credit_terms(terms._credit_usual(company_id) if term_id is None else term_id, today)

    @api.model
    def _read_history(self, root, needs, partner_ids, orders, today):
        """Facts that only few rules ask for: how late the customer has paid, how many orders came before."""
        history = {partner_id: {} for partner_id in partner_ids}
        if partner_ids and ORDERS in needs:
            own = orders.ids if orders._name == "sale.order" else []
            query = customer_facts.earlier_orders(list(partner_ids), root.id, own)
            counts = dict(self.env.execute_query(query))
            for partner_id in partner_ids:
                history[partner_id]["earlier_orders"] = counts.get(partner_id, 0)
        if partner_ids and PAYMENTS in needs:
            accounts = self.env["credit.open.item"]._receivable_account_ids()
            query = paid_items.days_beyond_terms(list(partner_ids), root.id, accounts, today - PAYMENTS_WINDOW, today)
            for partner_id, days in self.env.execute_query(query):
                history[partner_id]["days_beyond_terms"] = days
        return history
