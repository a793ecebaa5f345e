from datetime import timedelta

from odoo import SUPERUSER_ID, fields

from ...models.overview import credit_overview
from ..exposure.ledger_common import LedgerCommon
from ..gate.hold_common import HoldCommon

DAYS = (0, 1, 31, 61, 91, 121)


class OverviewCommon(HoldCommon, LedgerCommon):
    """A company with a ledger of its own, and what it means to read the overview as somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = cls.env["credit.account"].sudo()
        cls.grades = cls.env["credit.grade"].sudo().search([])

    @classmethod
    def get_default_groups(cls):
        names = ["base.group_system", "base.group_partner_manager", "credit_management.credit_management_group_manager"]
        return super().get_default_groups().union(*map(cls.quick_ref, names))

    def order(self, *args, **kwargs):
        return HoldCommon.order(self, *args, **kwargs)

    def overview(self, user=None, company_id=None, companies=None):
        model = self.env["credit.overview"].with_user(user or self.manager)
        self.env.flush_all()
        return model.with_context(allowed_company_ids=(companies or self.company).ids).read_overview(company_id)

    def task(self, key, user=None):
        return next((task for task in self.overview(user)["tasks"] if task["key"] == key), None)

    def records(self, action, *parts, user=None):
        """Records a click opens, as the browser searches them."""
        domain = sum((part["domain"] for part in parts), list(action["domain"]))
        context = action["context"] | {"allowed_company_ids": self.company.ids}
        return self.env[action["res_model"]].with_user(user or self.manager).with_context(**context).search(domain)

    def customer_of(self, grade=None, limit=None, name="Another"):
        partner = self._create_customer(name)
        account = self._create_account(partner)
        account.with_user(SUPERUSER_ID).grade_id = grade  # by nobody's hand
        if limit is not None:
            self._limit_to(limit, account)
        return partner

    def keep_snapshots(self, day=None):
        """Figures the daily job keeps, and the note that it has."""
        accounts = self.accounts.search([("company_id", "=", self.company.id)])
        _figures, rows = self.env["credit.monitoring"]._collect(accounts, {})
        self.env["credit.snapshot"].sudo()._keep([row | ({"date": day} if day else {}) for row in rows])
        moment = fields.Datetime.to_datetime(day or self.today) + timedelta(hours=3)
        self.env["credit.job.run"].sudo().search([]).unlink()
        self.env["credit.job.run"].sudo().create({"state": "done", "started_on": moment, "ended_on": moment})

    def large(self):
        """As if the company were too large to be summed up at each visit."""
        self.patch(credit_overview, "LIVE_ITEMS", -1)
