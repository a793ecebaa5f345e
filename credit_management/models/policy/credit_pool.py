from odoo import api, fields, models
from odoo.tools import SQL


class CreditPool(models.Model):
    """One row for each limit that orders draw on, there to be updated by each order that draws.

    PostgreSQL lets a transaction that waited for a lock go on with the figures it saw before. An
    update makes it fail instead, and Odoo runs it again on the new figures. The row is apart from
    the account, so that jobs and messages there never meet a confirmation.
    """

    _name = "credit.pool"
    _description = "Credit Pool"
    _log_access = False

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    draws = fields.Integer(required=True, help="How many decisions have drawn on it.")

    _partner_company_unique = models.Constraint(
        "UNIQUE (partner_id, company_id)", "This customer already has a pool in this company."
    )

    @api.model
    def _claim_sql(self, keys):
        """SQL that makes every other transaction that draws on the same pools come after this one, or before.

        It may run beside the query that reads the exposure: what a transaction sees was settled when it began, and the
        update fails where somebody has drawn since.

        :param keys: pairs of commercial partner id and root company id
        """
        return SQL(
            """
            INSERT INTO credit_pool AS pool (partner_id, company_id, draws) VALUES %s
            ON CONFLICT (partner_id, company_id) DO UPDATE SET draws = pool.draws + 1
            """,
            # In one order for everybody, or two batches would wait for each other.
            SQL(", ").join(SQL("(%s, %s, 1)", *key) for key in sorted(keys)),
        )
