from collections import namedtuple

from odoo import api, models
from odoo.exceptions import UserError

from ...core.policy.policy import CHANGE, CONFIRMATION, DELIVERY, decide_all

# What a change of a confirmed order can make larger, worse or somebody else's.
RAISING = {
    "order_line", "partner_id", "partner_invoice_id", "company_id", "currency_id", "pricelist_id", "payment_term_id",
    "fiscal_position_id", "commitment_date", "date_order", "credit_closed_short",
}  # fmt: skip
# Computed from the rest: nobody sends them, and who does wants an order to look smaller than it is.
COMPUTED = {"currency_rate", "amount_total", "amount_untaxed", "amount_tax", "invoice_status", "transaction_ids"}

Claim = namedtuple("Claim", "customer_ids amount terms")  # of the customer billed, and of the one who ordered


class Checked:
    """Orders that the server code holding this object has checked, or will before it is done.

    JSON and XML cannot carry it: see ``credit.guard``.
    """

    def __init__(self, stakes=(), deferred=()):
        self.stakes = dict(stakes)  # as they stood when they were decided on
        self.deferred = frozenset(deferred)  # to be checked by the caller, once all is written


class SaleOrder(models.Model):
    """No order becomes firm, or larger, against the policy: whoever writes it, and however.

    The choke point is here, in ``create`` and ``write``. What can keep work when an order is
    stopped stands above it: see sale_order_entry.py.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "credit.guard"]

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        for vals in vals_list:
            self._credit_refuse_forged(self._credit_read_defaults(COMPUTED | {"credit_closed_short"}, vals))
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sale")._credit_confirmed()
        return orders

    def write(self, vals):
        # EXTENDS 'sale'
        self._credit_refuse_forged(vals)
        if vals.get("state", "sale") != "sale":
            vals = vals | {"credit_closed_short": False}  # whoever confirms again confirms the whole order
        raising = not RAISING.isdisjoint(vals)
        if not raising and vals.get("state") != "sale":
            return super().write(vals)
        firm = self.filtered(lambda order: order.state == "sale")
        before = firm._credit_claims() if raising else {}
        done = super(SaleOrder, self._credit_defer(firm)).write(vals)
        if vals.get("state") == "sale":
            (self - firm)._credit_confirmed()
        if before:
            firm._credit_require_change(before)
        return done

    def _credit_refuse_forged(self, vals):
        """Refuse what would make an order look smaller than it is."""
        if self.env.su:
            return
        names = COMPUTED & vals.keys()
        if vals.get("credit_closed_short") and (not self or any(order.state != "sale" for order in self)):
            names.add("credit_closed_short")
        if names:
            self._refuse_fields(names, self.env._("Odoo computes it from the lines and payments of the order."))

    # === GATE === #

    def action_confirm(self):
        """Refuse early what the policy blocks; here only an error will do.

        Other modules act on every order of this call before and after, so leaving some out
        would have them act on orders that are not confirmed.
        """
        # EXTENDS 'sale'
        self.check_access("write")
        orders = self.filtered(lambda order: order.state in ("draft", "sent"))
        orders._credit_require(CONFIRMATION)
        return super(SaleOrder, self._credit_with_checked(orders)).action_confirm()

    def _credit_confirmed(self):
        """These orders have just become firm: the policy must have let them pass."""
        if self:
            self._credit_require(CONFIRMATION)
            self._credit_after_confirm()

    def _credit_require(self, checkpoint):
        """Raise one clear error when the policy blocks one of these orders."""
        # What has been decided so far was about the order; whether its goods may leave is another question.
        pending = self if checkpoint == DELIVERY else self - self._credit_checked()
        decisions = pending._credit_decide(checkpoint, claim=True)
        if blocked := {order: decision for order, decision in decisions.items() if decision.blocked}:
            explanation = self.env["credit.explanation"]
            error = UserError(
                "\n".join(explanation._refusal(order, decision, checkpoint) for order, decision in blocked.items())
            )
            # Who stands above the gate may put them on hold instead. An attribute: the web client knows no subclass.
            error.credit_decisions = {order.id: decision for order, decision in blocked.items()}
            raise error

    def _credit_require_change(self, before):
        """Raise when the change just made to confirmed orders claims more than the policy lets it.

        :param before: what each order claimed before; nothing for what is known to claim more
        """
        after = self._credit_claims() if before else {}
        raised = self.filtered(lambda order: order not in before or order._credit_raised(before[order], after[order]))
        raised._credit_require(CHANGE)

    def _credit_raised(self, before, after):
        larger = self.company_id.currency_id.compare_amounts(after.amount, before.amount) > 0
        return larger or after.customer_ids != before.customer_ids or after.terms.better_than(before.terms)

    def _credit_decide(self, checkpoint, claim=False):
        """What the policy in force says of these orders as they stand.

        What passes counts against the next order of the same customer.

        :param checkpoint: one of core.policy.policy.CHECKPOINTS
        :param claim: whether an order is about to become firm; parallel decisions then wait
        :return: {order: core.policy.policy.Decision}
        """
        decisions = {}
        for root, orders in self.grouped(lambda order: order.company_id._credit_root()).items():
            policy = self.env["credit.policy"]._in_force(root)
            if rules := policy.rules_at(checkpoint):
                facts = self.env["credit.order.facts"]._collect(orders, rules, policy, claim)
                judged = decide_all([facts[order] for order in orders], policy, checkpoint)
                decisions |= dict(zip(orders, judged, strict=True))
        return decisions

    def _credit_claims(self):
        """What each order claims now, and of whom.

        :rtype: dict[sale.order, Claim]
        """
        claims = {}
        for root, orders in self.grouped(lambda order: order.company_id._credit_root()).items():
            policy = self.env["credit.policy"]._in_force(root)
            for order, facts in self.env["credit.order.facts"]._collect(orders, (), policy).items():
                sold_to_id = facts.sold_to.customer_id if facts.sold_to else facts.customer_id
                claims[order] = Claim((facts.customer_id, sold_to_id), facts.claim, facts.terms)
        return claims

    # === WHAT HAS BEEN CHECKED === #

    def _credit_stake(self):
        """What a decision rests on of the order itself: when it differs, the decision is void."""
        self.ensure_one()
        order = self.sudo()
        return (
            order.amount_total, order.currency_id.id, order.currency_rate, order.company_id.id,
            order.partner_id.id, order.partner_invoice_id.id, order.payment_term_id.id, order.commitment_date,
            order.credit_closed_short,
        )  # fmt: skip

    def _credit_known(self):
        """What this very call has decided on so far; anything but server code's own object says nothing."""
        known = self.env.context.get("credit_checked")
        return known if isinstance(known, Checked) else Checked()

    def _credit_checked(self):
        """Those of these orders on which this very call has decided, and that are still the same."""
        stakes = self._credit_known().stakes
        return self.filtered(lambda order: order.id in stakes and stakes[order.id] == order._credit_stake())

    def _credit_with_checked(self, passed):
        """These records, knowing that those that passed have been decided on."""
        known = self._credit_known()
        stakes = known.stakes | {order.id: order._credit_stake() for order in passed}
        return self.with_context(credit_checked=Checked(stakes, known.deferred))

    def _credit_defer(self, orders):
        """These records, for a write whose caller checks the orders afterwards."""
        if not orders:
            return self
        known = self._credit_known()
        return self.with_context(credit_checked=Checked(known.stakes, known.deferred.union(orders.ids)))

    def _credit_deferred(self):
        """Whether whoever writes the order checks it afterwards."""
        return self.id in self._credit_known().deferred
