from datetime import date, datetime

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..core.assessment.statement import LINES
from .decided_common import DecidedCommon

# Fields a client may write, model by model: said here once more on purpose.
WRITTEN = {
    "credit.limit": {"account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "reason"},
    "credit.limit.request": {
        "account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "yearly_until", "ends_suspension",
        "reason_kind", "reason", "forecast_use", "forecast_until", "condition_ids",
    },
    "credit.limit.batch": {
        "company_id", "domain", "grade_ids", "risk_class", "salesperson_id", "country_id", "only_unused", "formula",
        "percent", "amount", "grade_line_ids", "days", "valid_to", "step", "most", "factor", "months", "reason",
    },
    "credit.assessment": {
        "grade_id", "limit_amount", "limit_valid_to", "payment_term_id", "late_interest_rate", "pricelist_id",
        "difference_reason", "note", "user_id", "line_ids",
    },
    "credit.survey": {
        "user_id", "relationship", "requested_limit", "requested_days", "expected_purchases", "note", "answer_ids",
        "owner_ids", "licence_ids", "reference_ids", "site_ids", "grade_ids", "company_answer_ids",
        "first_answer_ids", "requested_reason",
        "people_answer_ids", "licences_answer_ids", "business_answer_ids", "references_answer_ids",
        "risk_answer_ids", "registry_answer_ids", "trade_reference_ids", "bank_reference_ids",
    },
    "credit.financial.statement": {
        "kind", "is_short", "period_start", "period_end", "currency_id", "audited", "source", "note",
        "difference_reason", *LINES,
    },
    "credit.policy": {
        "valid_from", "count_draft_invoice", "count_order", "count_unallocated", "count_clearing", "horizon_days",
        "release_days", "release_grace", "confirm_cleared", "rule_ids", "dispute_counts", "dispute_limit",
        "dispute_longest", "limit_working_assets_share", "limit_weakest", "limit_strongest", "limit_own_sales_share",
        "limit_is_seasonal", "limit_rule", "limit_equity_share",
        "limit_working_capital_share", "limit_purchases_share", "limit_balance_share", "limit_step", "limit_maximum",
        "assessment_days", "limit_weak_share", "survey_large_amount", "survey_short_amount", "existing_after_days",
        "existing_after_invoices", "existing_turnover", "first_review_months", "review_lead", "review_grace",
        "review_renew", "review_renew_points", "backdated_days", "statement_age_months", "alert_put_off_days",
        "application_amount", "application_score", "application_total",  # of the customer portal
    },
    "credit.scorecard": {
        "name", "company_id", "sequence", "valid_from", "coverage_min", "note", "criterion_ids", "knockout_ids",
        "purpose", "relationship", "industry_ids", "amount_max",
    },
    "credit.cover": {
        "account_id", "kind", "insurance_id", "issuer_id", "reference", "cover_currency_id", "amount", "share", "first",
        "last", "max_days", "waiting_days", "reporting_days", "call_days", "secures", "fee", "note", "decision_ids",
    },
    "credit.cover.decision": {
        "cover_id", "request_id", "request", "answer", "amount", "first", "last", "conditions", "met", "reason",
        "received_on", "reference",
    },
    "credit.agreement": {
        "account_id", "template_id", "request_id", "contact_id", "lang", "valid_from", "valid_to", "notice_days",
        "retention", "guarantees", "special_terms",
    },
    "credit.agreement.template": {"name", "company_id", "sequence", "valid_from", "section_ids"},
    "credit.cover.claim": {"cover_id", "move_ids", "amount", "reference", "note"},
    "credit.reminder.run": {"company_id", "domain", "kind", "strategy_ids"},
    "credit.promise": {"person", "way", "note", "all_due", "part_ids", "item_ids"},
    "credit.dispute": {"reason", "reason_text", "item_ids", "amount", "responsible_id"},
    "credit.collection": set(),
    "credit.handover": {"recipient_id", "reason", "instructions", "item_ids"},
    "credit.write.off": {
        "account_id", "department", "contract", "cause", "cause_text", "course", "responsibility", "lesson",
        "correct_tax", "line_ids", "evidence_ids",
    },
    "credit.account.allowance": {"account_id", "amount", "reason"},
    "credit.provision.posting": {"company_id", "date", "method", "months", "adjustment"},
    "credit.account.change": set(),
    "credit.group.limit": {"group_id", "amount", "valid_from", "valid_to", "reason"},
    "credit.group.member": {"group_id", "account_id", "has_cap", "cap", "valid_from", "valid_to", "reason"},
    "credit.hold": set(),
    "credit.alert": {"owner_id", "due_date", "note"},
    "credit.review": {"controller_id", "note"},
    "credit.ledger.import": {
        "company_id", "file", "file_name", "encoding", "assume_due", "due_days", "clearing_account_id",
        "create_customers", "column_ids", "sheets", "hidden_rows", "quotes", "list_date", "paid_day", "repeated",
        "credit_side", "payment_rows", "turned_days", "moved_days", "turned_signs", "sign_currency_id",
        "numbered_credits", "heading_level",
        "columns_confirmed", "expected_total", "total_accepted", "profile_id", "match_ids", "total_ids",
        "totals_file", "totals_file_name",
    },
}  # fmt: skip
# Fields a client may set when it creates one, where that is not the list above; None where only methods create.
CREATED = {
    "credit.account.change": {
        "account_id", "status", "grade_id", "payment_term_id", "late_interest_rate", "pricelist_id", "reason",
        "customer_reason_id",
    },
    "credit.assessment": {"account_id", "user_id", "note"},
    "credit.survey": WRITTEN["credit.survey"] | {"account_id"},
    "credit.financial.statement": WRITTEN["credit.financial.statement"] | {"account_id"},
    "credit.policy": WRITTEN["credit.policy"] | {"company_id"},
    "credit.hold": None,
    "credit.alert": None,
    "credit.review": None,
    "credit.promise": WRITTEN["credit.promise"] | {"account_id"},
    "credit.dispute": WRITTEN["credit.dispute"] | {"account_id"},
    "credit.handover": WRITTEN["credit.handover"] | {"account_id"},
    "credit.collection": None,
}  # fmt: skip
DRAFTED = {
    "credit.collection": set(),
    "credit.account.change": set(),
    "credit.limit": {"draft"},
    "credit.limit.request": {"draft", "returned"},
    "credit.limit.batch": {"draft", "previewed"},
    "credit.reminder.run": {"draft", "previewed"},
    "credit.provision.posting": {"draft", "computed"},
    "credit.survey": {"draft", "with_customer"},
    "credit.hold": {"open"},
    "credit.alert": {"new", "acknowledged", "acting"},
    "credit.review": {"open"},
}
SAMPLES = {
    "char": "Forged", "text": "Forged", "html": "Forged", "integer": 77, "float": 77.0, "monetary": 77.0,
    "date": date(2001, 1, 1), "datetime": datetime(2001, 1, 1), "json": {"forged": 1}, "binary": b"Rm9yZ2Vk",
    "one2many": [Command.create({})],
}  # fmt: skip
# Odoo stores no defaults of these.
NOT_STORED = ("json", "binary", "one2many", "many2many")
REFUSALS = (AccessError, UserError, ValidationError)


@tagged("post_install", "-at_install")
class TestDecided(DecidedCommon):
    """Every field of every decided document, in every state, by every role, over the ways a client has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = [cls.salesperson, cls.analyst, cls.manager, cls.administrator, cls.accountant, cls.env.user]

    # === VALUES === #

    def _written_fields(self, model):
        """The fields of a model that a client could think of writing: its own, stored, or with an inverse."""
        of_odoo = {"id", "create_uid", "create_date", "write_uid", "write_date", "display_name"}
        for mixin in ("mail.thread", "mail.activity.mixin"):
            of_odoo |= self.env[mixin]._fields.keys()
        return [
            field
            for name, field in model._fields.items()
            if name not in of_odoo and (field.store or field.inverse or field.type == "one2many")
        ]

    def _sample(self, model, field):
        """A value of a field that no new document has."""
        if field.type in ("many2one", "many2many"):
            own = self._values(model._name).get(field.name)
            found = self.env[field.comodel_name].with_context(active_test=False).search([], limit=5)
            default = model._get_own_default(field) if field.type == "many2one" else False
            ids = [one for one in found.ids if one not in (own, default, self.env.uid)]
            return ids[-1] if field.type == "many2one" and ids else [Command.set(ids[:1])] if ids else None
        if field.type == "selection":
            keys = [key for key, _label in field._description_selection(self.env)]
            return next((key for key in reversed(keys) if key != model._get_own_default(field)), None)
        if field.type == "boolean":
            return not model._get_own_default(field)
        return SAMPLES[field.type]

    def _states(self, name):
        return [state for state, _label in self.env[name]._fields["state"]._description_selection(self.env)]

    # === TESTS === #

    def test_every_decided_document_is_known_here(self):
        self.assertEqual(self.models, sorted(WRITTEN))

    def test_only_the_white_list_is_written_and_only_while_drafted(self):
        tried = 0
        for name in self.models:
            drafted = DRAFTED.get(name, {"draft"})
            for state in self._states(name):
                with self.env.cr.savepoint(flush=False) as savepoint:
                    record = self._document(name, state)
                    for user in self.roles:
                        tried += self._try_writes(record.with_user(user), state in drafted and WRITTEN[name])
                    savepoint.rollback()
                self.env.invalidate_all()
        self.assertGreater(tried, 5000)

    def _try_writes(self, record, written):
        fields_of = self._written_fields(record)
        for field in fields_of:
            if written and field.name in written:
                continue
            values = {field.name: self._sample(record, field)}
            with self.subTest(
                model=record._name, in_state=record.sudo().state, user=record.env.user.login, values=values
            ):
                try:
                    record.write(values)
                except REFUSALS:
                    continue
                self.fail("was written")
        return len(fields_of)

    def test_the_white_list_is_written_by_somebody(self):
        """Or this test would pass where nothing can be written at all."""
        for name in self.models:
            for state in DRAFTED.get(name, {"draft"}):
                with self.env.cr.savepoint(flush=False) as savepoint:
                    record = self._document(name, state)
                    for field_name in WRITTEN[name]:
                        with self.subTest(model=name, in_state=state, field=field_name):
                            writers = [user for user in self.roles if self._can_write(record, user, field_name)]
                            self.assertTrue(writers)
                    savepoint.rollback()
                self.env.invalidate_all()

    def _can_write(self, record, user, name):
        field, record = record._fields[name], record.with_user(user)
        value = [] if field.type == "one2many" else field.convert_to_write(record.sudo()[name], record)
        try:
            with self.env.cr.savepoint():
                record.write({name: value})
        except REFUSALS:
            return False
        return True

    def test_nothing_is_created_but_the_white_list(self):
        """Whether a client sends it, sends it as a default, or has stored it as a default."""
        for name in self.models:
            allowed = CREATED.get(name, WRITTEN[name])
            for user in self.roles:
                model = self.env[name].with_user(user)
                if not model.has_access("create"):
                    continue
                if allowed is None:
                    with self.subTest(model=name, user=user.login), self.assertRaises(AccessError):
                        model.create(self._values(name))
                    continue
                for field in self._written_fields(model):
                    if field.name not in allowed and (value := self._sample(model, field)) is not None:
                        self._try_creates(model, field, value)

    def _try_creates(self, model, field, value):
        least = {key: given for key, given in self._values(model._name).items() if key != field.name}
        ways = {
            "sent": lambda: model.create({**least, field.name: value}),
            "default sent": lambda: model.with_context(**{f"default_{field.name}": value}).create(least),
        }
        if field.type not in NOT_STORED:
            ways["default stored"] = lambda: self._create_with_stored_default(model, field, value, least)
        for way, create in ways.items():
            with (
                self.subTest(model=model._name, user=model.env.user.login, field=field.name, way=way),
                self.env.cr.savepoint(flush=False) as savepoint,
            ):
                try:
                    record = create().sudo()
                except REFUSALS:
                    savepoint.rollback()
                    self.env.invalidate_all()
                    continue
                self.env.flush_all()
                record.invalidate_recordset()
                forged = field.convert_to_record(field.convert_to_cache(value, record, validate=False), record)
                self.assertFalse(record[field.name] and record[field.name] == forged)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def _create_with_stored_default(self, model, field, value, least):
        if field.type in ("date", "datetime"):
            value = fields.Date.to_string(value)
        self.env["ir.default"].set(model._name, field.name, value, user_id=model.env.uid)
        return model.create(least)
