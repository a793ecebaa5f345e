from odoo.exceptions import AccessError
from odoo.tests import tagged

from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestSurveySeller(CreditSurveyCommon):
    """Nobody makes a customer its own to read its survey."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "sales_team.group_sale_manager,base.group_partner_manager"
        cls.curious = cls._create_user("curious", groups)
        cls.survey = cls._create_survey(user=cls.analyst)
        cls.customer = cls.survey.partner_id.with_env(cls.env)

    def test_taken_over(self):
        self.assertFalse(self.survey.with_user(self.curious).has_access("read"))
        ways = (
            lambda partner: partner.write({"user_id": self.curious.id}),
            lambda partner: partner.web_save({"user_id": self.curious.id}, {}),
            lambda partner: partner.load(["id", "user_id/.id"], [[self.xml_id(), str(self.curious.id)]]),
        )
        for way in ways:
            with self.cr.savepoint() as savepoint:
                try:
                    result = way(self.customer.with_user(self.curious))
                    self.assertFalse(isinstance(result, dict) and result["ids"])
                except AccessError as error:
                    self.assertIn("Ask a credit analyst", str(error))
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertFalse(self.survey.with_user(self.curious).has_access("read"))

    def xml_id(self):
        self.env["ir.model.data"].create(
            {"module": "__test__", "name": "surveyed", "model": "res.partner", "res_id": self.customer.id}
        )
        return "__test__.surveyed"

    def test_given_away(self):
        self.customer.user_id = self.curious
        with self.assertRaisesRegex(AccessError, "Ask a credit analyst"):
            self.customer.with_user(self.curious).user_id = self.salesperson

    def test_an_analyst_says_it(self):
        self.analyst.group_ids |= self.env.ref("base.group_partner_manager")
        self.customer.with_user(self.analyst).user_id = self.curious
        self.assertTrue(self.survey.with_user(self.curious).has_access("read"))

    def test_customers_without_a_survey_are_free(self):
        other = self._create_customer("Other")
        other.with_user(self.curious).user_id = self.curious
        self.assertEqual(other.user_id, self.curious)
        self.customer.with_user(self.curious).write({"user_id": self.customer.user_id.id, "name": "Renamed"})
