from odoo import api, models


class CreditScorecardPart(models.AbstractModel):
    """A part of a scorecard: it changes with drafts, and stays as it is in published cards."""

    _name = "credit.scorecard.part"
    _description = "Part of a Scorecard"
    _inherit = ["credit.guard", "credit.finite"]
    _whole = "scorecard_id"  # the field that leads to the card, or to a part of it

    @api.model_create_multi
    def create(self, vals_list):
        # Filled in before the check: a client can send defaults in the context, or store them.
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        self._check_card(vals.get(self._whole) for vals in vals_list)
        parts = super().create(vals_list)
        parts._add_hands()
        return parts

    def write(self, vals):
        self._check_card([vals.get(self._whole)])
        self._add_hands()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_card()
        self._add_hands()

    def update_field_translations(self, field_name, translations, source_lang=""):
        self._check_card()
        self._add_hands()
        return super().update_field_translations(field_name, translations, source_lang)

    def _check_card(self, others=()):
        """No part of a published card changes, leaves it or joins it.

        :param others: ids of the wholes these parts are about to join
        """
        if not self._credit_is_by_method():
            wholes = self.sudo()[self._whole]  # a card out of sight is published, too
            cards = (wholes | wholes.browse(filter(None, others)))._card()
            cards._check_draft()
            cards.with_env(self.env)._check_may_share()

    def _add_hands(self):
        """Who changes a part has a hand in its card."""
        if not self._credit_is_by_method():
            self._card()._add_hands()

    def _card(self):
        """The scorecards these belong to."""
        return self[self._whole]._card()
