from odoo import api, fields, models

from odoo.addons.credit_management.const import MANAGER

from ...core import handover as core
from .credit_authority import HANDOVER

KINDS = [(core.AGENCY, "Collection Agency"), (core.LEGAL, "Lawyer")]
STATES = [
    (core.DRAFT, "Draft"),
    (core.PROPOSED, "Proposed"),
    (core.HANDED, "Handed Over"),
    (core.BACK, "Taken Back"),
    (core.PAID, "Paid"),
    (core.REFUSED, "Refused"),
]


class CreditHandover(models.Model):
    """Items of a customer that an agency or a lawyer collects from now on.

    draft → proposed by a collector → handed over by a manager with authority who had no hand in it
    (credit_handover_state) → taken back, or paid (credit_handover_course). As long as it runs nobody reminds of its
    items, and the case of the customer is stopped. The file that goes with it is credit_handover_file.
    """

    _name = "credit.handover"
    _description = "Hand-Over"
    _inherit = ["credit.owed.document", "credit.alone"]
    _decision, _deciding_role, _waiting_state = HANDOVER, MANAGER, core.PROPOSED
    _order = "id desc"

    state = fields.Selection(
        STATES, required=True, default=core.DRAFT, readonly=True, copy=False, index=True, tracking=True
    )
    recipient_id = fields.Many2one(
        "res.partner",
        string="To",
        domain="[('credit_collects_as', '!=', False)]",
        ondelete="restrict",
        index="btree_not_null",
        help="Contacts that collect for us, as their own page says.",
    )
    kind = fields.Selection(KINDS, compute="_compute_kind", store=True, help="What the contact is to us.")
    reason = fields.Text(help="What was tried, and why somebody else has to collect it. Who decides reads it.")
    instructions = fields.Text(help="What the agency or the lawyer is to do, and what not. Printed with the file.")
    item_ids = fields.One2many("credit.handover.item", "handover_id", string="Items")
    proposed_on = fields.Datetime(readonly=True, copy=False)
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    handed_on = fields.Date(readonly=True, copy=False)
    handed_at = fields.Datetime(string="Handed Over at", readonly=True, copy=False)
    ended_on = fields.Date(readonly=True, copy=False)
    end_reason = fields.Text(string="Why It Ended", readonly=True, copy=False)
    decision_reason = fields.Text(string="Why It Was Refused", readonly=True, copy=False)
    recovered = fields.Monetary(
        readonly=True, copy=False, help="Money that came in for these items since they were handed over."
    )
    credited = fields.Monetary(
        readonly=True, copy=False, help="What credit notes, and money that lay here before, took off since."
    )
    recovered_share = fields.Float(
        string="Recovered (Share)",
        compute="_compute_recovered_share",
        store=True,
        aggregator="avg",
        help="Of what was handed over, less what was credited since.",
    )
    days = fields.Integer(
        string="Days with Them", compute="_compute_days", help="From the hand-over to its end, or to today."
    )
    # In the row itself: an attachment would be exchanged beside it.
    workbook = fields.Binary(
        string="File", attachment=False, readonly=True, copy=False, help="As it was when it was handed over."
    )
    workbook_name = fields.Char(readonly=True, copy=False)

    _decided_by_another = models.Constraint(
        "CHECK (state IN ('draft', 'proposed') OR approver_id <> author_id)", "Nobody approves an own hand-over."
    )
    _running_idx = models.Index("(account_id) WHERE state = 'handed'")

    # === COMPUTE === #

    @api.depends("recipient_id.credit_collects_as")
    def _compute_kind(self):
        for handover in self:
            decided = handover.state not in (core.DRAFT, core.PROPOSED, False)
            # Of a contact that need not be in sight; what it was when it was decided on stays.
            handover.kind = handover.kind if decided else handover.sudo().recipient_id.credit_collects_as

    @api.depends("item_ids.chosen", "item_ids.company_amount", "company_id")
    def _compute_owed(self):
        # EXTENDS 'credit.owed.document': items of any currency, together in the company's
        for handover in self:
            handover.currency_id = handover.company_id.currency_id
            handover.owed = sum(handover.item_ids.filtered("chosen").mapped("company_amount"))

    @api.depends("owed", "recovered", "credited")
    def _compute_recovered_share(self):
        for handover in self:
            handover.recovered_share = handover._to_course().share

    @api.depends("handed_on", "ended_on")
    def _compute_days(self):
        for handover in self:
            end = handover.ended_on or (handover.handed_on and handover.company_id._credit_today())
            handover.days = (end - handover.handed_on).days if handover.handed_on else 0

    @api.depends("partner_id", "recipient_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for handover in self:
            one = handover.sudo()  # neither the customer nor the contact need be in sight
            names = (one.partner_id.name, one.recipient_id.name)
            handover.display_name = " → ".join(filter(None, names)) or self.env._("New Hand-Over")

    def _to_course(self):
        coin = self.currency_id.rounding or 0.01
        return core.Course(self.owed, self.recovered, self.credited, coin)

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"recipient_id", "reason", "instructions", "item_ids"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [
            "partner_id",
            "recipient_id",
            "kind",
            "owed",
            "reason",
            "instructions",
            "item_ids",
            "state",
            "recovered",
        ]

    def _is_chosen_first(self, item, today):
        # EXTENDS 'credit.owed.document'
        return item.days(today) > 0 and not item.disputed and not item.promised

    @api.model
    def _get_remedy(self):
        return self.env._("Use Propose, Approve, Refuse or Take Back instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft the hand-over, propose it and let another person approve it.")

    def _get_kept_text(self):
        return self.env._("%s stays on record: only drafts are deleted.", self.display_name)
