from odoo import api, fields, models

from ...core.assessment.limit_proposal import Parameters


class CreditPolicy(models.Model):
    """How assessments arrive at the limits they propose."""

    _inherit = "credit.policy"

    limit_rule = fields.Selection(
        [
            ("needed", "What is needed"),
            ("lowest", "The lowest figure"),
            ("middle", "The figure in the middle"),
            ("highest", "The highest figure"),
        ],
        string="Limit Follows",
        required=True,
        default="needed",
        help="Which of the methods' figures a proposed limit follows. Needed is the higher one of purchases at terms"
        " and the highest balance paid well; where neither is known, the lower share of equity and working capital."
        " These shares never lower what is proposed without a statement: a weak one lowers the score. What the"
        " customer asks for is a figure of its own only where nothing else is known; never is more proposed than was"
        " asked for.",
    )
    limit_equity_share = fields.Float(
        string="Share of Equity (%)",
        digits=(5, 2),
        default=10.0,
        help="So much of the customer's equity may be owed at most, before the grade's factor.",
    )
    limit_working_capital_share = fields.Float(
        string="Share of Working Capital (%)",
        digits=(5, 2),
        default=20.0,
        help="So much of current assets less current liabilities may be owed at most, before the grade's factor.",
    )
    limit_purchases_share = fields.Float(
        string="Share of Purchases at Terms (%)",
        digits=(5, 2),
        default=200.0,
        help="Purchases of a year × credit days / 365 is what the customer owes on average: 100 % would stop every"
        " second order of a customer who pays on the day.",
    )
    limit_balance_share = fields.Float(
        string="Share of the Highest Balance Paid Well (%)",
        digits=(5, 2),
        default=150.0,
        help="So much of the highest balance that was paid in time may be owed, before the grade's factor.",
    )
    limit_working_assets_share = fields.Float(
        string="Share of Working Assets at Most (%)",
        digits=(5, 2),
        help="Of half of working capital and equity together: nothing where the statement is as weak as below, all of"
        " it where it is as strong. 0: this method is not used. Check share and values for your trade first.",
    )
    limit_weakest = fields.Float(
        string="Nothing at a Strength Of",
        digits=(5, 2),
        default=-4.6,
        help="Strength of a statement: current ratio + quick ratio − short-term debts / equity − all debts / equity.",
    )
    limit_strongest = fields.Float(
        string="All of It from a Strength Of",
        digits=(5, 2),
        default=1.0,
        help="From here on the whole share of working assets is the figure; in between it grows evenly.",
    )
    limit_own_sales_share = fields.Float(
        string="Share of the Customer's Own Sales (%)",
        digits=(5, 2),
        help="Of what the customer itself sells in a year, by its statement: 10 to 15 % are in use for traders."
        " 0: this method is not used.",
    )
    limit_is_seasonal = fields.Boolean(
        string="Only Months with Purchases",
        help="Purchases at terms are counted at the pace of the months in which the customer bought: who buys in a"
        " season owes more in it than its year tells.",
    )
    assessment_days = fields.Integer(
        string="Approved Within (Days)",
        default=30,
        help="An assessment whose inputs are older is computed again before it is approved. 0 for no end.",
    )
    limit_step = fields.Monetary(
        string="Rounded Down To",
        help="A proposed limit is a multiple of this amount. 0 for two significant figures: 160,000 or 1,200.",
    )
    limit_weak_share = fields.Float(
        string="Below Zero: Factor at Most (%)",
        digits=(5, 2),
        default=50.0,
        help="Where equity or working capital is below zero, the proposed limit is the figure times no more than this,"
        " whatever the grade.",
    )
    limit_maximum = fields.Monetary(
        string="Highest Limit Proposed", help="No assessment proposes more. 0 for no maximum."
    )

    backdated_days = fields.Integer(
        string="Booked Late After (Days)",
        default=30,
        help="Payments of an invoice that was booked so many days after its own date are shown apart in assessments:"
        " they may be true, and may as well have been made up.",
    )
    statement_age_months = fields.Integer(
        string="Statements Count for (Months)",
        default=24,
        help="A financial statement whose period ended longer ago says nothing any more.",
    )

    _evidence_in_bounds = models.Constraint(
        "CHECK (backdated_days BETWEEN 0 AND 3650 AND statement_age_months BETWEEN 1 AND 120)",
        "Invoices are booked late after 0 to 3,650 days, and statements count for 1 to 120 months.",
    )
    _limit_in_bounds = models.Constraint(
        "CHECK (limit_equity_share BETWEEN 0 AND 1000 AND limit_working_capital_share BETWEEN 0 AND 1000"
        " AND limit_purchases_share BETWEEN 0 AND 1000 AND limit_balance_share BETWEEN 0 AND 1000"
        " AND COALESCE(limit_step, 0) >= 0 AND limit_maximum >= 0"
        " AND COALESCE(limit_weak_share, 0) BETWEEN 0 AND 1000"
        " AND COALESCE(limit_working_assets_share, 0) BETWEEN 0 AND 1000"
        " AND COALESCE(limit_own_sales_share, 0) BETWEEN 0 AND 1000)",
        "Shares for limits lie between 0 and 1,000 percent; rounding and maximum are not negative.",
    )

    _limit_strength_grows = models.Constraint(
        "CHECK (COALESCE(limit_strongest, 1) >= COALESCE(limit_weakest, -4.6))",
        "The strength from which all working assets count is no less than the one at which none do.",
    )

    _assessment_days_in_bounds = models.Constraint(
        "CHECK (assessment_days BETWEEN 0 AND 3650)", "“Approved Within” lies between 0 and 3,650 days."
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {
            "limit_rule", "limit_equity_share", "limit_working_capital_share", "limit_purchases_share",
            "limit_balance_share", "limit_step", "limit_maximum", "backdated_days", "statement_age_months",
            "assessment_days", "limit_weak_share", "limit_working_assets_share", "limit_weakest", "limit_strongest",
            "limit_own_sales_share", "limit_is_seasonal",
        }  # fmt: skip

    @api.model
    def _limit_parameters(self, company):
        """How the policy in force grants limits; the usual way where there is none.

        :rtype: core.assessment.limit_proposal.Parameters
        """
        policy = self._get_in_force(company)
        if not policy:
            return Parameters(rounding=company._credit_root().currency_id.rounding)
        return policy._to_core_limits()

    def _to_core_limits(self):
        """How this version, in force or not, grants limits.

        :rtype: core.assessment.limit_proposal.Parameters
        """
        self.ensure_one()
        return Parameters(
            equity_share=self.limit_equity_share,
            working_capital_share=self.limit_working_capital_share,
            purchases_share=self.limit_purchases_share,
            balance_share=self.limit_balance_share,
            rule=self.limit_rule,
            step=self.limit_step,
            maximum=self.limit_maximum,
            rounding=self.currency_id.rounding,
            weak_share=self.limit_weak_share,
            working_assets_share=self.limit_working_assets_share,
            own_sales_share=self.limit_own_sales_share,
            weakest=self.limit_weakest,
            strongest=self.limit_strongest,
            is_seasonal=self.limit_is_seasonal,
        )
