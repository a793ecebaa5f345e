from odoo import api, fields, models

from odoo.addons.credit_management.const import INTERNAL

from .credit_account_write_off import READERS

RATE_DOMAIN = "[('company_id', 'in', (False, company_id))]"


class CreditAccount(models.Model):
    """What was agreed on late interest with one customer."""

    _inherit = "credit.account"

    late_rate_id = fields.Many2one(
        "credit.late.rate",
        string="Late Interest by",
        domain=RATE_DOMAIN,
        ondelete="restrict",
        tracking=True,
        copy=False,
        help="Empty: by the rate of its terms, else as its grade or the company says.",
    )
    charge_ids = fields.One2many("credit.charge", "account_id", string="Late Charges", readonly=True, groups=READERS)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'credit_management'
        accounts = super().create(vals_list)
        self._check_may_decide({"late_rate_id"} if accounts.late_rate_id else set())
        return accounts

    def write(self, vals):
        # EXTENDS 'credit_management': it takes the place of the rate of the terms, which a manager decides
        self._check_may_decide({"late_rate_id"} & vals.keys())
        return super().write(vals)

    @api.model
    def _normalise(self, vals):
        # EXTENDS 'credit_management': accounts open for whoever sells, and by no default of theirs
        done = super()._normalise(vals)
        vals.setdefault("late_rate_id", False)
        return done


class CreditGrade(models.Model):
    """Late interest of customers of a grade."""

    _inherit = "credit.grade"

    late_rate_id = fields.Many2one(
        "credit.late.rate",
        string="Late Interest by",
        domain=[("company_id", "=", False)],
        ondelete="restrict",
        tracking=True,
        help="For customers of this grade whose account says nothing else.",
    )


class ResCompany(models.Model):
    """Late interest of customers for whom nothing else is said, and how it is invoiced."""

    _inherit = "res.company"

    credit_late_rate_id = fields.Many2one(
        "credit.late.rate",
        string="Usual Late Interest",
        groups=INTERNAL,
        domain="[('company_id', 'in', (False, id))]",
        ondelete="restrict",
        help="For customers whose account, terms and grade say nothing else. Empty: none is charged.",
    )
    credit_charge_product_id = fields.Many2one(
        "product.product",
        string="Product of Late Charges",
        groups=INTERNAL,
        ondelete="restrict",
        help="Its account and taxes are those of the draft invoice. Empty: the sales journal's account, without tax.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_late_rate_id = fields.Many2one(related="company_id.credit_late_rate_id", readonly=False)
    credit_charge_product_id = fields.Many2one(related="company_id.credit_charge_product_id", readonly=False)
