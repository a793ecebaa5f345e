from odoo import api, fields, models
from odoo.tools import format_amount

TILL = "till"


class CreditHold(models.Model):
    """A ticket of a till that is stopped, or that was sold while the till could not ask.

    Of a ticket, what counts is what is to go on the customer account, not its total.
    """

    _inherit = "credit.hold"

    checkpoint = fields.Selection(selection_add=[(TILL, "Till")], ondelete={TILL: "cascade"})
    pos_order_id = fields.Many2one(
        "pos.order", string="Ticket", readonly=True, ondelete="set null", index="btree_not_null"
    )
    is_sold = fields.Boolean(
        string="Goods Handed Over",
        readonly=True,
        help="Sold on account while the till was offline: the debt stands, somebody has to look at it.",
    )

    _open_pos_order_unique = models.UniqueIndex(
        "(pos_order_id) WHERE state = 'open'", "This ticket is on hold already."
    )

    def _compute_can_justify(self):
        # EXTENDS 'credit_management': the ticket waits at the till, where somebody can be asked
        done = super()._compute_can_justify()
        self.filtered("pos_order_id").can_justify = False
        return done

    @api.depends("pos_order_id.amount_total", "pos_order_id.payment_ids.amount")
    def _compute_order_size(self):
        # EXTENDS 'credit_management'
        done = super()._compute_order_size()
        for hold in self.filtered("pos_order_id"):
            hold.order_size = hold._document()._credit_amount()
        return done

    def _document(self):
        # EXTENDS 'credit_management'
        return self.sudo().pos_order_id or super()._document()  # who decides need not read tickets

    def action_open_order(self):
        # EXTENDS 'credit_management'
        self.ensure_one()
        return self.pos_order_id._get_records_action() if self.pos_order_id else super().action_open_order()

    def _get_shown(self):
        # EXTENDS 'credit_management'
        shown = super()._get_shown()
        if not self.pos_order_id:
            return shown
        return shown | {self.env._("On Account"): format_amount(self.env, self._wanted(), self.order_currency_id)}

    # === STOPPING === #

    @api.model
    def _note_sold(self, decisions):
        """Keep on record what tills have sold offline and the policy would have stopped: nothing of it is undone.

        :param decisions: {ticket: core.policy.policy.Decision}
        """
        holds = self._stop(decisions, TILL).sudo()  # the user at the till has no part in holds
        holds._credit_by_method().write({"is_sold": True})
        for hold in holds:
            hold._as_teller()._message_log(
                body=self.env._(
                    "%(ticket)s was sold on account while %(till)s was offline. The goods are handed over: release the"
                    " hold to accept it, or refuse and see to the account.",
                    ticket=hold.order_name,
                    till=hold.pos_order_id.config_id.display_name,
                )
            )

    @api.model
    def _judge_wanted(self, order, facts, checkpoint):
        # EXTENDS 'credit_management': no rule of the policy names tills, they follow those of orders
        if order._name != "pos.order":
            return super()._judge_wanted(order, facts, checkpoint)
        return self.env["credit.till.facts"].sudo()._judge_sale(order.company_id, facts)  # who sells reads no policy

    @api.model
    def _prepare_vals(self, order, account, decision):
        # EXTENDS 'credit_management'
        vals = super()._prepare_vals(order, account, decision)
        return vals | {"amount_wanted": decision.facts.total} if order._name == "pos.order" else vals

    @api.model
    def _prepare_order_vals(self, order):
        # EXTENDS 'credit_management'
        vals = super()._prepare_order_vals(order)
        return vals | {"order_total": order._credit_amount()} if order._name == "pos.order" else vals

    # === DECIDING === #

    def _set_released(self, reason, valid_until, cap, conditions):
        # EXTENDS 'credit_management': what is sold already has nothing to be used for later
        done = super()._set_released(reason, valid_until, cap, conditions)
        self.sudo().filtered("is_sold")._set_used()  # as the decision itself, which has been checked
        return done

    def _recheck(self):
        # EXTENDS 'credit_management'
        tickets = self.sudo().filtered("pos_order_id")  # a decision reads everything, whoever asks for it
        waiting = tickets.filtered(lambda hold: hold.state == "open").sorted("id")
        decisions = waiting.pos_order_id._credit_decide()
        for hold in waiting:
            hold._recheck_by(decisions.get(hold.pos_order_id))
        return super(CreditHold, self - tickets.sudo(False))._recheck()

    def _tell_cleared(self, confirmed):
        # EXTENDS 'credit_management': the ticket waits at the till, nobody has to be told to go on with it
        if not self.pos_order_id:
            return super()._tell_cleared(confirmed)
        return self._tell("cleared", confirmed=False)
