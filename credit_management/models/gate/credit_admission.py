from odoo import api, fields, models
from odoo.tools import SQL

from ...sql.gate import admission

# In the cursor's data until the next flush.
WATCHED = "credit_management.watched"
PENDING = "credit_management.admitted"  # {order id: its stake when it was decided on}


class CreditAdmission(models.Model):
    """What a passed decision or a release has let in for one firm order: of whom, how much, on which terms.

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
        standing = self.env.cr.mogrify(admission.standing_orders()).decode()
        for statement in admission.create(standing):
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
                names=SQL(admission.NAMES),
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
        # Nothing a client has sent but the language of what it is told.
        lang = {"lang": self.env.context["lang"]} if "lang" in self.env.context else {}
        orders = self.env["sale.order"].with_env(self.env(context=lang))
        decided = [
            order.id
            for order in orders.browse(pending)
            if order.state == "sale" and order._credit_stake() == pending[order.id]
        ]
        rows = self.env.execute_query_dict(SQL("SELECT * FROM credit_settle(%s::int[])", decided))
        if not rows:
            return
        judged = orders.browse(row["order_id"] for row in rows if self._is_raised(row))
        self._check_rates(rows)
        judged._credit_require_change()
        # What is less now is all that stands admitted: to have it back is to ask again.
        self.env.execute_query(SQL("SELECT FROM credit_settle(%s::int[])", [row["order_id"] for row in rows]))
        self.invalidate_model()

    @api.model
    def _is_raised(self, row):
        """Whether an order is more than was admitted: larger, somebody else's, or to be paid later."""
        if not row["is_admitted"]:
            return True
        currency = self.env["res.currency"].browse(row["currency_id"])
        return (
            row["partner_id"] != row["was_partner_id"]
            or row["sold_to_id"] != row["was_sold_to_id"]
            or row["company_id"] != row["was_company_id"]
            or row["currency_id"] != row["was_currency_id"]
            or currency.compare_amounts(row["amount"], row["was_amount"]) > 0
            or self._has_better_terms(row)
            or self._is_sooner(row)
        )

    @api.model
    def _has_better_terms(self, row):
        if row["payment_term_id"] == row["was_payment_term_id"]:
            return False
        terms = self.env["account.payment.term"]
        today = self.env["res.company"].browse(row["company_id"])._credit_today()
        now, before = (terms._credit_terms(row[name], today) for name in ("payment_term_id", "was_payment_term_id"))
        return now.better_than(before)

    @api.model
    def _is_sooner(self, row):
        """Whether an order to be delivered later than the policy looks has come near: it begins to count."""
        now, before = row["commitment_date"], row["was_commitment_date"]
        if now == before or not before:
            return False
        later_from = self.env["res.company"].browse(row["company_id"])._credit_later_from()
        return bool(later_from) and before >= later_from and (not now or now < later_from)

    @api.model
    def _check_rates(self, rows):
        """An order counts at the rate of the day it was decided on: another date makes it no smaller."""
        for row in rows:
            same = row["is_admitted"] and row["currency_id"] == row["was_currency_id"]
            if same and row["currency_rate"] > row["was_currency_rate"] * (1 + 1e-9):
                self.env["sale.order"].browse(row["order_id"])._credit_refuse_rate()
