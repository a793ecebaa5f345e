from odoo import api, models


class CreditAssessment(models.Model):
    """Many assessments in one go: what holds beside what is proposed, submitted or approved by selection."""

    _inherit = "credit.assessment"

    # === ACTIONS === #

    def action_submit_each(self):
        """Submit those drafts that are complete, and say why the others are not."""
        self._check_analyst()
        drafts = self.filtered(lambda one: one.state == "draft")
        return drafts._decide_each(self.env._("Submitted: %d."), "action_submit")

    def action_approve_each(self):
        """Approve those the user may, each as it was shown, and say why the others are not."""
        submitted = self.filtered(lambda one: one.state == "submitted")
        return submitted._decide_each(self.env._("Approved: %d."), "action_approve")

    # === OPEN === #

    @api.model
    def _open_mass(self, domain):
        """The list in which assessments are changed, submitted and approved by selection."""
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_assessment_mass_action")
        return action | {"domain": list(domain)}
