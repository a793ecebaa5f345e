from odoo import api, fields, models

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import in_sentence

from .credit_authority_write_off import WRITE_OFF
from .credit_reminder import TAKEN

CAUSES = [
    ("bankrupt", "Insolvent or Bankrupt"),
    ("deregistered", "Deregistered"),
    ("untraceable", "Cannot Be Found"),
    ("limitation", "Barred by Limitation"),
    ("dispute", "Dispute"),
    ("cost", "Costs More than It Brings"),
    ("other", "Other"),
]
STATES = [
    ("draft", "Draft"),
    ("proposed", "Proposed"),
    ("approved", "Approved"),
    ("posted", "Posted"),
    ("refused", "Refused"),
]
# Fields the second pair of eyes looks at: whoever changes one has a hand in the request.
ASKED = {
    "account_id", "department", "contract", "cause", "cause_text", "course", "responsibility", "lesson", "correct_tax",
    "line_ids", "evidence_ids",
}  # fmt: skip


class CreditWriteOff(models.Model):
    """A request to write off what a customer will not pay (坏账核销申请表).

    Proposed by one person, approved by another with authority for it, posted by a third one who posts entries in Odoo
    (credit_write_off_state, credit_write_off_post). What was written off stays on the list of claims: a receipt
    afterwards is booked as recovered. Nobody decides alone here, however small the amount.
    """

    _name = "credit.write.off"
    _description = "Write-Off"
    _inherit = ["credit.decided", "credit.alone", "credit.log", "mail.activity.mixin"]
    _decision, _deciding_role, _waiting_state = WRITE_OFF, MANAGER, "proposed"
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    department = fields.Char(help="Which department asks for it.")
    contract = fields.Char(help="On what contract and when the debt arose.")
    cause = fields.Selection(CAUSES, help="Why the customer will not pay.")
    cause_text = fields.Text(string="What Happened")
    course = fields.Text(
        string="Course of Collection",
        compute="_compute_course",
        store=True,
        readonly=False,
        help="What was done to collect it. Begins with the reminders that were sent.",
    )
    responsibility = fields.Text(help="Who is answerable for the loss, and what follows.")
    lesson = fields.Text(help="What is to be done otherwise with the next customer.")
    correct_tax = fields.Boolean(
        string="Claim the Tax Back",
        default=True,
        help="The tax of the items is booked to the account for tax on bad debts, where the company's settings name"
        " one. Without such an account the tax is lost, too.",
    )
    line_ids = fields.One2many("credit.write.off.line", "write_off_id", string="Items")
    evidence_ids = fields.One2many("credit.write.off.evidence", "write_off_id")
    amount = fields.Monetary(
        compute="_compute_amount", store=True, help="All items in the company's currency, as they stand in the books."
    )
    provided_amount = fields.Monetary(
        string="Provided For",
        readonly=True,
        copy=False,
        help="Expected loss of these items by the loss rates of their ages, when it was proposed.",
    )
    provided_known = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True, tracking=True
    )
    author_id = fields.Many2one(
        "res.users", string="Asked by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    proposed_on = fields.Datetime(string="Asked on", readonly=True, copy=False)
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Decided on", readonly=True, copy=False)
    decision_reason = fields.Text(string="Why It Was Refused", readonly=True, copy=False)

    _decided_by_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'posted') OR approver_id <> author_id)",
        "Nobody approves an own write-off.",
    )

    # === COMPUTE === #

    @api.depends("name", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for write_off in self:
            customer = write_off.sudo().partner_id.name  # the customer need not be in sight
            write_off.display_name = " · ".join(filter(None, (write_off.name, customer))) or self.env._("New Write-Off")

    @api.depends("line_ids.company_amount")
    def _compute_amount(self):
        for write_off in self:
            write_off.amount = sum(write_off.line_ids.mapped("company_amount"))

    @api.depends("account_id")
    def _compute_course(self):
        domain = [("account_id", "in", self.account_id.ids), ("state", "in", TAKEN), ("level", ">", 0)]
        sent = self.env["credit.reminder"].search(domain, order="day, id").grouped("account_id")
        for write_off in self:
            if write_off.state not in ("draft", False):
                write_off.course = write_off.course  # customers became one: what was decided on stays
                continue
            reminders = sent.get(write_off.account_id, self.env["credit.reminder"])
            write_off.course = "\n".join(map(self._describe_reminder, reminders)) or False

    @api.model
    def _describe_reminder(self, reminder):
        channels = dict(reminder._fields["channel"]._description_selection(self.env))
        return self.env._(
            "%(day)s: reminder no. %(level)d (%(channel)s)",
            day=format_day(self.env, reminder.day),
            level=reminder.level,
            channel=channels.get(reminder.channel, "–"),
        )

    # === CRUD === #

    @api.model
    def _complete_vals(self, vals_list):
        # EXTENDS 'credit.decided'
        numbers = self.env["ir.sequence"].sudo()  # nobody but the system counts
        return super()._complete_vals([{**vals, "name": numbers.next_by_code(self._name)} for vals in vals_list])

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | ASKED

    @api.model
    def _get_row_fields(self):
        # EXTENDS 'credit.decided': rows say themselves that they stay
        return super()._get_row_fields() | {"line_ids", "evidence_ids"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [
            "partner_id", "amount", "cause", "cause_text", "course", "responsibility", "contract", "correct_tax",
            "provided_amount", "line_ids", "evidence_ids", "state",
        ]  # fmt: skip

    @api.model
    def _get_remedy(self):
        return self.env._("Use Propose, Approve, Refuse or Post instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft the write-off, propose it and let others approve and post it.")

    def _get_decided_text(self):
        # EXTENDS 'credit.decided'
        if self.state in ("proposed", "approved"):
            return self.env._(
                "%(document)s is %(state)s and stays as it is. Take it back to change it.",
                document=self.display_name,
                state=in_sentence(self.env, dict(self._fields["state"]._description_selection(self.env))[self.state]),
            )
        return super()._get_decided_text()

    def _get_kept_text(self):
        return self.env._("%s stays on record: only drafts are deleted.", self.display_name)
