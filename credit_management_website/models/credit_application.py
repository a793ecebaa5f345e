from odoo import fields, models


class CreditApplication(models.Model):
    _inherit = "credit.application"

    website_id = fields.Many2one(
        "website",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="Where the company asked for its link; the links in its mails lead there.",
    )
