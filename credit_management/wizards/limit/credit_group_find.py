from odoo import api, fields, models

from ...core.limit.group_proposal import GROUNDS, OWNER, PARENT, TAX_NUMBER, Known, proposals

MOST = 200  # proposals shown; what is found beyond comes once these are groups


class CreditGroupFind(models.TransientModel):
    """Customers that seem to belong together and are in no group yet: people say whether they do."""

    _name = "credit.group.find"
    _description = "Find Customer Groups"
    _inherit = ["credit.single"]

    line_ids = fields.One2many("credit.group.find.line", "find_id", readonly=True)
    summary = fields.Char(compute="_compute_summary")

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_summary(self):
        for find in self:
            find.summary = (
                self.env._("%(count)d groups of customers seem to belong together.", count=len(find.line_ids))
                if find.line_ids
                else self.env._("No customers outside of groups share a parent company, a tax number or an owner.")
            )

    @api.model
    def action_find(self):
        """Look for them, and show what was found."""
        find = self.create({"line_ids": [fields.Command.create(vals) for vals in self._prepare_lines()]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Find Groups"),
            "res_model": self._name,
            "res_id": find.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _prepare_lines(self):
        by_customer = self._get_free_accounts().grouped("partner_id")
        partners = self.env["res.partner"].union(*by_customer)
        labels = {
            PARENT: self.env._("same parent company"),
            TAX_NUMBER: self.env._("same tax number"),
            OWNER: self.env._("same owner"),
        }
        lines = []
        for proposal in proposals(self._get_known(partners)):
            accounts = self.env["credit.account"].union(
                *(by_customer[one] for one in partners.browse(proposal.ids) if one in by_customer)
            )
            if len(accounts) > 1:
                grounds = [labels[ground] for ground in GROUNDS if ground in proposal.grounds]
                lines.append({"account_ids": accounts.ids, "grounds": ", ".join(grounds), "lead_id": accounts[0].id})
        return lines[:MOST]

    @api.model
    def _get_free_accounts(self):
        """The accounts in sight that belong to no group and for which nobody has proposed one."""
        members = self.env["credit.group.member"].sudo()  # a membership out of sight is one, too
        held = members.search([("state", "in", ("draft", "proposed", "approved"))])
        return self.env["credit.account"].search([("id", "not in", held.account_id.ids)], order="id")

    @api.model
    def _get_known(self, partners):
        owners = self._read_owners(partners)
        return [
            Known(
                partner.id,
                parent_id=partner.parent_id.commercial_partner_id.id or None,
                tax_number=partner.vat or "",
                owners=owners.get(partner, ()),
            )
            for partner in partners
        ]

    @api.model
    def _read_owners(self, partners):
        """Names of the owners of each customer, for whatever knows them to extend: ``{partner: names}``."""
        return {}
