from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every

from odoo.addons.credit_management.const import ANALYST

from ..core import covered as core
from ..core.covered import Covered, Item

BATCH = 2000


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
        self.search([("id", "!=", False)]).unlink()  # of one's own: those of others are out of sight
        for root in self.env.companies._credit_roots():
            accounts = self.env["credit.account"].search([("company_id", "=", root.id)])
            for ids in split_every(BATCH, accounts.ids):
                self.create(self._prepare_rows(root, accounts.browse(ids)))
        return self.env["ir.actions.act_window"]._for_xml_id("credit_management_cover.credit_uncovered_action")

    @api.model
    def _prepare_rows(self, root, accounts):
        read = self.env["credit.covering"]._read(root, accounts.partner_id.ids)
        exposures = self.env["credit.exposure"]._read_figures(accounts, with_buckets=False)
        today, rows = root._credit_today(), []
        for account in accounts:
            standing, documents = read[account.partner_id.id]
            found, exposure = standing.covering().items, root.currency_id._credit_round(exposures[account].total)
            if not standing.covers and exposure > 0:
                found = (Covered(Item(0, exposure, today, today), reasons=(core.NO_COVER,)),)
            rows += [self._prepare_row(account, root, one, documents.get(one.item.id)) for one in found]
        return rows

    @api.model
    def _prepare_row(self, account, root, one, document):
        currency = root.currency_id
        return {
            "account_id": account.id,
            "partner_id": account.partner_id.id,
            "company_id": root.id,
            "move_id": document.move_id if document else False,
            "order_id": document.order_id if document else False,
            "invoiced": one.item.invoiced if document else False,
            "due": one.item.due if document else False,
            "amount": currency._credit_round(one.item.amount),
            "covered": currency._credit_round(one.amount),
            "uncovered": currency._credit_round(one.uncovered),
            "reason": one.reasons[0] if one.reasons else False,
        }

    def action_open_document(self):
        """The invoice or order, or the account of who has no cover."""
        self.ensure_one()
        document = self.order_id or self.move_id or self.account_id
        return document._get_records_action()
