import io
from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.tools import split_every

from odoo.addons.credit_management.const import ANALYST

from ..core import covered as core
from ..sql import uncovered as sql

BATCH = 2000


class Row(NamedTuple):
    """``ids`` of account, customer, company, journal entry and order; ``amounts`` owed, covered and not covered."""

    ids: tuple
    days: tuple
    amounts: tuple
    reason: str | None


class CreditUncovered(models.TransientModel):
    """What is covered of each open item today, and why the rest is not: worked out when the report is opened.

    Customers without any cover have one row each.
    """

    _name = "credit.uncovered"
    _description = "Uncovered Exposure"
    _inherit = ["credit.finite", "credit.single"]
    _order = "uncovered desc, id"
    _rec_name = "partner_id"

    account_id = fields.Many2one("credit.account", readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    move_id = fields.Many2one("account.move", string="Journal Entry", readonly=True, ondelete="cascade")
    order_id = fields.Many2one("sale.order", readonly=True, ondelete="cascade")
    invoiced = fields.Date(string="Shipped or Invoiced", readonly=True)
    due = fields.Date(string="Due Date", readonly=True)
    amount = fields.Monetary(
        string="Owed", readonly=True, help="Less the customer's own credits, the oldest due first."
    )
    covered = fields.Monetary(readonly=True, help="What insurers, guarantors and others would pay of it.")
    uncovered = fields.Monetary(string="Not Covered", readonly=True, help="Owed less covered.")
    reason = fields.Selection(
        [
            (core.NO_COVER, "No Cover"),
            (core.NO_LIMIT, "No Insurer's Limit on the Day of Shipment"),
            (core.ABOVE, "More Than Is Covered"),
            (core.LONG_TERMS, "Terms Longer Than Insured"),
            (core.NOT_REPORTED, "Not Reported in Time"),
            (core.EXCLUDED, "Excluded"),
            (core.ENDS_BEFORE_DUE, "Due After the Cover Ends"),
            (core.OWN_SHARE, "Own Share"),
        ],
        string="Why Not Covered",
        readonly=True,
    )

    @api.model
    def action_report(self):
        """Work the report out for the companies at work, and open it."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%(user)s cannot see what is covered. Ask a credit analyst.", user=self.env.user.name)
            )
        roots = self.env.companies._credit_roots()
        self.flush_model()
        self.env.cr.execute(sql.drop(self.env.uid, roots.ids))
        for root in roots:
            for rows in self._make_rows(root):
                self._insert(root, rows)
        self.invalidate_model()
        return self.env["ir.actions.act_window"]._for_xml_id("credit_management_cover.credit_uncovered_action")

    @api.model
    def _insert(self, root, rows):
        """
        :param rows: Row of each
        """
        unit, digits = root.currency_id.rounding, root.currency_id.decimal_places
        made = (self.env.uid, self.env.cr.now())
        text = io.StringIO()
        for row in rows:
            amounts = (
                tools.float_repr(tools.float_round(amount, precision_rounding=unit), digits) for amount in row.amounts
            )
            text.write(sql.line((*row.ids, *row.days, *amounts, row.reason, *made)))
        text.seek(0)
        self.env.cr.copy_expert(self.env.cr.mogrify(sql.copy()), text)

    @api.model
    def _make_rows(self, root):
        """Rows of every account of a root company that its user sees, some thousands at a time."""
        accounts = self.env["credit.account"].search([("company_id", "=", root.id)])
        covering = self.env["credit.covering"]
        insured = covering._read_customers_with_cover(root)
        keys = list(zip(accounts.ids, self.env["credit.exposure"]._read(accounts, "partner_id"), strict=True))
        for some in split_every(BATCH, [key for key in keys if key[1] in insured]):
            yield self._make_covered(root, some, covering._read(root, [partner_id for _id, partner_id in some]))
        yield self._make_bare(root, [key for key in keys if key[1] not in insured])

    @api.model
    def _make_covered(self, root, keys, read):
        for account_id, partner_id in keys:
            standing, documents = read[partner_id]
            for one in standing.covering().items:
                document = documents[one.item.id]
                yield Row(
                    (account_id, partner_id, root.id, document.move_id, document.order_id),
                    (one.item.invoiced, one.item.due),
                    (one.item.amount, one.amount, one.uncovered),
                    one.reasons[0] if one.reasons else None,
                )

    @api.model
    def _make_bare(self, root, keys):
        """One row of each customer without any cover who owes anything."""
        accounts = self.env["credit.account"].browse(account_id for account_id, _partner_id in keys)
        figures = self.env["credit.exposure"]._read_figures(accounts, with_buckets=False)
        for (account_id, partner_id), exposure in zip(keys, figures.values(), strict=True):
            total = exposure.total
            if root.currency_id.compare_amounts(total, 0) > 0:
                yield Row((account_id, partner_id, root.id, None, None), (None, None), (total, 0, total), core.NO_COVER)

    def action_open_document(self):
        """The invoice or order, or the account of who has no cover."""
        self.ensure_one()
        document = self.order_id or self.move_id or self.account_id
        return document._get_records_action()
