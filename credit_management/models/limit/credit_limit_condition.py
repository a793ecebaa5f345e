from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST
from ...core.limit.request import Condition


class CreditLimitCondition(models.Model):
    """Something the customer does before a limit that was granted holds: by a day, and confirmed by an analyst."""

    _name = "credit.limit.condition"
    _description = "Condition of a Limit"
    _inherit = ["credit.part"]
    _whole = "request_id"
    _order = "request_id, id"

    request_id = fields.Many2one("credit.limit.request", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(
        [
            ("guarantee", "Guarantee"),
            ("prepayment", "Prepayment"),
            ("agreement", "Agreement Signed"),
            ("other", "Other"),
        ],
        required=True,
        default="guarantee",
    )
    text = fields.Char(string="Condition", required=True)
    due = fields.Date(string="Until", help="Not met by this day, the request lapses.")
    met_on = fields.Date(readonly=True, copy=False)
    met_by_id = fields.Many2one("res.users", string="Confirmed by", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_confirmed_by_method(self._credit_read_defaults(self._get_confirmed_fields(), vals))
        return super().create(vals_list)

    def write(self, vals):
        self._check_confirmed_by_method(vals)
        return super().write(vals)

    @api.model
    def _get_confirmed_fields(self):
        """The names of the fields that say by what it was met."""
        return {"met_on", "met_by_id"}

    @api.model
    def _check_confirmed_by_method(self, vals):
        filled = {name for name in self._get_confirmed_fields() if vals.get(name)}
        if filled and not self._credit_is_by_method():
            self._credit_refuse_fields(filled, self.env._("Use Met once the request is approved."))

    def action_meet(self):
        """Confirm that the customer has done it; the limit holds once the last one is met."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(self.env._("%s confirms no conditions. Ask a credit analyst.", self.env.user.name))
        requests = self.request_id
        requests.check_access("write")
        requests._check_hands()
        for condition in self:
            request = condition.request_id
            today = request.company_id._credit_today()
            if request.state not in ("approved", "partly") or condition.met_on:
                raise UserError(
                    self.env._("“%s” waits for nobody: only what was approved has open conditions.", condition.text)
                )
            if condition.due and condition.due < today:
                raise UserError(request._get_missed_text(condition))
            condition._credit_by_method().write({"met_on": today, "met_by_id": self.env.uid})
            request._message_log(
                body=self.env._("Condition met: %s", condition.text), author_id=self.env.user.partner_id.id
            )
        for request in requests:
            request._apply_when_met()
        return True

    def _to_core(self):
        return Condition(self.kind, self.due or None, self.met_on or None)
