import re
from collections import Counter

from lxml import html

from odoo.tests import tagged

from ..common import CreditCommon

# Ways in which records come to be without anybody making one there.
COMES = (
    r"appear|by itself|by themselves|once a day|every day|daily job|wait here|waits here|follow from|Choose <i>|begin"
)
# Of these the lists are not empty.
FILLED = "credit.account", "credit.limit", "credit.limit.request", "credit.limit.batch", "credit.group"


@tagged("post_install", "-at_install")
class TestEmptyLists(CreditCommon):
    """Empty lists say how they come to be filled, in a way that this role has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user("accountant", "account.group_account_manager")
        cls.people = cls.salesperson | cls.accountant | cls.analyst | cls.manager | cls.administrator

    def windows(self):
        """Every window of ours that lists records, not one that asks for something in a dialog."""
        found = self.env["ir.model.data"].search(
            [("module", "=like", "credit_management%"), ("model", "=", "ir.actions.act_window")]
        )
        actions = self.env["ir.actions.act_window"].browse(found.mapped("res_id"))
        return actions.filtered(lambda action: action.target != "new" and action.view_mode.split(",")[0] != "form")

    def seen_by(self, user):
        menus = self.env["ir.ui.menu"].with_user(user)
        menus = menus.browse(menus._visible_menu_ids())
        opened = menus.mapped("action")
        return {action.id for action in opened if action and action._name == "ir.actions.act_window"}

    def paragraphs(self, action):
        return [
            html.tostring(part, encoding="unicode")
            for part in html.fromstring(f"<div>{action.help or ''}</div>").iter("p")
        ]

    def may_create(self, action, user):
        model = self.env[action.res_model].with_user(user)
        views = [(view_id, mode) for view_id, mode in action.views if mode == "list"] or [(False, "list")]
        arch = model.get_view(*views[0])["arch"]
        return model.has_access("create") and html.fromstring(arch).get("create") not in ("0", "false", "False")

    def test_every_list_says_what_it_lacks_and_what_leads_on(self):
        found = self.windows()
        self.assertGreater(len(found), 25)
        for action in found:
            with self.subTest(action.xml_id):
                self.assertGreaterEqual(len(self.paragraphs(action)), 2)

    def test_every_list_and_form_opens_for_who_sees_it(self):
        """No field asks for what the role may not read: the web client would open nothing at all."""
        self.fill()
        windows, opened, filled = self.windows(), 0, Counter()
        for user in self.people:
            seen = self.seen_by(user)
            for action in windows.filtered(lambda action, seen=seen: action.id in seen):
                model = self.env[action.res_model].with_user(user).with_context(active_test=False)
                for mode in {"list", "form"} & set(action.view_mode.split(",")):
                    view = next((view_id for view_id, name in action.views if name == mode), False)
                    names = self.names_of(model, html.fromstring(model.get_view(view, mode)["arch"]))
                    with self.subTest(action=action.xml_id, user=user.login, mode=mode):
                        self.env.invalidate_all()  # what somebody else has computed is no proof
                        found = model.search([], limit=3)
                        found.read(names)
                        filled[model._name, user] += bool(found)
                        if self.may_create(action, user):
                            model.new(model.default_get(names))._read_format(names)  # one that is being made, too
                        opened += 1
        self.assertGreater(opened, 150)
        for name in FILLED:
            for user in self.analyst | self.manager:
                self.assertTrue(filled[name, user], f"{user.login} has read no record of {name}")

    def fill(self):
        """A record of what limits live by: a list of none computes nothing."""
        account = self._create_account(self._create_customer("Listed", user_id=self.salesperson.id))
        self._approve_limit(account, 1000)
        values = {"percent": 10, "reason": "Listed", "domain": str([("id", "=", account.id)])}
        self.env["credit.limit.batch"].with_user(self.analyst).create(values).action_preview()
        self._propose_limit(account, 2000)
        values = {"account_id": account.id, "kind": "raise", "amount": 5000, "reason": "Listed"}
        self.env["credit.limit.request"].with_user(self.analyst).create(values)
        self.env["credit.group"].create({"name": "Listed", "lead_id": account.id})

    def names_of(self, model, arch):
        """The fields of a view, without those of the lists in it."""
        inner = {node for field in arch.iter("field") for node in field.iter("field") if node is not field}
        names = {node.get("name") for node in arch.iter("field") if node not in inner}
        return sorted(name for name in names if name in model._fields)

    def test_what_leads_on_is_something_the_role_may_do(self):
        windows, asked = self.windows(), 0
        for user in self.people:
            seen = self.seen_by(user)
            for action in windows.filtered(lambda action, seen=seen: action.id in seen):
                said = " ".join(self.paragraphs(action)[1:])
                asked += 1
                with self.subTest(action=action.xml_id, user=user.login):
                    if not self.may_create(action, user):
                        self.assertTrue(
                            re.search(COMES, said, re.IGNORECASE), f"nothing leads on for who may not create: {said}"
                        )
                    for link in html.fromstring(f"<div>{said}</div>").iterfind(".//a[@name]"):
                        opened = self.env["ir.actions.actions"]._for_xml_id(link.get("name"))
                        self.assertTrue(self.env[opened["res_model"]].with_user(user).has_access("read"))
        self.assertGreater(asked, 60)

    def test_a_new_account_can_create_its_customer(self):
        """The one field of a new account offers it, as a company and a customer."""
        arch = html.fromstring(self.env["credit.account"].get_view(view_type="form")["arch"])
        field = arch.find(".//field[@name='partner_id']")
        self.assertNotIn("no_create", field.get("options") or "")
        self.assertIn("default_is_company", field.get("context"))
