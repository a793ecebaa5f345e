from odoo import api, fields, models
from odoo.tools import SQL

from ...core.admission import Standing, is_cheapened, is_raised
from ...sql.gate import admission, settling

# In the cursor's data until the next flush.
WATCHED = "credit_management.watched"
PENDING = "credit_management.admitted"  # {order id: its stake when it was decided on}


class CreditAdmission(models.Model):
    """Record of what a passed decision or a release has let in for one firm order: customer, claim, terms.

    Before a transaction commits, every firm order that it touched is compared with this. One that is larger, of
    another customer or company, or on better terms is judged again. It is written by SQL only, in the same
    transaction as the decision: no role may write it.
    """

    _name = "credit.admission"
    _description = "Admitted Order"
    _log_access = False
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    sold_to_id = fields.Many2one("res.partner", string="Ordered by", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    amount = fields.Monetary(
        required=True, readonly=True, help="The larger of ordered and delivered, tax included; invoiced or not."
    )
    beyond = fields.Monetary(
        string="Invoiced Beyond", readonly=True, help="What posted invoices took beyond the lines of the order."
    )
    currency_id = fields.Many2one("res.currency", string="Currency of the Order", readonly=True)
    currency_rate = fields.Float(string="Rate", digits=0, readonly=True, help="Of the day of the decision.")
    payment_term_id = fields.Many2one("account.payment.term", readonly=True)
    commitment_date = fields.Datetime(string="Delivery Date", readonly=True)

    _order_unique = models.UniqueIndex("(order_id)", "This order has been admitted already.")

    # === WATCH === #

    @api.model
    def _install_watch(self):
        """Make triggers and functions anew, and admit what is firm already: called at installation and update."""
        self._drop_watch()
        for statement in admission.create(lambda query: self.env.cr.mogrify(query).decode()):
            self.env.cr.execute(statement.replace("%", "%%"), ())
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO credit_admission (%(names)s)
                SELECT %(names)s FROM credit_standing(ARRAY(
                       SELECT id FROM sale_order so WHERE state = 'sale'
                          AND NOT EXISTS (SELECT FROM credit_admission WHERE order_id = so.id)))
                """,
                names=SQL(settling.NAMES),
            )
        )
        self.env.cr.execute(  # of a former version of the addon
            SQL(
                """
                UPDATE credit_admission admitted SET beyond = standing.beyond
                  FROM credit_standing(ARRAY(SELECT order_id FROM credit_admission WHERE beyond IS NULL)) standing
                 WHERE standing.order_id = admitted.order_id
                """
            )
        )

    @api.model
    def _drop_watch(self):
        for statement in admission.drop():
            self.env.cr.execute(statement)

    @api.model
    def _is_installed(self):
        """Whether the watch stands already: while the addon is being installed, other data comes first."""
        [[found]] = self.env.execute_query(SQL("SELECT to_regprocedure('credit_settle(int[])')"))
        return bool(found)

    @api.model
    def _watch(self):
        """Have this transaction settled before it commits; asking twice is asking once."""
        precommit = self.env.cr.precommit
        if not precommit.data.get(WATCHED):
            precommit.data[WATCHED] = True
            precommit.add(self.sudo()._settle)  # an order's size is no secret to the gate

    @api.model
    def _admit_soon(self, orders):
        """Orders just decided on, to be admitted as they stand with the next flush."""
        pending = self.env.cr.precommit.data.setdefault(PENDING, {})
        pending.update({order.id: order._credit_stake() for order in orders})
        self._watch()

    @api.model
    def _forget(self, orders):
        """Orders that are being deleted: nothing is left to admit."""
        pending = self.env.cr.precommit.data.get(PENDING, {})
        for order_id in orders.ids:
            pending.pop(order_id, None)

    # === SETTLING === #

    @api.model
    def _settle(self):
        """Judge what this transaction has made of firm orders; an error undoes it."""
        data = self.env.cr.precommit.data
        data.pop(WATCHED, None)  # what is written from here on is settled by another call
        if not self.pool.ready and not self._is_installed():
            return
        pending = data.pop(PENDING, {})
        decided = [
            order.id
            for order in self.env["sale.order"].browse(pending)
            if order.state == "sale" and order._credit_stake() == pending[order.id]
        ]
        rows = self.env.execute_query_dict(SQL("SELECT * FROM credit_settle(%s::int[])", decided))
        if not rows:
            return
        # Nothing a client has sent but the language of what it is told.
        lang = {"lang": self.env.context["lang"]} if "lang" in self.env.context else {}
        orders = self.env["sale.order"].with_env(self.env(context=lang))
        compared = {
            orders.browse(row["order_id"]): (
                self._to_core(row),
                self._to_core(row, "was_") if row["is_admitted"] else None,
            )
            for row in rows
        }
        for order, standings in compared.items():
            if is_cheapened(*standings):
                order._credit_refuse_rate()
        reshaped = {row["order_id"] for row in rows if row["is_reshaped"]}
        raised = [
            order.id
            for order, standings in compared.items()
            if self._is_raised(order, *standings, order.id in reshaped)
        ]
        orders.browse(raised)._credit_require_change()
        # A smaller claim is all that stands admitted: to have the larger one back is to ask again.
        self.env.execute_query(SQL("SELECT FROM credit_settle(%s::int[])", [order.id for order in compared]))
        self.invalidate_model()

    @api.model
    def _to_core(self, row, prefix=""):
        """One of the two sides of a row of ``credit_settle``.

        :rtype: core.admission.Standing
        """
        today = self.env["res.company"].browse(row["company_id"])._credit_today()
        return Standing(
            customer_id=row[f"{prefix}partner_id"],
            sold_to_id=row[f"{prefix}sold_to_id"],
            company_id=row[f"{prefix}company_id"],
            currency_id=row[f"{prefix}currency_id"],
            amount=row[f"{prefix}amount"],
            rate=row[f"{prefix}currency_rate"],
            terms=self.env["account.payment.term"]._credit_terms(row[f"{prefix}payment_term_id"], today),
            needed=row[f"{prefix}commitment_date"],
            beyond=row[f"{prefix}beyond"],
        )

    @api.model
    def _is_raised(self, order, now, admitted, reshaped):
        later_from = order.company_id._credit_later_from()
        return is_raised(now, admitted, order.currency_id._credit_rounding(), later_from, reshaped)
