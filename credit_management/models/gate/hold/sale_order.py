from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount
from odoo.tools.sql import column_exists, create_column

from ....const import ANALYST, GO_ON_ACTIVITY, USER
from ....core.policy.policy import CHANGE, CONFIRMATION
from ...common.credit_single import ensure_one
from ...common.text import number_of, stripped
from .credit_hold import STATES

# Written by the hold's methods; a client that could would lend one order the release of another.
OF_HOLD = {"credit_hold_id", "credit_hold_state", "credit_hold_ids", "credit_hand_ids"}
# Fields that make who writes them a hand of the order: what is sold to whom on which terms, and the customer's word.
COUNTING = {
    "partner_id", "partner_invoice_id", "company_id", "payment_term_id", "pricelist_id", "currency_id", "order_line",
    "signature", "signed_by", "signed_on",
}  # fmt: skip


class SaleOrder(models.Model):
    """An order and its hold."""

    _inherit = "sale.order"

    credit_hold_id = fields.Many2one(
        "credit.hold", readonly=True, copy=False, ondelete="set null", index="btree_not_null", groups=USER
    )
    credit_hold_state = fields.Selection(
        STATES,
        string="Credit Decision",
        compute="_compute_credit_hold_state",
        store=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=USER,
    )
    credit_hold_ids = fields.One2many("credit.hold", "order_id", string="Credit Holds", readonly=True, groups=USER)
    credit_hand_ids = fields.Many2many(
        "res.users",
        "credit_order_hand_rel",
        "order_id",
        "user_id",
        string="Credit People Who Changed It",
        readonly=True,
        copy=False,
        groups=USER,
        help="Analysts and managers who changed what counts in the order, or signed it by the customer's link: nobody"
        " of them releases it.",
    )

    @api.depends("credit_hold_id.state")
    def _compute_credit_hold_state(self):
        for order in self:
            order.credit_hold_state = order.credit_hold_id.state

    def _auto_init(self):
        # EXTENDS 'sale'
        # No order there is has ever been stopped: nothing to compute for a million of them.
        if not column_exists(self.env.cr, "sale_order", "credit_hold_state"):
            create_column(self.env.cr, "sale_order", "credit_hold_state", "varchar")
        return super()._auto_init()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        for vals in vals_list:
            self._credit_refuse_hold_fields(vals)
        if self.default_get(["credit_hand_ids"]).get("credit_hand_ids"):
            self._credit_refuse_hold_fields(OF_HOLD)
        orders = super().create(vals_list)
        for order in orders.sudo():  # defaults come with the context of a client, or are stored
            if order.credit_hold_id or order.credit_hold_state:
                self._credit_refuse_hold_fields(OF_HOLD)
        return orders

    def write(self, vals):
        # EXTENDS 'sale'
        self._credit_refuse_hold_fields(vals)
        done = super().write(vals)
        if vals.get("state") == "cancel":
            self._credit_after_cancel()
        if COUNTING & vals.keys():
            self._credit_add_hand()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_credit_hold(self):
        self._credit_after_cancel()

    def _credit_refuse_hold_fields(self, names):
        if not OF_HOLD.isdisjoint(names) and not self._credit_is_by_method():
            raise AccessError(
                self.env._(
                    "%(user)s cannot put an order on hold or release it by hand: the credit policy and those who"
                    " decide on holds do. Choose “Ask for Release” on the order.",
                    user=self.env.user.name,
                )
            )

    # === ACTIONS === #

    def action_credit_holds(self):
        """The hold of this order; all of them when there were several."""
        ensure_one(self)
        return self.credit_hold_ids._get_records_action(name=self.env._("Credit Holds"))

    def action_credit_open_request(self):
        """Ask why the order should go through."""
        ensure_one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for Release"),
            "res_model": "credit.hold.request",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_credit_request_release(self, justification, amount=None):
        """Ask for a release of an order that would be stopped, or of a larger one.

        :param str justification: why it should go through
        :param amount: up to which total, in the currency of the order; its own without it
        :return: the id of the hold
        """
        ensure_one(self)
        self.check_access("write")
        amount = self._credit_check_asked(justification, amount)
        wanted = amount + self._credit_beyond_total()
        for checkpoint in self._credit_checkpoints_ahead(amount):
            if hold := self.env["credit.hold"]._ask(self, justification.strip(), wanted, checkpoint):
                break
        else:
            raise UserError(
                self.env._(
                    "%(order)s passes the credit policy up to %(amount)s: no release is needed. Confirm or change it.",
                    order=self.name,
                    amount=format_amount(self.env, amount, self.currency_id),
                )
            )
        return hold.id

    # === HANDS === #

    def _credit_add_hand(self):
        """Remember analysts and managers who change what counts in these orders: others decide on no hold."""
        person = self.env["res.users"]._credit_person()
        if person.id != SUPERUSER_ID and person.has_group(ANALYST):
            # Who signs by the customer's link need not write the order.
            new = self.sudo().filtered(lambda order: person not in order.credit_hand_ids)
            if new:
                new._credit_by_method().write({"credit_hand_ids": [fields.Command.link(person.id)]})

    def _credit_get_hands(self):
        """Who made these orders what they are, sells them, or paid them for the customer."""
        return self.user_id | self.create_uid | self.credit_hand_ids | self.transaction_ids.create_uid

    # === BUSINESS === #

    def _credit_checkpoints_ahead(self, amount):
        """Where the order may be stopped next, the likeliest first.

        :param amount: the total it is to have
        """
        return [CHANGE] if self.state == "sale" else [CONFIRMATION]

    def _credit_check_asked(self, justification, amount):
        """Refuse to ask for nothing, without a reason, or for less than there is.

        :return: the total asked for
        """
        if not stripped(justification):
            raise UserError(self.env._("Say why %(order)s should go through all the same.", order=self.name))
        if self.state == "cancel":
            raise UserError(self.env._("%(order)s is cancelled. Set it to quotation first.", order=self.name))
        amount = self.amount_total if amount is None else number_of(amount)
        if amount is None:
            raise UserError(self.env._("Say up to which amount %(order)s should go through.", order=self.name))
        if self.currency_id.compare_amounts(amount, self.amount_total) < 0:
            raise UserError(
                self.env._(
                    "%(order)s is worth %(total)s already. Ask for at least that much.",
                    order=self.name,
                    total=format_amount(self.env, self.amount_total, self.currency_id),
                )
            )
        return self.currency_id.round(amount)

    def _credit_beyond_total(self):
        """What the order comes to beyond its printed total: what was invoiced and is not on its lines any more."""
        self.ensure_one()
        return self.env["credit.order.facts"]._read_sizes(self)[self] - self.amount_total

    def _credit_set_hold(self, hold):
        """Make a hold the current one of its order."""
        self.sudo()._credit_by_method().write({"credit_hold_id": hold.id})

    def _credit_release(self, today=None):
        """What has been released of this order; a change that is on hold leaves the former release in force.

        :param today: the day of the decision; today when left out
        :rtype: core.policy.policy.Release | None
        """
        self.ensure_one()
        hold = self.sudo().credit_hold_id
        for granted in (hold, hold.former_id):
            if granted and granted.order_id.id == self._origin.id and granted._grants():
                return granted._to_core(today or self.company_id._credit_today())
        return None

    def _credit_after_confirm(self):
        """The orders are confirmed: releases are used, what was still on hold passed by itself."""
        holds = self.sudo().credit_hold_id
        if not holds:
            return
        (holds | holds.former_id)._set_used()
        holds._set_cleared()
        self.sudo().filtered("credit_hold_id").activity_unlink([GO_ON_ACTIVITY])
        # A refusal or a release of last month says nothing about an order that passed today.
        stale = self.sudo().filtered(lambda order: order.credit_hold_id.state in ("refused", "lapsed", "cancelled"))
        if stale:
            stale._credit_set_hold(holds.browse())

    def _credit_after_cancel(self):
        """Nothing is left to decide, and nothing to use."""
        states = ["open", "released", "used"]
        holds = self.env["credit.hold"].sudo().search([("order_id", "in", self.ids), ("state", "in", states)])
        holds._set_cancelled()
        holds._set_lapsed(("released", "used"))
