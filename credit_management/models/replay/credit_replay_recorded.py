from collections import defaultdict

import pytz

from odoo import api, models
from odoo.tools import SQL

from ...core.assessment.items import day_number
from ...core.limit.limits import NOT_ASSESSED, ONE_DAY, effective_limit
from ...core.replay.standing import Standing, Standings

# The days on which monitoring saw another status or grade than before.
CHANGES = """
    SELECT account_id, date, status, grade_id
      FROM (SELECT account_id, date, status, grade_id, ROW_NUMBER() OVER past AS number,
                   LAG(status) OVER past AS former_status, LAG(grade_id) OVER past AS former_grade_id
              FROM credit_snapshot WHERE account_id = ANY(%s::int[])
            WINDOW past AS (PARTITION BY account_id ORDER BY date)) snapshot
     WHERE number = 1 OR status IS DISTINCT FROM former_status OR grade_id IS DISTINCT FROM former_grade_id
"""


class CreditReplayHistory(models.AbstractModel):
    """Limits, grades, status and reviews as they are on record, from day to day.

    Limits follow from their dated components. Grade, review and terms are those of approved assessments; what
    was changed in another way, and the status, are known from the snapshots of the evenings, and from today.
    All are read as the superuser: the caller has asked who may see how customers are judged.
    """

    _inherit = "credit.replay.history"

    @api.model
    def _standings_recorded(self, collected, _policy):
        numbers = {
            collected.known[id_]["account_id"]: number
            for number, id_ in enumerate(collected.customers)
            if collected.known[id_]["account_id"]
        }
        components = self._components(list(numbers))
        events = self._events(collected, list(numbers))
        grades = {grade.id: grade for grade in self.env["credit.grade"]._get_all()}
        return Standings(
            {
                number: self._steps(components[account_id], events[account_id], grades)
                for account_id, number in numbers.items()
            }
        )

    @api.model
    def _components(self, account_ids):
        """The limits that count, of each account."""
        limits = self.env["credit.limit"].sudo()  # a replay looks at all customers, its reader is checked
        domain = [("account_id", "in", account_ids), ("counts", "=", True)]
        found = defaultdict(list)
        for sequence, limit in enumerate(limits.search(domain, order="approved_on, id")):
            found[limit.account_id.id].append(limit._to_core(sequence))
        return found

    @api.model
    def _events(self, collected, account_ids):
        """Changes of each account by day: ``{account id: [(day, {field: value})]}``."""
        found = defaultdict(list)
        self.env["credit.snapshot"].flush_model()
        for account_id, day, status, grade_id in self.env.execute_query(SQL(CHANGES, account_ids)):
            found[account_id].append((day + ONE_DAY, {"status": status, "grade_id": grade_id or 0}))
        for account_id, day, values in self._assessed(collected.root, account_ids):
            found[account_id].append((day, values))
        today = collected.root._credit_today()
        for known in collected.known.values():
            present = {name: known[name] for name in ("status", "grade_id", "next_review")}
            present["approved_terms"] = self._present_terms(collected.root, known, today)
            found[known["account_id"]].append((today, present))
        return found

    @api.model
    def _assessed(self, root, account_ids):
        """Values that assessments approved, on the day of their approval."""
        assessments, terms = self.env["credit.assessment"].sudo(), self.env["account.payment.term"]  # as above
        domain = [("account_id", "in", account_ids), ("state", "=", "approved")]
        zone, today = root._credit_zone(), root._credit_today()
        for one in assessments.search(domain, order="decided_on, id"):
            day = pytz.utc.localize(one.decided_on).astimezone(zone).date()
            values = {"grade_id": one.grade_id.id, "next_review": one.next_review or None, "status": "active"}
            if one.payment_term_id:
                values["approved_terms"] = terms._credit_terms(one.payment_term_id.id, today)
            yield one.account_id.id, day, values

    @api.model
    def _present_terms(self, root, known, today):
        """The customer's own payment terms, as the gate compares an order of the root company with them."""
        if known["limit"].state == NOT_ASSESSED:
            return None
        terms = self.env["account.payment.term"]
        term_id = known["payment_terms"].get(str(root.id))
        return terms._credit_terms(terms._credit_usual(root.id) if term_id is None else term_id, today)

    @api.model
    def _steps(self, components, events, grades):
        """The standings of one customer, from each day on which anything of it changed."""
        days = {one.valid_from for one in components} | {day for day, _values in events}
        days |= {one.valid_to + ONE_DAY for one in components if one.valid_to}
        found, state = [], {"status": None}
        waiting = sorted(events, key=lambda event: event[0])[::-1]
        for day in sorted(days):
            while waiting and waiting[-1][0] <= day:
                state |= waiting.pop()[1]
            limit = effective_limit(components, day)
            status = state["status"] or ("active" if limit.state != NOT_ASSESSED else NOT_ASSESSED)
            grade = grades.get(state.get("grade_id"))
            found.append(
                Standing(
                    since=day_number(day),
                    limit=limit,
                    grade=grade.code if grade else "",
                    risk_class=grade.risk_class if grade else "",
                    **(state | {"status": status}),
                )
            )
        return found
