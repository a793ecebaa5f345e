from odoo.exceptions import AccessError
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
        self.customer.phone = "+1 555 0100"  # by somebody else, later
        application = self.apply(application=self.invite(email="mine@analyst.example"))
        self.assertEqual(self.found(application), (core.ADDRESS,))
        self.run_job()
        self.assertEqual((application.state, application.rule_state), ("received", "left"))

    def test_who_invites_takes_no_contact_there_either(self):
        """A contact of another customer, whose address others have entered, and what a client says of who did."""
        self.analyst.group_ids += self.env.ref("base.group_partner_manager")
        contact = self.env["res.partner"].create({"name": "Mine", "email": "mine@analyst.example"})
        contact = contact.with_user(self.analyst)
        contact.parent_id = self.customer
        self.assertEqual(contact.credit_email_by_id, self.analyst)
        contact.write({"credit_email_by_id": self.manager.id})
        self.assertEqual(contact.credit_email_by_id, self.analyst)
        own = contact.with_context(default_credit_email_by_id=self.manager.id)
        own = own.create({"name": "Own", "email": "own@analyst.example", "credit_email_by_id": self.manager.id})
        self.assertEqual((own.credit_email_by_id or own.create_uid), self.analyst)

    def test_a_merge_enters_addresses_too(self):
        """Odoo moves contacts by SQL then: who merges has made their addresses this customer's."""
        other = self.env["res.partner"].create({"name": "Twin", "is_company": True})
        contact = self.env["res.partner"].create(
            {"name": "Mine", "email": "mine@analyst.example", "parent_id": other.id, "active": False}
        )
        for group in ("base.group_partner_manager", "sales_team.group_sale_salesman_all_leads"):
            self.analyst.group_ids += self.env.ref(group)
        merge = self.env["base.partner.merge.automatic.wizard"].with_user(self.analyst)
        merge._merge((other | self.customer).ids, self.customer.with_user(self.analyst), extra_checks=False)
        self.assertEqual((contact.parent_id, contact.credit_email_by_id), (self.customer, self.analyst))

    def test_no_other_field_makes_an_address_known(self):
        """Stored computed fields tell it too, and a client may write them."""
        self.analyst.group_ids += self.env.ref("base.group_partner_manager")
        values = {"name": "Else", "email": "else@larkspur.example"}
        for name, value in (("email_normalized", "mine@analyst.example"), ("is_company", False)):
            contact = self.env["res.partner"].create(values)
            contact.with_user(self.analyst).write({name: value})
            with self.subTest(name):
                self.assertEqual(contact.credit_email_by_id, self.analyst)
        contact = self.env["res.partner"].create(values).with_user(self.analyst)
        with self.assertRaisesRegex(AccessError, "cannot set the commercial entity"):
            contact.commercial_partner_id = self.customer
