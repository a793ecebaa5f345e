from odoo import fields, models

from ...core import my_credit as core

CHOICES = [(core.AS_COMPANY, "As the Company Says"), (core.ON, "Shown"), (core.OFF, "Hidden")]


class CreditAccount(models.Model):
    """What this customer is shown on *My Credit*."""

    _inherit = "credit.account"

    portal_page = fields.Selection(
        CHOICES,
        string="Portal: My Credit",
        required=True,
        default=core.AS_COMPANY,
        help="Contacts with the role see the page at all.",
    )
    portal_limit = fields.Selection(
        CHOICES,
        string="Portal: Limit",
        required=True,
        default=core.AS_COMPANY,
        help="The limit, what of it is used and what is available.",
    )
    portal_items = fields.Selection(
        CHOICES,
        string="Portal: Open Items",
        required=True,
        default=core.AS_COMPANY,
        help="What is open, with due dates, and what of it is overdue.",
    )
    portal_payments = fields.Selection(
        CHOICES,
        string="Portal: Payments in Process",
        required=True,
        default=core.AS_COMPANY,
        help="Payments that are on their way.",
    )
    portal_terms = fields.Selection(
        CHOICES,
        string="Portal: Terms and Next Review",
        required=True,
        default=core.AS_COMPANY,
        help="Payment terms, late interest, and when we look at the limit again.",
    )
    portal_orders = fields.Selection(
        CHOICES,
        string="Portal: Orders Awaiting Approval",
        required=True,
        default=core.AS_COMPANY,
        help="Orders the customer has confirmed and we have not approved yet; never why.",
    )
    portal_statement = fields.Selection(
        CHOICES,
        string="Portal: Statement as PDF",
        required=True,
        default=core.AS_COMPANY,
        help="The statement of account of this moment, to download.",
    )
    portal_pay = fields.Selection(
        CHOICES,
        string="Portal: Pay Selected Items",
        required=True,
        default=core.AS_COMPANY,
        help="Open invoices are chosen and paid online. Needs the open items.",
    )
    portal_problem = fields.Selection(
        CHOICES,
        string="Portal: Report a Problem",
        required=True,
        default=core.AS_COMPANY,
        help="A message to who looks after the customer, about an item or in general.",
    )
    portal_promise = fields.Selection(
        CHOICES,
        string="Portal: I Will Pay on …",
        required=True,
        default=core.AS_COMPANY,
        help="A day and an amount the customer promises.",
    )
    portal_more = fields.Selection(
        CHOICES,
        string="Portal: Ask for More",
        required=True,
        default=core.AS_COMPANY,
        help="A request for a higher limit, with reason and documents.",
    )

    def _get_portal_parts(self):
        """The names of the parts this customer is shown: see core/my_credit.py."""
        self.ensure_one()
        company = self.company_id
        return core.shown(
            {part: company[f"credit_portal_{part}"] for part in core.PARTS},
            {part: self[f"portal_{part}"] for part in core.PARTS},
        )
