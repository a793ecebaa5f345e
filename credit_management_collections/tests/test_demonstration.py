from odoo.tests import TransactionCase, tagged
from odoo.tools import convert_file

COLLECTOR = "credit_management_collections.user_collector"
FILE = "demo/credit_collections_demo.xml"


@tagged("post_install", "-at_install")
class TestDemonstration(TransactionCase):
    """What a newcomer sees of collections; played where the database was made before there was any."""

    def test_something_of_everything(self):
        collector = self.env.ref(COLLECTOR, raise_if_not_found=False)
        if not collector or not self.env["credit.reminder.run"].search_count([("author_id", "=", collector.id)]):
            convert_file(self.env, "credit_management_collections", FILE, {}, mode="init", noupdate=True)
        collector = self.env.ref(COLLECTOR)
        runs = self.env["credit.reminder.run"].search([("author_id", "=", collector.id)])
        self.assertEqual(set(runs.mapped("state")), {"done", "previewed"})
        models = ("credit.collection", "credit.contact", "credit.promise", "credit.dispute", "credit.reminder")
        for model in models:
            with self.subTest(model):
                self.assertTrue(self.env[model].with_user(collector).search_count([]))
        sent = self.env["credit.reminder"].search([("run_id", "in", runs.ids), ("state", "=", "sent")])
        self.assertFalse(sent.mail_message_id, "no mail leaves")
        told = [("state", "=", "outgoing"), ("model", "in", (*models, runs._name, "credit.account"))]
        self.assertFalse(self.env["mail.mail"].search(told))

    def test_steps_aside_where_the_demonstration_is_not(self):
        before = self.env["credit.reminder.run"].search_count([])
        self.env["ir.model.data"].search([("module", "=", "credit_management"), ("name", "=", "account_acme")]).unlink()
        self.env["credit.demonstration"]._play_collections()
        self.assertEqual(self.env["credit.reminder.run"].search_count([]), before)
