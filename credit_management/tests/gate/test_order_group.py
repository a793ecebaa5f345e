from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...core.policy.policy import CONFIRMATION
from .gate_common import GroupCommon


@tagged("post_install", "-at_install")
class TestOrderGroup(GroupCommon):
    """Orders of the members of a group draw on the customer's own limit and on the one they share."""

    def test_the_shared_limit_binds(self):
        self.grant(self.other_account, 1000)
        self.join(self.account)
        self.join(self.other_account)
        self.share(1200)
        self.assertConfirms(self.of_other(900))
        refused = self.quotation(400)
        self.assertRefused(refused.action_confirm, r"Group of the customer: .*1,300.00.*1,200.00")
        self.assertConfirms(self.quotation(300))

    def test_the_own_limit_binds(self):
        self.join(self.account)
        self.share(5000)
        self.assertRefused(self.quotation(1001).action_confirm, "1,001.00")

    def test_a_member_without_a_limit_draws_on_the_shared_one_up_to_its_cap(self):
        self.join(self.account)
        self.join(self.other_account, has_cap=True, cap=250)
        self.share(2000)
        self.assertConfirms(self.of_other(250))
        self.assertRefused(self.of_other(1).action_confirm, "251.00.*250.00")

    def test_a_shared_limit_that_is_over_grants_nothing(self):
        self.join(self.account)
        today = self.company._credit_today()
        self.share(2000, valid_from=fields.Date.subtract(today, days=9), valid_to=fields.Date.subtract(today, days=1))
        self.assertRefused(self.quotation(10).action_confirm)

    def test_a_group_without_a_limit_holds_nothing_down(self):
        self.join(self.account)
        self.join(self.other_account)
        self.assertConfirms(self.quotation(1000))

    def test_members_of_one_batch_take_from_each_other(self):
        self.grant(self.other_account, 1000)
        self.join(self.account)
        self.join(self.other_account)
        self.share(1000)
        orders = self.quotation(600) | self.of_other(600)
        with self.assertRaises(UserError), self.cr.savepoint():
            orders.action_confirm()
        self.assertEqual(set(orders.mapped("state")), {"draft"})

    def test_money_in_advance_of_another_member_pays_nothing(self):
        self.grant(self.other_account, 1000)
        self.join(self.account)
        self.join(self.other_account)
        self.share(500)
        self.receive(800, partner=self.other)
        self.assertRefused(self.quotation(501).action_confirm)
        self.assertConfirms(self.of_other(1000))

    def test_a_former_member_draws_on_its_own_limit_only(self):
        today = self.company._credit_today()
        member = self.join(self.account, valid_from=fields.Date.subtract(today, days=9))
        self.share(100)
        self.assertRefused(self.quotation(101).action_confirm)
        member._credit_by_method().write({"state": "ended", "valid_to": fields.Date.subtract(today, days=1)})
        self.assertConfirms(self.quotation(101))

    def test_no_query_more_within_one_entity(self):
        """A group takes none, members in other legal entities one for each."""
        order = self.quotation(100)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            order._credit_decide(CONFIRMATION)
            return self.cr.sql_log_count - before

        queries()
        without = queries()
        self.join(self.account)
        self.join(self.other_account)
        self.share(1000)
        queries()
        self.assertEqual(queries(), without)
        company = self.env["res.company"].create({"name": "Our Other Entity"})
        for name in ("One", "Two"):
            partner = self.env["res.partner"].create({"name": name, "is_company": True})
            self.join(self.env["credit.account"]._for(partner, company))
        queries()
        self.assertEqual(queries(), without + 1)

    def test_entities_with_two_currencies(self):
        euro = self.env.ref("base.EUR")
        company = self.env["res.company"].create({"name": "Our Other Entity", "currency_id": euro.id})
        abroad = self.env["credit.account"]._for(self.other, company)
        self.grant(abroad, 10000)
        self.join(self.account)
        self.join(abroad)
        self.share(1000)
        euro.active = True
        euro.rate_ids.unlink()
        receivable = (
            self.env["account.account"]
            .with_company(company)
            .create(
                {"code": "GRP1", "name": "Receivable", "account_type": "asset_receivable", "company_ids": company.ids}
            )
        )
        income = (
            self.env["account.account"]
            .with_company(company)
            .create({"code": "GRP2", "name": "Income", "account_type": "income", "company_ids": company.ids})
        )
        journal = (
            self.env["account.journal"]
            .with_company(company)
            .create({"name": "Entries", "code": "GRP", "type": "general", "company_id": company.id})
        )
        self.env["account.move"].with_company(company).create(
            {
                "journal_id": journal.id,
                "line_ids": [
                    fields.Command.create({"account_id": receivable.id, "debit": 200, "partner_id": self.other.id}),
                    fields.Command.create({"account_id": income.id, "credit": 200}),
                ],
            }
        )._post()
        with self.assertRaisesRegex(UserError, "has no rate"):
            self.quotation(10).action_confirm()
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": "2026-01-01", "rate": 0.5, "company_id": self.company.id}
        )
        # 200 euro are 400 of ours: 600 are left.
        self.assertRefused(self.quotation(601).action_confirm)
        self.assertConfirms(self.quotation(600))
