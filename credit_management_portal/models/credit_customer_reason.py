from odoo import api, fields, models

KINDS = [
    ("granted", "Limit Granted"),
    ("raised", "Limit Raised"),
    ("partly", "Granted in Part"),
    ("refused", "Limit Refused"),
    ("lowered", "Limit Lowered"),
    ("ended", "Limit Ended or Suspended"),
    ("stop", "On Stop"),
    ("terms", "Terms Changed"),
    ("declined", "Application Declined"),
    ("other", "Other"),
]


class CreditCustomerReason(models.Model):
    """A text by which a customer is told why something was decided: the only words of a decision that it ever sees."""

    _name = "credit.customer.reason"
    _description = "Reason for Customers"
    _inherit = ["credit.finite", "credit.single", "credit.shared"]
    _order = "kind, sequence, id"

    name = fields.Char(string="Reason", required=True, translate=True, help="How those who choose it know it.")
    kind = fields.Selection(
        KINDS, required=True, default="other", index=True, help="What kind of decision it explains."
    )
    text = fields.Text(
        string="Text for the Customer",
        required=True,
        translate=True,
        help="The customer reads this in its own language, in mails and on its pages: nothing else of a decision.",
    )
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", index=True, help="The company that uses it. Empty for all companies."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _get_chosen(self, reason_id, company):
        """The reason of this id where a company may tell it; none where a program has sent another."""
        domain = [
            ("id", "in", reason_id),
            ("company_id", "in", (False, company._credit_root().id)),
            ("active", "=", True),
        ]
        return self.search(domain, limit=1)

    def _get_text(self, lang=None):
        """The text in a language; nothing where no reason was chosen."""
        return self.sudo().with_context(lang=lang or self.env.lang).text or ""  # customers read the text, and no record
