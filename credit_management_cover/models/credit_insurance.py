from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.core.monitoring.provision import STARTS, expected_loss

from ..core.loss import Worth, cost


class CreditInsurance(models.Model):
    """An insurer's policy for many customers. What it says is copied to each cover and decided on there: a change of it
    changes nothing that was confirmed.
    """

    _name = "credit.insurance"
    _description = "Credit Insurance"
    _inherit = ["credit.finite", "credit.log"]
    _order = "first desc, id desc"

    name = fields.Char(string="Policy Number", required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        domain="[('parent_id', '=', False)]",
        default=lambda self: self.env.company._credit_root(),
    )
    issuer_id = fields.Many2one("res.partner", string="Insurer", required=True, ondelete="restrict", tracking=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, tracking=True, default=lambda self: self.env.company.currency_id
    )
    first = fields.Date(string="First Day", required=True, tracking=True)
    last = fields.Date(string="Last Day", tracking=True, help="Empty for no end.")
    share = fields.Float(
        string="Insured Share (%)", default=90.0, required=True, tracking=True, help="The rest is the company's own."
    )
    max_days = fields.Integer(
        string="Longest Terms (Days)", tracking=True, help="What is to be paid later is not insured. Zero for no bound."
    )
    waiting_days = fields.Integer(
        string="Waiting Period (Days)", tracking=True, help="From the due date until a loss may be claimed."
    )
    reporting_days = fields.Integer(
        string="Report Within (Days)",
        tracking=True,
        help="After the due date: what is overdue and not reported until then has lost its cover. Zero where nothing"
        " has to be reported.",
    )
    maximum = fields.Monetary(
        string="Most per Year", tracking=True, help="Of all claims together. It is shown and not counted item by item."
    )
    premium_rate = fields.Float(
        string="Premium (%)", digits=(6, 4), tracking=True, help="Percent of the sales that are insured."
    )
    minimum_premium = fields.Monetary(tracking=True, help="The least premium of a year.")
    fee = fields.Monetary(string="Fees per Year", tracking=True, help="Beside the premium.")
    cover_ids = fields.One2many("credit.cover", "insurance_id", string="Insured Customers", groups=ANALYST)
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company Currency")
    cost = fields.Monetary(
        string="Premium and Fees",
        currency_field="company_currency_id",
        compute="_compute_worth",
        groups=ANALYST,
        help="Of a year: the premium on what the insured customers bought within the last one, at least the minimum"
        " premium, and fees.",
    )
    loss_saved = fields.Monetary(
        string="Expected Loss Saved",
        currency_field="company_currency_id",
        compute="_compute_worth",
        groups=ANALYST,
        help="What is covered today, by the loss rates of the company's own receivables.",
    )
    benefit = fields.Monetary(
        currency_field="company_currency_id",
        compute="_compute_worth",
        groups=ANALYST,
        help="Expected loss saved less premium and fees; negative where the insurance costs more than it saves.",
    )
    worth_known = fields.Boolean(compute="_compute_worth", groups=ANALYST)
    cover_count = fields.Integer(
        string="Insured",
        compute="_compute_cover_count",
        help="Customers whose cover was confirmed.",
    )

    _share_is_one = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "The insured share lies between 0 and 100 percent. Enter one between them."
    )
    _dates_in_order = models.Constraint(
        "CHECK (last >= first)", "The last day of an insurance cannot be before its first. Correct one of them."
    )
    _not_negative = models.Constraint(
        "CHECK (COALESCE(premium_rate, 0) >= 0 AND COALESCE(minimum_premium, 0) >= 0 AND COALESCE(fee, 0) >= 0"
        " AND COALESCE(maximum, 0) >= 0)",
        "Premiums, fees and the most of an insurance cannot be negative. Correct them.",
    )

    @api.depends("cover_ids.state")
    def _compute_cover_count(self):
        covers = self.env["credit.cover"].sudo()  # how many is for who sets up insurances to know
        groups = covers._read_group(
            [("insurance_id", "in", self.ids), ("counts", "=", True)], ["insurance_id"], ["__count"]
        )
        counts = {insurance: count for insurance, count in groups}
        for insurance in self:
            insurance.cover_count = counts.get(insurance._origin, 0)

    @api.depends("name", "issuer_id")
    def _compute_display_name(self):
        for insurance in self:
            insurance.display_name = " · ".join(filter(None, (insurance.issuer_id.name, insurance.name)))

    @api.constrains("company_id")
    def _check_company(self):
        for insurance in self.sudo():  # the constraint holds for companies out of sight, too
            if insurance.company_id.parent_id:
                raise ValidationError(
                    self.env._(
                        "Customers are insured in %(root)s, not in its branch %(branch)s. Choose that.",
                        root=insurance.company_id.root_id.name,
                        branch=insurance.company_id.name,
                    )
                )

    @api.depends("cover_ids.state", "premium_rate", "minimum_premium", "fee")
    def _compute_worth(self):
        """By the loss rates of the company's own receivables: what is covered would be lost without."""
        for insurance in self:
            worth = insurance._origin._get_worth() if insurance._origin else Worth(None, None, 0.0)
            insurance.cost = worth.cost
            insurance.loss_saved, insurance.benefit = worth.saved or 0.0, worth.benefit or 0.0
            insurance.worth_known = worth.benefit is not None

    def _get_worth(self):
        root = self.sudo().company_id._credit_root()  # the entity need not be in sight
        today = root._credit_today()
        rate = self.env["credit.cover"]._read_rate(root, self.currency_id) or 0.0
        premium = cost(self.premium_rate, self._read_insured_sales(root, today), (), self.minimum_premium * rate)
        provisions = self.env["credit.provision"]
        losses = provisions._read(root)[root].rates
        covered = provisions._read_covered(root, today, STARTS, self.sudo().cover_ids)  # see _read_insured_sales
        saved = expected_loss(covered, losses).total if any(covered) else 0.0
        return Worth(saved, None if saved is None else 0.0, premium + self.fee * rate)

    def _read_insured_sales(self, root, today):
        """What the insured customers bought within a year, in the company's currency."""
        insurance = self.sudo()  # sums of customers out of sight count, too
        partners = insurance.cover_ids.filtered("counts").partner_id
        sales = [
            ("commercial_partner_id", "in", partners.ids),
            ("company_id", "child_of", root.id),
            ("state", "=", "posted"),
            ("move_type", "in", ("out_invoice", "out_refund")),
            ("invoice_date", ">", today - timedelta(days=365)),
        ]
        return insurance.env["account.move"]._read_group(sales, [], ["amount_untaxed_signed:sum"])[0][0] or 0.0

    def action_open_covers(self):
        """The customers it insures."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_cover.credit_cover_action")
        return action | {
            "domain": [("insurance_id", "=", self.id)],
            "context": {"default_insurance_id": self.id, "default_kind": "insurance"},
        }
