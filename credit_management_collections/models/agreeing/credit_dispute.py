from odoo import api, fields, models

from ...core import dispute as core

REASONS = [
    ("price", "Price"),
    ("quantity", "Quantity"),
    ("quality", "Quality"),
    ("delivery", "Delivery"),
    ("not_ordered", "Not Ordered"),
    ("duplicate", "Invoiced Twice"),
    ("tax", "Tax"),
    ("terms", "Payment Terms"),
    ("paid", "Paid Already"),
    ("other", "Other"),
]
STATES = [
    ("draft", "Draft"),
    (core.OPEN, "Open"),
    (core.CLARIFYING, "Being Cleared Up"),
    (core.ANSWERED, "Answered"),
    (core.CLOSED, "Closed"),
]
OUTCOMES = [
    (core.CREDIT_NOTE, "Credit Note"),
    (core.PARTLY_CREDITED, "Credited in Part"),
    (core.CUSTOMER_PAYS, "Customer Pays"),
    (core.WITHDRAWN, "Withdrawn"),
]
ORIGINS = [("internal", "Recorded Here"), ("portal", "By the Customer Online")]
RUNNING = (core.OPEN, core.CLARIFYING, core.ANSWERED)


class CreditDispute(models.Model):
    """Items that a customer contests: why, whose turn it is, how it ends (credit_dispute_state).

    draft → open → being cleared up, answered → closed. From the first day on nobody reminds of its items, until the
    day an answer is due; beyond it only once a credit analyst has confirmed that there is something in it. Only a
    confirmed dispute counts for less in the exposure, as the policy says (credit_policy, credit_open_item).
    """

    _name = "credit.dispute"
    _description = "Dispute"
    _inherit = ["credit.owed.document"]
    _order = "id desc"

    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    reason = fields.Selection(REASONS, required=True, default="other")
    reason_text = fields.Text(string="What the Customer Says")
    item_ids = fields.One2many("credit.dispute.item", "dispute_id", string="Items")
    amount = fields.Monetary(
        string="In Dispute", aggregator=None, help="What of these items is contested. Zero for all of it."
    )
    responsible_id = fields.Many2one(
        "res.users",
        string="Cleared Up by",
        domain="[('share', '=', False)]",
        help="Who finds out and answers. Empty for the salesperson of the customer.",
    )
    origin = fields.Selection(ORIGINS, string="Came", required=True, default="internal", readonly=True, copy=False)
    opened_on = fields.Date(readonly=True, copy=False)
    due = fields.Date(string="Answer Due", readonly=True, copy=False)
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    answer = fields.Text(readonly=True, copy=False)
    answered_on = fields.Date(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", string="Confirmed by", readonly=True, copy=False)
    confirmed_on = fields.Date(readonly=True, copy=False)
    outcome = fields.Selection(OUTCOMES, readonly=True, copy=False)
    credit_note_id = fields.Many2one("account.move", readonly=True, copy=False, ondelete="restrict")
    credited = fields.Monetary(readonly=True, copy=False, aggregator=None, help="As the credit note says.")
    closed_on = fields.Date(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)
    lesson = fields.Text(string="What We Learn", readonly=True, copy=False)
    days = fields.Integer(
        string="Days Open", compute="_compute_days", help="From the day it was opened to its end, or to today."
    )

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "What is in dispute cannot be negative.")
    _confirmed_by_another = models.Constraint(
        "CHECK (confirmed_by_id IS NULL OR confirmed_by_id <> author_id)", "Nobody confirms an own dispute."
    )
    _running_idx = models.Index("(account_id) WHERE state IN ('open', 'clarifying', 'answered')")

    # === COMPUTE === #

    @api.depends("partner_id", "reason")
    @api.depends_context("lang")
    def _compute_display_name(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for dispute in self:
            names = (dispute.sudo().partner_id.name, reasons.get(dispute.reason))  # of whoever need not be in sight
            dispute.display_name = " · ".join(filter(None, names)) or self.env._("New Dispute")

    @api.depends("state", "due")
    def _compute_is_late(self):
        for dispute in self:
            today = dispute.company_id._credit_today() if dispute.due else None
            dispute.is_late = bool(dispute.state in RUNNING and dispute.due and dispute.due < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [("state", "in", RUNNING), ("due", "<", fields.Date.context_today(self))]
        return late if True in value else ["!", "&", *late]

    @api.depends("opened_on", "closed_on")
    def _compute_days(self):
        for dispute in self:
            end = dispute.closed_on or (dispute.opened_on and dispute.company_id._credit_today())
            dispute.days = (end - dispute.opened_on).days if dispute.opened_on else 0

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"reason", "reason_text", "item_ids", "amount", "responsible_id"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["account_id", "reason", "amount", "owed", "state", "answer"]

    @api.model
    def _get_remedy(self):
        return self.env._("Open the dispute, answer it or close it.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft it, then open it.")

    def _get_decided_text(self):
        return self.env._("%s is open and stays as it was recorded. Answer or close it.", self.display_name)

    def _get_kept_text(self):
        return self.env._("%s stays on record: only drafts are deleted.", self.display_name)


class CreditDisputeItem(models.Model):
    """An item that a dispute is about."""

    _name = "credit.dispute.item"
    _description = "Item in Dispute"
    _inherit = ["credit.owed.item"]
    _whole = "dispute_id"

    dispute_id = fields.Many2one("credit.dispute", required=True, ondelete="cascade", index=True)

    _place_idx = models.Index("(move_id, instalment) WHERE chosen IS TRUE")
