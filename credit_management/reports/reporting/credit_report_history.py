from collections import defaultdict

from odoo import fields, models
from odoo.tools import date_utils, format_date, formatLang

from ...core.common.chart import point_of
from ...core.limit.limits import LIMITED
from ..common.credit_print import FIGURE, WHOLE

MONTHS = 12
TREND = 3  # months back that today is compared with
DECISIONS = 40


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
        holds = self._of_accounts("credit.hold", [("account_id", "in", accounts.ids)])
        courses = self._courses(accounts, figures)
        return {
            account: {
                "course": courses[account][0],
                "before": courses[account][1],
                "grades": self._grades_table(assessments[account]),
                "limits": self._limits_table(limits[account]),
                "decisions": self._decisions_table(account, limits[account], assessments[account], holds[account]),
            }
            for account in accounts
        }

    def _of_accounts(self, model, domain):
        table = self.env[model]
        return defaultdict(table.browse, table.search(domain).grouped("account_id"))

    # === SCORE === #

    def _score(self, assessments):
        """Criteria of the score in force: the last that was approved."""
        assessment = assessments.filtered(lambda one: one.scored and one.state == "approved")[-1:]
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
        """Exposure and limit at the end of the last months, and today: two queries for each of these days.

        :return: ``{account: (chart, exposure some months ago)}``
        """
        found = {}
        for company, some in accounts.grouped("company_id").items():
            today = company._credit_today()
            days = [self._month_end(today, months) for months in range(MONTHS, 0, -1)]
            limits = [self.env["credit.limit"]._effective(some, day) for day in (*days, today)]
            exposures = [self.env["credit.exposure"]._read_figures(some, day) for day in days] + [figures]
            receipts = self._receipts(some, days[0], today)
            for account in some:
                owed = [exposure[account].total for exposure in exposures]
                granted = [limit[account] for limit in limits]
                course = self._course_chart((*days, today), owed, granted, receipts[account], company.currency_id)
                found[account] = (course, owed[-1 - TREND])
        return found

    def _receipts(self, accounts, first, last):
        """Days and amounts of what each customer has paid, at the bank or in cash."""
        # The amounts alone, of customers whose report may be read.
        lines = self.env["account.move.line"].sudo()
        company = accounts.company_id
        groups = lines._read_group(
            [
                ("account_id", "in", self.env["credit.open.item"]._receivable_account_ids()),
                ("company_id", "child_of", company.ids),
                ("partner_id.commercial_partner_id", "in", accounts.partner_id.ids),
                ("journal_id.type", "in", ("bank", "cash", "credit")),
                ("parent_state", "=", "posted"),
                ("date", ">", first),
                ("date", "<=", last),
            ],
            ["partner_id", "date:day"],
            ["balance:sum"],
        )
        found = {account: [] for account in accounts}
        by_partner = {account.partner_id: account for account in accounts}
        for partner, day, balance in groups:
            if balance < 0:
                found[by_partner[partner.commercial_partner_id.with_env(self.env)]].append((day, -balance))
        return found

    def _month_end(self, today, months):
        return date_utils.end_of(date_utils.subtract(today, months=months), "month")

    def _course_chart(self, days, owed, granted, receipts, currency):
        """None where nothing was owed or granted in all that time."""
        amounts = [limit.amount if limit.state == LIMITED else None for limit in granted]
        if not any(owed) and not any(amounts):
            return None
        dots = [(point_of(day, days), amount) for day, amount in receipts]
        names = [self.env._("Exposure"), self.env._("Limit"), self.env._("Payments")]
        months = [self._month(day) for day in days]
        return self._line_chart(names, [owed, amounts], months, currency, dots)

    def _month(self, day):
        return format_date(self.env, day, date_format=self.env._("MMM yy"))

    # === HISTORY === #

    def _grades_table(self, assessments):
        approved = assessments.filtered(lambda one: one.state == "approved")
        columns = [
            (self.env._("Approved on"), 15, WHOLE),
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
            (self.env._("From"), 12, WHOLE),
            (self.env._("To"), 12, WHOLE),
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

    def _decisions_table(self, account, limits, assessments, holds):
        """Every decision of the last year on the customer, and what waits for one, the newest first."""
        decisions = [
            (one.approved_on, one.display_name, one, one.approver_id, one.end_reason or one.reason) for one in limits
        ]
        decisions += [
            (one.decided_on, one.reference, one, one.decided_by, one.refusal_reason or one.difference_reason)
            for one in assessments
        ]
        decisions += [
            (
                one.decided_on or one.requested_on,
                f"{one.reference}, {one.order_name}",
                one,
                one.decided_by,
                one.decision_reason or one.reasons_text,
            )
            for one in holds
        ]
        since = fields.Datetime.subtract(fields.Datetime.now(), years=1)
        made = sorted((one for one in decisions if one[0] and one[0] >= since), key=lambda one: one[0], reverse=True)
        columns = [
            (self.env._("Day"), 13, WHOLE),
            (self.env._("Decision on"), 29),
            (self.env._("Outcome"), 12),
            (self.env._("By"), 18),
            (self.env._("Reason"), 28),
        ]
        rows = [
            [self._moment(when), what, self._label(record, "state"), who.name or "–", why or ""]
            for when, what, record, who, why in made[:DECISIONS]
        ]
        return self._tabulate(columns, rows) if rows else None
