from odoo import Command, api, models


class CreditDemonstration(models.AbstractModel):
    """A buyer of one of the customers who sees its credit on the portal, and a colleague who does not."""

    _inherit = "credit.demonstration"

    @api.model
    def _play_my_credit(self):
        """Nothing where the demonstration itself was left out."""
        names = ("account_linden", "user_analyst")
        account, analyst = (self.env.ref(f"credit_management.{name}", raise_if_not_found=False) for name in names)
        if not account or not analyst:
            return
        buyers = self._invite(account.partner_id, "Greta Vogel", "customer") | self._invite(
            account.partner_id, "Jonas Brandt", "colleague"
        )
        buyers[0].partner_id.with_user(analyst).credit_viewer = True

    @api.model
    def _invite(self, customer, name, login):
        contact = self.env["res.partner"].create(
            {"name": name, "parent_id": customer.id, "email": f"{login}@linden.example.com"}
        )
        portal = self.env.ref("base.group_portal")
        vals = {"partner_id": contact.id, "login": login, "password": login, "group_ids": [Command.set(portal.ids)]}
        return self.env["res.users"].with_context(no_reset_password=True).create(vals)
