from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestShared(CreditCommon):
    """What all companies share is written by who works in all of them; the others make their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other"})
        cls.administrator.company_ids = [Command.set(cls.company.ids)]
        cls.everywhere = cls._create_user("everywhere", "credit_management.credit_management_group_administrator")
        cls.everywhere.company_ids = [Command.set(cls.env["res.company"].search([]).ids)]
        # What administrators write and salespeople do not: definitions, no documents of customers.
        cls.models = [
            name
            for name, model in sorted(cls.env.registry.items())
            if name.startswith("credit.")
            and not (model._abstract or model._transient)
            and cls.env[name].with_user(cls.administrator).has_access("write")
            and not cls.env[name].with_user(cls.salesperson).has_access("write")
        ]

    def _is_shared(self, model):
        """Whether records of a model may name no company."""
        company = self.env[model]._fields.get("company_id")
        return company is None or not company.required

    def test_every_definition_is_of_one_company_or_shared(self):
        """Rules belong to their policy, parts of a card to their card: these are asked for in test_cards."""
        parts = {
            "credit.policy.rule",
            "credit.approval.step",
            *(f"credit.scorecard.{part}" for part in ("criterion", "bin", "knockout")),
            "credit.agreement.section",
            *(f"credit.strategy.{part}" for part in ("step", "minimum")),
            "credit.late.reference",
        }
        shared = self.env.registry["credit.shared"]
        guarded = {name for name in self.models if issubclass(self.env.registry[name], shared)}
        self.assertEqual({name for name in self.models if self._is_shared(name)} - parts - guarded, set())
        self.assertLessEqual(
            {"credit.authority", "credit.alert.rule", "credit.grade", "credit.industry.risk", "credit.scorecard"},
            guarded,
        )

    def _tries(self, user):
        for model in (
            "credit.authority",
            "credit.alert.rule",
            "credit.grade",
            "credit.industry.risk",
            "credit.survey.question",
        ):
            record = self.env[model].search(
                [("company_id", "=", False)] if "company_id" in self.env[model]._fields else [], limit=1
            )
            name = {"credit.authority": "amount", "credit.industry.risk": "points"}.get(model, "sequence")
            yield model, record.with_user(user), {name: record[name] + 1}

    def test_shared_ones(self):
        for model, record, vals in self._tries(self.administrator):
            with self.subTest(model), self.assertRaisesRegex(AccessError, "all companies"), self.env.cr.savepoint():
                record.write(vals)
        for _model, record, vals in self._tries(self.everywhere):
            record.write(vals)

    def test_own_ones(self):
        authorities = self.env["credit.authority"].with_user(self.administrator)
        own = authorities.create({"role": "manager", "amount": 5, "company_id": self.company.id})
        own.amount = 7
        for vals in ({"company_id": False}, {"company_id": self.other.id}):
            with self.subTest(vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                own.write(vals)
        for vals in ({}, {"company_id": self.other.id}):
            with self.subTest(vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                authorities.create({"role": "manager", "amount": 5, **vals})

    def test_cards(self):
        cards = self.env["credit.scorecard"].with_user(self.administrator)
        with self.assertRaisesRegex(AccessError, "all companies"), self.env.cr.savepoint():
            cards.create({"name": "For everybody"})
        own = cards.create({"name": "Ours", "company_id": self.company.id})
        own.note = "Ours"
        shared = self.env["credit.scorecard"].create({"name": "For everybody"})
        criterion = {"scorecard_id": shared.id, "name": "Age", "code": "age", "characteristic": "relationship_months"}
        with self.assertRaisesRegex(AccessError, "all companies"), self.env.cr.savepoint():
            self.env["credit.scorecard.criterion"].with_user(self.administrator).create(criterion)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            shared.with_user(self.administrator).action_publish()
