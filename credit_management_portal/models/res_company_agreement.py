from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """What a company wants of agreements, and when customers are told of changes."""

    _inherit = "res.company"

    credit_tell_customer = fields.Selection(
        [("off", "Never"), ("ask", "When Somebody Presses the Button"), ("automatic", "At Once")],
        string="Tell Customers of Changes",
        groups=INTERNAL,
        required=True,
        default="ask",
        help="Whether customers get a mail when their limit or terms change, with the reason chosen for them.",
    )
    credit_agreement_first = fields.Boolean(
        string="Limits Begin When the Agreement Is Signed",
        groups=INTERNAL,
        help="A limit request that raises a limit beyond what a signed agreement says gets the condition that one is"
        " signed. The customer's signature meets it.",
    )
    credit_agreement_sign_days = fields.Integer(
        string="Days to Sign",
        groups=INTERNAL,
        default=30,
        help="So many days after it was sent the customer can sign an agreement; 0 for no bound.",
    )
    credit_agreement_notice_days = fields.Integer(
        string="Notice in Agreements (Days)", groups=INTERNAL, default=90, help="With which a new agreement begins."
    )
    credit_agreement_remind_days = fields.Integer(
        string="Remind before Notice (Days)",
        groups=INTERNAL,
        default=30,
        help="So many days before notice of an agreement has to be given, who looks after the customer is reminded.",
    )

    credit_agreement_link_days = fields.Integer(
        string="Links Open After the End (Days)",
        groups=INTERNAL,
        default=90,
        help="So many days after an agreement is over, or could no longer be signed, the link the customer was sent"
        " opens it; after that only the login of who sees its credit does.",
    )

    _credit_agreement_days_not_negative = models.Constraint(
        "CHECK (credit_agreement_sign_days >= 0 AND credit_agreement_notice_days >= 0"
        " AND credit_agreement_remind_days >= 0 AND COALESCE(credit_agreement_link_days, 0) BETWEEN 0 AND 3650)",
        "Days of agreements cannot be negative, and their links open for 3,650 days after the end at most.",
    )
