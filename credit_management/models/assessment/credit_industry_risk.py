from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__, default_lang="en_US")

# Points of Odoo's industries, by the letter of their id. Where demand swings and firms are small and
# thin of capital, more of them fail: construction and catering least safe, public bodies safest.
DEFAULTS = {
    "A": 55, "B": 45, "C": 60, "D": 75, "E": 75, "F": 30, "G": 50, "H": 45, "I": 30, "J": 60, "K": 70, "L": 55,
    "M": 65, "N": 50, "O": 95, "P": 75, "Q": 75, "R": 40, "S": 50, "T": 40, "U": 80,
}  # fmt: skip
SOURCE = _lt("First estimate. Replace it by the failure rates of your market.")


class CreditIndustryRisk(models.Model):
    """How safe it is to sell on account to an industry.

    A change takes effect for assessments from then on, and the log says who made it; those before keep what they read.
    """

    _name = "credit.industry.risk"
    _description = "Industry Risk"
    _inherit = ["credit.finite", "credit.shared", "credit.log"]
    _order = "points desc, industry_id"
    _rec_name = "industry_id"

    industry_id = fields.Many2one("res.partner.industry", required=True, ondelete="cascade", index=True, tracking=True)
    points = fields.Float(
        digits=(5, 2), default=50.0, aggregator="avg", tracking=True, help="From 0, the riskiest, to 100, the safest."
    )
    source = fields.Char(
        translate=True, tracking=True, help="Where the points come from: failure rates, a credit insurer, a bank."
    )

    _industry_unique = models.Constraint("UNIQUE (industry_id)", "This industry has its points already. Edit them.")
    _points_in_bounds = models.Constraint(
        "CHECK (points BETWEEN 0 AND 100)", "“Points” of an industry lie between 0, the riskiest, and 100, the safest."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        """Its log says who changed the points, and from what to what."""
        if not self.env.su:
            raise UserError(
                self.env._(
                    "The points of “%(industry)s” stay on record. Give the industry other points instead.",
                    industry=self[:1].display_name,
                )
            )

    @api.model
    def _create_defaults(self):
        """Points of the industries Odoo comes with, as far as they are still there."""
        industries = {letter: self.env.ref(f"base.res_partner_industry_{letter}", False) for letter in DEFAULTS}
        have = self.search([("industry_id", "in", [one.id for one in industries.values() if one])]).industry_id
        rows = self.create(
            [
                {"industry_id": industry.id, "points": DEFAULTS[letter]}
                for letter, industry in industries.items()
                if industry and industry not in have
            ]
        )
        for code, _name in self.env["res.lang"].get_installed():
            rows.with_context(lang=code).write({"source": SOURCE._translate(code)})
