from odoo import api, fields, models
from odoo.tools import SQL

from ...core.account import resemblance as core


class CreditResemblanceKey(models.Model):
    """What a customer on stop is filed under: whoever resembles it is found without reading all of them.

    While nothing is sold to the customer, keys are added and none is removed: who changes its phone number first
    does not hide the next customer with the old one.
    """

    _name = "credit.resemblance.key"
    _description = "Key of a Customer on Stop"
    _log_access = False

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, ondelete="cascade", index=True)
    kind = fields.Char(required=True)
    value = fields.Char(required=True)
    is_new = fields.Boolean(help="Other customers have not been compared with it yet.")

    _partner_key_unique = models.UniqueIndex("(value, kind, partner_id)", "This key is filed already.")

    @api.model
    def _file(self, customers):
        """File customers to whom nothing is sold under what they can be recognised by.

        :param customers: core.account.resemblance.Customer
        """
        rows = [(customer.id, *key) for customer in customers for key in core.keys(customer)]
        if rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO credit_resemblance_key (partner_id, kind, value, is_new) VALUES %s"
                    " ON CONFLICT DO NOTHING",
                    SQL(", ").join(SQL("(%s, %s, %s, TRUE)", *row) for row in sorted(rows)),
                ),
                log_exceptions=False,
            )

    @api.model
    def _forget(self, partner_ids):
        """Take out customers to whom something is sold again."""
        if partner_ids:
            query = "DELETE FROM credit_resemblance_key WHERE partner_id = ANY(%s::int[])"
            self.env.cr.execute(SQL(query, list(partner_ids)))

    @api.model
    def _has_new(self):
        return bool(self.env.execute_query(SQL("SELECT FROM credit_resemblance_key WHERE is_new LIMIT 1")))

    @api.model
    def _set_compared(self):
        self.env.cr.execute(SQL("UPDATE credit_resemblance_key SET is_new = FALSE WHERE is_new"))
