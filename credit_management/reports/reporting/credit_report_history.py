from collections import defaultdict

from odoo import models
from odoo.tools import date_utils, format_date, formatLang

from ...core.limit.limits import LIMITED
from ..common.credit_print import FIGURE

MONTHS = 12
DECISIONS = 25


class CreditReport(models.AbstractModel):
    """How the customer has been scored, what was granted when, and who decided."""

    _inherit = "report.credit_management.credit_report"

    def _assessments(self, accounts):
        """Those of each account that were decided or stand open, newest last."""
        table = self.env["credit.assessment"]
        domain = [("account_id", "in", accounts.ids), ("state", "!=", "cancelled")]
        return defaultdict(table.browse, table.search(domain, order="assessed_on, id").grouped("account_id"))

    def _prepare_history(self, accounts, assessments, figures):
        limits = self._of_accounts("credit.limit", [("account_id", "in", accounts.ids)])
        decided = [("account_id", "in", accounts.ids), ("decided_on", "!=", False)]
        holds = self._of_accounts("credit.hold", decided)
        courses = self._courses(accounts, figures)
        return {
            account: {
                "course": courses[account],
                "grades": self._grades_table(assessments[account]),
                "limits": self._limits_table(limits[account]),
                "decisions": self._decisions_table(limits[account], assessments[account], holds[account]),
            }
            for account in accounts
        }

    def _of_accounts(self, model, domain):
        table = self.env[model]
        return defaultdict(table.browse, table.search(domain).grouped("account_id"))

    # === SCORE === #

    def _score(self, assessments):
        """Criteria of the last score: the approved one, else the one under way."""
        scored = assessments.filtered("scored")
        assessment = (scored.filtered(lambda one: one.state == "approved") or scored)[-1:]
        return {
            "assessment": assessment,
            "score": self._points(assessment.score) if assessment else "",
            "criteria": self._criteria_table(assessment.line_ids) if assessment else None,
        }

    def _points(self, points):
        return formatLang(self.env, points, digits=2)  # as many as a score has, so that they add up to it

    def _criteria_table(self, lines):
        columns = [
            (self.env._("Criterion"), 32),
            (self.env._("Value"), 18, FIGURE),
            (self.env._("Falls into"), 20),
            (self.env._("Weight"), 10, FIGURE),
            (self.env._("Gives"), 10, FIGURE),
            (self.env._("Costs"), 10, FIGURE),
        ]
        rows = [
            [
                line.name,
                line.value_text or "",
                line.range_text or "",
                *map(self._points, (line.weight, line.contribution, line.cost)),
            ]
            for line in lines
        ]
        return self._tabulate(columns, rows)

    # === COURSE === #

    def _courses(self, accounts, figures):
        """Exposure and limit at the end of the last months, and today: two queries for each of these days."""
        found = {}
        for company, some in accounts.grouped("company_id").items():
            today = company._credit_today()
            days = [self._month_end(today, months) for months in range(MONTHS, 0, -1)]
            limits = [self.env["credit.limit"]._effective(some, day) for day in (*days, today)]
            exposures = [self.env["credit.exposure"]._read_figures(some, day) for day in days] + [figures]
            for account in some:
                owed = [exposure[account].total for exposure in exposures]
                granted = [limit[account] for limit in limits]
                found[account] = self._course_chart((*days, today), owed, granted)
        return found

    def _month_end(self, today, months):
        return date_utils.end_of(date_utils.subtract(today, months=months), "month")

    def _course_chart(self, days, owed, granted):
        """None where nothing was owed or granted in all that time."""
        amounts = [limit.amount if limit.state == LIMITED else None for limit in granted]
        if not any(owed) and not any(amounts):
            return None
        return self._line_chart(
            [self.env._("Exposure"), self.env._("Limit")], [owed, amounts], [self._month(day) for day in days]
        )

    def _month(self, day):
        return format_date(self.env, day, date_format="MMM yy")

    # === HISTORY === #

    def _grades_table(self, assessments):
        approved = assessments.filtered(lambda one: one.state == "approved")
        columns = [
            (self.env._("Approved on"), 15),
            (self.env._("Assessment"), 20),
            (self.env._("Score"), 10, FIGURE),
            (self.env._("Grade"), 10),
            (self.env._("Limit"), 20, FIGURE),
            (self.env._("Approved by"), 25),
        ]
        rows = [
            [
                self._moment(one.decided_on),
                one.reference,
                self._points(one.score) if one.scored else "–",
                one.grade_id.code,
                self._money(one.limit_amount, one.currency_id),
                one.decided_by.name,
            ]
            for one in approved[::-1]
        ]
        return self._tabulate(columns, rows) if rows else None

    def _limits_table(self, limits):
        columns = [
            (self.env._("Kind"), 12),
            (self.env._("Limit"), 18, FIGURE),
            (self.env._("From"), 12),
            (self.env._("To"), 12),
            (self.env._("State"), 11),
            (self.env._("Reason"), 35),
        ]
        rows = [
            [
                self._label(limit, "kind"),
                limit.amount_text,
                self._day(limit.valid_from),
                self._day(limit.valid_to),
                self._label(limit, "state"),
                limit.reason,
            ]
            for limit in limits
        ]
        return self._tabulate(columns, rows) if rows else None

    def _decisions_table(self, limits, assessments, holds):
        """Every decision on the customer, the newest first."""
        decisions = [
            (one.approved_on, one.display_name, one, one.approver_id, one.end_reason or one.reason) for one in limits
        ]
        decisions += [
            (one.decided_on, one.reference, one, one.decided_by, one.refusal_reason or one.difference_reason)
            for one in assessments
        ]
        decisions += [
            (one.decided_on, f"{one.reference}, {one.order_name}", one, one.decided_by, one.decision_reason)
            for one in holds
        ]
        made = sorted((one for one in decisions if one[0]), key=lambda one: one[0], reverse=True)[:DECISIONS]
        columns = [
            (self.env._("Day"), 12),
            (self.env._("Decision on"), 30),
            (self.env._("Outcome"), 12),
            (self.env._("By"), 18),
            (self.env._("Reason"), 28),
        ]
        rows = [
            [self._moment(when), what, self._label(record, "state"), who.name or "–", why or ""]
            for when, what, record, who, why in made
        ]
        return self._tabulate(columns, rows) if rows else None
