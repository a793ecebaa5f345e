from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.core.policy.policy import CONFIRMATION
from odoo.addons.credit_management.models.common.credit_guard import OF_TICKETS

from ..sql import till_items
from .credit_till_facts import TillSale

FIRM = ("paid", "done")
# Which books a ticket is in: of one that is paid, the server alone says so.
BOOKS = {"company_id", "session_id", "config_id"}


class PosOrder(models.Model):
    """No ticket is paid on account against the policy, wholly or partly: whoever writes it, and however.

    What becomes paid is judged in ``create`` and ``write``. What paid tickets have become is judged by its result,
    before the transaction commits: see credit_till_admission.py. Refunds lower what is owed and are never stopped.
    """

    _name = "pos.order"
    _inherit = ["pos.order", "credit.guard"]

    credit_offline = fields.Boolean(
        string="Sold on Account Offline",
        copy=False,
        readonly=True,
        help="The till could not ask the server when the goods were handed over.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'point_of_sale'
        for vals in vals_list:
            self._credit_refuse_forged(vals)
        orders = super().create(vals_list)
        orders._credit_touch()
        orders.filtered(lambda order: order.state in FIRM)._credit_become_firm()
        return orders

    def write(self, vals):
        # EXTENDS 'point_of_sale'
        self._credit_refuse_forged(vals)
        entering = self.filtered(lambda order: order.state not in FIRM) if vals.get("state") in FIRM else self.browse()
        done = super().write(vals)
        self._credit_touch()
        entering._credit_become_firm()
        return done

    def _credit_refuse_forged(self, vals):
        """Refuse what would make a ticket seem to be in the ledger, in other books, or what is booked another's."""
        if self.env.su:
            return
        vals.pop("currency_rate", None)  # computed
        forged = set()
        if vals.get("account_move") and any(order.account_move.id != vals["account_move"] for order in self or [self]):
            forged.add("account_move")
        for order in self.filtered(lambda order: order.state in FIRM):
            forged |= {name for name in BOOKS & vals.keys() if order[name].id != vals[name]}
            if "partner_id" in vals and order.session_id.state == "closed" and order._credit_on_account():
                customer = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id
                forged |= {"partner_id"} if customer != order.partner_id.commercial_partner_id else set()
        if forged:
            self._credit_refuse_fields(forged, self.env._("Odoo sets it when the ticket is paid, invoiced or closed."))

    # === GATE === #

    def _credit_touch(self):
        """Have these tickets judged, as they stand then, before the transaction commits."""
        self.env["credit.till.admission"]._touch(self)

    def _credit_become_firm(self):
        if self:
            self._credit_judge()
            self._credit_after_firm()

    def _generate_pos_order_invoice(self):
        # EXTENDS 'point_of_sale': an invoice leaves open whatever was not paid, by its lines as they are now
        for order in self.filtered(lambda order: not order.is_refund):
            owed = order._credit_amount(order._credit_lines_total())
            known = order._credit_on_account() if order.state in FIRM else 0.0  # and counts, wherever it is booked
            if owed - known > order.currency_id.rounding / 2:
                order._credit_judge({order: (owed, known)})
        return super()._generate_pos_order_invoice()

    def _create_order_picking(self):
        # EXTENDS 'point_of_sale': goods of a ticket need no order
        return super(PosOrder, self.with_context(credit_of_tickets=OF_TICKETS))._create_order_picking()

    def _get_invoice_post_context(self):
        # EXTENDS 'point_of_sale'
        return super()._get_invoice_post_context() | {"credit_of_tickets": OF_TICKETS}

    def _credit_judge(self, amounts=None):
        """Judge paid tickets that owe more on account than was let in, or another customer.

        :param amounts: {ticket: (what it is to owe, what of it counts already)}, where payments do not say it
        """
        admissions = self.env["credit.till.admission"].sudo()  # what was let in is no secret to the gate
        admitted = admissions._of(self)
        if not admitted and not amounts and not self.payment_ids.payment_method_id.filtered("credit_is_on_account"):
            return
        stakes = admissions._standing(self)
        counted = {order: stake["amount"] for order, stake in stakes.items()}
        for order, (amount, known) in (amounts or {}).items():
            stakes[order], counted[order] = order._credit_stake() | {"amount": amount}, known
        raised = {
            order: stake for order, stake in stakes.items() if order._credit_is_raised(stake, admitted.get(order))
        }
        if raised:
            sales = [order._credit_sale(stake, counted.get(order, 0.0)) for order, stake in raised.items()]
            # A decision reads everything of the customer, whoever sells.
            decisions = self.env["credit.till.facts"].sudo()._decide(sales, claim=True)
            self._credit_require(raised, decisions)
        # What is less now is all that stands let in: to have it back is to ask again.
        admissions._admit(stakes, admitted)

    def _credit_require(self, stakes, decisions):
        """Raise one clear error when the policy blocks one of these tickets; note what was sold offline."""
        nameless = [order for order, stake in stakes.items() if not stake["partner_id"] and order in decisions]
        if nameless:
            raise UserError(self.env._("Choose the customer first: nobody else can owe what is sold on account."))
        blocked = {order: decision for order, decision in decisions.items() if decision.blocked}
        sold = {
            order: decision
            for order, decision in blocked.items()
            if order._credit_within_allowance(stakes[order]["partner_id"], stakes[order]["amount"])
        }
        refused = [
            self.env["credit.explanation"]._refusal_at_till(order, decision)
            for order, decision in blocked.items()
            if order not in sold
        ]
        if refused:
            error = UserError("\n".join(refused))
            # Who stands above the gate may put them on hold instead. An attribute: the till knows no subclass.
            error.credit_decisions = {order.id: decision for order, decision in blocked.items()}
            raise error
        self.env["credit.hold"]._note_sold(sold)

    def _credit_decide(self, checkpoint=CONFIRMATION, claim=False):
        """What the policy in force says of these tickets as they stand, paid or not.

        :return: {ticket: core.policy.policy.Decision}
        """
        stakes = self.env["credit.till.admission"].sudo()._standing(self)  # no secret to the gate
        sales = [
            order._credit_sale(stakes[order], stakes[order]["amount"])
            if order in stakes
            else order._credit_sale(order._credit_stake(), 0.0)
            for order in self
            if order in stakes or order.state == "draft"
        ]
        return self.env["credit.till.facts"].sudo()._decide(sales, claim)  # reads everything of the customer

    # === SIZE === #

    def _credit_stake(self):
        """What a ticket is to owe as it stands, whether it is paid or not."""
        order = self.sudo()  # who decides need not read tickets
        return {
            "partner_id": order.partner_id.commercial_partner_id.id or None,
            "company_id": order.session_id.config_id.company_id.id or order.company_id.id,
            "amount": order._credit_amount(),
            "rate": order.currency_rate or 1.0,
        }

    def _credit_amount(self, total=None):
        """What was paid on account, and what nobody has paid yet.

        :param total: the total of the ticket, where it is not the one the till has sent
        """
        order = self.sudo()  # who decides need not read tickets
        on_account = order._credit_on_account()
        missing = (order.amount_total if total is None else total) - sum(order.payment_ids.mapped("amount"))
        coin = order.config_id.rounding_method.rounding if order.config_id.cash_rounding else 0.0
        if missing - max(coin, order.currency_id.rounding) > order.currency_id.rounding / 2:  # lines round otherwise
            on_account += missing
        return order.currency_id.round(on_account)

    def _credit_on_account(self):
        """What was paid on account."""
        return sum(self.payment_ids.filtered("payment_method_id.credit_is_on_account").mapped("amount"))

    def _credit_lines_total(self):
        """The total by quantities, prices and taxes of the lines, which an invoice is made of."""
        taxes = self.env["account.tax"]
        base_lines = self.lines._prepare_tax_base_line_values()
        taxes._add_tax_details_in_base_lines(base_lines, self.company_id)
        taxes._round_base_lines_tax_details(base_lines, self.company_id)
        totals = taxes._get_tax_totals_summary(base_lines, self.currency_id, self.company_id)
        return totals["total_amount_currency"]

    def _credit_sale(self, stake, counted):
        order = self.sudo()  # who decides need not read tickets
        company = self.env["res.company"].browse(stake["company_id"])
        return TillSale(
            key=self,
            customer_id=stake["partner_id"] or 0,
            company=company.sudo(),  # the settings of a decision are the company's
            currency=order.currency_id,
            amount=stake["amount"],
            rate=stake["rate"] or 1.0,
            counted=counted,
            release=order._credit_release(company._credit_root()._credit_today()),
            team_id=self._credit_team_of(order),
        )

    def _credit_is_raised(self, stake, admitted):
        """Whether a ticket owes more than was let in, or another customer; one that owes nothing asks nobody."""
        coin = self.currency_id.rounding / 2
        if stake["amount"] <= coin:
            return False
        return (
            admitted is None
            or (stake["partner_id"], stake["company_id"]) != (admitted["partner_id"], admitted["company_id"])
            or stake["amount"] - admitted["amount"] > coin
        )

    def _credit_within_allowance(self, partner_id, amount):
        """Whether the till may have handed over the goods by its allowance, while it could not ask the server."""
        allowance = self.sudo().config_id.credit_offline_allowance  # whoever sells
        if not self.credit_offline or not allowance:
            return False
        root = self.sudo().session_id.config_id.company_id._credit_root()  # as above
        # Of two tickets at once, one comes after the other.
        self.env.cr.execute(self.env["credit.pool"]._claim_sql({(partner_id, root.id)}))
        self.env["credit.open.item"]._flush()
        [[before]] = self.env.execute_query(till_items.sold_offline(self.session_id.id, partner_id, self.id))
        return before + amount - allowance <= self.currency_id.rounding / 2
