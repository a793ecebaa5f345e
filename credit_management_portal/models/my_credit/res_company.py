from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """What customers of a legal entity see on *My Credit*, unless their account says otherwise."""

    _inherit = "res.company"

    credit_portal_page = fields.Boolean(
        string="Portal: My Credit",
        groups=INTERNAL,
        default=True,
        help="Contacts with the role see the page at all.",
    )
    credit_portal_limit = fields.Boolean(
        string="Portal: Limit",
        groups=INTERNAL,
        default=True,
        help="The limit, what of it is used and what is available.",
    )
    credit_portal_items = fields.Boolean(
        string="Portal: Open Items",
        groups=INTERNAL,
        default=True,
        help="What is open, with due dates, and what of it is overdue.",
    )
    credit_portal_payments = fields.Boolean(
        string="Portal: Payments in Process",
        groups=INTERNAL,
        default=True,
        help="Payments that are on their way.",
    )
    credit_portal_terms = fields.Boolean(
        string="Portal: Terms and Next Review",
        groups=INTERNAL,
        default=True,
        help="Payment terms, late interest, and when we look at the limit again.",
    )
    credit_portal_orders = fields.Boolean(
        string="Portal: Orders Awaiting Approval",
        groups=INTERNAL,
        default=True,
        help="Orders the customer has confirmed and we have not approved yet; never why.",
    )
    credit_portal_statement = fields.Boolean(
        string="Portal: Statement as PDF",
        groups=INTERNAL,
        default=True,
        help="The statement of account of this moment, to download.",
    )
    credit_portal_pay = fields.Boolean(
        string="Portal: Pay Selected Items",
        groups=INTERNAL,
        default=True,
        help="Open invoices are chosen and paid online. Needs the open items.",
    )
    credit_portal_problem = fields.Boolean(
        string="Portal: Report a Problem",
        groups=INTERNAL,
        default=True,
        help="A message to who looks after the customer, about an item or in general.",
    )
    credit_portal_promise = fields.Boolean(
        string="Portal: I Will Pay on …",
        groups=INTERNAL,
        default=True,
        help="A day and an amount the customer promises.",
    )
    credit_portal_more = fields.Boolean(
        string="Portal: Ask for More",
        groups=INTERNAL,
        default=True,
        help="A request for a higher limit, with reason and documents.",
    )
