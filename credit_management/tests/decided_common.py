from .common import CreditCommon

# The decisions on each model: the state, who decides, the method with its arguments, and the buttons of its forms.
DECISIONS = [
    ("credit.limit", "proposed", "manager", "action_approve", (), "action_approve"),
    ("credit.limit", "proposed", "manager", "action_refuse", (), "action_refuse"),
    ("credit.limit", "approved", "second_manager", "action_end", ("2050-01-01", "Test"), "action_open_end"),
    *(
        (name, state, user, method, arguments, button)
        for name in ("credit.group.limit", "credit.group.member")
        for state, user, method, arguments, button in (
            ("proposed", "manager", "action_approve", (), "action_approve"),
            ("proposed", "manager", "action_refuse", (), "action_refuse"),
            ("approved", "second_manager", "action_end", ("2050-01-01", "Test"), "action_open_end"),
        )
    ),
    ("credit.limit.request", "submitted", "manager", "action_approve", (), "action_approve"),
    (
        "credit.limit.request",
        "submitted",
        "manager",
        "action_approve_part",
        (1, False, "2050-01-01", False, "Test"),
        "action_open_part",
    ),
    ("credit.limit.request", "submitted", "manager", "action_return", ("Test",), "action_open_return"),
    ("credit.limit.request", "submitted", "manager", "action_refuse", ("Test",), "action_open_refuse"),
    ("credit.limit.batch", "submitted", "manager", "action_approve", (), "action_approve"),
    ("credit.limit.batch", "submitted", "manager", "action_refuse", ("Test",), "action_open_refuse"),
    ("credit.account.change", "proposed", "manager", "action_approve", (), "action_approve"),
    ("credit.account.change", "proposed", "manager", "action_refuse", (), "action_refuse"),
    ("credit.assessment", "submitted", "manager", "action_approve", (), "action_open_approve"),
    ("credit.assessment", "submitted", "manager", "action_refuse", ("Test",), "credit.assessment.refuse"),
    ("credit.survey", "submitted", "analyst", "action_verify", (), "action_verify"),
    ("credit.survey", "verified", "analyst", "action_close", (), "action_close"),
    ("credit.financial.statement", "draft", "analyst", "action_confirm", (), "action_confirm"),
    ("credit.policy", "draft", "administrator", "action_publish", (), "action_open_publish"),
    ("credit.scorecard", "draft", "administrator", "action_publish", (), "action_publish"),
    ("credit.scorecard", "published", "administrator", "action_withdraw", (), "action_withdraw"),
    ("credit.hold", "open", "manager", "action_release", ("Test",), "action_open_release"),
    ("credit.hold", "open", "manager", "action_refuse", ("Test",), "action_open_refuse"),
    ("credit.alert", "new", "analyst", "action_close", ("effective", "Test"), "action_open_close"),
    ("credit.review", "open", "manager", "action_cancel", (), "action_cancel"),
]
DECISIONS += [  # of the addon with cover
    ("credit.cover", "proposed", "manager", "action_confirm", (), "action_confirm"),
    ("credit.cover", "proposed", "manager", "action_refuse", (), "action_refuse"),
    ("credit.cover", "confirmed", "second_manager", "action_end", ("2050-01-01", "Test"), "action_open_end"),
    ("credit.cover.decision", "proposed", "manager", "action_confirm", (), "action_confirm"),
    ("credit.cover.decision", "proposed", "manager", "action_refuse", (), "action_refuse"),
]
DECISIONS += [  # of the addon with the customer's pages
    ("credit.agreement", "draft", "manager", "action_approve", (), "action_approve"),
    ("credit.agreement", "signed", "manager", "action_countersign", (), "action_countersign"),
    ("credit.agreement", "countersigned", "second_manager", "action_end", ("2050-01-01", "Test"), "action_open_end"),
    ("credit.agreement.template", "draft", "administrator", "action_publish", (), "action_publish"),
]
DECISIONS += [  # of the addon that collects
    ("credit.reminder.run", "previewed", "manager", "action_send", (), "action_send"),
    ("credit.promise", "draft", "manager", "action_take", (), "action_take"),
    ("credit.promise", "open", "manager", "action_release_terms", (), "action_release_terms"),
    ("credit.dispute", "open", "manager", "action_confirm", (), "action_confirm"),
    ("credit.dispute", "open", "manager", "action_close", ("withdrawn",), "action_open_close"),
    ("credit.handover", "proposed", "manager", "action_approve", (), "action_approve"),
    ("credit.handover", "proposed", "manager", "action_refuse", ("Test",), "action_open_refuse"),
    ("credit.handover", "handed", "manager", "action_take_back", ("Test",), "action_open_take_back"),
    ("credit.write.off", "proposed", "manager", "action_approve", (), "action_approve"),
    ("credit.write.off", "proposed", "manager", "action_refuse", ("Test",), "action_open_refuse"),
    ("credit.write.off", "approved", "accountant", "action_post", (), "action_post"),
    ("credit.account.allowance", "proposed", "manager", "action_approve", (), "action_approve"),
    ("credit.account.allowance", "proposed", "manager", "action_refuse", (), "action_refuse"),
    ("credit.account.allowance", "approved", "second_manager", "action_end", (), "action_end"),
    ("credit.provision.posting", "computed", "accountant", "action_book", (), "action_book"),
    ("credit.provision.posting", "booked", "accountant", "action_set_back", ("Test",), "action_open_set_back"),
]
# Actions of it that decide nothing: they draft, take back, compute, record what the customer says, or open something.
COLLECTING = {
    "credit.promise": {
        "action_cancel", "action_open_cancel", "action_propose_terms", "action_open_propose_terms",
        "action_end_terms", "action_open_end_terms",  # orders are held again
    },
    "credit.dispute": {"action_open", "action_clarify", "action_answer", "action_open_answer", "action_open_close"},
    "credit.reminder.run": {
        "action_preview", "action_cancel", "action_open_reminders", "action_open_left_out", "action_open_unreachable",
        "action_open_unmatched", "action_open_endless",
    },
    "credit.handover": {
        "action_propose", "action_draft", "action_pass_on", "action_open_refuse", "action_open_take_back",
        "action_make_workbook",
    },
    "credit.write.off": {
        "action_add_items", "action_propose", "action_take_back", "action_pass_on", "action_open_refuse",
        "action_open_entries", "action_open_recover", "action_recover",  # books a receipt that is there
    },
    "credit.account.allowance": {"action_propose", "action_take_back"},
    "credit.provision.posting": {"action_compute", "action_open_entry", "action_open_set_back"},
}  # fmt: skip
# Decided by following a file to its end, which its own state shows; a claim on cover, by who pays it or not; a case, by
# what is overdue.
WITHOUT = {"credit.ledger.import", "credit.cover.claim", "credit.collection"}


class DecidedCommon(CreditCommon):
    """A document of every decided model, in any of its states."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user("accountant", "account.group_account_manager")
        cls.env["credit.assessment"].search([("state", "in", ("draft", "submitted"))])._set_cancelled()
        cls.account = cls._create_account(cls._create_customer(user_id=cls.salesperson.id))
        cls.group = cls.env["credit.group"].create({"name": "Group", "lead_id": cls.account.id})
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
            "credit.group.limit": {"group_id": self.group.id, "amount": 1, "reason": "Test"},
            "credit.group.member": {"group_id": self.group.id, **account, "reason": "Test"},
            "credit.limit.request": {**account, "amount": 1, "reason": "Test"},
            "credit.limit.batch": {"percent": 1, "reason": "Test"},
            "credit.account.change": {**account, "status": "active", "reason": "Test"},
            "credit.assessment": account,
            "credit.survey": account,
            "credit.financial.statement": account,
            "credit.policy": {},
            "credit.scorecard": {"name": "Card"},
            "credit.hold": {
                **account,
                "company_id": self.company.id,
                "checkpoint": "confirmation",
                "order_currency_id": self.company.currency_id.id,
            },
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
            "credit.cover": {**account, "kind": "insurance", "issuer_id": self.company.partner_id.id, "amount": 1},
        }
        values["credit.agreement.template"] = {"name": "Agreement"}
        values["credit.reminder.run"] = {}
        values["credit.promise"] = values["credit.collection"] = account
        values["credit.dispute"] = {**account, "reason": "price"}
        values["credit.write.off"] = values["credit.handover"] = account
        values["credit.account.allowance"] = {**account, "amount": 1, "reason": "Test"}
        values["credit.provision.posting"] = {"company_id": self.company._credit_root().id}
        if name == "credit.agreement":
            template = self.env["credit.agreement.template"].search([("state", "=", "published")], limit=1)
            return {**account, "template_id": template.id}
        if name in ("credit.cover.decision", "credit.cover.claim"):
            cover = self.env["credit.cover"]._credit_by_method().create(values["credit.cover"])
            return {"cover_id": cover.id}
        return values[name]

    def _document(self, name, state):
        """A document that is in a state."""
        record = self.env[name]._credit_by_method().create(self._values(name)).with_env(self.env(context={}))
        today = self.company._credit_today()
        values = {
            ("credit.limit", "approved"): {"approver_id": self.manager.id, "counts": True},
            ("credit.limit", "ended"): {"approver_id": self.manager.id, "counts": True},
            **{
                (name, state): {"approver_id": self.manager.id, "counts": True}
                for name in ("credit.group.limit", "credit.group.member")
                for state in ("approved", "ended")
            },
            ("credit.assessment", "submitted"): {"submitted_by": self.analyst.id},
            ("credit.assessment", "approved"): {"submitted_by": self.analyst.id, "decided_by": self.manager.id},
            ("credit.survey", "verified"): {"submitted_by": self.analyst.id, "verified_by": self.manager.id},
            ("credit.financial.statement", "confirmed"): {"confirmed_by": self.analyst.id},
            ("credit.policy", "published"): {"valid_from": self._day(0)},
            ("credit.scorecard", "published"): {"valid_from": self._day(0)},
            ("credit.alert", "closed"): {"outcome": "effective"},
            ("credit.cover", "confirmed"): {"approver_id": self.manager.id, "counts": True},
            ("credit.cover", "ended"): {"approver_id": self.manager.id, "counts": True},
            ("credit.cover.decision", "confirmed"): {"approver_id": self.manager.id},
            ("credit.agreement.template", "published"): {"valid_from": self._day(0)},
            ("credit.account.allowance", "approved"): {"approver_id": self.manager.id},
            ("credit.account.allowance", "ended"): {"approver_id": self.manager.id},
            ("credit.handover", "handed"): {"approver_id": self.manager.id, "handed_on": today},
            ("credit.write.off", "approved"): {"approver_id": self.manager.id},
            ("credit.write.off", "posted"): {"approver_id": self.manager.id, "poster_id": self.second_manager.id},
        }
        if name == "credit.agreement" and state != "draft":
            values[name, state] = {"approver_id": self.manager.id}
        if record.state != state:
            record._credit_by_method().write({"state": state, **values.get((name, state), {})})
        self.env.flush_all()
        return record
