from collections import defaultdict

from odoo import models

from ...core.assessment.statement import LINES, TOTALS
from ...core.exposure.exposure import CATEGORIES
from ...core.exposure.ratios import over
from ...core.limit.limits import LIMITED
from ..common.credit_print import FIGURE, Row

PERIODS = 3
# The first line of each part of a statement.
SECTIONS = ("cash", "payables", "sales", "opening_cash")
BEHAVIOUR = ("purchases_12m", "days_beyond_terms", "late_share", "worst_delay", "paid_items", "relationship_months")
TRENDS = {"better": "▲", "same": "=", "worse": "▼"}


class CreditReport(models.AbstractModel):
    """Credit report: everything known of a customer's credit on one day."""

    _name = "report.credit_management.credit_report"
    _description = "Credit Report on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.account"

    def _title(self):
        return self.env._("Credit Report")

    def _prepare_sheets(self, docs):
        figures = self.env["credit.exposure"]._read_figures(docs)
        behaviour = self.env["credit.behaviour"]._read(docs)
        surveys = self.env["credit.survey"]._verified(docs)
        statements = self._statements(docs)
        assessments = self._assessments(docs)
        history = self._prepare_history(docs, assessments, figures)
        return {
            account: {
                "facts": self._facts(account),
                "exposure": self._exposure_table(account, figures[account]),
                "chart": self._aging_chart(figures[account], self._company(account)),
                "behaviour": self._behaviour(behaviour[account]),
                "survey": self._survey_table(surveys[account]) if account in surveys else None,
                "survey_name": surveys[account].display_name if account in surveys else "",
                "statements": self._statement_tables(statements[account]),
                "ratios": self._ratio_tables(statements[account][-1:]),
                "ratios_of": statements[account][-1:].display_name,
                **self._score(assessments[account]),
                **history[account],
            }
            for account in docs
        }

    # === FACTS === #

    def _facts(self, account):
        partner, label = account.partner_id, self._label
        facts = [
            (self.env._("Customer"), partner.display_name),
            (self.env._("Archived"), self.env._("Yes") if not partner.active else ""),
            (self.env._("Address"), ", ".join(self._address(partner))),
            (self.env._("Industry"), partner.industry_id.name),
            (self.env._("Status"), label(account, "status")),
            (self.env._("Reason of status"), account.status_reason),
            (self.env._("Grade"), account.grade_id.code),
            (self.env._("Risk class"), label(account, "risk_class")),
            (self.env._("Payment terms"), account.payment_term_id.name),
            (self.env._("Price list"), account.pricelist_id.name),
            (self.env._("Controller"), account.controller_id.name),
            (self.env._("Last review"), self._day(account.last_review)),
            (self.env._("Next review"), self._day(account.next_review)),
        ]
        return [(name, value) for name, value in facts if value]

    def _exposure_table(self, account, exposure):
        currency = account.currency_id
        names = dict(self.env["credit.open.item"]._fields["category"]._description_selection(self.env))
        not_counted = self.env._("does not count")
        rows = [
            [names[category], "" if category in exposure.counted else not_counted, self._money(amount, currency)]
            for category in CATEGORIES
            if (amount := exposure.of(category)) or category in exposure.counted
        ]
        rows.append(Row([self.env._("Exposure"), "", self._money(exposure.total, currency)], "strong"))
        rows += [[name, "", text] for name, text in self._limit_rows(account)]
        rows += [
            [self.env._("Overdue"), "", self._money(exposure.overdue, currency)],
            [self.env._("Oldest days past due"), "", exposure.oldest_days_past_due],
        ]
        columns = [("", 50), ("", 20), (self.env._("Amount"), 30, FIGURE)]
        return self._tabulate(columns, rows)

    def _limit_rows(self, account):
        if account.limit_state != LIMITED:
            return [(self.env._("Limit"), self._label(account, "limit_state"))]
        currency = account.currency_id
        use = (self.env._("Utilisation"), self._share(account.utilisation))
        if not account.effective_limit:
            excess = over(account.exposure, account.effective_limit)
            use = (self.env._("Over the limit by"), self._money(excess, currency))
        return [
            (self.env._("Limit"), self._money(account.effective_limit, currency)),
            (self.env._("Available"), self._money(account.available_credit, currency)),
            use,
        ]

    def _behaviour(self, behaviour):
        words = self.env["credit.characteristic"]
        labels, known = words._characteristic_labels(), behaviour.inputs()
        return [(labels[code], words._value_text(code, known[code])) for code in BEHAVIOUR if known[code] is not None]

    def _survey_table(self, survey):
        """Facts of a verified survey; lists are in the survey's own form."""
        columns = [(self.env._("Question"), 40), (self.env._("Answer"), 36), (self.env._("Verification"), 24)]
        answers = survey.answer_ids.filtered(lambda answer: answer.is_answered and answer.answer_type != "rows")
        rows = [[answer.question_id.text, answer.answer, self._label(answer, "verification")] for answer in answers]
        return self._tabulate(columns, rows, first=20, rest=30) if rows else None

    # === STATEMENTS === #

    def _statements(self, accounts):
        """The last confirmed years of each, oldest first."""
        table = self.env["credit.financial.statement"]
        domain = [("account_id", "in", accounts.ids), ("state", "=", "confirmed"), ("kind", "=", "annual")]
        found = table.search(domain, order="period_end, id").grouped("account_id")
        return defaultdict(table.browse, {account: statements[-PERIODS:] for account, statements in found.items()})

    def _statement_tables(self, statements):
        """Balance sheet, income and cash flow, a column a period; lines nobody gave are left out."""
        if not statements:
            return []
        titles = self.env["credit.statement.import"]._section_titles()
        columns = [
            (f"{self._day(statement.period_end)} ({statement.currency_id.name})", 55 / PERIODS, FIGURE)
            for statement in statements
        ]
        rows, current = {}, None
        for name in LINES:
            current = name if name in SECTIONS else current
            if any(statement[name] for statement in statements):
                rows.setdefault(current, []).append(self._statement_row(statements, name))
        return [self._tabulate([(titles[section], 45), *columns], lines) for section, lines in rows.items()]

    def _statement_row(self, statements, name):
        cells = [self._figure(statement[name], statement.currency_id) for statement in statements]
        return Row([statements._line_label(name), *cells], "strong" if name in TOTALS else "")

    def _ratio_tables(self, statement):
        """A table for each kind of ratio; those that have no value say why."""
        widths = [38, 25, 14, 14, 9]
        heads = [self.env._("Now"), self.env._("Before"), self.env._("Trend"), self.env._("Zone")]
        tables = []
        for ratios in statement.ratio_ids.grouped("group").values():
            names = [self._label(ratios[:1], "group"), *heads]
            kinds = ["", FIGURE, FIGURE, "", ""]
            rows = [self._ratio_cells(ratio) for ratio in ratios.sorted("sequence")]
            tables.append(self._tabulate(list(zip(names, widths, kinds, strict=True)), rows))
        return tables

    def _ratio_cells(self, ratio):
        trend = f"{TRENDS[ratio.trend]} {self._label(ratio, 'trend')}" if ratio.trend else ""
        zone = self._label(ratio, "zone") if ratio.zone else ""
        return [self._label(ratio, "code"), ratio.value_text, ratio.previous_text or "", trend, zone]
