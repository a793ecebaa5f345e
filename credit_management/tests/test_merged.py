from odoo.tests import tagged

from .decided_common import DecidedCommon

# Stored customers that are not computed from an account, and how they follow.
OWN = {
    "credit.account": "moved before Odoo's merge, which would delete the second of two",
    "credit.admission": "whose order it was when it was let in; an order of another customer is judged again",
    "credit.till.admission": "likewise, of a ticket",
    "credit.forecast.habit": "learnt anew every night",
    "credit.pool": "counts decisions and says nothing; of two one is left",
    "credit.reminder": "the contact it was sent to",
    "credit.limit.batch.line": "moved with the account",
    "credit.application": "moved with the account",
    "credit.ledger.match": "which customer a line of an import is",
    "credit.resemblance": "looked for anew",
    "credit.resemblance.key": "looked for anew",
}


@tagged("post_install", "-at_install")
class TestMerged(DecidedCommon):
    """Of two customers who become one nothing is lost, and nothing says the old name."""

    def referring(self):
        """Every stored column by which our models lead to an account: ``[(model, field)]``."""
        for name, model in self.env.items():
            if name.startswith("credit.") and not model._abstract and not model._transient and model._auto:
                for field in model._fields.values():
                    if field.comodel_name == "credit.account" and field.type == "many2one" and field.store:
                        yield model, field

    def customers(self, model):
        """Stored columns of a model that say the customer of its account."""
        for field in model._fields.values():
            if field.comodel_name == "res.partner" and field.type == "many2one" and field.store and field.related:
                yield field

    def test_every_stored_customer_is_that_of_an_account(self):
        """What is stored beside an account is computed from it, or named here with who moves it."""
        beside = {
            model._name
            for model in self.env.values()
            if model._name.startswith("credit.") and not model._abstract and not model._transient and model._auto
            for field in model._fields.values()
            if field.name == "partner_id" and field.store and not field.related
        }
        self.assertFalse(beside - OWN.keys(), "computed from the account, or named with how it follows")

    def test_contacts_that_are_one_and_the_same_merge(self):
        """What made them look the same stands in no way: keys and resemblances of both are there."""
        customers = self._create_customer("Stays") | self._create_customer("Goes")
        customers.write({"email": "one@same.example", "phone": "+49 30 7654321", "vat": "DE136695976"})
        stays, goes = customers
        for one in customers:
            self._create_account(one, status="stop", status_reason="Owes")
        alike = self._create_customer("Third", email="one@same.example")
        self.env["credit.resemblance"]._look(customers | alike)
        self.env.flush_all()
        self.env["base.partner.merge.automatic.wizard"]._merge(customers.ids, stays)
        self.assertFalse(goes.exists())
        self.assertEqual(len(self.env["credit.account"].search([("partner_id", "=", stays.id)])), 1)
        keys = self.env["credit.resemblance.key"].sudo().search([("partner_id", "=", stays.id)])
        self.assertTrue(keys)
        known = self.env["credit.resemblance"].sudo().search([("partner_id", "=", alike.id)])
        self.assertEqual(known.account_id.partner_id, stays)

    def test_documents_of_two_customers_who_become_one(self):
        kept = self._create_account(self._create_customer("Stays"))
        goes, found = self.account, {}
        leads = {model._name for model, field in self.referring() if field.name == "account_id"}
        for name in self.models:
            for account in (goes, kept):
                self.account = account
                values = self._values(name)
                if "account_id" not in values or name not in leads:
                    continue
                found[account, name] = self.env[name]._credit_by_method().create(values)
        self.assertGreater(len(found), 30)
        self.env.flush_all()
        kept._absorb(goes)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(goes.exists())
        for (_account, name), document in found.items():
            with self.subTest(model=name):
                self.assertTrue(document.exists(), "lost")
                self.assertEqual(document.account_id, kept)
                for field in self.customers(document):
                    self.assertEqual(document[field.name], kept.partner_id, field.name)
        self.assertNothingSaysTheOldName(goes.id)

    def assertNothingSaysTheOldName(self, gone):
        for model, field in self.referring():
            with self.subTest(model=model._name, field=field.name):
                table = model.sudo().with_context(active_test=False)
                self.assertFalse(table.search_count([(field.name, "=", gone)]))
                for column in self.customers(model):
                    stale = [
                        record.id
                        for record in table.search([(field.name, "!=", False)], limit=1000)
                        if self.read_fresh(record, column)
                    ]
                    self.assertFalse(stale, column.name)

    def read_fresh(self, record, column):
        """Whether what is stored differs from what it is computed from."""
        value = record
        for name in column.related.split("."):
            value = value[name]
        return record[column.name] != value
