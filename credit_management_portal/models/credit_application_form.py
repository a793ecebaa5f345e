from odoo import api, models
from odoo.tools import formatLang

from odoo.addons.credit_management.models.common.day import format_day

from ..core import application as core
from .credit_application_fill import FLAGS, HEAD

INPUTS = {core.NUMBER: "number", core.AMOUNT: "number", core.WHOLE: "number", core.SHARE: "number", core.DAY: "date"}
COMPLETIONS = {"street": "street-address", "zip": "postal-code", "city": "address-level2", "country": "country"}
LIST_MODELS = {"trade_reference_ids": "credit.survey.reference", "bank_reference_ids": "credit.survey.reference"}
FILLED_MORE = 2  # empty rows below the filled ones


class CreditApplication(models.Model):
    """The pages of an application in words: labels, hints, choices and what is wrong, for templates to draw."""

    _inherit = "credit.application"

    # === WORDS === #

    @api.model
    def _get_step_names(self):
        return {
            core.COMPANY: self.env._("Company"),
            core.PEOPLE: self.env._("Owners and Signatories"),
            core.BUSINESS: self.env._("Business"),
            core.REFERENCES: self.env._("References"),
            core.FIGURES: self.env._("Financial Figures"),
            core.REQUEST: self.env._("Limit and Terms"),
            core.DOCUMENTS: self.env._("Documents"),
            core.CONSENT: self.env._("Consent"),
            core.REVIEW: self.env._("Review and Send"),
        }

    @api.model
    def _get_fault_texts(self):
        return {
            core.TOO_LONG: self.env._("This is too long. Write no more than %s letters.", core.MOST_LETTERS),
            core.NO_NUMBER: self.env._("This is no number. Write digits only."),
            core.NEGATIVE: self.env._("This cannot be less than zero."),
            core.TOO_LARGE: self.env._("This number is too large. Check it."),
            core.NO_SHARE: self.env._("A share lies between 0 and 100 percent."),
            core.NO_DAY: self.env._("This is no day. Choose one."),
            core.NO_CHOICE: self.env._("Choose one of the answers offered."),
            core.NO_MAIL: self.env._("This is no mail address. Check it."),
            core.NAMELESS: self.env._("Write the name that this row is about, or empty the row."),
            core.NO_VAT: self.env._("This cannot be a tax number of the country chosen. Check both."),
            core.NO_REGISTER: self.env._(
                "This cannot be a registration number of the country chosen. Compare it with the licence."
            ),
            core.FUTURE: self.env._("This day is still to come. Choose one that is over."),
        }

    @api.model
    def _get_own_labels(self):
        """Labels of what no question of the survey asks."""
        statement = self.env["credit.financial.statement"]._fields
        lines = {f"figures_{name}": statement[name]._description_string(self.env) for name in core.TYPED_LINES}
        return {
            "street": self.env._("Street and number"),
            "zip": self.env._("Postal code"),
            "city": self.env._("City"),
            "country": self.env._("Country"),
            "requested_reason": self.env._("What do you want to buy on account, and why?"),
            "figures_end": self.env._("Last day of the financial year"),
            "figures_currency": self.env._("Currency"),
            "figures_audited": self.env._("Were the figures audited?"),
            **self.env["credit.survey"]._get_customer_requests(),
            **lines,
        }

    def _get_labels(self, step):
        questions = self._get_questions().get(step, self.env["credit.survey.question"])
        return self._get_own_labels() | {question.code: question._get_customer_text() for question in questions}

    def _get_column_label(self, rows, column):
        name = LIST_MODELS.get(rows) or self.env["credit.survey"]._fields[rows].comodel_name
        label = self.env[name]._fields[column.code]._description_string(self.env)
        return f"{label} ({self.currency_id.name})" if column.kind == core.AMOUNT else label

    def _get_choices(self, entry):
        """The choices of an entry: pairs of code and name."""
        if entry.code == "country":
            return [(country.code, country.name) for country in self._get_countries().sorted("name")]
        if entry.code == "figures_currency":
            return [(code, code) for code in entry.choices]
        if entry.choices == FLAGS:
            return [("yes", self.env._("Yes")), ("no", self.env._("No"))]
        if entry.code.endswith(".premises"):
            field = self.env["credit.survey.site"]._fields["premises"]
            return field._description_selection(self.env)
        choices = (
            self.env["credit.survey.choice"].sudo().search([("question_id.code", "=", entry.code)])
        )  # as questions
        return [(choice.code, choice.name) for choice in choices]

    # === FIELDS === #

    def _get_fields(self, step):
        """The fields of a step, each as the template draws it."""
        labels, faults, case = self._get_labels(step), self._get_faults(step), self._case()
        questions = {one.code: one for one in self._get_questions().get(step, self.env["credit.survey.question"])}
        required = {code for code, one in questions.items() if self._is_required(one, case)} | {"city", "country"}
        required |= {name for name in HEAD if case.requires("always", name != "expected_purchases")}
        hints = {code: self._get_hint(one) for code, one in questions.items()}
        return [
            self._draw_field(entry, labels[entry.code], faults, entry.code in required, hints.get(entry.code, ""))
            for entry in self._get_entries(step, rows=False)
        ]

    @api.model
    def _get_hint(self, question):
        """The hint of a question, where the question does not end with it already."""
        hint, asked = question.help_text or "", question._get_customer_text()
        return "" if asked.rstrip(" .").endswith(hint.rstrip(" .")) else hint

    def _draw_field(self, entry, label, faults, required=False, hint=""):
        value = (self.answers or {}).get(entry.code, "")
        return {
            "name": entry.code,
            "label": label,
            "hint": hint,
            "input": "select" if entry.kind == core.CHOICE else INPUTS.get(entry.kind, "text"),
            "value": value,
            "choices": self._get_choices(entry) if entry.kind == core.CHOICE else [],
            "fault": self._get_fault_texts()[faults[entry.code]] if entry.code in faults else "",
            "required": required,
            "least": None if entry.signed else "0",
            "step": "1" if entry.kind == core.WHOLE else "any",
            "unit": self._get_unit(entry),
            "completion": COMPLETIONS.get(entry.code, "off"),
            "id": entry.code.replace(".", "_"),
        }

    def _get_unit(self, entry):
        """The currency of an amount; figures have one of their own, and rows say it in their heading."""
        is_ours = entry.kind == core.AMOUNT and not entry.code.startswith("figures_") and "." not in entry.code
        return self.currency_id.name if is_ours else ""

    def _get_tables(self, step):
        """The lists of a step: the rows that are filled, and some more."""
        questions = self._get_questions().get(step, self.env["credit.survey.question"])
        faults, case = self._get_faults(step), self._case()
        return [
            {
                "name": question.rows,
                "title": question._get_customer_text(),
                "required": self._is_required(question, case),
                "rows": [self._draw_row(question.rows, number, faults) for number in self._get_row_numbers(question)],
            }
            for question in questions
            if question.answer_type == "rows"
        ]

    def _get_row_numbers(self, question):
        prefix = f"{question.rows}."
        filled = [int(name.split(".")[1]) for name in self.answers or {} if name.startswith(prefix)]
        return range(min(max(filled, default=-1) + 1 + FILLED_MORE, core.MOST_ROWS))

    def _draw_row(self, rows, number, faults):
        columns = core.LISTS[rows]
        entries = core.rows_entries(rows)[number * len(columns) : (number + 1) * len(columns)]
        return [
            self._draw_field(entry, self._get_column_label(rows, column), faults)
            for entry, column in zip(entries, columns, strict=True)
        ]

    # === SUMMARY === #

    def _get_summary(self):
        """Everything that was answered, step by step, as a person reads it; and what is missing or wrong there."""
        names, missing = self._get_step_names(), self._get_missing()
        summary = []
        for step in core.STEPS[:6]:
            labels = self._get_labels(step)
            lines = [
                (labels[entry.code], self._get_text(entry))
                for entry in self._get_entries(step, rows=False)
                if (self.answers or {}).get(entry.code)
            ]
            faults = self._get_faults(step)
            open_names = [labels[code] for at, code in missing if at == step]
            summary.append(
                {
                    "step": step,
                    "name": names[step],
                    "lines": lines + self._get_row_lines(step),
                    "missing": open_names,
                    "faults": len(faults),
                }
            )
        return summary

    def _get_row_lines(self, step):
        answers, today = self.answers or {}, self.company_id._credit_today()
        lines = []
        for question in self._get_questions().get(step, self.env["credit.survey.question"]):
            for row in core.rows_of(question.rows, answers, today) if question.answer_type == "rows" else ():
                kinds = {one.code: one.kind for one in core.LISTS[question.rows]}
                told = [self._tell(value, kinds[code]) for code, value in row.items() if value is not None]
                lines.append((question._get_customer_text(), ", ".join(told)))
        return lines

    def _get_text(self, entry):
        """An answer in words."""
        text = (self.answers or {}).get(entry.code, "")
        if entry.kind == core.CHOICE:
            return dict(self._get_choices(entry)).get(text, text)
        value = core.usable(entry, text, self.company_id._credit_today())
        return text if value is None else self._tell(value, entry.kind)

    @api.model
    def _tell(self, value, kind):
        if isinstance(value, float):
            return formatLang(self.env, value, digits=2 if value % 1 else 0, grouping=kind == core.AMOUNT)
        return value if isinstance(value, str) else format_day(self.env, value)

    # === STATUS === #

    def _get_until_text(self):
        return format_day(self.env, self.expires_on)

    def _get_status_text(self):
        """How it stands, in words for the customer."""
        texts = {
            "received": self.env._("We have received your application and will work on it shortly."),
            "in_work": self.env._("We are working on your application."),
            "question": self.env._("We have a question. Please answer below."),
        }
        return texts.get(self.state) or self._get_outcome_text()

    def _get_writer_text(self, message):
        """Who has written a message: of us it is the company, not a person."""
        return self.company_id.name if message.author_id else self.env._("You")
