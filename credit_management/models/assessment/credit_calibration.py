from odoo import api, fields, models
from odoo.tools import SQL, date_utils

from ...core.assessment.assessment import thaw
from ...core.assessment.calibration import Judgement, calibrate
from ...core.assessment.drift import months, sample
from ...core.assessment.grade_record import YEARS
from ...core.assessment.items import day_number, day_of

MONTHS = 12  # month ends compared with the one before them all


class CreditCalibration(models.Model):
    """What grades and scores have meant on a company's own ledger, worked out once a day and read wherever it is said.

    One row a company. Sums of all customers: whoever may read it learns nothing of any of them.
    """

    _name = "credit.calibration"
    _description = "What Grades Mean"
    _inherit = ["credit.single"]
    _rec_name = "company_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    date = fields.Date(string="As Of", required=True, readonly=True, help="The day at whose end the ledger was read.")
    found = fields.Json(readonly=True, help="Figures by grade and card, by score, by quarter and by month.")

    _company_unique = models.Constraint("UNIQUE (company_id)", "What grades mean in this company is known already.")

    # === WORKED OUT === #

    @api.model
    def _keep(self, roots):
        """Work it out anew; drift only when another month has ended.

        :param roots: root companies
        """
        for root in roots:  # few, and each reads its own ledger
            on = root._credit_today()
            former = (self._of(root)[root].found or {}).get("months") or []
            ends = self._month_ends(on)
            drift = former if former and former[-1]["date"] == fields.Date.to_string(ends[-1]) else None
            self._write_down(root, on, self._work_out(root, on, drift))

    @api.model
    def _write_down(self, root, on, found):
        self.flush_model()
        values = (root.id, on, self._fields["found"].convert_to_column_insert(found, self))
        self.env.cr.execute(
            SQL(
                "INSERT INTO credit_calibration (company_id, date, found) VALUES %s"
                " ON CONFLICT (company_id) DO UPDATE SET date = EXCLUDED.date, found = EXCLUDED.found",
                values,
            )
        )
        self.invalidate_model()

    @api.model
    def _of(self, roots):
        """What is kept of root companies, empty where the job has not run yet.

        :rtype: dict[res.company, credit.calibration]
        """
        # Sums; who asks has been checked.
        kept = self.sudo().search_fetch([("company_id", "in", roots.ids)], ["company_id", "date", "found"])
        by_root = {one.company_id.id: one for one in kept}
        return {root: by_root.get(root.id, self.browse()) for root in roots}

    @api.model
    def _work_out(self, root, on, drift=None):
        """Read the ledger; no access is checked.

        :param on: the day at whose end to look
        :param drift: what is known of it already
        :return: the figures as plain data
        """
        decided = self._decided(root, on)
        accounts = decided.account_id
        ledger = self.env["credit.behaviour"]._ledger(accounts) if accounts else None
        found = {"invoices": 0, "grades": [], "steps": [], "quarters": [], "months": drift or [], "cards": []}
        if ledger is None:
            return found
        places = {account: place for place, account in enumerate(accounts)}
        since = day_number(fields.Date.subtract(on, years=YEARS))
        calibration = calibrate(ledger, day_number(on), self._judgements(root, decided, places), since)
        if drift is None:
            found["months"] = self._drift(ledger, decided, places, on)
        return found | self._plain(calibration) | {"cards": self._cards(decided)}

    @api.model
    def _decided(self, root, on):
        """The assessments approved by the end of a day, the oldest first."""
        approved = [("company_id", "=", root.id), ("state", "=", "approved"), ("decided_on", "!=", False)]
        # Sums of all customers; who asks has been checked.
        decided = self.env["credit.assessment"].sudo().search(approved, order="decided_on, id")
        return decided.filtered(lambda one: self._day(root, one) <= on)

    @api.model
    def _day(self, root, assessment):
        zoned = self.with_context(tz=str(root._credit_zone()))
        return fields.Datetime.context_timestamp(zoned, assessment.decided_on).date()

    @api.model
    def _judgements(self, root, decided, places):
        """:return: ``{number of customer: [(day, core.assessment.calibration.Judgement)]}``"""
        steps = {}
        for one in decided:
            judgement = Judgement(one.grade_id.id, one.scorecard_id.id, one.score if one.scored else None)
            steps.setdefault(places[one.account_id], []).append((day_number(self._day(root, one)), judgement))
        return steps

    @api.model
    def _month_ends(self, on):
        """The last month ends that are over by a day, the oldest first: one to compare with, and a year of them."""
        first = date_utils.start_of(fields.Date.add(on, days=1), "month")
        return [
            fields.Date.subtract(fields.Date.subtract(first, months=back), days=1) for back in range(MONTHS, -1, -1)
        ]

    @api.model
    def _drift(self, ledger, decided, places, on):
        last = {one.account_id: one for one in decided if one.frozen}
        cases = {places[account]: thaw(last[account].frozen) for account in sample(list(last))}
        days = [day_number(day) for day in self._month_ends(on)]
        return [
            {
                "date": fields.Date.to_string(day_of(month.on)),
                "customers": month.customers,
                "score": month.score,
                "inputs": dict(month.inputs),
            }
            for month in months(ledger, cases, days)
        ]

    @api.model
    def _cards(self, decided):
        """The cards that customers stand on, by how many: ids, the most used first."""
        last = {one.account_id: one.scorecard_id.id for one in decided}
        counts = {}
        for card in filter(None, last.values()):
            counts[card] = counts.get(card, 0) + 1
        return sorted(counts, key=lambda card: (-counts[card], card))

    @api.model
    def _plain(self, calibration):
        """A core.assessment.calibration.Calibration as JSON keeps it; no card stands for all cards together."""
        by_grade = [(None, grade, record) for grade, record in calibration.by_grade.items()]
        by_card = [(card, grade, record) for (card, grade), record in calibration.by_card.items()]
        return {
            "invoices": calibration.invoices,
            "grades": [
                {"card": card, "grade": grade, "shares": [[one.bad, one.count] for one in record]}
                for card, grade, record in by_grade + by_card
            ],
            "steps": [[step.low, step.high, step.bad, step.count] for step in calibration.steps],
            "quarters": [
                {"name": one.name, "bad": one.share.bad, "count": one.share.count, "area": one.area}
                for one in calibration.quarters
            ],
        }
