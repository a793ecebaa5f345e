import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_amount

from ...core.assessment.known import Known
from ...core.limit import adjustment as core
from ...core.limit.change import base_of
from ...core.limit.limits import LIMITED
from ...core.monitoring import quarters
from ..common.day import format_day
from ..common.number import format_number

_logger = logging.getLogger(__name__)
# The request that a rule makes says why by one of these.
CAUSES = {core.GRADE: "grade", core.QUARTERS: "good_payer", core.BUSY: "growth", core.UNUSED: "other"}


class CreditLimitRule(models.Model):
    """The daily look for limits that rules propose to change."""

    _inherit = "credit.limit.rule"

    @api.model
    def _propose(self, accounts):
        """Make a request of each proposal; nobody's hand has made it, and people decide.

        A customer of which the rest cannot be told, or for whom nobody could decide, is left out: the request says so
        to whoever makes it by hand.

        :param accounts: accounts of which today's snapshots are kept
        :return: the requests
        """
        rules = self.search([("active", "=", True)])
        requests = self.env["credit.limit.request"]
        if not rules:
            return requests
        accounts = accounts.sudo()  # rules look at everything known of an account
        courses = self._read_courses(accounts, rules)
        for account, course in courses.items():
            proposal = core.propose(course, self._rules_for(rules, account))
            if proposal is not None:
                requests |= self._request(account, self.browse(proposal.rule_id), proposal, course)
        return requests

    @api.model
    def _rules_for(self, rules, account):
        policy = self.env["credit.policy"]._get_in_force(account.company_id)
        step, coin = policy.limit_step, account.currency_id.rounding
        return [rule._to_core(step, coin) for rule in rules if rule._is_for(account)]

    @api.model
    def _request(self, account, rule, proposal, course):
        """The request of a proposal, submitted; none where what stands in its way is for people to see to."""
        vals = {
            "account_id": account.id,
            "kind": proposal.kind,
            "amount": proposal.amount,
            "reason_kind": CAUSES.get(rule.kind, "other"),
            "reason": rule._reason(account, proposal, course),
            "rule_id": rule.id,
            "valid_from": course.on,
        }
        requests = self.env["credit.limit.request"].sudo()._credit_by_method()  # the job asks, nobody's hand
        try:
            with self.env.cr.savepoint():
                request = requests.create(vals).with_env(self.env)
                request.sudo().action_submit()  # as above
        except UserError as refusal:
            _logger.info("“%s” proposes nothing for account %s: %s", rule.name, account.id, refusal)
            return requests.browse().with_env(self.env)
        return request

    def _reason(self, account, proposal, course):
        """Why the rule proposes it, in words for who decides."""
        limits = {
            "rule": self.name,
            "before": format_amount(self.env, course.limit, account.currency_id),
            "after": format_amount(self.env, proposal.amount, account.currency_id),
            "count": self.count,
            "threshold": format_number(self.env, self.threshold, most=4),
        }
        if self.kind == core.GRADE:
            return self.env._(
                "“%(rule)s”: the grade is %(grade)s since %(day)s, %(before)s → %(after)s.",
                grade=account.grade_id.code,
                day=format_day(self.env, course.grade_changed_on),
                **limits,
            )
        if self.kind == core.QUARTERS:
            return self.env._(
                "“%(rule)s”: in %(count)d quarters nothing was paid more than %(threshold)s days late, %(before)s →"
                " %(after)s.",
                **limits,
            )
        if self.kind == core.BUSY:
            return self.env._(
                "“%(rule)s”: more than %(threshold)s %% of the limit in use for %(count)d days, %(before)s →"
                " %(after)s.",
                **limits,
            )
        return self.env._("“%(rule)s”: nothing was owed for %(count)d days, %(before)s → %(after)s.", **limits)

    # === COURSES === #

    @api.model
    def _read_courses(self, accounts, rules):
        """What has happened to each account with a base limit, in a fixed number of queries: {account: core Course}.

        What comes on top for a time, or is secured, is no part of what a rule proposes to change.
        """
        today = {company: company._credit_today() for company in accounts.company_id}
        components = accounts._limit_components()
        limits = {account: base_of(components[account], today[account.company_id]) for account in accounts}
        limited = accounts.filtered(lambda account: limits[account].state == LIMITED and limits[account].amount > 0)
        if not limited:
            return {}
        kinds = set(rules.mapped("kind"))
        most = {kind: max(rules.filtered(lambda rule, k=kind: rule.kind == k).mapped("count")) for kind in kinds}
        snapshots = self._read_snapshots(limited, min(today.values()) - timedelta(days=most.get(core.BUSY, 0)))
        asked = self._read_asked(limited)
        good = self._read_quarters(limited, most[core.QUARTERS]) if core.QUARTERS in kinds else {}
        covered = self._look_at_cover(limited, rules, today, asked)
        factors = {grade.id: grade.limit_factor for grade in self.env["credit.grade"]._get_active()}
        courses = {}
        for account in limited:
            kept = snapshots[account.id]
            former, changed_on = kept["grade"]
            pending, proposed_on = asked[account.id]
            earlier_covered, now_covered = covered.get(account, ({}, 0.0))
            courses[account] = core.Course(
                on=today[account.company_id],
                limit=limits[account].amount,
                status=account.status,
                grade_factor=factors.get(account.grade_id.id),
                earlier_factor=factors.get(former),
                grade_changed_on=changed_on,
                quarters=good.get(account, ()),
                uses=tuple(core.Use(*use) for use in kept["uses"]),
                used_on=kept["used_on"],
                since=kept["since"],
                exposure=kept["exposure"],
                covered=now_covered,
                earlier_covered=earlier_covered,
                proposed_on=proposed_on,
                pending=pending,
            )
        return courses

    @api.model
    def _look_at_cover(self, accounts, rules, today, asked):
        """What ``_read_covered`` tells for the rules that look at it."""
        counts = set(rules.filtered(lambda rule: rule.kind == core.COVER).mapped("count"))
        days = {}
        for account in accounts if counts else ():
            backs = {count: today[account.company_id] - timedelta(days=count) for count in counts}
            # What was lost before the last proposal was proposed then.
            _pending, proposed_on = asked[account.id]
            days[account] = {count: max(back, proposed_on or back) for count, back in backs.items()}
        return self._read_covered(days) if days else {}

    @api.model
    def _read_covered(self, days):
        """What stood behind each base limit on a day, and does today: nothing where no addon knows cover.

        :param days: {account: {days that a rule counts: the day to look at}}
        :return: {account: ({days that a rule counts: amount then}, amount today)}, in the company's currency
        """
        return {}

    @api.model
    def _read_quarters(self, accounts, count):
        behaviours = self.env["credit.behaviour"]
        days = behaviours._days(accounts, None)
        found = quarters.quarters(Known(behaviours._ledger(accounts), days), count)
        return dict(zip(accounts, found, strict=True))

    @api.model
    def _read_snapshots(self, accounts, since):
        """What was kept of each account: uses since a day, when it last owed, when its grade was another one."""
        self.env["credit.snapshot"].flush_model()
        accounts.flush_model(["grade_id"])
        query = SQL(
            """
            SELECT account.id, uses.list, owed.date, kept.first, COALESCE(kept.exposure, 0)::float8,
                   other.grade_id, changed.date
              FROM credit_account account
         LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(one.date,
                                                     CASE one.limit_state WHEN 'limited' THEN one.utilisation END)
                                             ORDER BY one.date) AS list
                              FROM credit_snapshot one
                             WHERE one.account_id = account.id AND one.date >= %(since)s) uses ON TRUE
         LEFT JOIN LATERAL (SELECT MAX(one.date) AS date FROM credit_snapshot one
                             WHERE one.account_id = account.id AND one.exposure > 0) owed ON TRUE
         LEFT JOIN LATERAL (SELECT MIN(one.date) AS first,
                                   (array_agg(one.exposure ORDER BY one.date DESC))[1] AS exposure
                              FROM credit_snapshot one WHERE one.account_id = account.id) kept ON TRUE
         LEFT JOIN LATERAL (SELECT one.grade_id, one.date FROM credit_snapshot one
                             WHERE one.account_id = account.id AND one.grade_id IS NOT NULL
                               AND one.grade_id <> account.grade_id ORDER BY one.date DESC LIMIT 1) other ON TRUE
         LEFT JOIN LATERAL (SELECT MIN(one.date) AS date FROM credit_snapshot one
                             WHERE one.account_id = account.id AND one.date > other.date
                               AND one.grade_id = account.grade_id) changed ON TRUE
             WHERE account.id = ANY(%(ids)s)
            """,
            since=since - core.MOST_MISSED,
            ids=accounts.ids,
        )
        return {
            id_: {
                "uses": [(fields.Date.to_date(day), percent) for day, percent in uses or ()],
                "used_on": used_on,
                "since": since,
                "exposure": exposure,
                "grade": (former, changed_on),
            }
            for id_, uses, used_on, since, exposure, former, changed_on in self.env.execute_query(query)
        }

    @api.model
    def _read_asked(self, accounts):
        """Whether something waits for each account, and when a rule last proposed something for it."""
        requests = self.env["credit.limit.request"].sudo()  # one out of sight waits, too
        waiting = requests._read_group(
            [("account_id", "in", accounts.ids), ("state", "in", ("draft", "submitted", "returned"))], ["account_id"]
        )
        limits = self.env["credit.limit"].sudo()  # as above
        proposed = limits._read_group(
            [("account_id", "in", accounts.ids), ("state", "in", ("draft", "proposed"))], ["account_id"]
        )
        pending = {account.id for (account,) in [*waiting, *proposed]}
        last = requests._read_group(
            [("account_id", "in", accounts.ids), ("rule_id", "!=", False)], ["account_id"], ["create_date:max"]
        )
        moments = {account.id: moment.date() for account, moment in last}
        return {account_id: (account_id in pending, moments.get(account_id)) for account_id in accounts.ids}
