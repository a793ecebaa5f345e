from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...const import ANALYST

# All that decides which legal entity a partner belongs to; a test compares it with what Odoo computes that from.
ENTITY = {"parent_id", "is_company", "commercial_partner_id"}
STOPPED = ("stop", "closed")


class ResPartner(models.Model):
    """Who a customer is, once credit has been decided about it or it owes something, is for an analyst to change.

    Accounts and debts belong to the legal entity. A salesperson who could move a customer from one
    entity to another would choose whose limit and whose status count.
    """

    _inherit = "res.partner"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        for vals in vals_list:
            self._credit_check_derived_entity(vals)
        partners = super().create(vals_list)
        # Over a default that a client has sent or stored: a new partner's entity is what Odoo computes.
        self.env.add_to_compute(self._fields["commercial_partner_id"], partners)
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        self._credit_check_derived_entity(vals)
        if self.env.su or not ENTITY & vals.keys() or self.env.user.has_group(ANALYST):
            return super().write(vals)
        before = self._credit_entities()
        statuses = self._credit_statuses(before)  # as they are now: the write takes accounts along
        done = super().write(vals)
        self._credit_check_moved(before, statuses)
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_entity_of_claims(self):
        """Contacts stay when what they belong to is deleted, and then are customers of their own."""
        if not self.env.su and not self.env.user.has_group(ANALYST):
            left = [partner for partner in self._credit_entities() if partner not in self]
            # Contacts and accounts out of sight count, too.
            self.sudo().concat(*left)._credit_refuse_move(self._credit_statuses(self._credit_entities()))

    # === LEGAL ENTITY === #

    def _credit_check_derived_entity(self, vals):
        """Refuse to be told the legal entity: it follows from parent and kind of the partner."""
        if "commercial_partner_id" in vals and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(user)s cannot set the commercial entity of a customer: it follows from the company the contact"
                    " belongs to. Change that instead.",
                    user=self.env.user.name,
                )
            )

    def _credit_entities(self):
        """The legal entity of these partners and of all below them; contacts out of sight move as well, hence sudo.

        :rtype: dict[res.partner, res.partner]
        """
        # Contacts out of sight move along.
        partners = self.sudo().with_context(active_test=False).search([("id", "child_of", self.ids)])
        return {partner: partner.commercial_partner_id for partner in partners}

    def _credit_statuses(self, entities):
        """The strictest status that the accounts of these partners or of their entities have; not theirs to read.

        :rtype: dict[res.partner, str]
        """
        # Contacts and accounts out of sight count, too.
        partners = self.sudo().concat(*entities) | self.sudo().concat(*entities.values())
        statuses = {}
        for account in self.env["credit.account"].sudo().search([("partner_id", "in", partners.ids)]):
            if statuses.get(account.partner_id) not in STOPPED:
                statuses[account.partner_id] = account.status
        return statuses

    def _credit_check_moved(self, before, statuses):
        """Refuse what has moved credit or debts from one legal entity to another.

        :param before: the answer of ``_credit_entities`` then
        :param statuses: that of ``_credit_statuses`` then
        """
        moved = [partner for partner, entity in before.items() if partner.commercial_partner_id != entity]
        if not moved:
            return
        for partner in moved:
            if statuses.get(before[partner]) in STOPPED:
                self._credit_raise_move(before[partner])
        self.sudo().concat(*moved)._credit_refuse_move(statuses)  # contacts out of sight have moved, too

    def _credit_refuse_move(self, statuses):
        """Raise when one of these partners has an account or open claims of its own."""
        having = self.filtered(lambda partner: partner in statuses)
        if concerned := (having or self._credit_with_claims())[:1]:
            self._credit_raise_move(concerned)

    def _credit_with_claims(self):
        """Those of these partners to whom an open order, invoice or payment is addressed."""
        addressed = Domain("partner_id", "in", self.ids)
        sold = addressed | Domain("partner_invoice_id", "in", self.ids)
        # What is open is open, whether the user sees the document or not.
        orders = self.env["sale.order"].sudo().search(sold & Domain("state", "=", "sale"))
        moves = self.env["account.move"].sudo().search(addressed & Domain("state", "in", ("draft", "posted")))
        if not orders and not moves:
            return self.browse()
        open_items = Domain("order_id", "in", orders.ids) | Domain("move_id", "in", moves.ids)
        # Items of others are open, too.
        items = self.env["credit.open.item"].sudo().search(open_items)
        orders = items.order_id
        return (orders.partner_id | orders.partner_invoice_id | items.move_id.partner_id) & self

    def _credit_raise_move(self, customer):
        raise AccessError(
            self.env._(
                "%(user)s cannot change which company %(partner)s belongs to: a credit account or open orders, invoices"
                " or payments go with it. Ask a credit analyst to change it.",
                user=self.env.user.name,
                partner=customer.sudo().display_name,  # the name of who is to be left alone
            )
        )
