from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CreditApprovalStep(models.Model):
    """One step: one person or several with the authority, or so many of a committee."""

    _name = "credit.approval.step"
    _description = "Step of Approval"
    _inherit = ["credit.finite", "credit.cached", "credit.single"]
    _order = "rung_id, sequence, id"

    rung_id = fields.Many2one(
        "credit.approval.rung", string="Steps of Approval", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    needed = fields.Integer(string="People", default=1, required=True, help="How many agree.")
    member_ids = fields.Many2many(
        "res.users",
        string="Committee",
        domain=[("share", "=", False)],
        help="Who of them agrees decides as a member, whatever their own authority. Empty: anybody whose authority is"
        " enough.",
    )

    _needed_positive = models.Constraint("CHECK (needed > 0)", "A step takes at least one person.")

    @api.constrains("needed", "member_ids")
    def _check_members(self):
        for step in self.with_context(active_test=False):  # who is archived stays a member
            if step.member_ids and step.needed > len(step.member_ids):
                raise ValidationError(
                    self.env._(
                        "%(needed)d of %(count)d members can never agree: add members or ask for fewer.",
                        needed=step.needed,
                        count=len(step.member_ids),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.rung_id._check_not_own()
        steps.rung_id._check_may_share()
        return steps

    def write(self, vals):
        rungs = self.rung_id
        rungs._check_not_own()
        rungs._check_may_share()
        before = {rung: rung._describe_steps() for rung in rungs}
        done = super().write(vals)
        (self.rung_id - rungs)._check_not_own()
        (self.rung_id - rungs)._check_may_share()
        for rung, text in before.items():
            rung._log_steps(text)
        return done

    def unlink(self):
        rungs = self.rung_id
        rungs._check_not_own()
        rungs._check_may_share()
        before = {rung: rung._describe_steps() for rung in rungs}
        done = super().unlink()
        for rung, text in before.items():
            rung._check_steps()
            rung._log_steps(text)
        return done
