from odoo import api, fields, models

from odoo.addons.credit_management.const import USER

STANDINGS = [
    ("stop", "On Stop"),
    ("over_limit", "Over the Limit"),
    ("overdue", "Overdue"),
    ("watch", "On Watch"),
    ("not_assessed", "Not Assessed"),
    ("within", "Credit in Order"),
]


class CrmLead(models.Model):
    """The customer's credit as the salesperson may know it before there is a quotation."""

    _inherit = "crm.lead"

    credit_standing = fields.Selection(
        STANDINGS,
        string="Credit",
        compute="_compute_credit_standing",
        groups=USER,
        help="Whether the customer may still buy on account. Empty where there is no customer yet, or where you may not"
        " read its credit account.",
    )

    @api.depends("partner_id.commercial_partner_id", "company_id")
    @api.depends_context("uid", "company", "allowed_company_ids")
    def _compute_credit_standing(self):
        customer_of = {lead: lead.sudo().partner_id.commercial_partner_id.id for lead in self}  # whoever reads contacts
        for company, leads in self.grouped(lambda lead: lead.company_id or self.env.company).items():
            standing_of = self._credit_read_standings({customer_of[lead] for lead in leads} - {False}, company)
            for lead in leads:
                lead.credit_standing = standing_of.get(customer_of[lead], False)

    @api.model
    def _credit_read_standings(self, customer_ids, company):
        """Of customers whose accounts in this company the user may read, and of those who have none.

        :return: {id of a customer: one of STANDINGS}
        """
        accounts = self.env["credit.account"]
        of_customers = [("partner_id", "in", list(customer_ids)), ("company_id", "=", company._credit_root().id)]
        standing_of = {account.partner_id.id: account._credit_standing() for account in accounts.search(of_customers)}
        # An account out of sight is there: nothing is said of it.
        known = accounts.sudo().search(of_customers).partner_id.ids
        return dict.fromkeys(customer_ids - set(known), "not_assessed") | standing_of
