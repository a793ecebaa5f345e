from odoo.tests import tagged

from .overview_common import OverviewCommon

WORST = "over_by desc, oldest_days_past_due desc, utilisation desc, partner_name, id"


@tagged("post_install", "-at_install")
class TestAccountsSorted(OverviewCommon):
    """The worst accounts come first: by figures of this moment, of many accounts by those of the last daily job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sorted = cls.env["credit.account"]
        for name in ("First", "Second", "Third"):
            cls.sorted |= cls._create_account(cls._create_customer(name), status="active", status_reason="Good")
            cls._limit_to(10_000, cls.sorted[-1])
        cls.limits = dict(zip(cls.sorted, (100, 800, 5000), strict=True))

    def setUp(self):
        super().setUp()
        for account in self.sorted:
            self.order(900, partner_id=account.partner_id.id).action_confirm()
        for account, limit in self.limits.items():
            self._limit_to(limit, account)
        self.env.flush_all()

    def found(self, user=None, order=WORST, **options):
        accounts = self.env["credit.account"].with_user(user or self.manager)
        return accounts.search([("id", "in", self.sorted.ids)], order=order, **options).sudo()

    def test_live(self):
        for user in (self.manager, self.salesperson):
            self.assertEqual(self.found(user).mapped("over_by"), [800, 100, 0])
        self.assertEqual(self.found(order="exposure, id"), self.sorted)
        self.assertEqual(self.found(order="utilisation"), self.sorted[::-1])

    def test_pages(self):
        self.assertEqual(self.found(offset=1, limit=1) | self.found(offset=2), self.sorted[1:])

    def test_kept(self):
        self.keep_snapshots()
        self.large()
        self.assertEqual(self.found(), self.sorted)
        self._limit_to(1, self.sorted[2])
        self.env.flush_all()
        self.assertEqual(self.found(), self.sorted)  # as of the last job
        self.assertEqual(len(self.found(limit=2)), 2)

    def test_large_and_never_kept(self):
        self.env["credit.job.run"].sudo().search([]).unlink()
        self.large()
        self.assertEqual(self.found(), self.sorted)
