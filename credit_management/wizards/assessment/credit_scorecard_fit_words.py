from odoo import api, fields, models

from ...models.common.number import format_number


class CreditScorecardFit(models.TransientModel):
    """How well both cards tell, for who has never heard of a curve."""

    _inherit = "credit.scorecard.fit"

    told_text = fields.Text(
        string="In Plain Words",
        compute="_compute_told_text",
        help="How well each card tells late invoices from others.",
    )

    @api.depends("auc", "auc_before", "ks", "ks_before")
    @api.depends_context("lang")
    def _compute_told_text(self):
        for fit in self:
            pairs, gap = (
                {name: format_number(self.env, 100 * fit[field], most=0) for name, field in one}
                for one in (
                    (("before", "auc_before"), ("after", "auc")),
                    (("before", "ks_before"), ("after", "ks")),
                )
            )
            fit.told_text = "\n".join(
                [
                    self.env._(
                        "Of 100 pairs of a late invoice and one in time, this card gives the customer of the late one"
                        " the lower score in %(before)s, the fitted card in %(after)s. A coin would in 50 (AUC).",
                        **pairs,
                    ),
                    self.env._(
                        "Below the score that separates best lie %(before)s points more of the late invoices than of"
                        " the others with this card, %(after)s with the fitted one: 0 is nothing, 100 is all (KS).",
                        **gap,
                    ),
                ]
            )
