from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .collections_common import CollectionsCommon

ROLES = ("salesperson", "collector", "analyst", "manager", "administrator")


@tagged("post_install", "-at_install")
class TestReminderAttacks(CollectionsCommon):
    """What somebody would try who wants another message, another address or no message at all."""

    def setUp(self):
        super().setUp()
        self.move = self.invoice(1000, due=-10)
        self.run = self.run_of()
        self.row = self.message(self.run)

    def _stored(self, records):
        return [name for name, field in records._fields.items() if field.store and name not in MAGIC_COLUMNS]

    # === ROWS === #

    def test_nobody_writes_messages_and_their_items(self):
        for records in (self.row, self.row.line_ids[:1]):
            names = self._stored(records)
            for role in ROLES:
                attacked = records.with_user(getattr(self, role))
                for name in names:
                    value = records.read([name])[0][name]
                    value = value[0] if isinstance(value, tuple) else value
                    with self.subTest(role=role, field=name), self.assertRaises(AccessError):
                        attacked.write({name: value})
                with self.subTest(role=role), self.assertRaises(AccessError):
                    attacked.unlink()
                with self.subTest(role=role), self.assertRaises(AccessError):
                    attacked.copy()

    def test_nobody_writes_a_run_beside_whom_it_is_for(self):
        names = self._stored(self.run)
        for role in ROLES:
            for name in set(names) - {"company_id", "domain", "kind", "strategy_ids", "message_ids", "activity_ids"}:
                if name.startswith(("message_", "activity_", "website_", "rating_")):
                    continue  # of Odoo's, kept by credit.log
                with self.subTest(role=role, field=name), self.assertRaises(UserError):
                    self.run.with_user(getattr(self, role)).write({name: self._another(name)})
        self.assertEqual((self.run.state, self.row.exists()), ("previewed", self.row))

    def _another(self, name):
        field = self.run._fields[name]
        if field.type == "one2many":
            return [Command.clear()]
        if field.type == "many2one":
            return self.env[field.comodel_name].search([], limit=1).id
        return {"selection": "sending", "json": {"USD": 1}, "date": "2000-01-01", "datetime": "2000-01-01"}.get(
            field.type, 7
        )

    # === DOORS === #

    def _doors(self, model):
        """The buttons that this addon has made."""
        methods = {name: getattr(type(model), name) for name in dir(type(model)) if name.startswith("action_")}
        return [name for name, method in methods.items() if "credit_management_collections" in method.__module__]

    def test_every_button_is_closed_to_others(self):
        stranger = self._stranger()
        for records in (self.row, self.run):
            for name in self._doors(records):
                if name.startswith("action_open_"):
                    continue
                for user in (self.salesperson, self.administrator, stranger):
                    with self.subTest(name=name, user=user.login), self.assertRaises(UserError):
                        getattr(records.with_user(user), name)()
        self.assertEqual((self.run.state, self.row.state), ("previewed", "previewed"))

    def _stranger(self):
        """A collector of another company."""
        company = self.env["res.company"].sudo().create({"name": "Another"})
        return self._create_user(
            "stranger",
            "credit_management_collections.credit_management_group_collector",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    def test_another_company_and_another_salesperson_read_nothing(self):
        stranger = self._stranger()
        other = self._create_user("other_seller", "sales_team.group_sale_salesman")
        self.customer.user_id = self.salesperson
        for user, everything in ((stranger, self.run), (stranger, self.row), (other, self.row)):
            for records in (everything, everything.line_ids if everything == self.row else everything):
                with self.subTest(user=user.login, model=records._name), self.assertRaises(AccessError):
                    records.with_user(user).read(["display_name"])
                self.assertFalse(records.with_user(user).search([("id", "in", records.ids)]))

    def test_what_was_not_previewed_and_what_was_sent_is_not_sent(self):
        draft = self.run_of(preview=False)
        with self.assertRaisesRegex(UserError, "is draft"):
            draft.with_user(self.manager).action_send()
        self.send(self.run)
        with self.assertRaisesRegex(UserError, "is done"):
            self.run.with_user(self.manager).action_send()
        for name in (
            "action_leave_out",
            "action_reached",
            "action_not_reached",
            "action_was_sent",
            "action_send_again",
        ):
            with self.subTest(name), self.assertRaisesRegex(UserError, "is sent"):
                getattr(self.row.with_user(self.manager), name)()
        with self.assertRaises(UserError):
            self.run.with_user(self.collector).domain = "[]"
        with self.assertRaises(UserError):
            self.run.with_user(self.collector).unlink()

    # === BETWEEN PREVIEW AND SENDING === #

    def test_nothing_goes_to_an_address_that_was_not_previewed(self):
        contact = {"name": "Payables", "parent_id": self.customer.id, "type": "credit_reminder"}
        attacks = (
            lambda: self.customer.write({"email": "thief@example.com"}),
            lambda: self.env["res.partner"].create(contact | {"email": "another@example.com"}),
        )
        for attack in attacks:
            run = self.run_of()
            run.with_user(self.manager).action_send()
            attack()
            self.work()
            row = self.message(run)
            self.assertEqual((row.state, row.reason), ("dropped", "moved"))
        run = self.run_of()
        self.assertEqual(self.message(run).address, "another@example.com")

    def test_of_several_addresses_in_a_field_one_is_written_to(self):
        self.customer.email = "customer@example.com, thief@example.com"
        self.company.partner_id.email = "company@example.com"
        run = self.run_of()
        row = self.message(run)
        self.assertEqual(row.address, "customer@example.com")
        self.assertIn("<customer@example.com>", row.sudo()._make_mail()["To"])
        self.assertNotIn("thief", row.sudo()._make_mail()["To"])

    def test_no_more_is_asked_for_than_was_previewed(self):
        self.pay(self.move, amount=900)
        run = self.run_of()
        self.assertEqual(self.message(run).totals, {"USD": 100.0})
        run.with_user(self.manager).action_send()
        self.line(self.move).remove_move_reconcile()
        self.env["account.payment"].search([("partner_id", "=", self.customer.id)]).action_draft()
        self.env["account.payment"].search([("partner_id", "=", self.customer.id)]).unlink()
        self.work()
        self.assertEqual((self.message(run).state, self.message(run).reason), ("dropped", "added"))

    # === WORDS === #

    def test_templates_of_reminders_are_an_administrators(self):
        for role in ("salesperson", "collector", "manager"):
            templates = self.env["mail.template"].with_user(getattr(self, role))
            mine = templates.create({"name": "Mine", "model_id": self.env["ir.model"]._get("res.partner").id})
            for number, attack in enumerate(self._attacks_on_words(mine)):
                with self.subTest(role=role, attack=number), self.assertRaises(AccessError), self.env.cr.savepoint():
                    attack()
        with self.assertRaisesRegex(UserError, "no template of reminders"):
            self.strategy.step_ids[0].template_id = mine.sudo()

    def _attacks_on_words(self, mine):
        ours = self.env.ref("credit_management_collections.credit_reminder_mail_firm").with_user(mine.env.user)
        model = self.env["ir.model"]._get("credit.reminder")
        return (
            lambda: mine.create({"name": "Mine", "model_id": model.id}),
            lambda: mine.write({"model_id": model.id}),
            lambda: ours.write({"subject": "Pay me"}),
            lambda: ours.update_field_translations("subject", {"en_US": "Pay me"}),
            lambda: ours.unlink(),
        )
