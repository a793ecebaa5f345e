from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tests.common import new_test_user
from odoo.tools import mute_logger

from ..common import CreditCommon

OURS = "credit_management"
# Odoo's own, which says what a customer owes.
ODOOS = {("sale.order", "partner_credit_warning"), ("account.move", "partner_credit_warning")}
# Odoo's own, to which we add a choice.
CHOICES = {("res.partner", "type")}


@tagged("post_install", "-at_install")
class TestPortalFields(CreditCommon, HttpCase):
    """Customers and passers-by read nothing of credit, on whatever record is theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(cls.env, login="credit_portal", groups="base.group_portal")
        cls.public = cls.env.ref("base.public_user")

    def ours(self):
        """Fields that an addon of ours puts on a model of Odoo's, and Odoo's own on credit."""
        for model, cls in sorted(self.env.registry.items()):
            if cls._abstract or cls._transient:
                continue
            for name, field in cls._fields.items():
                module = field._module or ""
                ours = module.startswith(OURS) and not model.startswith("credit.") and (model, name) not in CHOICES
                if ours or (model, name) in ODOOS:
                    yield model, name

    @staticmethod
    def reads(records, name):
        """Whether a name is among the fields the user is told of; a model that is not theirs has none."""
        return records.has_access("read") and name in records.fields_get([name])

    def test_no_field_is_theirs(self):
        found = list(self.ours())
        self.assertIn(("res.company", "credit_tz"), found)
        self.assertTrue(set(found) >= ODOOS)
        for model, name in found:
            for user in (self.portal, self.public):
                with self.subTest(model=model, field=name, user=user.login):
                    records = self.env[model].with_user(user)
                    self.assertFalse(self.reads(records, name))
                    with self.assertRaises(AccessError):
                        records.browse(self.env[model].search([], limit=1).ids).read([name])

    @mute_logger("odoo.http")
    def test_no_field_is_theirs_over_rpc(self):
        self.authenticate(self.portal.login, self.portal.login)
        company = self.portal.company_id
        for model, name in self.ours():
            records = company if model == "res.company" else self.env[model].search([], limit=1)
            for method, args in (("read", [records.ids, [name]]), ("search_read", [[[name, "!=", False]], [name]])):
                with self.subTest(model=model, field=name, method=method), self.assertRaises(JsonRpcException):
                    self.make_jsonrpc_request(
                        "/web/dataset/call_kw", {"model": model, "method": method, "args": args, "kwargs": {}}
                    )

    def test_no_model_is_theirs(self):
        for model, cls in sorted(self.env.registry.items()):
            if model.startswith("credit.") and not cls._abstract:
                for user in (self.portal, self.public):
                    with self.subTest(model=model, user=user.login):
                        self.assertFalse(self.env[model].with_user(user).has_access("read"))
