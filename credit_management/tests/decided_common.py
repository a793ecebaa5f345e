from .common import CreditCommon


class DecidedCommon(CreditCommon):
    """A document of every decided model, in any of its states."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.assessment"].search([("state", "in", ("draft", "submitted"))])._set_cancelled()
        cls.account = cls._create_account(cls._create_customer(user_id=cls.salesperson.id))
        cls.models = sorted(
            name
            for name, model in cls.env.registry.items()
            if not model._abstract and issubclass(model, cls.env.registry["credit.decided"])
        )

    def _values(self, name):
        """The least a document of a model needs."""
        today, account = self.company._credit_today(), {"account_id": self.account.id}
        rule = self.env["credit.alert.rule"].search([], limit=1)
        values = {
            "credit.limit": {**account, "amount": 1, "reason": "Test"},
            "credit.assessment": account,
            "credit.survey": account,
            "credit.financial.statement": account,
            "credit.policy": {},
            "credit.scorecard": {"name": "Card"},
            "credit.hold": {**account, "company_id": self.company.id, "checkpoint": "confirmation"},
            "credit.alert": {
                **account,
                "rule_id": rule.id,
                "cause": "test",
                "kind": rule.kind,
                "severity": "warning",
                "raised_on": today,
            },
            "credit.review": {**account, "due_date": today, "opened_on": today},
            "credit.ledger.import": {},
        }
        return values[name]

    def _document(self, name, state):
        """A document that is in a state."""
        record = self.env[name]._credit_by_method().create(self._values(name)).with_env(self.env(context={}))
        values = {
            ("credit.limit", "approved"): {"approver_id": self.manager.id},
            ("credit.limit", "ended"): {"approver_id": self.manager.id},
            ("credit.assessment", "approved"): {"submitted_by": self.analyst.id, "decided_by": self.manager.id},
            ("credit.survey", "verified"): {"submitted_by": self.analyst.id, "verified_by": self.manager.id},
            ("credit.financial.statement", "confirmed"): {"confirmed_by": self.analyst.id},
            ("credit.policy", "published"): {"valid_from": self._day(0)},
            ("credit.scorecard", "published"): {"valid_from": self._day(0)},
            ("credit.alert", "closed"): {"outcome": "effective"},
        }
        if record.state != state:
            record._credit_by_method().write({"state": state, **values.get((name, state), {})})
        self.env.flush_all()
        return record
