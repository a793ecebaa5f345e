from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..gate.hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestAgreedPayer(HoldCommon):
    """Who may be billed for the orders of somebody else is agreed, by two people, and on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.payer = cls._create_customer("Payer")

    def propose(self, user=None, **vals):
        values = {"account_id": self.account.id, "payer_id": self.payer.id, "reason": "Contract 7", **vals}
        return self.env["credit.payer"].with_user(user or self.analyst).create(values)

    def confirm(self, buyer=None, payer=None, total=100):
        order = self.order(total, partner_id=(buyer or self.customer).id, partner_invoice_id=(payer or self.payer).id)
        order.with_user(self.salesperson).action_confirm()
        return order

    # === AGREEING === #

    def test_proposed_and_agreed(self):
        agreed = self._agree_payer(self.account, self.payer)
        self.assertEqual(
            (agreed.state, agreed.author_id, agreed.approver_id, agreed.valid_from),
            ("agreed", self.analyst, self.manager, self._day(0)),
        )
        log = " ".join(self.account.message_ids.mapped("body"))
        for text in ("Payer proposed as payer", "Payer agreed as payer", "One group"):
            self.assertIn(text, log)

    def test_a_manager_who_does_not_sell_does_both(self):
        proposed = self.propose(self.manager)
        self.assertTrue(proposed.can_decide)
        proposed.action_agree()
        self.assertEqual(proposed.state, "agreed")

    def test_a_manager_who_sells_does_not(self):
        for sells in ("order", "customer"):  # who once was its salesperson stays one
            with self.subTest(sells=sells):
                payer = self._create_customer(f"Payer of {sells}")
                if sells == "customer":
                    self.customer.user_id = self.manager
                else:
                    self.order(1, user_id=self.manager.id)
                proposed = self.propose(self.manager, payer_id=payer.id)
                self.assertFalse(proposed.can_decide)
                with self.assertRaisesRegex(AccessError, "Ask another credit manager"):
                    proposed.action_agree()
                proposed.with_user(self.second_manager).action_agree()
                self.assertEqual(proposed.state, "agreed")

    def test_only_managers_decide(self):
        proposed = self.propose()
        for user in (self.analyst, self.salesperson):
            for action in ("action_agree", "action_refuse", "action_end"):
                with self.subTest(user=user.login, action=action), self.assertRaises(AccessError):
                    getattr(proposed.with_user(user), action)()

    def test_salespeople_propose_nothing(self):
        with self.assertRaises(AccessError):
            self.propose(self.salesperson)

    def test_nothing_is_forged(self):
        today = self._day(0)
        someone = self.manager.id
        for vals in ({"state": "agreed"}, {"approver_id": someone}, {"valid_from": today}, {"author_id": someone}):
            with self.subTest(create=vals), self.assertRaises(AccessError):
                self.propose(**vals)
            defaults = {f"default_{name}": value for name, value in vals.items()}
            with self.subTest(default=vals), self.assertRaises(AccessError):
                self.env["credit.payer"].with_user(self.analyst).with_context(**defaults).create(
                    {"account_id": self.account.id, "payer_id": self.payer.id, "reason": "x"}
                )
        proposed = self.propose()
        others = {"payer_id": self.customer.id, "company_id": self.company.id, "author_id": someone}
        for vals in ({"state": "agreed"}, *({name: value} for name, value in others.items())):
            with self.subTest(write=vals), self.assertRaises(AccessError):
                proposed.with_context(credit_by_method=True).write(vals)

    def test_what_is_decided_stays(self):
        agreed = self._agree_payer(self.account, self.payer)
        with self.assertRaises(AccessError):
            agreed.with_user(self.manager).reason = "Another"
        with self.assertRaises(UserError):
            agreed.with_user(self.manager).unlink()
        with self.assertRaisesRegex(UserError, "already"):
            agreed.with_user(self.manager).action_refuse()

    def test_a_contact_stands_for_its_customer(self):
        contact = self.env["res.partner"].create({"name": "Invoices", "parent_id": self.payer.id})
        self.assertEqual(self.propose(payer_id=contact.id).payer_id, self.payer)
        with self.assertRaisesRegex(ValidationError, "its own orders"):
            self.propose(payer_id=self.customer.id)

    def test_on_the_form_of_the_account(self):
        with Form(self.account.with_user(self.analyst)) as form, form.payer_ids.new() as line:
            line.payer_id = self.payer
            line.reason = "Contract 7"
        self.assertEqual((self.account.payer_ids.payer_id, self.account.payer_ids.state), (self.payer, "proposed"))

    # === ORDERS === #

    def test_not_agreed_is_held(self):
        refusal = self.assertRaisesRegex(UserError, "no agreed payer of the customer who orders")
        with refusal:
            self.confirm()

    def test_proposed_is_not_agreed(self):
        self.propose()
        with self.assertRaisesRegex(UserError, "no agreed payer"):
            self.confirm()

    def test_agreed_passes_and_ended_does_not(self):
        agreed = self._agree_payer(self.account, self.payer)
        self.assertEqual(self.confirm().state, "sale")
        agreed.with_user(self.manager).action_end()
        self.assertEqual((agreed.state, agreed.valid_to), ("ended", self._day(0)))
        with self.assertRaisesRegex(UserError, "no agreed payer"):
            self.confirm()

    def test_agreed_one_way_only(self):
        self._create_account(self.payer)
        self._agree_payer(self.account, self.payer)
        with self.assertRaisesRegex(UserError, "no agreed payer"):
            self.confirm(self.payer, self.customer)

    def test_the_payer_has_the_account(self):
        with self.assertRaisesRegex(UserError, "no agreed payer"):
            self.confirm(self._create_customer("Nobody"), self.customer)

    def test_neither_has_an_account(self):
        self.assertEqual(self.confirm(self._create_customer("Nobody")).state, "sale")

    def test_own_addresses_need_no_agreement(self):
        contact = self.env["res.partner"].create({"name": "Invoices", "parent_id": self.customer.id, "type": "invoice"})
        self.assertEqual(self.confirm(payer=contact).state, "sale")

    def test_banner_and_hold(self):
        order = self.order(100, partner_invoice_id=self.payer.id)
        self.assertIn("no agreed payer", order.with_user(self.salesperson).credit_banner)
        hold = self.stop(order)
        self.assertIn("Payer not agreed", hold.reasons_text)
        before = self._recheck_triggers()
        self._agree_payer(self.account, self.payer)
        self.assertGreater(self._recheck_triggers(), before)
        hold._recheck()
        self.assertEqual(hold.state, "cleared")

    def test_a_batch_asks_once(self):
        self._agree_payer(self.account, self.payer)
        vals = {"partner_invoice_id": self.payer.id}
        orders = self.env["sale.order"].concat(*(self.order(1, **vals) for _each in range(6)))
        orders[:1]._credit_decide("confirmation")
        counts = []
        for batch in (orders[:1], orders):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch._credit_decide("confirmation")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_merged_accounts_agree_once(self):
        """Two accounts that become one have one agreement of each payer, the better one, and none with themselves."""
        goes = self._create_customer("Goes")
        account = self._create_account(goes)
        second, third = self._create_customer("Second"), self._create_customer("Third")
        kept = self._agree_payer(self.account, self.payer)
        ours = self.propose(payer_id=second.id)
        both, better, fresh, own = (
            self._agree_payer(account, payer) for payer in (self.payer, second, third, self.customer)
        )
        self.env["base.partner.merge.automatic.wizard"]._merge((goes | self.customer).ids, self.customer)
        self.assertEqual((kept | both | better | fresh | own | ours).account_id, self.account)
        self.assertEqual((kept | better | fresh).mapped("state"), ["agreed"] * 3)
        self.assertEqual((both | own | ours).mapped("state"), ["ended"] * 3)

    def test_merged_customers_keep_what_was_agreed(self):
        agreed = self._agree_payer(self.account, self.payer)
        survivor = self._create_customer("Survivor")
        self.env["base.partner.merge.automatic.wizard"]._merge((survivor | self.payer).ids, survivor)
        self.assertEqual(agreed.payer_id, survivor)
