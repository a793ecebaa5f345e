from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user

from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestAgingTour(LedgerCommon, HttpCase):
    """The page of the aging in a browser: filter, open what a cell adds up, come back, take it along."""

    def test_the_page(self):
        for name, amount, due in (("Late payer", 500, -40), ("Small debtor", 20, -5)):
            partner = self.env["res.partner"].create({"name": name, "is_company": True})
            self.invoice(amount, partner=partner, due=due)
        role = "credit_management.credit_management_group_manager"
        manager = new_test_user(self.env, "ageing", groups=role, company_id=self.company.id)
        manager.company_ids = self.company
        self.start_tour("/odoo", "credit_management_aging", login=manager.login)
