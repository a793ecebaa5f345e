from odoo.tools import SQL

from .agreed_common import AgreedCommon


class HandoverCommon(AgreedCommon):
    """A lawyer, an agency, and a manager who may hand over 2,000: factories only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        cls.lawyer = partners.create({"name": "Lawyer", "is_company": True, "credit_collects_as": "legal"})
        cls.agency = partners.create({"name": "Agency", "is_company": True, "credit_collects_as": "agency"})
        cls.env["credit.authority"].sudo().create({"role": "manager", "handover_amount": 2000, "own_up_to": 2000})

    # === FACTORIES === #

    def draft(self, *moves, author=None, **values):
        """A complete draft; with all that is overdue where no invoices are given."""
        usual = {"account_id": self.account.id, "recipient_id": self.lawyer.id, "reason": "Called, wrote, in vain"}
        handover = self.env["credit.handover"].with_user(author or self.collector).create({**usual, **values})
        for item in handover.item_ids if moves else ():
            item.chosen = item.sudo().move_id in moves
        return handover

    def proposed(self, *moves, **values):
        handover = self.draft(*moves, **values)
        handover.action_propose()
        return handover

    def handed(self, *moves, **values):
        handover = self.proposed(*moves, **values)
        handover.with_user(self.manager).action_approve()
        return handover

    def case(self):
        self.account.sudo()._follow()
        self.env.invalidate_all()
        return self.env["credit.collection"].search([("account_id", "=", self.account.id)])

    def earlier(self, move):
        """As if what is matched with an invoice had been matched an hour ago."""
        self.env.flush_all()
        ids = tuple(move.line_ids.matched_credit_ids.ids)
        query = "UPDATE account_partial_reconcile SET create_date = create_date - interval '1 hour' WHERE id IN %s"
        self.env.cr.execute(SQL(query, ids))
        self.env.invalidate_all()
