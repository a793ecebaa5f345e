from odoo import api, fields, models


class CreditAssessment(models.Model):
    """An assessment whose limit takes several decisions: a limit request collects them, grade and terms stay here."""

    _inherit = "credit.assessment"

    takes_steps = fields.Boolean(
        compute="_compute_takes_steps", help="More than one person decides on its limit: submit it as a limit request."
    )

    @api.depends("state", "account_id", "limit_amount", "limit_valid_to", "grade_id")
    def _compute_takes_steps(self):
        waiting = self._origin.filtered(lambda assessment: assessment.state == "submitted")
        raised = waiting._measure_increases() if waiting else {}
        for assessment in self:
            own = assessment._origin
            assessment.takes_steps = own in waiting and bool(own._get_steps_obstacle(raised[own]))

    def action_submit_request(self):
        """Ask for the limit as a request. Once that holds the assessment raises nothing, and one person approves it."""
        self.ensure_one()
        self._check_analyst()
        self._check_state("submitted")
        request = self.env["credit.limit.request"].create(
            {
                "account_id": self.account_id.id,
                "kind": "raise",
                "amount": self.limit_amount,
                "valid_from": self.company_id._credit_today(),
                "valid_to": self.limit_valid_to,
                "reason_kind": "grade",
                # Not the recommendation: who sells to the customer reads the reason, and no assessment.
                "reason": self.env._("The limit of %s.", self.display_name),
            }
        )
        people = self.sudo().hand_ids.ids  # users of the past, too
        request._credit_by_method().write({"hand_ids": [fields.Command.link(user) for user in people]})
        request.action_submit()
        return request.get_formview_action()
