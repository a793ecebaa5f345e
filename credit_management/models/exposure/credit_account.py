from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...core.exposure.exposure import CLEARING, DRAFT_INVOICE, ORDER, ORDER_LATER, RECEIVABLE, UNALLOCATED

COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "in": "IN"}
# Each figure in SQL: searched in the database, never by reading accounts here.
FIGURES = {
    "exposure": "COALESCE(figures.total, 0)",
    "overdue_amount": "COALESCE(figures.overdue, 0)",
    "oldest_days_past_due": "COALESCE(figures.oldest_days_past_due, 0)",
}

OF_RECEIVABLES = {"overdue_amount", "oldest_days_past_due"}


class CreditAccount(models.Model):
    """The live figures of an account: what the customer owes today."""

    _inherit = "credit.account"

    exposure = fields.Monetary(
        compute="_compute_figures",
        search="_search_exposure",
        help="What the customer owes or will owe, as far as it counts against the limit.",
    )
    amount_receivable = fields.Monetary(
        string="Receivables",
        compute="_compute_figures",
        help="Posted invoices and other entries that are not paid, credit notes deducted.",
    )
    amount_draft_invoice = fields.Monetary(
        string="Draft Invoices", compute="_compute_figures", help="Invoices that are written and not posted yet."
    )
    amount_order = fields.Monetary(
        string="Orders Not Invoiced",
        compute="_compute_figures",
        help="Confirmed orders as far as no posted invoice has taken them.",
    )
    amount_order_later = fields.Monetary(
        string="Orders Beyond Horizon",
        compute="_compute_figures",
        help="Orders to be delivered later than the policy looks ahead: they do not count yet.",
    )
    amount_unallocated = fields.Monetary(
        string="Unallocated Payments",
        compute="_compute_figures",
        help="Paid by the customer and not yet matched with an invoice; deducted if the policy says so.",
    )
    amount_clearing = fields.Monetary(
        string="Receipts in Clearing",
        compute="_compute_figures",
        help="Receipts that are booked and not yet seen on the bank; counted if the policy says so.",
    )
    overdue_amount = fields.Monetary(
        string="Overdue",
        compute="_compute_figures",
        search="_search_overdue_amount",
        help="Open after its due date, whether by one day or by a hundred.",
    )
    oldest_days_past_due = fields.Integer(
        string="Oldest (Days Past Due)",
        compute="_compute_figures",
        search="_search_oldest_days_past_due",
        help="Age of the oldest overdue item in days; 0 when nothing is overdue.",
    )
    # === COMPUTE === #

    @api.depends("partner_id", "company_id")
    def _compute_figures(self):
        figures = self.env["credit.exposure"]._read_figures(self, with_buckets=False)
        for account in self:
            account._set_figures(figures[account])

    def _set_figures(self, exposure):
        self.ensure_one()
        self.exposure = exposure.total
        self.amount_receivable = exposure.of(RECEIVABLE)
        self.amount_draft_invoice = exposure.of(DRAFT_INVOICE)
        self.amount_order = exposure.of(ORDER)
        self.amount_order_later = exposure.of(ORDER_LATER)
        self.amount_unallocated = exposure.of(UNALLOCATED)
        self.amount_clearing = exposure.of(CLEARING)
        self.overdue_amount = exposure.overdue
        self.oldest_days_past_due = exposure.oldest_days_past_due
        self.figures_note = exposure.is_broken and self._name_broken()

    # === SEARCH === #

    def _search_exposure(self, operator, value):
        return self._search_figure("exposure", operator, value)

    def _search_overdue_amount(self, operator, value):
        return self._search_figure("overdue_amount", operator, value)

    def _search_oldest_days_past_due(self, operator, value):
        return self._search_figure("oldest_days_past_due", operator, value)

    def _search_figure(self, name, operator, value):
        """A domain on a live figure, answered by the database over all accounts at once."""
        if operator not in COMPARISONS:
            return NotImplemented
        operand = tuple(value) if operator == "in" else value
        figure, join = self._figure_sql(name)
        condition = SQL("(%s) %s %s", figure, SQL(COMPARISONS[operator]), operand)
        self.env["credit.open.item"]._flush()
        self.env["credit.open.item"]._expect_many()

        def to_sql(model, alias, query):
            # Worked out once and as an array: PostgreSQL joins a subquery of IN to the rest of a search, and may then
            # do it again for each account. A full join, so that it is one of hashes whatever is known of the tables.
            return SQL(
                """
                %(id)s = ANY(ARRAY(
                       WITH summed AS MATERIALIZED (%(figures)s)
                     SELECT figures.account_id
                       FROM (SELECT account.id AS account_id, summed.*
                               FROM credit_account account
                          FULL JOIN summed ON summed.partner_id = account.partner_id
                                          AND summed.root_id = account.company_id
                             OFFSET 0) figures
                         %(join)s
                      WHERE figures.account_id IS NOT NULL AND %(condition)s))
                """,
                id=SQL.identifier(alias, "id"),
                figures=self.env["credit.exposure"]._figures_sql(only_receivables=name in OF_RECEIVABLES),
                join=join,
                condition=condition,
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _figure_sql(self, name):
        """A live figure in the database, and what has to be joined for it to ``figures``, one row an account."""
        return SQL(FIGURES[name]), SQL()

    # === ACTIONS === #

    def action_open_items(self):
        """Open the items that make up the exposure of this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_open_item_action")
        domain = [("partner_id", "=", self.partner_id.id), ("root_id", "=", self.company_id.id)]
        return action | {"domain": domain, "context": {"search_default_group_category": 1}}
