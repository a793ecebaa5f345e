"""What methods say to somebody who reads Chinese: computed fields, prints and the names of records, server-side.

The screens themselves are walked by ./dev/walk; this is the part of it that costs seconds.
"""

import json

from provision import flavours
from walking.english import English

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

LANGUAGE = "zh_CN"
RECORDS = 4
# Written in the language of that day: what was decided on, or told to somebody.
KEPT = {
    "credit.application.activity_summary",
    "credit.assessment.knockouts",
    "credit.assessment.line.display_name",
    "credit.hold.reason.display_name",
    "credit.hold.reason.name",
    "credit.hold.reasons_text",
    "credit.limit.batch.activity_summary",
    "credit.limit.request.activity_summary",
}
# In the language in which it was approved, and that of the customer.
SIGNED = {"credit.agreement", "credit.reminder"}


def by_code(entry):
    return any(name.startswith("code:") for name, _line in entry.occurrences)


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


@tagged("post_install", "-at_install")
class TestLanguage(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(LANGUAGE)
        cls.env["ir.module.module"]._load_module_terms(sorted(flavours.addons()), [LANGUAGE])
        ours = cls.env["ir.model.data"].search(
            [("model", "=", "res.groups"), ("module", "=like", "credit_management%")]
        )
        admin = cls.env.ref("base.user_admin")
        admin.write({"group_ids": [(4, group) for group in ours.mapped("res_id")]})
        cls.env["res.partner"].search([]).write({"lang": LANGUAGE})  # documents are in the customer's
        cls.env = cls.env(user=admin, context={**cls.env.context, "lang": LANGUAGE})
        cls.english = English(LANGUAGE, only=by_code)

    def left(self, texts):
        return {text: entry.msgid for text in texts if (entry := self.english.find(text))}

    def test_fields_speak_the_language_of_who_reads(self):
        found = {}
        for name in sorted(self.env.registry):
            model = self.env[name]
            if name.startswith("credit.") and not model._abstract and not model._transient and model._auto:
                found |= self.read(model.sudo().search([], limit=RECORDS))
        self.assertFalse(found)

    def read(self, records):
        found = {}
        for name, field in records._fields.items():
            if field.type in ("char", "text", "html", "json") and f"{records._name}.{name}" not in KEPT:
                if field.store and not field.translate:
                    continue
                try:
                    for record in records.with_context(lang="en_US"):
                        record[name]  # somebody has read it in English before
                    values = [record[name] for record in records]
                except (UserError, ValueError):
                    continue
                left = self.left(texts_of([json.loads(json.dumps(value, default=str)) for value in values]))
                if left:
                    found[f"{records._name}.{name}"] = left
        return found

    def test_prints_speak_it(self):
        found, kept = {}, self.kept()
        reports = self.env["ir.actions.report"].search([("report_name", "=like", "credit_management%")])
        self.assertGreater(len(reports), 10)
        for report in reports.filtered(lambda one: one.report_type == "qweb-pdf"):
            records = self.env[report.model].sudo().search([], limit=1)
            model = self.env.get(f"report.{report.report_name}")
            if records and model is not None and report.model not in SIGNED:
                values = model.with_context(lang=LANGUAGE)._get_report_values(records.ids, {})
                left = self.left(set(texts_of(self.plain(values.get("sheets") or []))) - kept)
                if left:
                    found[report.report_name] = left
        self.assertFalse(found)

    def kept(self):
        """What prints repeat as it was written."""
        lines = self.env["credit.assessment.line"].sudo().search([])
        rules = self.env["credit.hold.reason"].sudo().search([]).mapped("rule_name")
        return {*lines.mapped("name"), *lines.mapped("value_text"), *lines.mapped("range_text"), *rules}

    def plain(self, value):
        return json.loads(json.dumps(value, default=lambda other: getattr(other, "__dict__", str(other))))
