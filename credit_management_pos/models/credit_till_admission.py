from odoo import api, fields, models
from odoo.tools import SQL

from ..sql import till_items

TOUCHED = "credit_management_pos.touched"  # in the cursor's data until the next flush: ids of tickets


class CreditTillAdmission(models.Model):
    """What a passed decision, a release or an allowance has let in on account for one ticket: of whom, and how much.

    Before a transaction commits, every ticket that it touched is compared with this. One that owes more, or another
    customer, is judged again. It is written by SQL only, with the decision: no role may write it.
    """

    _name = "credit.till.admission"
    _description = "Ticket Admitted on Account"
    _log_access = False
    _rec_name = "pos_order_id"

    pos_order_id = fields.Many2one("pos.order", string="Ticket", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    amount = fields.Float(
        string="On Account", digits=0, required=True, readonly=True, help="In the currency of the ticket."
    )

    _order_unique = models.UniqueIndex("(pos_order_id)", "This ticket has been admitted already.")

    @api.model
    def _touch(self, orders):
        """Have these tickets judged before the transaction commits; asking twice is asking once."""
        precommit = self.env.cr.precommit
        if orders and TOUCHED not in precommit.data:
            precommit.data[TOUCHED] = set()
            precommit.add(self._settle)
        if orders:
            precommit.data[TOUCHED].update(orders.ids)

    @api.model
    def _settle(self):
        """Judge what this transaction has made of tickets; an error undoes it."""
        touched = self.env.cr.precommit.data.pop(TOUCHED, ())
        # Nothing a client has sent but the language of what it is told.
        lang = {"lang": self.env.context["lang"]} if "lang" in self.env.context else {}
        orders = (
            self.env(context=lang)["pos.order"].sudo().browse(touched)
        )  # what a ticket owes is no secret to the gate
        orders = orders.exists()
        if not orders:
            return
        # Payments are rows of their own: of two transactions that do not see each other, one must fail.
        orders._credit_claim_rows()
        orders._credit_judge()

    @api.model
    def _standing(self, orders):
        """What paid tickets owe on account and no ledger has.

        :return: {ticket: {partner_id, company_id, amount, rate}}; partner_id is None where there is no customer
        """
        self.env["credit.open.item"]._flush()
        rows = self.env.execute_query_dict(till_items.standing(orders.ids)) if orders else ()
        return {orders.browse(row.pop("ticket_id")): row for row in rows}

    @api.model
    def _of(self, orders):
        """What has been let in of tickets.

        :return: {ticket: {partner_id, company_id, amount}}
        """
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT pos_order_id, partner_id, company_id, amount::float8 FROM credit_till_admission"
                " WHERE pos_order_id = ANY(%s)",
                orders.ids,
            )
        )
        return {orders.browse(row.pop("pos_order_id")): row for row in rows}

    @api.model
    def _admit(self, stakes, before=()):
        """Let tickets in as they stand.

        :param stakes: {ticket: {partner_id, company_id, amount}}
        :param before: those let in before; where nothing is on account any more, they are asked about again
        """
        if gone := [order.id for order in before if order not in stakes and not order._credit_on_account()]:
            self.env.cr.execute(SQL("DELETE FROM credit_till_admission WHERE pos_order_id = ANY(%s)", gone))
        values = [
            SQL("(%s, %s, %s, %s)", order.id, stake["partner_id"], stake["company_id"], stake["amount"])
            for order, stake in stakes.items()
            if stake["partner_id"]
        ]
        if values:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO credit_till_admission (pos_order_id, partner_id, company_id, amount) VALUES %s
                    ON CONFLICT (pos_order_id) DO UPDATE
                       SET partner_id = excluded.partner_id, company_id = excluded.company_id, amount = excluded.amount
                    """,
                    SQL(", ").join(values),
                )
            )
            self.invalidate_model()

    @api.model
    def _admit_standing(self):
        orders = self.env["pos.order"].search([("state", "in", ["paid", "done"]), ("account_move", "=", False)])
        self._admit(self._standing(orders))
