from odoo.exceptions import UserError
from odoo.tests import tagged

from ..sql import till_items
from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillColumns(TillCommon):
    """Whatever the queries read is written by who sells: nothing lowers what is owed unseen, or lets more in."""

    # How a column of a paid ticket over 900 is tried, by whoever sells: (table, column) → value, and what must be then.
    # “kept” is what is owed as before, “lower” is legitimately less, “refused” is an error.
    TRIED = {
        ("pos_order", "state"): "kept",
        ("pos_order", "session_id"): "refused",
        ("pos_order", "partner_id"): "refused",
        ("pos_order", "account_move"): "refused",
        ("pos_order", "date_order"): "kept",
        ("pos_order", "currency_rate"): "kept",
        ("pos_order", "name"): "kept",
        ("pos_order", "pos_reference"): "kept",
        ("pos_order", "user_id"): "kept",
        ("pos_payment", "pos_order_id"): "refused",
        ("pos_payment", "payment_method_id"): "lower",
        ("pos_payment", "amount"): "refused",
        ("pos_payment_method", "credit_is_on_account"): "refused",
        ("pos_payment_method", "split_transactions"): "refused",
        ("pos_payment_method", "receivable_account_id"): "refused",
        ("pos_session", "config_id"): "refused",
        ("pos_session", "move_id"): "refused",
    }

    def test_every_column_is_tried(self):
        read = {(table, name) for table, names in till_items.COLUMNS.items() for name in names if name != "id"}
        self.assertEqual(read, set(self.TRIED))

    def test_columns(self):
        small = self._create_customer("Small")
        self._limit_to(100, self._create_account(small, status="active", status_reason="Good"))
        other = self._open(self._till("Second Till"))
        move = self.invoice(5, partner=self._create_customer("Stranger"))
        order, theirs = self.sell(900), self.sell(50, partner=small)
        account = self.company_data["default_account_receivable"].copy({"code": "T1999"})
        values = {
            "state": "done", "session_id": other.id, "partner_id": small.id, "account_move": move.id,
            "date_order": "2020-01-01 10:00:00", "currency_rate": 5.0, "name": "X", "pos_reference": "X",
            "user_id": self.boss.id, "pos_order_id": theirs.id, "payment_method_id": self.cash.id, "amount": 2000,
            "credit_is_on_account": False, "split_transactions": False, "receivable_account_id": account.id,
            "config_id": other.config_id.id, "move_id": move.id,
        }  # fmt: skip
        records = {
            "pos_order": order, "pos_payment": order.payment_ids, "pos_payment_method": self.on_account,
            "pos_session": self.shift,
        }  # fmt: skip
        for (table, name), outcome in self.TRIED.items():
            for user in (self.cashier, self.boss):
                record = records[table].with_user(user).sudo(False)
                with self.subTest(table=table, column=name, user=user.login):
                    self.assertEqual(self.try_column(record, name, values[name]), outcome)

    def try_column(self, record, name, value):
        """Write it, look at what the customers owe, and undo it."""
        result = "refused"
        try:
            with self.cr.savepoint() as savepoint:
                record.write({name: value})
                self.env.cr.flush()
                owed = self.owed()
                result = "kept" if owed == 900 else "lower" if owed < 900 else f"more: {owed}"
                savepoint.rollback()
        except UserError:  # and what is one: no access, not valid
            pass
        self.env.invalidate_all()
        return result
