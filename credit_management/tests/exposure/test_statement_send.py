from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged

from ...models.exposure.credit_account_send import STATEMENT_TEMPLATE
from ..common import CreditCommon


class StatementCommon(CreditCommon):
    """Three customers: one with an address, one in another language with an invoice address, one without any."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("seller", "sales_team.group_sale_salesman", email="seller@example.com")
        cls.accountant = cls._create_user("books", "account.group_account_invoice", email="books@example.com")
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.plain = cls._create_customer("Ann", email="ann@example.com", user_id=cls.seller.id)
        cls.french = cls._create_customer("Bertrand", lang="fr_FR", user_id=cls.seller.id)
        cls.office = cls.env["res.partner"].create(
            {"name": "Office", "parent_id": cls.french.id, "type": "invoice", "email": "factures@example.com"}
        )
        cls.silent = cls._create_customer("Carl", user_id=cls.seller.id)
        cls.theirs = cls._create_customer("Dora", email="dora@example.com", user_id=cls.salesperson.id)
        cls.accounts = cls.env["credit.account"]
        for customer in (cls.plain, cls.french, cls.silent, cls.theirs):
            cls.accounts |= cls._create_account(customer)
            cls._invoice(customer)

    @classmethod
    def _invoice(cls, customer):
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": cls._day(-40),
                "invoice_date_due": cls._day(-10),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": 300, "tax_ids": []})],
            }
        )
        invoice.action_post()
        return invoice

    def of(self, *customers):
        return self.accounts.filtered(lambda account: account.partner_id in customers)

    def mails(self, accounts):
        domain = [("model", "=", "credit.account"), ("res_id", "in", accounts.ids)]
        return self.env["mail.mail"].search(domain, order="id")


@tagged("post_install", "-at_install")
class TestSendStatement(StatementCommon):
    """Statements go out by mail, one or many, as far as the sender reads them; nobody is dropped in silence."""

    def compose(self, account, user):
        action = account.with_user(user).action_send_statement()
        self.assertEqual(action["res_model"], "mail.compose.message")
        return self.env[action["res_model"]].with_user(user).with_context(**action["context"]).create({})

    def test_one_in_the_composer(self):
        for user in (self.seller, self.accountant, self.analyst):
            account = self.of(self.plain)
            composer = self.compose(account, user)
            self.assertEqual(composer.partner_ids, self.plain)
            self.assertEqual(len(composer.attachment_ids), 1)
            self.assertIn("Statement of account - Ann", composer.attachment_ids.name)
            self.assertIn("/my/invoices/overdue", composer.body)
            composer.action_send_mail()
            message = account.message_ids[:1]
            self.assertEqual(message.author_id, user.partner_id)
            self.assertEqual(message.partner_ids, self.plain)
            self.assertEqual(message.attachment_ids.mapped("res_model"), ["credit.account"])

    def test_to_the_invoice_address_in_the_customers_language(self):
        self.env.ref(STATEMENT_TEMPLATE).with_context(lang="fr_FR").subject = "Votre relevé"
        composer = self.compose(self.of(self.french), self.seller)
        self.assertEqual((composer.partner_ids, composer.subject), (self.office, "Votre relevé"))

    def test_without_an_address_it_is_said(self):
        with self.assertRaisesRegex(UserError, "Carl has no e-mail address"):
            self.of(self.silent).with_user(self.seller).action_send_statement()
        with self.assertRaisesRegex(UserError, "Choose the customers"):
            self.accounts.browse().with_user(self.seller).action_send_statement()

    def test_many(self):
        accounts = self.of(self.plain, self.french, self.silent)
        action = accounts.with_user(self.seller).action_send_statement()
        form = Form(self.env[action["res_model"]].with_user(self.seller).with_context(**action["context"]))
        self.assertIn("Carl", form.lacking_text)
        self.assertEqual(form.ready_count, 2)
        send = form.save()
        emails = {line.account_id.partner_id.name: line.email for line in send.line_ids}
        self.assertEqual(emails, {"Ann": "ann@example.com", "Bertrand": "factures@example.com", "Carl": False})
        self.assertEqual(send.line_ids.mapped("balance"), [300, 300, 300])
        told = send.action_send()["params"]
        self.assertEqual(told["type"], "warning")
        self.assertIn("Carl", told["message"])
        mails = self.mails(accounts)
        self.assertEqual(mails.recipient_ids, self.plain | self.office)
        self.assertEqual([len(mail.attachment_ids) for mail in mails], [1, 1])
        self.assertEqual(mails.mail_message_id.author_id, self.seller.partner_id)
        self.assertFalse(self.mails(self.of(self.silent)))
        for account in self.of(self.plain, self.french):
            self.assertIn("statement of account", " ".join(filter(None, account.message_ids.mapped("subject"))))

    def test_nobody_with_an_address(self):
        send = self.env["credit.statement.send"].with_user(self.seller)
        send = send.create({"account_ids": [Command.set(self.of(self.silent).ids)]})
        with self.assertRaisesRegex(UserError, "None of them has an e-mail address"):
            send.action_send()

    def test_not_too_many(self):
        customers = self.env["res.partner"].create([{"name": f"Customer {number}"} for number in range(101)])
        accounts = self.env["credit.account"]._for(customers, self.company)
        with self.assertRaisesRegex(UserError, "too many at once"):
            self.env["credit.statement.send"].with_user(self.analyst).create(
                {"account_ids": [Command.set(accounts.ids)]}
            )

    # === FROM ELSEWHERE === #

    def test_from_open_items(self):
        items = self.env["credit.open.item"].with_user(self.seller)
        items = items.search([("partner_id", "in", (self.plain | self.french).ids)])
        action = items.action_send_statement()
        self.assertEqual(set(action["context"]["default_account_ids"]), set(self.of(self.plain, self.french).ids))
        one = items.filtered(lambda item: item.partner_id == self.plain)
        self.assertEqual(one.action_send_statement()["context"]["default_res_ids"], self.of(self.plain).ids)

    def test_from_alerts(self):
        rule = self.env["credit.alert.rule"].search([], limit=1)
        alert = (
            self.env["credit.alert"]
            .sudo()
            ._credit_by_method()
            .create(
                {
                    "account_id": self.of(self.plain).id,
                    "rule_id": rule.id,
                    "cause": "test",
                    "kind": rule.kind,
                    "severity": rule.severity,
                    "raised_on": self._day(0),
                }
            )
        )
        action = alert.with_user(self.analyst).action_send_statement()
        self.assertEqual(action["context"]["default_res_ids"], self.of(self.plain).ids)

    # === WHO MAY === #

    def test_nobody_sends_what_they_may_not_read(self):
        theirs, bare = self.of(self.theirs), self._create_user("bare", "base.group_user", email="bare@example.com")
        sends = self.env["credit.statement.send"]
        for user in (self.seller, bare, self.env.ref("base.public_user")):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    theirs.with_user(user).action_send_statement()
                with self.assertRaises(AccessError):
                    (theirs | self.of(self.plain)).with_user(user).action_send_statement()
                with self.assertRaises(AccessError):
                    sends.with_user(user).create({"account_ids": [Command.set(theirs.ids)]})
                with self.assertRaises(AccessError):
                    self.env.ref(STATEMENT_TEMPLATE).with_user(user).send_mail(theirs.id)
        self.assertFalse(self.mails(theirs))

    def test_a_list_is_not_changed_behind_the_check(self):
        """Lines and accounts written by RPC: nothing of an account out of sight is read or sent by them."""
        theirs = self.of(self.theirs)
        send = self.env["credit.statement.send"].with_user(self.seller)
        send = send.create({"account_ids": [Command.set(self.of(self.plain).ids)]})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            send.write({"account_ids": [Command.link(theirs.id)]})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            send.line_ids.write({"account_id": theirs.id})
            send.line_ids.read(["email", "balance", "account_id"])
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            line = send.line_ids.create({"send_id": send.id, "account_id": theirs.id})
            line.read(["email", "balance", "account_id"])
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["credit.statement.send.line"].with_user(self.seller).create(
                {"send_id": send.id, "account_id": theirs.id}
            )
            send.action_send()
        self.assertFalse(self.mails(theirs))

    def test_a_composer_of_ones_own_making_reads_nothing(self):
        composer = self.env["mail.compose.message"].with_user(self.seller)
        template = self.env.ref(STATEMENT_TEMPLATE)
        theirs = self.of(self.theirs)
        for mode in ("comment", "mass_mail"):
            with self.subTest(mode), self.assertRaises(UserError), self.env.cr.savepoint():
                composer = composer.create(
                    {
                        "model": "credit.account",
                        "res_ids": theirs.ids,
                        "composition_mode": mode,
                        "template_id": template.id,
                    }
                )
                composer.action_send_mail()


@tagged("post_install", "-at_install")
class TestSendStatementInTheBrowser(StatementCommon, HttpCase):
    def test_one(self):
        account = self.of(self.plain)
        self.start_tour(f"/odoo/credit-accounts/{account.id}", "credit_management_send", login=self.seller.login)
        self.assertIn(self.plain, account.message_ids.partner_ids)

    def test_many(self):
        accounts = self.of(self.plain, self.silent)
        action = self.env["ir.actions.act_window"].create(
            {
                "name": "Two Accounts",
                "res_model": "credit.account",
                "view_mode": "list,form",
                "domain": [("id", "in", accounts.ids)],
            }
        )
        self.start_tour(f"/odoo/action-{action.id}", "credit_management_send_many", login=self.seller.login)
        self.assertEqual(self.mails(accounts).recipient_ids, self.plain)
