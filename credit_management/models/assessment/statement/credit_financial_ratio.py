from odoo import api, fields, models
from odoo.tools import LazyTranslate, formatLang

from ....core.assessment import ratio as core
from ....core.assessment.ratio import CURRENCY, MISSING, NEGATIVE, NO_PREVIOUS, TOO_LARGE, ZERO
from ....core.assessment.ratios import DEFINITIONS

_lt = LazyTranslate(__name__)

# How each figure is computed, for the person who reads it; sources stand in key_figures.py and altman.py.
FORMULAS = {
    "current_ratio": _lt("Current assets / current liabilities"),
    "quick_ratio": _lt("(Current assets − inventories) / current liabilities"),
    "cash_ratio": _lt("(Cash and bank + short-term investments) / current liabilities"),
    "operating_cash_flow_ratio": _lt("Operating cash flow of twelve months / current liabilities"),
    "debt_to_equity": _lt("Total liabilities / equity"),
    "debt_to_assets": _lt("Total liabilities / total assets"),
    "equity_ratio": _lt("Equity / total assets"),
    "market_equity_to_liabilities": _lt("Market value of equity / total liabilities"),
    "interest_coverage": _lt("Operating result / interest expense"),
    "debt_service_coverage": _lt(
        "(Operating result + depreciation) / (interest expense + scheduled repayment of debt)"
    ),
    "gross_margin": _lt("Gross profit / sales"),
    "operating_margin": _lt("Operating result / sales"),
    "net_margin": _lt("Net result / sales"),
    "return_on_assets": _lt("Net result of twelve months / total assets"),
    "return_on_equity": _lt("Net result of twelve months / equity"),
    "receivable_days": _lt("Trade receivables × 365 / sales of twelve months"),
    "inventory_days": _lt("Inventories × 365 / cost of sales of twelve months"),
    "payable_days": _lt("Trade payables × 365 / cost of sales of twelve months"),
    "cash_conversion_cycle": _lt("Receivable days + inventory days − payable days"),
    "asset_turnover": _lt("Sales of twelve months / total assets"),
    "sales_growth": _lt("Sales of twelve months / those of the period before − 1"),
    "result_growth": _lt("Net result of twelve months / that of the period before − 1"),
    "altman_z_double_prime": _lt(
        "6.56 × working capital / total assets + 3.26 × retained earnings / total assets + 6.72 × operating result /"
        " total assets + 1.05 × equity / total liabilities (Altman, Hartzell, Peck 1995, without the constant)."
        " Safe above 2.60, distress below 1.10."
    ),
    "altman_z_emerging": _lt("3.25 + Altman Z'' (Altman, Hartzell, Peck 1995). Safe above 5.85, distress below 4.35."),
    "altman_z": _lt(
        "1.2 × working capital / total assets + 1.4 × retained earnings / total assets + 3.3 × operating result /"
        " total assets + 0.6 × market value of equity / total liabilities + 0.999 × sales / total assets (Altman 1968,"
        " for listed manufacturers). Safe above 2.99, distress below 1.81."
    ),
}


class CreditFinancialRatio(models.Model):
    """One ratio of one statement. Written by the statement, read by people and by charts."""

    _name = "credit.financial.ratio"
    _description = "Financial Ratio"
    _order = "period_end desc, statement_id desc, sequence"
    _rec_name = "code"

    statement_id = fields.Many2one("credit.financial.statement", required=True, ondelete="cascade", index=True)
    account_id = fields.Many2one(related="statement_id.account_id", store=True, index=True)
    partner_id = fields.Many2one(related="statement_id.partner_id", string="Customer", store=True)
    company_id = fields.Many2one(related="statement_id.company_id", store=True, index=True)
    kind = fields.Selection(related="statement_id.kind", store=True)
    period_end = fields.Date(related="statement_id.period_end", store=True)
    state = fields.Selection(related="statement_id.state", store=True)
    sequence = fields.Integer(aggregator=None)
    code = fields.Selection(
        [
            ("current_ratio", "Current Ratio"),
            ("quick_ratio", "Quick Ratio"),
            ("cash_ratio", "Cash Ratio"),
            ("operating_cash_flow_ratio", "Operating Cash Flow to Current Liabilities"),
            ("debt_to_equity", "Debt to Equity"),
            ("debt_to_assets", "Debt to Assets"),
            ("equity_ratio", "Equity Ratio"),
            ("market_equity_to_liabilities", "Market Value of Equity to Liabilities"),
            ("interest_coverage", "Interest Coverage"),
            ("debt_service_coverage", "Debt Service Coverage"),
            ("gross_margin", "Gross Margin"),
            ("operating_margin", "Operating Margin"),
            ("net_margin", "Net Margin"),
            ("return_on_assets", "Return on Assets"),
            ("return_on_equity", "Return on Equity"),
            ("receivable_days", "Receivable Days"),
            ("inventory_days", "Inventory Days"),
            ("payable_days", "Payable Days"),
            ("cash_conversion_cycle", "Cash Conversion Cycle"),
            ("asset_turnover", "Asset Turnover"),
            ("sales_growth", "Growth of Sales"),
            ("result_growth", "Growth of the Net Result"),
            ("altman_z_double_prime", "Altman Z''"),
            ("altman_z_emerging", "Altman Z'' + 3.25"),
            ("altman_z", "Altman Z"),
        ],
        string="Ratio",
        required=True,
    )
    group = fields.Selection(
        [
            ("liquidity", "Liquidity"),
            ("leverage", "Leverage"),
            ("coverage", "Coverage"),
            ("profitability", "Profitability"),
            ("turnover", "Turnover"),
            ("growth", "Growth"),
            ("insolvency", "Insolvency"),
        ],
        string="Kind of Ratio",
        required=True,
    )
    value = fields.Float(
        digits=(16, 4),
        aggregator=None,
        help="Of this period; parts of a year are brought to a year where the ratio compares a flow with a stock.",
    )
    value_text = fields.Char(string="Figure", compute="_compute_texts")
    reason = fields.Selection(
        [
            ("missing", "Not Given"),
            ("zero", "Division by Zero"),
            ("negative", "Division by a Negative"),
            ("no_previous", "No Period Before"),
            ("currency", "Other Currency Before"),
            ("too_large", "Too Large"),
        ],
        string="Why Not",
        help="Why the ratio has no value. Empty when it has one.",
    )
    cause = fields.Char(string="Lines Concerned", help="The technical names of the lines that are missing or zero.")
    has_previous = fields.Boolean(string="Has a Period Before")
    previous_value = fields.Float(digits=(16, 4), aggregator=None, help="Of the customer's period before.")
    previous_text = fields.Char(string="Period Before", compute="_compute_texts")
    trend = fields.Selection([("better", "Better"), ("same", "Unchanged"), ("worse", "Worse")])
    zone = fields.Selection([("distress", "Distress"), ("grey", "Grey"), ("safe", "Safe")])
    formula = fields.Char(compute="_compute_formula")

    _code_unique = models.Constraint("UNIQUE (statement_id, code)", "A statement has each ratio once.")

    @api.depends("value", "reason", "cause", "previous_value", "has_previous")
    @api.depends_context("lang")
    def _compute_texts(self):
        for ratio in self:
            ratio.value_text = ratio._reason_text() if ratio.reason else ratio._in_unit(ratio.value)
            ratio.previous_text = ratio._in_unit(ratio.previous_value) if ratio.has_previous else False

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_formula(self):
        for ratio in self:
            ratio.formula = self.env._(FORMULAS[ratio.code]) if ratio.code else False

    def _in_unit(self, value):
        unit = DEFINITIONS[self.code].unit
        if unit == core.SHARE:
            return self.env._("%(share)s %%", share=formatLang(self.env, value * 100, digits=1))
        if unit == core.IN_DAYS:
            days = formatLang(self.env, value, digits=0)
            return self.env._("1 day") if days == "1" else self.env._("%(days)s days", days=days)
        return formatLang(self.env, value, digits=2)

    def _reason_text(self):
        statements = self.env["credit.financial.statement"]
        lines = ", ".join(f"“{statements._line_label(name)}”" for name in (self.cause or "").split(",") if name)
        texts = {
            MISSING: self.env._("Not given: %(lines)s", lines=lines),
            ZERO: self.env._("Zero: %(lines)s", lines=lines),
            NEGATIVE: self.env._("Below zero: %(lines)s", lines=lines),
            NO_PREVIOUS: self.env._("No period before"),
            CURRENCY: self.env._("The period before is in another currency"),
            TOO_LARGE: self.env._("Too large to be shown"),
        }
        return texts[self.reason]
