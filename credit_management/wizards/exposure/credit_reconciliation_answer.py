import base64

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError


class CreditReconciliationAnswer(models.TransientModel):
    """Records what a customer answers on paper, by mail or by telephone."""

    _name = "credit.reconciliation.answer"
    _description = "Answer to a Reconciliation"
    _inherit = ["credit.finite", "credit.single"]

    reconciliation_id = fields.Many2one("credit.reconciliation", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(related="reconciliation_id.partner_id")
    result = fields.Selection(
        [("agreed", "Agrees"), ("differs", "Differs")], required=True, default="agreed", string="The Customer"
    )
    line_ids = fields.One2many(
        "credit.reconciliation.answer.line",
        "answer_id",
        string="Balances",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    day = fields.Date(
        string="Answered On",
        required=True,
        default=lambda self: self.env.company._credit_today(),
        help="The day on the slip, or of the call.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Answered by",
        domain="[('commercial_partner_id', '=', partner_id)]",
        help="The contact who answered or signed.",
    )
    text = fields.Text(string="What the Customer Says")
    scan = fields.Binary(string="Signed Slip", help="A scan. Only what is signed starts the limitation anew.")
    scan_name = fields.Char()

    @api.depends("reconciliation_id")
    def _compute_line_ids(self):
        for answer in self:
            answer.line_ids = [
                Command.clear(),
                *(Command.create({"balance_id": one.id}) for one in answer.reconciliation_id.balance_ids),
            ]

    @api.constrains("day")
    def _check_day(self):
        for answer in self:
            reconciliation = answer.reconciliation_id
            today = reconciliation.company_id.sudo()._credit_today()  # of an entity its branch may not read
            if answer.day > today or answer.day < reconciliation.date_to:
                raise ValidationError(
                    self.env._("The customer answered between the end of the period and today. Choose such a day.")
                )

    def action_record(self):
        self.ensure_one()
        reconciliation = self.reconciliation_id
        reconciliation._check_may_work(("sent",))
        if self.contact_id and self.contact_id.commercial_partner_id != reconciliation.partner_id:
            raise UserError(
                self.env._(
                    "%(contact)s does not belong to %(customer)s. Choose one of its contacts.",
                    contact=self.contact_id.display_name,
                    customer=reconciliation.partner_id.display_name,
                )
            )
        stated = {line.balance_id.id: line.stated for line in self.line_ids} if self.result == "differs" else {}
        files = [(self.scan_name or "slip", base64.b64decode(self.scan))] if self.scan else []
        found = reconciliation.sudo()  # written by nobody: it was checked that this user reconciles with the customer
        agreed = found._set_answered(stated, self.day, self.contact_id, self.text or "", files)
        if agreed and self.result == "differs":
            raise UserError(self.env._("No balance differs from ours. Enter what the customer has in its books."))
        found.recorded_by_id = self.env.user


class CreditReconciliationAnswerLine(models.TransientModel):
    """What a customer has in its books in one currency."""

    _name = "credit.reconciliation.answer.line"
    _description = "Balance a Customer States"
    _inherit = ["credit.finite"]

    answer_id = fields.Many2one("credit.reconciliation.answer", required=True, ondelete="cascade")
    balance_id = fields.Many2one("credit.reconciliation.balance", required=True, readonly=True, ondelete="cascade")
    # By the rules of who asks: a client names any balance.
    currency_id = fields.Many2one(related="balance_id.currency_id", related_sudo=False)
    closing = fields.Monetary(related="balance_id.closing", related_sudo=False, string="In Our Books")
    stated = fields.Monetary(
        string="By the Customer",
        compute="_compute_stated",
        store=True,
        readonly=False,
        help="What the customer has in its books.",
    )

    @api.depends("balance_id")
    def _compute_stated(self):
        for line in self:
            line.stated = line.balance_id.closing
