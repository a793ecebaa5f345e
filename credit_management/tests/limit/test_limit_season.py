from dateutil.relativedelta import relativedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestLimitSeason(CreditCommon):
    """A temporary increase that comes again every year: asked for once, approved once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account(status="active", status_reason="Test")
        cls._approve_limit(cls.account, 1000)
        cls.today = cls.company._credit_today()

    def ask(self, **vals):
        requests = self.env["credit.limit.request"].with_user(self.analyst)
        asked = {
            "account_id": self.account.id,
            "kind": "temporary",
            "amount": 500,
            "reason": "Christmas",
            "reason_kind": "season",
            "valid_from": self.today,
            "valid_to": self.today + relativedelta(days=30),
        }
        return requests.create(asked | vals)

    def test_one_approval_for_every_year(self):
        request = self.ask(yearly_until=self.today + relativedelta(years=2, days=60))
        request.action_submit()
        self.assertIn("every year until", request.asked_text)
        request.with_user(self.manager).action_approve()
        self.assertEqual(
            [(limit.amount, limit.valid_from) for limit in request.limit_ids.sorted("valid_from")],
            [(500, self.today + relativedelta(years=year)) for year in range(3)],
        )
        limits = self.env["credit.limit"]
        for year, days, expected in ((0, 10, 1500), (0, 40, 1000), (1, 10, 1500), (2, 20, 1500), (2, 40, 1000)):
            day = self.today + relativedelta(years=year, days=days)
            self.assertEqual(limits._effective(self.account, day)[self.account].amount, expected, day)
        self.assertEqual(request.phase, "in_force")

    def test_what_is_no_season(self):
        today, years = self.today, relativedelta(years=1)
        for vals, pattern in (
            ({"yearly_until": today + relativedelta(days=5)}, "lies before the last day"),
            ({"yearly_until": today + 4 * years}, "3 years ahead at most"),
            (
                {"valid_to": today + years + relativedelta(days=1), "yearly_until": today + 2 * years},
                "shorter than a year",
            ),
        ):
            with self.subTest(pattern=pattern), self.assertRaisesRegex(UserError, pattern):
                self.ask(**vals).action_submit()
