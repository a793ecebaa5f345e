from odoo import api, fields, models
from odoo.exceptions import UserError

from .credit_cover_decision import REQUESTS


class CreditCoverRequest(models.Model):
    """What an insurer is asked for a customer; its answer is a decision."""

    _name = "credit.cover.request"
    _description = "Request to an Insurer"
    _inherit = ["credit.finite", "credit.single"]
    _order = "asked_on desc, id desc"

    cover_id = fields.Many2one("credit.cover", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="cover_id.company_id")
    cover_currency_id = fields.Many2one(related="cover_id.cover_currency_id")
    asked_on = fields.Date(required=True, default=lambda self: self.env.company._credit_today())
    request = fields.Selection(REQUESTS, string="Asked For", required=True, default="new")
    amount = fields.Monetary(
        string="Limit Asked For", currency_field="cover_currency_id", help="The limit wanted, not the difference."
    )
    note = fields.Char(string="Reference")
    decision_ids = fields.One2many("credit.cover.decision", "request_id", string="Answers")
    is_answered = fields.Boolean(string="Answered", compute="_compute_is_answered")

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "What is asked for cannot be negative.")

    @api.depends("decision_ids.state")
    def _compute_is_answered(self):
        for request in self:
            request.is_answered = any(one.state in ("proposed", "confirmed") for one in request.decision_ids)

    @api.depends("request", "asked_on")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["request"]._description_selection(self.env))
        for request in self:
            request.display_name = f"{kinds.get(request.request, '')} {request.asked_on or ''}"

    def write(self, vals):
        self._check_not_answered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _check_not_answered(self):
        if answered := self.filtered("is_answered")[:1]:
            raise UserError(
                self.env._("%(request)s is answered and stays as it is. Ask anew.", request=answered.display_name)
            )
