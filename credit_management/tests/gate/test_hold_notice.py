from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestTelling(HoldCommon):
    """Who hears of what."""

    def asked(self, hold):
        return self.activities(hold).user_id

    def test_the_controller_of_the_account(self):
        self._grant_release(self.second_manager, 50_000)
        self.account.controller_id = self.second_manager
        self.assertEqual(self.asked(self.hold(1500)), self.second_manager)

    def test_the_controller_of_the_company(self):
        self.account.controller_id = False
        self.company.credit_controller_id = self.manager
        self.assertEqual(self.asked(self.hold(1500)), self.manager)

    def test_the_smallest_sufficient_authority(self):
        self.account.controller_id = self.salesperson
        self.company.credit_controller_id = False
        self.assertEqual(self.asked(self.hold(1500)), self.analyst)
        self.assertEqual(self.asked(self.hold(2500)), self.manager)

    def test_never_who_asked(self):
        self.account.controller_id = self.manager
        self.assertNotEqual(self.asked(self.stop(self.order(2500), user=self.manager)), self.manager)

    def test_nobody_entitled(self):
        hold = self.hold(5_000_000)
        self.assertTrue(self.asked(hold).has_group("credit_management.credit_management_group_manager"))
        self.assertTrue(any("Nobody but those who asked" in message.body for message in hold.message_ids))

    def test_a_larger_request_asks_somebody_else(self):
        self.account.controller_id = False
        self.company.credit_controller_id = False
        order = self.order(1500)
        self.assertEqual(self.asked(self.stop(order)), self.analyst)
        order.with_user(self.salesperson).action_credit_request_release("More", 3000)
        self.assertEqual(self.asked(order.credit_hold_id), self.manager)

    def test_release_and_refusal_reach_who_asked_and_who_sells(self):
        assistant = self._create_user("assistant", "sales_team.group_sale_salesman_all_leads")
        for action, subject in ((self.release, "is released"), (self.refuse, "is refused")):
            hold = self.stop(self.order(1500), user=assistant)
            action(hold)
            with self.subTest(subject):
                reached = self.mailed(hold.order_id, subject)
                self.assertEqual(reached, (assistant | self.salesperson).partner_id)
                mails = self.env["mail.mail"].search([("subject", "ilike", subject)])
                self.assertLessEqual(reached, mails.recipient_ids)
                self.assertNotIn('href="#"', "".join(mails.mapped("body_html")))  # where an address is wanted

    def test_one_mail_when_it_is_cleared(self):
        hold = self.hold(1500)
        before = self.env["mail.mail"].search([])
        hold._tell_cleared(False)
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(mails.mapped("subject"), [hold._subject("cleared")])

    def test_customers_do_not_read_it(self):
        hold = self.hold(1500)
        hold.order_id.message_subscribe(self.customer.ids)
        self.release(hold)
        self.assertNotIn(self.customer, hold.order_id.message_ids.notified_partner_ids)
        messages = hold.order_id.message_ids.filtered(lambda message: "is released" in (message.subject or ""))
        self.assertTrue(messages.subtype_id.internal)
