from odoo import fields, models

from ...const import INTERNAL


class ResCompany(models.Model):
    """Who has tried a policy on the company's past: a note, nothing is decided by it."""

    _inherit = "res.company"

    credit_trial_by = fields.Many2one(
        "res.users", string="Credit Policy Tried by", readonly=True, copy=False, groups=INTERNAL
    )
    credit_trial_on = fields.Datetime(string="Credit Policy Tried on", readonly=True, copy=False, groups=INTERNAL)

    def _credit_note_trial(self):
        # A note in the name of who has tried it; the company is not theirs to write.
        self._credit_roots().write({"credit_trial_by": self.env.uid, "credit_trial_on": fields.Datetime.now()})
