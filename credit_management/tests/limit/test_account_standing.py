import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...core.limit.standing import STATUSES
from ...models.account.credit_account import STATUSES as SELECTION
from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestAccountStanding(CreditCommon):
    """What clears a hold besides the limit is made easier by two people, and by nobody who sells."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.short, cls.long = cls.env["account.payment.term"].create(
            [
                {
                    "name": f"{days} days",
                    "line_ids": [(0, 0, {"value": "percent", "value_amount": 100, "nb_days": days})],
                }
                for days in (10, 60)
            ]
        )
        cls.best, cls.worst = cls.env["credit.grade"]._get_active()[0], cls.env["credit.grade"]._get_active()[-1]
        cls.account = cls._create_account(
            status="watch",
            status_reason="Slow",
            grade_id=cls.worst.id,
            payment_term_id=cls.short.id,
            late_interest_rate=5,
        )
        cls.account.score = 40
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Cheap"})
        cls._approve_limit(cls.account, 1000)

    # What lets the customer do more, and what less.
    def _easier(self):
        return {
            "status": "active",
            "grade_id": self.best.id,
            "score": 90.0,
            "payment_term_id": self.long.id,
            "late_interest_rate": 0.0,
            "pricelist_id": self.pricelist.id,
        }

    def _stricter(self):
        return {"status": "stop", "score": 1.0, "payment_term_id": False, "late_interest_rate": 9.0}

    def _vals(self, name, value):
        return {name: value, **({"status_reason": "Because"} if name == "status" else {})}

    def test_core_and_selection_name_the_same(self):
        self.assertEqual(set(STATUSES), {status for status, _label in SELECTION})

    def test_nobody_makes_it_easier_alone(self):
        for name, value in self._easier().items():
            for user in (self.manager, self.second_manager):
                with self.subTest(field=name), self.assertRaisesRegex(AccessError, "second credit manager"):
                    self.account.with_user(user).write(self._vals(name, value))

    def test_one_person_makes_it_stricter(self):
        for name, value in self._stricter().items():
            with self.subTest(field=name):
                self.account.with_user(self.manager).write(self._vals(name, value))
                self.assertEqual(self.account._fields[name].convert_to_write(self.account[name], self.account), value)

    def test_terms_written_on_the_customer(self):
        self.manager.group_ids += self.env.ref("base.group_partner_manager")
        partner = self.account.partner_id.with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "second credit manager"):
            partner.property_payment_term_id = self.long
        partner.property_payment_term_id = False
        self.account.partner_id.user_id = self.manager
        with self.assertRaisesRegex(AccessError, "sell"):
            partner.property_payment_term_id = self.short

    def test_who_sells_decides_nothing_of_the_account(self):
        self.account.partner_id.user_id = self.manager
        vals = {**self._easier(), **self._stricter(), "next_review": self._day(900), "last_review": self._day(0)}
        for name, value in vals.items():
            with self.subTest(field=name):
                if name == "status":
                    continue
                with self.assertRaisesRegex(AccessError, "sell|An approved assessment sets it"):
                    self.account.with_user(self.manager).write({name: value})
        self.account.with_user(self.manager).action_set_status("stop", "Bad news")
        self.assertEqual(self.account.status, "stop")
        with self.assertRaisesRegex(AccessError, "sell"):
            self.account.with_user(self.manager).action_set_status("active", "Well")
        self.assertEqual(self.account.status, "stop")

    def test_a_stop_lifted_and_put_back(self):
        """Who sells an order lifts no stop; who does not waits for a second person."""
        self.account.with_user(self.manager).action_set_status("stop", "Bad news")
        self.env["sale.order"].create({"partner_id": self.account.partner_id.id, "user_id": self.second_manager.id})
        with self.assertRaisesRegex(AccessError, "sell"):
            self.account.with_user(self.second_manager).action_set_status("active", "Well")
        self.assertFalse(self.account.with_user(self.manager).action_set_status("active", "Well"))
        change = self.account.change_ids
        self.assertEqual((self.account.status, change.state, change.author_id), ("stop", "proposed", self.manager))
        with self.assertRaisesRegex(AccessError, "had a hand"):
            change.with_user(self.manager).action_approve()
        with self.assertRaisesRegex(AccessError, "sells to"):
            change.with_user(self.second_manager).action_approve()
        third = self._create_user("manager_3", "credit_management.credit_management_group_manager")
        self.assertTrue(change.with_user(third).can_decide)
        change.with_user(third).action_approve()
        self.assertEqual((self.account.status, self.account.status_reason), ("active", "Well"))

    def _change(self, user=None, **vals):
        vals = {"account_id": self.account.id, "reason": "Agreed", **vals}
        return self.env["credit.account.change"].with_user(user or self.manager).create(vals)

    def test_a_change_of_everything(self):
        vals = {name: value for name, value in self._easier().items() if name != "score"}
        change = self._change(**vals)
        self.assertEqual(change.state, "proposed")
        self.assertEqual(self.account.grade_id, self.worst)
        for label in ("Status", "Grade", "Payment Terms", "Late Interest", "Pricelist"):
            self.assertIn(label, change.changes)
        change.with_user(self.second_manager).action_approve()
        for name, value in vals.items():
            self.assertEqual(self.account._fields[name].convert_to_write(self.account[name], self.account), value)

    def test_a_stricter_change_is_done_at_once(self):
        change = self._change(late_interest_rate=9)
        self.assertEqual((change.state, self.account.late_interest_rate), ("approved", 9))
        self.assertEqual(self.account.payment_term_id, self.short)

    def test_a_change_of_nothing(self):
        with self.assertRaisesRegex(UserError, "changes nothing"):
            self._change(late_interest_rate=5)

    def test_the_account_changed_meanwhile(self):
        change = self._change(late_interest_rate=1)
        shown = change.with_user(self.second_manager).shown
        self.account.with_user(self.manager).late_interest_rate = 12
        decided = change.with_user(self.second_manager).with_context(credit_shown=shown)
        with self.assertRaisesRegex(UserError, "changed since you opened it.*5 → 1.*12 → 1"):
            decided.action_approve()
        self.assertTrue(json.loads(shown))

    def test_who_proposed_withdraws(self):
        change = self._change(late_interest_rate=1)
        change.action_refuse()
        self.assertEqual((change.state, self.account.late_interest_rate), ("refused", 5))
        with self.assertRaisesRegex(UserError, "refused already"):
            change.with_user(self.second_manager).action_approve()

    def test_roles(self):
        for user in (self.salesperson, self.analyst, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._change(user=user, late_interest_rate=1)

    def test_an_account_is_not_opened_with_what_was_not_agreed(self):
        for name, value in self._easier().items():
            vals = {"partner_id": self._create_customer().id, **self._vals(name, value)}
            if name == "late_interest_rate":
                continue  # none is what an account begins with
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.env["credit.account"].with_user(self.manager).create(vals)
        vals = {"partner_id": self._create_customer().id, "status": "stop", "status_reason": "Known"}
        self.assertEqual(self.env["credit.account"].with_user(self.manager).create(vals).status, "stop")
