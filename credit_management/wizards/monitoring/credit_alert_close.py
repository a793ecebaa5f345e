from odoo import api, fields, models


class CreditAlertClose(models.TransientModel):
    """Asks how alerts are closed, and whether what they did to the status is undone."""

    _name = "credit.alert.close"
    _description = "Close Alerts"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "alert_ids"

    alert_ids = fields.Many2many("credit.alert", string="Alerts", required=True)
    outcome = fields.Selection(
        [("effective", "Dealt with"), ("false", "False alarm")], required=True, default="effective"
    )
    reason = fields.Text(string="What Was Done", required=True)
    set_back_ids = fields.Many2many("credit.alert", compute="_compute_set_back_ids")
    can_set_back = fields.Boolean(compute="_compute_set_back_ids")
    set_back = fields.Boolean(
        string="Set the Status Back",
        help="The customer gets the status it had before the alert, once a second credit manager agrees. Only where"
        " nobody has changed it since.",
    )

    @api.depends("alert_ids")
    def _compute_set_back_ids(self):
        for wizard in self:
            wizard.set_back_ids = wizard.alert_ids._origin.filtered("can_set_back")
            wizard.can_set_back = bool(wizard.set_back_ids)

    def action_apply(self):
        self.ensure_one()
        set_back = self.set_back_ids if self.set_back and self.outcome == "false" else self.set_back_ids.browse()
        self._get_decided().action_close(self.outcome, self.reason)
        set_back.action_set_back()
