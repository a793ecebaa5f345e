from odoo import api, fields, models
from odoo.tools import SQL


class CreditPool(models.Model):
    """One row for each limit that orders draw on, there to be updated by each order that draws: a customer's own, and
    the one that the members of a group share.

    PostgreSQL lets a transaction that waited for a lock go on with the figures it saw before. An
    update makes it fail instead, and Odoo runs it again on the new figures. The row is apart from
    the account, so that jobs and messages there never meet a confirmation.
    """

    _name = "credit.pool"
    _description = "Credit Pool"
    _log_access = False

    partner_id = fields.Many2one("res.partner", string="Customer", ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", ondelete="cascade")
    group_id = fields.Many2one("credit.group", ondelete="cascade", index="btree_not_null")
    draws = fields.Integer(required=True, help="How many decisions have drawn on it.")

    _of_customer_or_group = models.Constraint(
        "CHECK ((group_id IS NULL) = (partner_id IS NOT NULL AND company_id IS NOT NULL))",
        "A pool is that of a customer in a company, or that of a group.",
    )
    _owner_unique = models.UniqueIndex(
        "(COALESCE(group_id, 0), COALESCE(partner_id, 0), COALESCE(company_id, 0))",
        "There is a pool for this limit already.",
    )

    @api.model
    def _claim_sql(self, keys, group_ids=()):
        """SQL that makes every other transaction that draws on the same pools come after this one, or before.

        It may run beside the query that reads the exposure: what a transaction sees was settled when it began, and the
        update fails where somebody has drawn since.

        :param keys: pairs of commercial partner id and root company id
        :param group_ids: groups on whose limits it draws
        """
        # In one order for everybody, or two batches would wait for each other: groups first, as core.limit.group says.
        owners = [SQL("(NULL, NULL, %s, 1)", group_id) for group_id in sorted(group_ids)]
        owners += [SQL("(%s, %s, NULL, 1)", *key) for key in sorted(keys)]
        return SQL(
            """
            INSERT INTO credit_pool AS pool (partner_id, company_id, group_id, draws) VALUES %s
            ON CONFLICT (COALESCE(group_id, 0), COALESCE(partner_id, 0), COALESCE(company_id, 0))
            DO UPDATE SET draws = pool.draws + 1
            """,
            SQL(", ").join(owners),
        )
