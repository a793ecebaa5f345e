from collections import defaultdict

from odoo import models

from ...core.assessment.characteristics import AMOUNT, CATALOGUE
from ...core.assessment.statement import LINES, TOTALS
from ...core.limit.limits import LIMITED
from ...models.common.day import count_days
from ...models.common.text import in_sentence
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
        alerts = self._open_alerts(docs)
        return {
            account: {
                "verdict": self._verdict(
                    account, figures[account], assessments[account], alerts[account], history[account]["before"]
                ),
                "facts": self._facts(account),
                "exposure": self._exposure_table(account, figures[account]),
                "chart": self._aging_chart(figures[account], self._company(account)),
                "behaviour": self._behaviour(behaviour[account], self._company(account).currency_id),
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

    # === SUMMARY === #

    def _open_alerts(self, accounts):
        table = self.env["credit.alert"]
        domain = [("account_id", "in", accounts.ids), ("is_open", "=", True)]
        return defaultdict(table.browse, table.search(domain).grouped("account_id"))

    def _verdict(self, account, exposure, assessments, alerts, before):
        """The page one decides from: what is in force, how it is used, what warns, and what is only proposed."""
        currency = account.currency_id
        use, text = self._use_fact(account.limit_state, account.effective_limit, exposure.total, currency)
        parts = [
            self.env._("Grade %s", account.grade_id.code) if account.grade_id else self.env._("No grade"),
            self.env._("Limit %s", self._limit_text(account.limit_state, account.effective_limit, currency)),
            f"{use} {text}" if text else "",
        ]
        lines = [
            self._score_text(assessments),
            self._overdue_text(exposure, currency),
            self._trend_text(exposure.total, before, currency),
            self._alerts_text(alerts),
            self.env._("Next review: %s", self._day(account.next_review) or self.env._("not set")),
            *(self._proposed_text(one) for one in assessments if one.state in ("draft", "submitted")),
        ]
        return {"head": " · ".join(filter(None, parts)), "lines": lines}

    def _score_text(self, assessments):
        scored = assessments.filtered(lambda one: one.scored and one.state == "approved")
        if not scored:
            return self.env._("No score is in force.")
        last, former = scored[-1], scored[:-1][-1:]
        values = {"score": self._points(last.score), "day": self._day(last.assessed_on), "reference": last.reference}
        if not former:
            return self.env._("Score %(score)s of %(day)s (%(reference)s).", **values)
        return self.env._(
            "Score %(score)s of %(day)s (%(reference)s), %(former)s before.",
            former=self._points(former.score),
            **values,
        )

    def _overdue_text(self, exposure, currency):
        if currency.is_zero(exposure.overdue):
            return self.env._("Nothing is overdue.")
        return self.env._(
            "Overdue %(amount)s, the oldest by %(days)s.",
            amount=self._money(exposure.overdue, currency),
            days=count_days(self.env, exposure.oldest_days_past_due),
        )

    def _trend_text(self, now, before, currency):
        values = {"now": self._money(now, currency), "before": self._money(before, currency)}
        change = currency.compare_amounts(now, before)
        if not change:
            return self.env._("Exposure %(now)s, as three months ago.", **values)
        if change > 0:
            return self.env._("Exposure %(now)s, up from %(before)s three months ago.", **values)
        return self.env._("Exposure %(now)s, down from %(before)s three months ago.", **values)

    def _alerts_text(self, alerts):
        if not alerts:
            return self.env._("No alert is open.")
        names = ", ".join(dict.fromkeys(alert._get_rule_name() for alert in alerts))
        return self.env._("Open alerts (%(count)s): %(names)s.", count=len(alerts), names=names)

    def _proposed_text(self, assessment):
        return self.env._(
            "Proposed and not in force: grade %(grade)s, limit %(limit)s (%(reference)s, %(state)s, %(analyst)s).",
            grade=assessment.grade_id.code or "–",
            limit=self._money(assessment.limit_amount, assessment.currency_id) if assessment.grade_id else "–",
            reference=assessment.reference,
            state=in_sentence(self.env, self._label(assessment, "state")),
            analyst=assessment.user_id.name,
        )

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
            (self.env._("Risk class"), label(account, "risk_class")),
            (self.env._("Payment terms"), account.payment_term_id.name),
            (self.env._("Price list"), account.pricelist_id.name),
            (self.env._("Controller"), account.controller_id.name),
            (self.env._("Last review"), self._day(account.last_review)),
        ]
        return [(name, value) for name, value in facts if value]

    def _exposure_table(self, account, exposure):
        currency = account.currency_id
        names = dict(self.env["credit.open.item"]._fields["category"]._description_selection(self.env))
        not_counted = self.env._("does not count")
        rows = [
            [names[category], "" if category in exposure.counted else not_counted, self._money(amount, currency)]
            for category in names
            if (amount := exposure.of(category)) or category in exposure.counted
        ]
        rows.append(Row([self.env._("Exposure"), "", self._money(exposure.total, currency)], "strong"))
        rows += [[name, "", text] for name, text in self._limit_rows(account)]
        rows += [
            [self.env._("Overdue"), "", self._money(exposure.overdue, currency)],
            [self.env._("Oldest (days past due)"), "", exposure.oldest_days_past_due],
        ]
        columns = [("", 50), ("", 20), (self.env._("Amount"), 30, FIGURE)]
        return self._tabulate(columns, rows)

    def _limit_rows(self, account):
        currency, limit = account.currency_id, account.effective_limit
        rows = [(self.env._("Limit"), self._limit_text(account.limit_state, limit, currency))]
        if account.limit_state == LIMITED:
            rows.append((self.env._("Available"), self._money(account.available_credit, currency)))
            rows.append(self._use_fact(account.limit_state, limit, account.exposure, currency))
        return [row for row in rows if row[1]]

    def _behaviour(self, behaviour, currency):
        words = self.env["credit.characteristic"]
        labels, known = words._characteristic_labels(), behaviour.inputs()
        texts = {
            code: self._money(value, currency) if CATALOGUE[code].unit == AMOUNT else words._value_text(code, value)
            for code, value in known.items()
            if code in BEHAVIOUR and value is not None
        }
        return [(labels[code], texts[code]) for code in BEHAVIOUR if code in texts]

    def _survey_table(self, survey):
        """Facts of a verified survey; lists are in the survey's own form."""
        columns = [
            (self.env._("Question"), 38),
            (self.env._("Answer"), 34),
            (self.env._("Source and verification"), 28),
        ]
        answers = survey.answer_ids.filtered(lambda answer: answer.is_answered and answer.answer_type != "rows")
        rows = [[answer.question_id.text, answer.answer, self._check_text(answer)] for answer in answers]
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
        cells = [self._dashed(statement[name], statement.currency_id) for statement in statements]
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
