from odoo import api, fields, models
from odoo.tools import SQL

from ....core.assessment import ratio_light as core


class CreditFinancialRatio(models.Model):
    """A ratio beside those of the industry: the company's own customers with statements, else thresholds."""

    _inherit = "credit.financial.ratio"

    benchmark_text = fields.Char(
        string="Industry",
        compute="_compute_light",
        help="The median of the company's own customers of the same industry, by the last statement of each, where"
        " there are five at least; else the figures from which the ratio is good, and up to which it is weak.",
    )
    light = fields.Selection(
        [("good", "Good"), ("fair", "Fair"), ("weak", "Weak")],
        compute="_compute_light",
        help="Good: as good as the median of the industry or better. Weak: among its worse quarter. Where too few"
        " customers of the industry have statements, by thresholds.",
    )

    @api.depends("value", "reason", "code", "zone", "account_id.industry_id")
    @api.depends_context("lang")
    def _compute_light(self):
        figures = self._read_industries()
        for ratio in self:
            known = ratio.code and not ratio.reason
            industry = ratio.account_id.industry_id
            of_industry = figures.get((ratio.company_id.id, industry.id, ratio.code), []) if industry else []
            against = core.benchmark(ratio.code, of_industry) if ratio.code else None
            ratio.light = core.light(ratio.code, ratio.value, against, ratio.zone) if known else False
            ratio.benchmark_text = ratio._tell_benchmark(against, industry)

    def _read_industries(self):
        """The figures of the last statement of each customer: ``{(company, industry, code): values}``, in one query."""
        industries = self.account_id.industry_id
        if not industries:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company_id, industry_id, code, ARRAY_AGG(value::float8) FROM (
                       SELECT DISTINCT ON (ratio.account_id, ratio.code) ratio.company_id, account.industry_id,
                              ratio.code, ratio.value, ratio.reason
                         FROM credit_financial_ratio ratio JOIN credit_account account ON account.id = ratio.account_id
                        WHERE ratio.company_id = ANY(%s) AND account.industry_id = ANY(%s)
                          AND ratio.state = 'confirmed' AND ratio.kind = 'annual'
                        ORDER BY ratio.account_id, ratio.code, ratio.period_end DESC) last
                 WHERE reason IS NULL
                 GROUP BY company_id, industry_id, code
                """,
                self.company_id.ids,
                industries.ids,
            )
        )
        return {tuple(key): values for *key, values in rows}

    def _tell_benchmark(self, against, industry):
        if against is None or self.zone:
            return False
        if against.customers:
            return self.env._(
                "%(value)s, median of %(count)d of %(industry)s",
                value=self._in_unit(against.good),
                count=against.customers,
                industry=industry.display_name,
            )
        return self.env._(
            "good from %(good)s, weak from %(weak)s",
            good=self._in_unit(against.good),
            weak=self._in_unit(against.weak),
        )
