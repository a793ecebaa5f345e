from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.policy.policy import CHANGE, CONFIRMATION

# Computed from the rest: nobody sends them, and who does wants an order to look smaller than it is.
COMPUTED = {"currency_rate", "amount_total", "amount_untaxed", "amount_tax", "invoice_status", "transaction_ids"}


class SaleOrder(models.Model):
    """No order becomes firm against the policy, or more than it was let in for: whoever writes it, and however.

    What becomes firm is judged here, in ``create`` and ``write``. What firm orders have become is judged once, by
    its result, before the transaction commits: see credit_admission.py. What can keep work when an order is
    stopped stands above both: see sale_order_entry.py.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "credit.guard", "credit.gated", "credit.watched"]
    _credit_told_as = "credit_decisions"

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
        entering = self.filtered(lambda order: order.state != "sale") if vals.get("state") == "sale" else self.browse()
        done = super().write(vals)
        entering._credit_confirmed()
        return done

    def unlink(self):
        # EXTENDS 'sale'
        self.env["credit.admission"]._forget(self)
        return super().unlink()

    def _credit_refuse_forged(self, vals):
        """Refuse what would make an order look smaller than it is."""
        if self.env.su:
            return
        names = COMPUTED & vals.keys()
        if vals.get("credit_closed_short") and (not self or any(order.state != "sale" for order in self)):
            names.add("credit_closed_short")
        if names:
            self._credit_refuse_fields(names, self.env._("Odoo computes it from the lines and payments of the order."))

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
        return super(SaleOrder, self._credit_with_decided(orders)).action_confirm()

    def _credit_confirmed(self):
        """These orders have just become firm: the policy must have let them pass."""
        if self:
            self._credit_check_rate()
            self._credit_require(CONFIRMATION)
            self._credit_after_firm()
            self.env["credit.admission"]._admit_soon(self)

    def _credit_require_change(self):
        """Raise when confirmed orders are more than was admitted and the policy does not let it be."""
        if self:
            self._credit_require(CHANGE)

    def _credit_check_rate(self):
        """An order counts at the rate of the day it becomes firm: an older date makes it no smaller."""
        # What an order counts is no secret to the gate.
        foreign = self.sudo().filtered(lambda order: order.currency_id != order.company_id.currency_id)
        if not foreign:
            return
        today = fields.Date.today()
        yesterday = fields.Date.subtract(today, days=1)  # whatever the time zone of the company
        dated = foreign.filtered(lambda order: order.date_order.date() < yesterday)
        for (company, currency), orders in dated.grouped(lambda order: (order.company_id, order.currency_id)).items():
            rate = currency._get_conversion_rate(company.currency_id, currency, company, today)
            for order in orders.filtered(lambda order, rate=rate: order.currency_rate > rate * (1 + 1e-9)):
                order._credit_refuse_rate()

    def _credit_refuse_rate(self):
        """Say that the order date decides the rate, and is not moved for a friendlier one."""
        raise UserError(
            self.env._(
                "%(order)s counts at the rate of the day it is confirmed. An order date of another rate would make it"
                " count less: leave the date as it is.",
                order=self.name,
            )
        )

    def _credit_stake(self):
        # EXTENDS 'credit.gated'
        self.ensure_one()
        # The admission is compared in full, whoever changes the order.
        order = self.sudo()
        sold_to, billed = order.partner_id, order.partner_invoice_id
        return (
            order.amount_total, order.currency_id.id, order.currency_rate, order.company_id.id, sold_to.id, billed.id,
            order.payment_term_id.id, order.commitment_date, order.credit_closed_short,
            sold_to.commercial_partner_id.id, billed.commercial_partner_id.id,
        )  # fmt: skip
