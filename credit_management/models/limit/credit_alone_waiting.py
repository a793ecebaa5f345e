from odoo import api, fields, models
from odoo.fields import Domain


class CreditAlone(models.AbstractModel):
    """Which of those that wait a person may decide on, for lists and counts: asked of all of them at once."""

    _inherit = "credit.alone"

    beyond_authority = fields.Boolean(
        string="Beyond My Authority",
        compute="_compute_beyond_authority",
        search="_search_beyond_authority",
        help="You had no hand in it, but it is more than your authority is enough for.",
    )

    def _compute_beyond_authority(self):
        """Models compute it together with their own word for what is within."""
        raise NotImplementedError

    def _search_within_authority(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("id", "in", self._get_waiting()._within_authority().ids)

    def _search_beyond_authority(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        waiting = self._get_waiting()
        return Domain("id", "in", (waiting - waiting._within_authority()).ids)

    @api.model
    def _get_waiting(self):
        """Those that wait and that the user may have a say in."""
        return self.search([("state", "=", self._waiting_state)])._get_others_waiting()

    def _get_others_waiting(self):
        """What waits and the user had no hand in, for those who decide on its kind."""
        waiting = self.filtered(lambda document: document.state == self._waiting_state)
        return waiting._get_free() if waiting and self.env.user.has_group(self._deciding_role) else self.browse()

    def _within_authority(self):
        """Those that the user's authority is enough to approve, by the measure of the approval itself."""
        if not self:
            return self
        authorities, needed = self._lookup_authorities(), self._measure_needed()
        return self.filtered(
            lambda document: (
                (authority := authorities[self.env.user, document]) is not None and authority.covers(needed[document])
            )
        )

    def _measure_needed(self):
        """How much authority approving each of these needs: ``{document: amount}``, in the company's currency."""
        raise NotImplementedError

    def _get_needed(self):
        """The same of this one."""
        return self._measure_needed()[self]
