from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tests import tagged

from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestCollection(AgreedCommon):
    """One case a customer as long as something is overdue, by money at risk; it opens and closes by itself."""

    def look(self, *accounts):
        """As the daily job does."""
        accounts = self.account.union(*accounts)
        accounts.sudo()._follow()
        self.env.invalidate_all()
        return self.cases(accounts).filtered(lambda case: case.state == "open")

    def cases(self, accounts=None):
        return self.env["credit.collection"].sudo().search([("account_id", "in", (accounts or self.account).ids)])

    def other(self, amount, due=-20, name="Other"):
        """Another customer with an invoice."""
        partner = self._create_customer(name)
        self.invoice(amount, partner=partner, due=due)
        account = self._create_account(partner)
        account.strategy_id = self.strategy
        return account

    # === LIFE === #

    def test_opens_and_closes_by_itself(self):
        case = self.look()
        self.assertEqual((case.overdue, case.free, case.oldest_days, case.stage), (1000, 1000, 20, "new"))
        self.assertEqual((case.next_kind, case.next_on), ("send", self.today))
        self.assertEqual(self.look(), case, "the same day again changes nothing")
        self.pay(self.move, 400)
        self.assertEqual(self.look().overdue, 600)
        self.pay(self.move)
        self.assertFalse(self.look())
        self.assertEqual((case.state, case.close_reason, case.closed_on), ("closed", "paid", self.today))

    def test_payments_close_it_right_away(self):
        case = self.look()
        self.pay(self.move)
        with self.enter_registry_test_mode():
            self.env.ref("credit_management_collections.credit_collection_cron").method_direct_trigger()
        case.invalidate_recordset()
        self.assertEqual(case.state, "closed")

    def test_money_nobody_has_matched_closes_it(self):
        self.look()
        self.statement_line(1000)
        self.assertFalse(self.look())

    def test_goes_on_where_it_was_closed_a_short_time_ago(self):
        case = self.look()
        self.pay(self.move)
        self.look()
        self.invoice(50, due=-1)
        self.assertEqual(self.look(), case)
        self.pay(self.env["account.move"].search([("partner_id", "=", self.customer.id)], order="id desc", limit=1))
        self.look()
        self.go_to(40)
        self.invoice(60, due=20)
        self.assertNotEqual(self.look(), case)

    def test_by_the_daily_job(self):
        self.env["credit.monitoring"]._monitor(self.account, {})
        self.assertEqual(self.cases().state, "open")

    def test_nothing_is_due(self):
        account = self.other(500, due=5)
        self.assertFalse(self.look(account) & self.cases(account))

    # === FIGURES === #

    def test_what_is_promised_and_disputed(self):
        second = self.invoice(300, due=-40)
        self.dispute(second)
        self.promise((3, 1000))
        case = self.look()
        self.assertEqual((case.overdue, case.promised, case.disputed, case.free), (1300, 1000, 300, 0))
        self.assertEqual((case.stage, case.next_kind, case.next_on), ("disputed", "check_promise", self.day(7)))
        self.assertEqual(case.at_risk, 1000 * 0.05)
        self.go_to(7)
        case = self.look()
        self.assertEqual((case.promised, case.stage), (0, "new"))

    def test_risk_by_age_and_class(self):
        old = self.other(400, due=-100)
        young, older = self.look(old).sorted("at_risk")
        self.assertEqual((young.account_id, young.at_risk), (self.account, 50))
        self.assertEqual((older.account_id, older.at_risk), (old, 240))

    def test_in_the_companys_currency(self):
        self.invoice(100, due=-20, currency=self.euro)
        self.assertAlmostEqual(self.look().overdue, 1200)

    # === CALLS === #

    def calls(self, user=None):
        action = self.env["credit.collection"].with_user(user or self.collector).action_calls_today()
        return self.env["credit.collection"].search(action["domain"])

    def log(self, account=None, user=None, **values):
        values = {"account_id": (account or self.account).id, **values}
        return self.env["credit.contact"].with_user(user or self.collector).create(values)

    def test_calls_of_today(self):
        other = self.other(5000)
        mine, greater = self.look(other).sorted("at_risk")
        self.assertEqual(self.env["credit.collection"].with_user(self.collector)._get_calls(), greater | mine)
        greater.with_user(self.manager).action_take_over()
        self.assertEqual(self.calls() & (mine | greater), mine)
        self.log(outcome="not_reached")
        self.assertFalse(self.calls() & mine, "nobody is called twice a day")
        self.assertEqual(mine.called_on, self.today)
        self.log(next_on=self.day(1))
        self.assertEqual((mine.next_kind, mine.next_on), ("call_back", self.day(1)))
        self.log(kind="note", text="They are moving")
        self.assertEqual((mine.next_kind, mine.next_on), ("call_back", self.day(1)), "a note calls nothing off")
        self.go_to(1)
        self.assertEqual(self.calls() & mine, mine)
        self.log()
        self.promise((5, 1000))
        self.go_to(6)
        self.look()
        self.assertFalse(self.calls() & mine, "what is promised needs no call")

    def test_who_sells_keeps_nobody_from_calling(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        case = self.look()
        self.log(user=seller, next_on=self.day(31))
        self.assertEqual((case.called_on, case.call_back), (False, False))
        self.assertEqual(self.calls() & case, case)

    def test_a_call_settles_what_the_strategy_asked_for(self):
        self.strategy.sudo().step_ids.unlink()
        self.strategy.sudo().write({"step_ids": [(0, 0, {"from_due": 5, "channel": "phone"})]})
        run = self.run_of()
        self.send(run)
        self.assertEqual(self.message(run).state, "waiting")
        self.go_to(10)
        self.log(outcome="reached")
        self.assertEqual((self.message(run).state, self.message(run).day), ("sent", self.day(10)))
        self.assertEqual(self.owing().customer.contacted_on, self.day(10), "nobody writes the day after")

    def test_two_broken_promises_are_a_call_today(self):
        for day in (0, 4):
            self.promise((day, 1000))
            self.go_to(day + 4)
            self.account.sudo()._follow()
        case = self.look()
        self.assertEqual((case.next_kind, case.next_on), ("call_back", self.day(8)))

    # === STOP === #

    def test_stopped_by_a_manager(self):
        case = self.look()
        for user in (self.collector, self.analyst):
            with self.assertRaises(AccessError):
                case.with_user(user).action_stop("legal", "Court")
        with self.assertRaisesRegex(UserError, "Say why"):
            case.with_user(self.manager).action_stop("holiday", "Sun")
        self.customer.user_id = self.second_manager
        with self.assertRaisesRegex(AccessError, "sells to"):
            case.with_user(self.second_manager).action_stop("legal", "Court of Berlin")
        case.with_user(self.manager).action_stop("legal", "Court of Berlin")
        self.assertEqual(self.owing().customer.stop, "legal")
        self.assertEqual(case.stage, "legal")
        self.pay(self.move)
        self.assertEqual(self.look(), case, "it stays while somebody else has it")
        case.with_user(self.manager).action_resume()
        self.assertEqual(case.state, "closed")

    # === RIGHTS === #

    def test_nobody_writes_cases(self):
        case = self.look()
        for user in (self.collector, self.manager, self.administrator):
            for vals in ({"at_risk": 0}, {"stop": "legal"}, {"state": "closed"}, {"next_on": self.day(90)}):
                with self.subTest(vals), self.assertRaises(UserError):
                    case.with_user(user).write(vals)
            with self.assertRaises(UserError):
                case.with_user(user).unlink()
            with self.assertRaises(UserError):
                self.env["credit.collection"].with_user(user).create({"account_id": self.account.id})

    def test_salespeople_see_those_of_own_customers(self):
        case, seller = self.look(), self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        self.assertEqual(case.with_user(seller).overdue, 1000)
        self.assertEqual(self.log(user=seller).account_id, self.account)
        with self.assertRaises(AccessError):
            case.with_user(seller).action_take_over()
        self.customer.user_id = self.manager
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            case.with_user(seller).read(["overdue"])

    def test_two_cases_of_merged_customers(self):
        other = self.other(100)
        first, second = self.look(other).sorted("id")
        self.account.sudo()._absorb(other.sudo())
        self.assertEqual(self.cases().filtered(lambda case: case.state == "open"), first)
        self.assertEqual((second.state, second.at_risk, second.next_kind), ("closed", 0, False))

    def test_two_who_open_a_case_at_once(self):
        """The second one begins again and finds it, instead of losing the call that was logged."""
        self.cases().unlink()
        cases = type(self.env["credit.collection"])
        with patch.object(cases, "create", side_effect=UniqueViolation()), self.assertRaises(ConcurrencyError):
            self.look()

    def test_the_older_case_of_the_customer_who_goes(self):
        first, other = self.look(), self.other(100)
        self.look(other)
        other.sudo()._absorb(self.account.sudo())
        self.assertEqual(self.cases(other).filtered(lambda case: case.state == "open"), first)
