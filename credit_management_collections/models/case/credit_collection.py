from odoo import api, fields, models

from ...core import case as core

STATES = [("open", "Open"), ("closed", "Closed")]
STAGES = [
    (core.NEW, "New"),
    (core.REMINDED, "Reminded"),
    (core.PROMISED, "Promised"),
    (core.DISPUTED, "In Dispute"),
    (core.FINAL, "Last Step Taken"),
    (core.INSOLVENT, "Insolvent"),
    (core.AGENCY, "With an Agency"),
    (core.LEGAL, "With a Lawyer"),
]
STOPS = STAGES[-3:]
NEXT = [
    (core.HAND_OVER, "Hand Over"),
    (core.CHECK_PROMISE, "Check the Promise"),
    (core.ANSWER_DISPUTE, "Answer the Dispute"),
    (core.CALL_BACK, "Call"),
    (core.SEND, "Remind"),
    (core.WAIT, "Wait"),
]


class CreditCollection(models.Model):
    """The case of one customer as long as something is overdue: opened, kept up to date and closed by the daily job.

    Clients write nothing of it. Its figures are those of its last look (credit_collection_day): every day, after each
    payment that is matched, and with every call, promise and dispute. Amounts are in the company's currency, at the
    rate of the day.
    """

    _name = "credit.collection"
    _description = "Collection Case"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _drafted_states = ()
    _deleted_states = ()
    _created_by_client = False
    _order = "state desc, at_risk desc, id"

    account_id = fields.Many2one(
        "credit.account", string="Customer", required=True, readonly=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(related="account_id.partner_id", string="Contact", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(STATES, required=True, default="open", readonly=True, index=True)
    opened_on = fields.Date(readonly=True)
    closed_on = fields.Date(readonly=True)
    close_reason = fields.Selection(
        [(core.PAID, "Paid"), (core.SMALL, "Too Small")], string="Closed Because", readonly=True
    )
    stage = fields.Selection(STAGES, readonly=True, group_expand="_group_expand_stage")
    at_risk = fields.Monetary(
        string="Money at Risk",
        readonly=True,
        help="What is overdue, each item by how likely it is lost: by its age and the risk class of the customer, or by"
        " the forecast where there is one. Items in dispute are left out: their next step is somebody else's.",
    )
    overdue = fields.Monetary(readonly=True, help="After credits that nobody has matched yet.")
    free = fields.Monetary(
        string="To Ask For", readonly=True, help="What of it is neither promised nor in dispute.", aggregator="sum"
    )
    promised = fields.Monetary(readonly=True, help="What of it a promise holds, that is not missed yet.")
    disputed = fields.Monetary(string="In Dispute", readonly=True, help="What of it a dispute keeps out of reminders.")
    oldest_days = fields.Integer(
        string="Oldest (Days Past Due)",
        readonly=True,
        aggregator="max",
        help="Age of the oldest item that unmatched receipts do not cover.",
    )
    level = fields.Integer(string="Level Sent", readonly=True, aggregator="max", help="The highest of its items.")
    forecast_share = fields.Float(readonly=True, aggregator=None, help="The part of the risk that a forecast says.")
    next_kind = fields.Selection(NEXT, string="Next Step", readonly=True)
    next_on = fields.Date(readonly=True)
    called_on = fields.Date(string="Last Call", readonly=True)
    call_back = fields.Date(string="Call Again on", readonly=True)
    contacted_on = fields.Date(string="Last Contact", readonly=True, help="The last message or call, of either side.")
    collector_id = fields.Many2one("res.users", readonly=True, index=True)
    former_collectors = fields.Json(readonly=True)  # in order: who had it, and the day another took it over
    stop = fields.Selection(STOPS, string="Stopped", readonly=True, help="Nobody reminds this customer any more.")
    stop_reason = fields.Text(readonly=True)
    contact_ids = fields.One2many(related="account_id.contact_ids")
    promise_ids = fields.One2many(related="account_id.promise_ids")
    dispute_ids = fields.One2many(related="account_id.dispute_ids")
    reminder_ids = fields.One2many(related="account_id.reminder_ids")
    looked_on = fields.Datetime(string="As of", readonly=True)

    _one_open = models.UniqueIndex("(account_id) WHERE state = 'open'", "This customer has an open case already.")
    _worklist_idx = models.Index("(company_id, at_risk DESC) WHERE state = 'open'")

    @api.depends("partner_id")
    def _compute_display_name(self):
        for case in self:
            case.display_name = case.sudo().partner_id.name or ""  # of a customer who need not be in sight

    def _group_expand_stage(self, values, domain):
        """The usual stages, each a column though nothing is in it; the others where there is something."""
        return [name for name, _label in STAGES if name in (*values, *core.STAGES[:5])]

    @api.model
    def _get_remedy(self):
        return self.env._("The daily job keeps it up to date; log a call, or take a promise.")
