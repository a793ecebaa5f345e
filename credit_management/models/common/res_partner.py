from odoo import fields, models
from odoo.fields import Domain

from .read_once import read_once

# Days back in which an order makes whoever sold it a seller of its customer.
SOLD_WITHIN = 365


class ResPartner(models.Model):
    _inherit = "res.partner"

    @read_once
    def _credit_get_salespeople(self):
        """The salespeople of each of these customers and of its contacts.

        Who sells to whom is for everybody to be held against, hence sudo.

        :return: ``{customer: users}``
        """
        everybody = self.sudo().with_context(active_test=False)
        found = dict.fromkeys(everybody.commercial_partner_id, self.env["res.users"])
        if found:
            assigned = [("commercial_partner_id", "in", everybody.commercial_partner_id.ids), ("user_id", "!=", False)]
            for customer, user in everybody._read_group(assigned, ["commercial_partner_id", "user_id"]):
                found[customer] |= user.with_env(self.env)
        return {partner: found[partner.commercial_partner_id] for partner in everybody}

    @read_once
    def _credit_get_sellers(self):
        """Who sells to each of these customers: their salespeople and those of their orders of a year.

        :return: ``{customer: users}``
        """
        found = self._credit_get_salespeople()
        customers = self.sudo().commercial_partner_id  # see above
        if not customers:
            return found
        sold_to = dict.fromkeys(customers, self.env["res.users"])
        since = fields.Datetime.subtract(fields.Datetime.now(), days=SOLD_WITHIN)
        of_customer = Domain("partner_id.commercial_partner_id", "in", customers.ids)
        of_customer |= Domain("partner_invoice_id.commercial_partner_id", "in", customers.ids)
        sold = of_customer & Domain([("user_id", "!=", False), ("state", "!=", "cancel"), ("date_order", ">=", since)])
        # Orders of others have sellers, too.
        orders = self.env["sale.order"].sudo()._read_group(sold, ["partner_id", "partner_invoice_id", "user_id"])
        for partner, billed, user in orders:
            for customer in (partner | billed).commercial_partner_id & customers:
                sold_to[customer] |= user.with_env(self.env)
        # As above.
        return {partner: users | sold_to[partner.sudo().commercial_partner_id] for partner, users in found.items()}
