from odoo import api, fields, models


class CreditHold(models.Model):
    """Which of the holds that wait a person may release, for lists and counts: asked of all of them at once."""

    _inherit = "credit.hold"

    can_release = fields.Boolean(
        string="Within My Authority",
        compute="_compute_can_release",
        search="_search_within_authority",
        help="You may release it in full: it is not your own document, and your authority is enough.",
    )
    beyond_authority = fields.Boolean(compute="_compute_can_release")

    @api.depends(
        "state", "requester_id", "hand_ids", "order_id.user_id", "move_id.invoice_user_id", "amount_wanted",
        "order_total",
    )  # fmt: skip
    @api.depends_context("uid")
    def _compute_can_release(self):
        others = self._get_others_waiting()
        able = others._within_authority()
        for hold in self:
            hold.can_release = hold in able
            hold.beyond_authority = hold in others - able

    def _within_authority(self):
        # EXTENDS 'credit.alone'
        if not self:
            return self
        measured = self._measure({hold: hold._in_company_currency(hold._wanted()) for hold in self})
        return self.filtered(lambda hold: measured[hold][-1])
