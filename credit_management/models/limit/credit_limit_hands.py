from odoo import api, models

from ...const import ANALYST
from ..common.read_once import read_once


class CreditLimit(models.Model):
    """Who works on a proposal: what is proposed stays as it is until somebody takes it back.

    A figure is not typed again by somebody else to be approved by who had it first.
    """

    _inherit = "credit.limit"

    # === COMPUTE === #

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_take_back(self):
        analyst = self.env.user.has_group(ANALYST)
        for limit in self:
            limit.can_take_back = analyst and limit.state == "proposed" and bool(limit.id)

    # === ACTIONS === #

    def action_take_back(self):
        """Let a proposal be changed; until it is proposed again nobody decides on it."""
        self._check_role("analyst")
        self._check_state("proposed")
        self._credit_by_method().write({"state": "draft"})
        return True

    def action_propose(self):
        """Propose again what was taken back: it stays as it is from now on."""
        self._check_role("analyst")
        self._check_state("draft")
        self._add_hands()
        self._credit_by_method().write({"state": "proposed", "author_id": self.env.uid})
        return True

    # === BUSINESS === #

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands, asked = super()._get_hands(), self._get_asked_before()
        # Users of the past had a hand, too.
        return {limit: users | limit.sudo().author_id | asked[limit] for limit, users in hands.items()}

    @read_once
    def _get_asked_before(self):
        """Who wanted a limit for the same customer within the window that nobody has approved, by a request, too."""
        wanted, nobody = self.account_id._get_wanted_limits(), self.env["res.users"].sudo()  # users of the past, too
        return {
            limit: nobody.union(
                *(
                    one._get_authors()
                    for one in wanted.get(limit.account_id.id, ())
                    if (one._name, one.id) != (limit._name, limit.id)
                )
            )
            for limit in self
        }

    def _get_authors(self):
        return self.hand_ids | self.author_id
