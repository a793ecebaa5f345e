from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .collections_common import CollectionsCommon


@tagged("post_install", "-at_install")
class TestOfCompany(CollectionsCommon):
    """Strategies and rates of late interest are those of the own legal entity, or of all companies."""

    def test_nobody_chooses_those_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        own = {"name": "Elsewhere", "company_id": other.id}
        strategy = self.env["credit.strategy"].sudo().create(own)
        rate = self.env["credit.late.rate"].sudo().create(own)
        grade = self.env["credit.grade"].sudo().search([], limit=1)
        account, company = self.account.sudo(), self.company.sudo()
        choices = [(account, "strategy_id", strategy), (account, "late_rate_id", rate)]
        choices += [(grade, "strategy_id", strategy), (grade, "late_rate_id", rate)]
        choices += [(company, "credit_strategy_id", strategy), (company, "credit_late_rate_id", rate)]
        for chooser, name, chosen in choices:
            with self.subTest(model=chooser._name, name=name):
                with self.assertRaisesRegex(ValidationError, "is of Other alone"), self.env.cr.savepoint():
                    chooser[name] = chosen
                chooser.invalidate_recordset()
                chosen.company_id = False
                chooser[name] = chosen
                with self.assertRaisesRegex(ValidationError, "is of Other alone"), self.env.cr.savepoint():
                    chosen.company_id = other
                chosen.invalidate_recordset()
                chooser[name] = False
                chosen.company_id = other
