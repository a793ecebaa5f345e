from odoo import api, fields, models
from odoo.fields import Domain

from ....const import ANALYST


class CreditHold(models.Model):
    """Which of the holds that wait a person may release, for lists and counts: asked of all of them at once."""

    _inherit = "credit.hold"

    can_release = fields.Boolean(
        string="Within My Authority",
        compute="_compute_can_release",
        search="_search_can_release",
        help="You may release it in full: it is not your own document, and your authority is enough.",
    )
    beyond_authority = fields.Boolean(
        string="Beyond My Authority",
        compute="_compute_can_release",
        search="_search_beyond_authority",
        help="It is not your own document, but larger than what you may release.",
    )

    @api.depends(
        "state", "requester_id", "hand_ids", "order_id.user_id", "move_id.invoice_user_id", "amount_wanted",
        "order_total",
    )  # fmt: skip
    @api.depends_context("uid")
    def _compute_can_release(self):
        others = self._others_to_release()
        able = others._within_authority()
        for hold in self:
            hold.can_release = hold in able
            hold.beyond_authority = hold in others - able

    def _search_can_release(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("id", "in", self._waiting()._within_authority().ids)

    def _search_beyond_authority(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        waiting = self._waiting()
        return Domain("id", "in", (waiting - waiting._within_authority()).ids)

    @api.model
    def _waiting(self):
        """Holds the user may have a say in."""
        return self.search([("state", "=", "open")])._others_to_release()

    def _others_to_release(self):
        """Open holds that are not the user's own, for those who decide on holds."""
        stopped = self.filtered(lambda hold: hold.state == "open")
        return stopped._get_free() if stopped and self.env.user.has_group(ANALYST) else self.browse()

    def _within_authority(self):
        """Holds whose amount the user may release."""
        if not self:
            return self
        measured = self._measure({hold: hold._in_company_currency(hold._wanted()) for hold in self})
        return self.filtered(lambda hold: measured[hold][-1])
