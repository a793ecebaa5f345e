from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core import rates as core
from ..core.interest import Terms

KINDS = [
    ("fixed", "Percent a Year"),
    ("by_day", "Ten-Thousandths a Day"),
    ("statutory", "Reference Rate plus Points"),
]
BASES = [("360", "360 Days"), ("365", "365 Days"), ("actual", "Days of the Year")]


class CreditLateRate(models.Model):
    """What was agreed on late interest and on a fixed sum for recovery.

    Chosen on the account, else on its grade, else for the company. An account with a rate of its own in its terms, and
    no choice, bears that.
    """

    _name = "credit.late.rate"
    _description = "Late Interest"
    _inherit = ["credit.finite", "credit.shared", "credit.chosen", "credit.log"]
    _chosen_by, _usual_by = "late_rate_id", "credit_late_rate_id"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        tracking=True,
        help="Empty: all companies, each with the amounts in its own currency.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    kind = fields.Selection(KINDS, required=True, default="fixed", tracking=True)
    percent = fields.Float(
        string="Percent a Year", digits=(6, 3), tracking=True, help="Simple interest on what is open each day."
    )
    ten_thousandths = fields.Float(
        string="Ten-Thousandths a Day", digits=(6, 3), tracking=True, help="5 is 0.05 % a day, or 18.25 % a year."
    )
    points = fields.Float(
        string="Points above the Reference", digits=(6, 3), tracking=True, help="8 or 9 where the law says so."
    )
    half_yearly = fields.Boolean(
        string="Changes Each Half-Year",
        default=True,
        tracking=True,
        help="The reference rate of 1 January and of 1 July holds for the half-year that begins then.",
    )
    reference_ids = fields.One2many("credit.late.reference", "rate_id", string="Reference Rates", copy=True)
    basis = fields.Selection(BASES, string="Length of a Year", required=True, default="365", tracking=True)
    grace = fields.Integer(
        string="Grace (Days)",
        tracking=True,
        help="Nothing is charged on what is paid within so many days after due; from then on they bear interest, too.",
    )
    least = fields.Monetary(string="Smallest Interest", tracking=True, help="Less than this on an item is not charged.")
    fee = fields.Monetary(
        string="Fixed Sum for Recovery",
        tracking=True,
        help="Once an invoice, whatever becomes of it: 40 EUR in the EU.",
    )
    since = fields.Date(
        string="Charged from",
        required=True,
        default=lambda self: self.env.company._credit_today(),
        tracking=True,
        help="Days before bear no interest, and invoices that were due before no fixed sum.",
    )
    in_reminders = fields.Boolean(
        string="Shown in Reminders", tracking=True, help="Reminders ask for it beside the items, charged or not yet."
    )

    _not_negative = models.Constraint(
        "CHECK (percent >= 0 AND ten_thousandths >= 0 AND grace >= 0 AND least >= 0 AND fee >= 0)",
        "Rates, days and amounts of late interest cannot be negative.",
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for rate in self:
            rate.currency_id = (rate.company_id or self.env.company).currency_id

    @api.constrains("kind", "reference_ids")
    def _check_references(self):
        for rate in self:
            if rate.kind == "statutory" and not rate.reference_ids:
                raise ValidationError(self.env._("Enter the reference rate, and from which day it holds."))

    def _to_core(self, least):
        """The agreement as plain data.

        :param least: the smallest interest, in the currency of the item
        """
        self.ensure_one()
        if self.kind == "by_day":
            rates = core.by_day(self.ten_thousandths)
        elif self.kind == "statutory":
            references = [core.Rate(one.first, one.percent) for one in self.reference_ids]
            rates = core.statutory(references, self.points, self.basis, self.half_yearly)
        else:
            rates = core.fixed(self.percent, self.basis)
        return Terms(rates, self.grace, least)


class CreditLateReference(models.Model):
    """A reference rate, from a day on: as the central bank has published it."""

    _name = "credit.late.reference"
    _description = "Reference Rate"
    _inherit = ["credit.finite", "credit.single"]
    _order = "rate_id, first desc"

    rate_id = fields.Many2one("credit.late.rate", required=True, ondelete="cascade", index=True)
    first = fields.Date(string="From", required=True)
    percent = fields.Float(digits=(6, 3), help="May be negative.")

    _day_unique = models.Constraint("UNIQUE(rate_id, first)", "One reference rate begins on a day: change that one.")

    @api.model_create_multi
    def create(self, vals_list):
        references = super().create(vals_list)
        references.rate_id._check_may_share()
        return references

    def write(self, vals):
        self.rate_id._check_may_share()
        done = super().write(vals)
        self.rate_id._check_may_share()
        return done

    def unlink(self):
        self.rate_id._check_may_share()
        return super().unlink()
