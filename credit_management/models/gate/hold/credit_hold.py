from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ....core.limit.change import base_of
from ....core.limit.limits import effective_limit
from ....core.policy.policy import CHANGE, CONFIRMATION, DELIVERY, INVOICE

CHECKPOINTS = [
    (CONFIRMATION, "Confirmation"),
    (CHANGE, "Change of a Confirmed Order"),
    (DELIVERY, "Delivery"),
    (INVOICE, "Invoice"),
]
STATES = [
    ("open", "On Hold"),
    ("released", "Released"),
    ("refused", "Refused"),
    ("cleared", "Cleared"),
    ("cancelled", "Cancelled"),
    ("used", "Used"),
    ("lapsed", "Lapsed"),
]
# On hold, and somebody has asked for a release.
ASKED = ("asked", "Asked")
# In force as releases; what they still allow is held against the order each time.
GRANTED = ("released", "used")


class CreditHold(models.Model):
    """An order or a customer invoice that a decision has stopped, until somebody releases or refuses it, or it passes.

    It keeps what was known when the decision was made. One document has at most one open hold; a
    decision that stops it again refreshes that one.
    """

    _name = "credit.hold"
    _description = "Credit Hold"
    _inherit = ["credit.decided", "credit.refused", "credit.alone", "credit.log", "mail.activity.mixin"]
    _drafted_states = ("open",)
    _deleted_states = ()
    _created_by_client = False
    _order = "id desc"
    _rec_name = "reference"
    _mail_post_access = "read"  # who asks explains by messages, and writes nothing else

    reference = fields.Char(readonly=True, copy=False, index="trigram")
    state = fields.Selection(
        STATES, required=True, default="open", readonly=True, copy=False, index=True, tracking=True
    )
    checkpoint = fields.Selection(CHECKPOINTS, string="Stopped At", required=True, readonly=True)
    order_id = fields.Many2one("sale.order", readonly=True, ondelete="set null", index="btree_not_null")
    move_id = fields.Many2one(
        "account.move", string="Invoice", readonly=True, ondelete="set null", index="btree_not_null"
    )
    order_name = fields.Char(string="Document", readonly=True)
    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict", index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    order_currency_id = fields.Many2one("res.currency", string="Currency of the Document", readonly=True)
    salesperson_id = fields.Many2one(
        "res.users", readonly=True, index="btree_not_null", help="Of the document, when it was first stopped."
    )
    requester_id = fields.Many2one(
        "res.users",
        string="Wanted by",
        readonly=True,
        index="btree_not_null",
        help="Who wanted to confirm or post it when it was stopped.",
    )
    requested_on = fields.Datetime(string="Stopped on", readonly=True)
    justification = fields.Text(readonly=True, help="Why it should go through all the same.")
    can_justify = fields.Boolean(compute="_compute_can_justify")
    waiting_hours = fields.Float(
        compute="_compute_waiting", help="From being stopped until the decision, or until now."
    )
    waiting = fields.Char(compute="_compute_waiting")
    hours_to_decision = fields.Float(
        compute="_compute_hours_to_decision",
        store=True,
        aggregator="avg",
        help="From being stopped until it was released, refused or cleared. Nothing as long as it waits.",
    )
    # Way in which the order was being confirmed: a release goes on from there.
    send_email = fields.Boolean(string="Confirmation Sent to the Customer", readonly=True)
    customer_facing = fields.Boolean(string="Confirmed by the Customer", readonly=True)
    former_id = fields.Many2one(
        "credit.hold", string="Former Release", readonly=True, help="Still holds where this one grants nothing."
    )

    _open_order_unique = models.UniqueIndex("(order_id) WHERE state = 'open'", "This order is on hold already.")
    _open_move_unique = models.UniqueIndex("(move_id) WHERE state = 'open'", "This invoice is on hold already.")
    _account_decided_idx = models.Index("(account_id, decided_on) WHERE decided_on IS NOT NULL")

    # === COMPUTE === #

    @api.depends("state", "requested_on", "decided_on")
    @api.depends_context("lang")
    def _compute_waiting(self):
        now = fields.Datetime.now()
        for hold in self:
            until = now if hold.state == "open" else hold.decided_on or hold.requested_on
            hours = (until - hold.requested_on).total_seconds() / 3600 if hold.requested_on else 0.0
            hold.waiting_hours = hours
            if hours < 48:
                hold.waiting = self.env._("%(hours)d h", hours=hours)
            else:
                hold.waiting = self.env._("%(days)d days", days=hours // 24)

    @api.depends("requested_on", "decided_on")
    def _compute_hours_to_decision(self):
        for hold in self:
            known = hold.requested_on and hold.decided_on
            hold.hours_to_decision = (hold.decided_on - hold.requested_on).total_seconds() / 3600 if known else None

    @api.depends("state", "requester_id", "order_id.user_id", "move_id.invoice_user_id")
    @api.depends_context("uid")
    def _compute_can_justify(self):
        for hold in self:
            hold.can_justify = hold.state == "open" and self.env.user in hold._askers()

    # === CRUD === #

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["order_name", "partner_id", "amount_wanted"]

    def _get_shown(self):
        # EXTENDS 'credit.shown': the order as it stands, not as it was stopped; analysts need not read orders.
        total = self._document().amount_total
        currency = self.order_currency_id or self.currency_id
        return super()._get_shown() | {self.env._("Total"): format_amount(self.env, total, currency)}

    @api.model
    def _get_remedy(self):
        return self.env._("Use Release, Refuse, Re-check or Give Reasons instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("A hold is opened by the decision that stops a document.")

    def _get_decided_text(self):
        return self.env._(
            "%(hold)s of %(order)s is no longer on hold (%(state)s).",
            hold=self.reference,
            order=self.order_name,
            state=dict(self._fields["state"]._description_selection(self.env))[self.state],
        )

    def _get_kept_text(self):
        return self.env._(
            "%(hold)s stays on record. Release or refuse it; a cancelled document cancels its hold.",
            hold=self.reference,
        )

    def copy_data(self, default=None):
        if self:
            raise UserError(self.env._("A hold belongs to one document and is not copied."))
        return super().copy_data(default)

    def _check_may_justify(self):
        """The one who asks gives the reasons, as long as nobody has decided."""
        for hold in self:
            hold._check_draft()
            askers = hold._askers()
            if askers and self.env.user not in askers:
                self._credit_refuse_fields(
                    {"justification"},
                    self.env._("Who asked for the release or sells it does. Write a message instead."),
                )

    def _askers(self):
        """Users who ask for the release: who wanted to confirm or post it, and who sells it."""
        # Who asks is compared, whatever the user may read.
        return self.sudo().requester_id | self._document()._credit_seller()

    def _refuse_state(self):
        self.ensure_one()
        raise UserError(self._get_decided_text())

    # === TRANSITIONS === #

    def _set_state(self, state, sources, **vals):
        """Move those in one of the source states; the others stay, so that a replay is harmless."""
        moving = self.filtered(lambda hold: hold.state in sources)
        if moving:
            moving._credit_by_method().write({"state": state, **vals})
            if state != "open":
                moving._close_activities()
        return moving

    def _set_cleared(self, **vals):
        vals |= {"decided_on": fields.Datetime.now(), "cleared_by": self._get_clearer().id, "recheck_error": False}
        return self._set_state("cleared", ["open"], **vals)

    def _set_used(self):
        return self._set_state("used", ["released"])

    def _set_cancelled(self):
        return self._set_state("cancelled", ["open"], decided_on=fields.Datetime.now())

    def _set_lapsed(self, sources=("released",)):
        return self._set_state("lapsed", sources)

    # === BUSINESS === #

    @api.model
    def _open_of(self, documents):
        """The open holds of documents of one model.

        :return: ``{document id: hold}``
        """
        name = documents._credit_hold_field
        holds = self.sudo().search([(name, "in", documents.ids), ("state", "=", "open")])  # whoever is stopped by them
        return {hold[name].id: hold for hold in holds}

    def _document(self):
        """The order or the invoice, as the system reads it: those who decide need not read either."""
        # See above.
        hold = self.sudo()
        return hold.move_id or hold.order_id

    def _document_key(self):
        """Names the document, also one that has been deleted."""
        document = self._document()
        return (document._name, document.id) if document else self.order_name

    def action_open_order(self):
        """The order or the invoice that was stopped."""
        self.ensure_one()
        return (self.move_id or self.order_id)._get_records_action()

    def action_request_limit(self):
        """Open a request for a base limit by which the document would have passed, with what is on top of it today."""
        self.ensure_one()
        action = self.account_id.action_request_limit()
        reason = self.env._("%(document)s is over the limit.", document=self.order_name)
        components, today = self.account_id._limit_components()[self.account_id], self.company_id._credit_today()
        on_top = effective_limit(components, today).amount - base_of(components, today).amount
        action["context"] |= {"default_amount": max(self.exposure_after - on_top, 0.0), "default_reason": reason}
        return action

    def action_open_request(self):
        """Say why it should go through, as long as nobody has decided."""
        self.ensure_one()
        self._check_may_justify()
        document = self.move_id or self.order_id
        action = document.action_credit_open_request()
        amount = self.amount_wanted - self._document()._credit_beyond_total()  # as the document is printed
        action["context"] |= {"default_amount": amount}
        return action
