from odoo import fields, models


class CreditAlertRule(models.Model):
    _inherit = "credit.alert.rule"

    act_review = fields.Boolean(
        string="Review", tracking=True, help="Have the customer assessed again by the day the alert is due."
    )


class CreditAlert(models.Model):
    """An alert that calls for another assessment of the customer."""

    _inherit = "credit.alert"

    def _after_raising(self):
        done = super()._after_raising()
        # A review is opened for its reviewer.
        for alert in self.sudo().filtered(lambda alert: alert.rule_id.act_review):
            self.env["credit.review"]._open(alert.account_id, due=alert.due_date, event=alert.rule_id.name)
        return done
