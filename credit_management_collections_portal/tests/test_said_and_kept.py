from odoo.tests import new_test_user, tagged

from odoo.addons.credit_management_collections.tests.agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestSaidAndKept(AgreedCommon):
    """What a customer says online keeps it out of reminders for a time, once, and no button stops them for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = new_test_user(cls.env, login="credit_portal_person", groups="base.group_portal")
        cls.person.partner_id.parent_id = cls.customer

    def said(self):
        """The account as the pages of the portal work on it."""
        return self.account.with_user(self.person).sudo()

    def report(self, move=None, text="Broken"):
        item = self.env["credit.open.item"].sudo().search([("move_id", "=", (move or self.move).id)], limit=1)
        self.said()._report_portal_problem(item, text)
        return self.env["credit.dispute"].sudo().search([("account_id", "=", self.account.id)])

    def say(self, days, amount):
        self.said()._promise_portal_payment(self.day(days), amount, "On Friday")
        return self.env["credit.promise"].sudo().search([("account_id", "=", self.account.id)])

    def test_a_problem_is_a_dispute(self):
        dispute = self.report()
        self.assertEqual((dispute.state, dispute.amount, dispute.origin), ("open", 1000, "portal"))
        self.assertFalse(dispute.confirmed_by_id)
        self.assertFalse(dispute.responsible_id.share)
        self.assertEqual(dispute.item_ids.filtered("chosen").move_id, self.move)
        self.assertTrue(self.held().disputed)
        dispute.with_user(self.manager).action_close("withdrawn")
        self.assertFalse(self.held().disputed)
        self.assertEqual(self.report(), dispute, "once in a while")
        second = self.invoice(50, due=-3)
        self.assertEqual(len(self.report(second)), 2)

    def test_a_problem_in_general(self):
        self.said()._report_portal_problem(self.env["credit.open.item"].sudo(), "Everything")
        self.assertFalse(self.env["credit.dispute"].search([("account_id", "=", self.account.id)]))

    def test_all_that_is_overdue_soon(self):
        self.assertFalse(self.say(5, 999.99), "a part of it keeps nothing back")
        self.assertFalse(self.say(15, 1000), "too late")
        promise = self.say(5, 1500)
        self.assertEqual((promise.state, promise.amount, promise.way), ("open", 1000, "portal"))
        self.assertTrue(self.held().promised)
        self.assertEqual(self.say(6, 1000), promise)

    def test_never_where_the_company_says_so(self):
        self.company.credit_portal_promise_days = 0
        self.assertFalse(self.say(0, 1000), "not for today either")
        self.company.credit_portal_promise_days = 1
        self.assertTrue(self.say(0, 1000))

    def test_not_after_a_broken_one(self):
        self.say(0, 1000)
        self.go_to(70)
        self.account.sudo()._follow()
        self.assertFalse(self.held().promised)
        self.assertEqual(len(self.say(71, 1000)), 1)
