from odoo import api, fields, models

from ...sql.common import sellers
from .read_once import read_once

# Days in which an order makes whoever sold it a seller of its customer, and in which who was its salesperson stays one.
SOLD_WITHIN = 365


class ResPartner(models.Model):
    _inherit = "res.partner"

    def init(self):
        # EXTENDS 'base'
        done = super().init()
        self._credit_drop_sold()
        for statement in sellers.create():
            self.env.cr.execute(statement)
        return done

    @api.model
    def _credit_drop_sold(self):
        for statement in sellers.drop():
            self.env.cr.execute(statement)

    @read_once
    def _credit_get_salespeople(self):
        """The salespeople of each of these customers and of its contacts, and who was one within a year.

        Who sells to whom is for everybody to be held against, hence sudo.

        :return: ``{customer: users}``
        """
        return self._credit_map_sellers(sellers.salespeople)

    @read_once
    def _credit_get_sellers(self):
        """Who sells to each of these customers: their salespeople and those of their orders of a year, as above.

        :return: ``{customer: users}``
        """
        found, sold = self._credit_get_salespeople(), self._credit_map_sellers(sellers.sellers_of_orders)
        return {partner: users | sold[partner] for partner, users in found.items()}

    def _credit_map_sellers(self, query):
        everybody = self.sudo()  # see above
        found = dict.fromkeys(everybody.commercial_partner_id, self.env["res.users"])
        if found:
            for customer, user in self._credit_read_sold(query, customers=everybody.commercial_partner_id.ids):
                found[everybody.browse(customer)] |= self.env["res.users"].browse(user)
        return {partner: found[partner.commercial_partner_id] for partner in everybody}

    @api.model
    def _credit_read_sold(self, query, **chosen):
        """Rows of a query of who sells to whom: ``(customer, user)``."""
        self._credit_flush_sold()
        since = fields.Datetime.subtract(fields.Datetime.now(), days=SOLD_WITHIN)
        return self.env.execute_query(query(since, **chosen))

    @api.model
    def _credit_flush_sold(self):
        """What is not written yet, no trigger has seen."""
        self.env["res.partner"].flush_model(["user_id", "commercial_partner_id"])
        self.env["sale.order"].flush_model(["user_id", "partner_id", "partner_invoice_id", "date_order", "state"])

    @api.model
    def _credit_get_sold_to(self, user):
        """The customers that this user counts as selling to, in sight or not."""
        queries = (sellers.salespeople, sellers.sellers_of_orders)
        rows = [row for query in queries for row in self._credit_read_sold(query, users=user.ids)]
        return self.sudo().browse({customer for customer, _user in rows})  # see above

    def _credit_keep_sellers_of(self, sources):
        """Who sold to customers that are merged into this one has sold to it."""
        self.env["res.partner"].flush_model(["user_id", "commercial_partner_id"])
        self.env.cr.execute(sellers.merged(sources.ids, self.commercial_partner_id.id))

    def _credit_get_former_sellers(self):
        """Who sold to these customers and stands noted for it, whether they sell to them still or not."""
        self._credit_flush_sold()
        rows = self.env.execute_query(sellers.kept(self.sudo().commercial_partner_id.ids))  # see above
        return self.env["res.users"].browse([user for [user] in rows])

    def _credit_forget_sellers(self, users):
        """Take the note off users who sold to these customers: whether that may be is for the caller to know."""
        self._credit_flush_sold()
        self.env.cr.execute(sellers.forget(self.sudo().commercial_partner_id.ids, users.ids))  # see above
