from odoo import api, models


class CreditScorecardPart(models.AbstractModel):
    """A part of a scorecard. Who changes one of a card that companies share works for all of them."""

    _name = "credit.scorecard.part"
    _description = "Part of a Scorecard"
    _inherit = ["credit.part"]
    _whole = "scorecard_id"

    @api.model
    def _check_drafts(self, documents):
        # EXTENDS 'credit.part'
        done = super()._check_drafts(documents)
        documents.with_env(self.env)._check_may_share()
        return done
