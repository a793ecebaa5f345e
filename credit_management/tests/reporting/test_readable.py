from odoo.tests import tagged

from ...core.monitoring.figures import Figures
from ..overview.overview_common import OverviewCommon
from ..readable_common import PHONE, SCREEN, ReadableCommon
from .documents_common import DocumentsCommon

LARGE = 123_456_789_012.34
SALES = ("credit_overview_action",)
BOOKS = ("credit_overview_action", "credit_aging_action_page", "credit_ledger_import_action")
RULES = ("credit_overview_action", "credit_start_action", "credit_policy_action")
LISTS = ("credit_hold_action", "credit_account_action", "credit_alert_action", "credit_open_item_action")
TABLES = ("credit_limit_action", "credit_assessment_action", "credit_review_action", "credit_limit_request_action")
PAGES = ("credit_overview_action", "credit_receivables_action", "credit_aging_action_page")


@tagged("post_install", "-at_install")
class TestReadable(DocumentsCommon, OverviewCommon, ReadableCommon):
    """Screens one decides on are readable by all, however large an amount is and whatever its currency."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.alert.rule"].sudo().search([]).active = False

    def setUp(self):
        super().setUp()
        partner = self.env["res.partner"].create({"name": "Gigantic Holdings International", "is_company": True})
        docs = self.dealings(partner, LARGE)
        self.keep_snapshots()
        self.records = {
            "account": docs["credit_report"],
            "hold": docs["credit_hold_sheet"],
            "assessment": docs["credit_assessment_form"],
            "limit": docs["credit_limit_form"],
            "alert": self.alert(docs["credit_report"]),
        }

    def alert(self, account):
        rule = {"name": "Overdue", "kind": "overdue_amount", "warn": LARGE / 2, "clear": LARGE / 3, "days": 1}
        self.env["credit.alert.rule"].create(rule)
        figures = Figures(
            on=self.today, exposure=LARGE, overdue=LARGE, buckets=(0.0, LARGE), company_id=self.company.id
        )
        return self.env["credit.alert"]._judge({account: figures})

    def pages(self, *names):
        return {name: f"credit_management.{name}" for name in names}

    def forms(self):
        return {name: self.form(record) for name, record in self.records.items()}

    def accountant(self):
        user = self._create_user("accountant", "account.group_account_manager")
        user.write({"company_ids": [(6, 0, self.company.ids)], "company_id": self.company.id})
        return user

    def test_as_each_role(self):
        self.assertReadable(self.salesperson, self.pages(*SALES))
        self.assertReadable(self.accountant(), self.pages(*BOOKS))
        self.assertReadable(self.administrator, self.pages(*RULES))

    def test_lists_are_read_whole(self):
        """No name is cut, and on a telephone a row is a card."""
        account = self.records["account"]
        self.env["credit.limit"].with_user(self.analyst).create(
            {"account_id": account.id, "amount": LARGE, "reason": "New plant"}
        )
        for size in (SCREEN, PHONE):
            with self.subTest(size=size):
                self.assertReadable(self.manager, self.pages(*TABLES), size=size, rules=[])

    def test_twelve_digits(self):
        """Three decimals and letters of Arabic behind the amount are the widest; without decimals there is no point."""
        everything = self.pages(*PAGES, *LISTS) | self.forms()
        some = self.pages(*PAGES[:1], *LISTS[:1]) | {"account": everything["account"]}
        looks = (
            ("KWD", {"size": SCREEN}, everything),
            ("KWD", {"size": PHONE, "rules": [*some, "credit_alert_action", "limit"]}, everything),
            ("JPY", {"size": PHONE, "rules": []}, some),
        )
        for currency, how, pages in looks:
            with self.subTest(currency=currency, **how):
                self.become(self.env.ref(f"base.{currency}"))
                self.assertReadable(self.manager, pages, digits=True, **how)
