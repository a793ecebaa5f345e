from datetime import datetime

import pytz

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get

from ..core import aging, exposure
from ..sql.present_sums import View


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_controller_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Receives holds, reviews and alerts of customers without a controller of their own.",
    )
    credit_tz = fields.Selection(
        _tz_get,
        string="Credit Time Zone",
        help="Decides when a day begins: for due dates, for the first and last day of a limit, for every decision.",
    )
    credit_count_draft_invoice = fields.Boolean(
        string="Count Draft Invoices", default=True, help="Draft invoices that come from no order count as owed."
    )
    credit_count_order = fields.Boolean(
        string="Count Confirmed Orders",
        default=True,
        help="Confirmed orders, as far as no posted invoice covers them, count as owed.",
    )
    credit_count_unallocated = fields.Boolean(
        string="Deduct Unallocated Payments",
        default=True,
        help="Payments and credit notes not yet matched to an invoice lower what is owed.",
    )
    credit_count_clearing = fields.Boolean(
        string="Count Receipts in Clearing",
        help="Receipts count as owed until the bank confirms them, cheques for example.",
    )
    credit_aging_basis = fields.Selection(
        [("due", "Due Date"), ("invoice", "Invoice Date")],
        string="Aging By",
        required=True,
        default="due",
        help="The date from which the age of an open item is counted.",
    )
    credit_aging_bucket_ids = fields.One2many("credit.aging.bucket", "company_id", string="Aging Buckets")
    credit_authority_window = fields.Integer(
        string="Increases Add Up Over (Days)",
        default=30,
        help="Increases of one customer's limit within so many days count as one, and so do releases of its orders,"
        " so that a large one cannot be approved in small steps.",
    )

    _credit_authority_window_not_negative = models.Constraint(
        "CHECK (credit_authority_window >= 0)", "The days over which increases add up cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self.env["credit.aging.bucket"]._create_defaults(companies)
        return companies

    def _credit_today(self):
        """Today where the company is.

        Never the user's time zone: it comes with the request, and a day more or less
        would make an expired limit valid again.

        :rtype: datetime.date
        """
        self.ensure_one()
        root = self.sudo().root_id  # a branch's user may not read the root
        zone = root.credit_tz or root.partner_id.tz or "UTC"
        return datetime.now(pytz.timezone(zone)).date()

    def _credit_view(self):
        """How this legal entity looks at its open items today, for the sums of them.

        :rtype: sql.present_sums.View
        """
        self.ensure_one()
        root = self.sudo()  # branches and buckets are the entity's, whatever its users may read
        return View(
            root_id=root.id,
            company_ids=tuple(root._credit_family().ids),
            today=self._credit_today(),
            bucket_starts=tuple(sorted(root.credit_aging_bucket_ids.mapped("day_from"))) or (aging.CURRENT,),
            by_invoice_date=root.credit_aging_basis == "invoice",
            decimal_places=root.currency_id.decimal_places,
        )

    def _credit_family(self):
        """These companies and all branches below them."""
        return self + self.child_ids._credit_family() if self else self

    def _credit_counted_categories(self):
        """The categories of open items that add up to the exposure in this company.

        :rtype: frozenset[str]
        """
        self.ensure_one()
        root = self.sudo().root_id
        optional = {
            exposure.DRAFT_INVOICE: root.credit_count_draft_invoice,
            exposure.ORDER: root.credit_count_order,
            exposure.UNALLOCATED: root.credit_count_unallocated,
            exposure.CLEARING: root.credit_count_clearing,
        }
        return exposure.ALWAYS_COUNTED | {category for category, counts in optional.items() if counts}
