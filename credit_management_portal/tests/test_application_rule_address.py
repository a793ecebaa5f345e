from odoo.tests import tagged

from ..core import application_rule as core
from .test_application_rule import RULE, RuleCommon


@tagged("post_install", "-at_install")
class TestApplicationRuleAddress(RuleCommon):
    """The link goes to somebody whom others than who invites have named, or a person decides."""

    def test_who_invites_enters_no_address_to_read_the_link_at(self):
        self.publish(**RULE)
        self.analyst.group_ids += self.env.ref("base.group_partner_manager")
        self.customer.with_user(self.analyst).email = "mine@analyst.example"
        application = self.apply(application=self.invite(email="mine@analyst.example"))
        self.assertEqual(self.found(application), (core.ADDRESS,))
        self.run_job()
        self.assertEqual((application.state, application.rule_state), ("received", "left"))
