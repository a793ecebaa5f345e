from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...core.assessment.measures import DRIFTED, STABLE
from ..assessment.credit_assessment_inputs import READERS
from ..common.day import format_day
from ..common.number import format_number

GRADES, SCORES, DRIFT, QUARTERS = SECTIONS = ("grades", "scores", "drift", "quarters")


class CreditRiskReport(models.AbstractModel):
    """Whether grades and scores still mean what they did: by grade, by score, by month and by quarter.

    Of sums alone, so that who answers for the cards may read it without reading customers.
    """

    _name = "credit.risk.report"
    _description = "Risk Report"

    @api.model
    def read_report(self, company_id=None, date=None):
        """
        :param company_id: the legal entity whose ledger is looked at; the first one of the active when left out
        :param date: the day at whose end to look; today when left out
        :return: companies to choose from, and sections: each a table, with notes; its chart is drawn from the rows
        """
        self._check_reader()
        roots = self.env.companies._credit_roots()
        root = roots.filtered(lambda one: one.id == company_id) or roots[:1]
        on = self._day(root, date)
        found = self._read(root, on)
        return {
            "companies": [{"id": one.id, "name": one.name} for one in roots],
            "company_id": root.id,
            "date": fields.Date.to_string(on),
            "today": fields.Date.to_string(root._credit_today()),
            "invoices": found["invoices"],
            "drifted": self._drift_text(root, found) or False,
            "bounds": {"stable": STABLE, "drifted": DRIFTED},
            "sections": self._sections(found),
        }

    @api.model
    def _check_reader(self):
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._("%(user)s cannot see what grades mean. Ask a credit analyst.", user=self.env.user.name)
            )

    @api.model
    def _day(self, root, date):
        today = root._credit_today()
        try:
            on = fields.Date.to_date(date) if date else today
        except (TypeError, ValueError):
            raise UserError(self.env._("“%s” is no day. Choose one.", date)) from None
        if on > today:
            raise UserError(
                self.env._(
                    "%(date)s has not come yet. Choose %(today)s or an earlier day.",
                    date=format_day(self.env, on),
                    today=format_day(self.env, today),
                )
            )
        return on

    @api.model
    def _read(self, root, on):
        """What the job has kept of the day, or the same worked out now."""
        calibrations = self.env["credit.calibration"]
        kept = calibrations._of(root)[root]
        return kept.found if kept and kept.date == on else calibrations._work_out(root, on)

    # === SECTIONS === #

    @api.model
    def _sections(self, found):
        return [
            {"key": key, "title": title, "notes": list(notes), "columns": columns, "rows": rows}
            for key, title, notes, columns, rows in (
                (GRADES, self.env._("What Each Grade Has Meant"), *self._grade_table(found)),
                (SCORES, self.env._("Paid More Than 30 Days Late, by Score"), *self._score_table(found)),
                (DRIFT, self.env._("Drift, by Month"), *self._drift_table(found)),
                (QUARTERS, self.env._("How Well Scores Told, by Quarter"), *self._quarter_table(found)),
            )
        ]

    @api.model
    def _column(self, title, kind="text", bound=False):
        """
        :param bool bound: whether it is the lower or upper bound of the share before it
        """
        return {"title": title, "kind": kind, "bound": bound}

    @api.model
    def _share_cells(self, bad, count):
        share = self.env["credit.calibration"]._share(bad, count)
        return [share.share, *share.interval] if share.count else [False, False, False]

    @api.model
    def _grade_table(self, found):
        """Rows by grade for all cards together, then by card."""
        grades = {grade.id: (place, grade.code) for place, grade in enumerate(self.env["credit.grade"]._get_all())}
        # Names of cards; who reads the report answers for them or judges by them.
        cards = self.env["credit.scorecard"].sudo().browse({row["card"] for row in found["grades"] if row["card"]})
        names = {card.id: card.display_name for card in cards.exists()}
        ordered = sorted(
            found["grades"], key=lambda row: (names.get(row["card"], ""), grades.get(row["grade"], (99, ""))[0])
        )
        rows = [
            [
                self.env._("All Cards") if row["card"] is None else names.get(row["card"], self.env._("No Card")),
                grades.get(row["grade"], (0, ""))[1],
                row["shares"][0][1],
                *(cell for pair in row["shares"] for cell in self._share_cells(*pair)),
            ]
            for row in sorted(ordered, key=lambda row: row["card"] is not None)
        ]
        notes = [] if rows else [self.env._("No customer has had a grade for long enough to tell what it means.")]
        return notes, self._grade_columns(), rows

    @api.model
    def _grade_columns(self):
        columns = [
            self._column(self.env._("Card")),
            self._column(self.env._("Grade")),
            self._column(self.env._("Invoices"), "number"),
        ]
        for late in self.env["credit.calibration"]._late_names():
            columns += [
                self._column(late, "share"),
                self._column(self.env._("%s: at Least", late), "share", bound=True),
                self._column(self.env._("%s: at Most", late), "share", bound=True),
            ]
        return columns

    @api.model
    def _score_table(self, found):
        rows = [[low, high, count, *self._share_cells(bad, count)] for low, high, bad, count in found["steps"]]
        columns = [
            self._column(self.env._("Score From"), "decimal"),
            self._column(self.env._("To"), "decimal"),
            self._column(self.env._("Invoices"), "number"),
            self._column(self.env._("Probability"), "share"),
            self._column(self.env._("At Least"), "share", bound=True),
            self._column(self.env._("At Most"), "share", bound=True),
        ]
        return [] if rows else [self.env["credit.calibration"]._tell_thin()], columns, rows

    @api.model
    def _drift_table(self, found):
        codes = sorted({code for month in found["months"] for code in month["inputs"]})
        labels = self.env["credit.characteristic"]._characteristic_labels()
        rows = [
            [month["date"], month["customers"], self._known(month["score"])]
            + [self._known(month["inputs"].get(code)) for code in codes]
            for month in found["months"]
        ]
        columns = [
            self._column(self.env._("Month End"), "date"),
            self._column(self.env._("Customers"), "number"),
            self._column(self.env._("Score"), "decimal"),
            *(self._column(labels.get(code, code), "decimal") for code in codes),
        ]
        notes = [self._drift_meaning()]
        if not any(month["score"] is not None for month in found["months"]):
            notes.append(
                self.env._("Too few customers had a score a year ago to tell drift from chance: it takes forty.")
            )
        return notes, columns, rows

    @api.model
    def _quarter_table(self, found):
        rows = [
            [one["name"], one["count"], *self._share_cells(one["bad"], one["count"])[:1], self._known(one["area"])]
            for one in found["quarters"]
        ]
        columns = [
            self._column(self.env._("Invoiced In")),
            self._column(self.env._("Invoices Known"), "number"),
            self._column(self.env._("More Than 30 Days Late"), "share"),
            self._column(self.env._("Area Under the Curve"), "decimal"),
        ]
        notes = [
            self.env._(
                "How often an invoice that was paid more than 30 days late was to a customer with the lower score than"
                " one that was not: 0.5 is a coin, 1 is perfect."
            )
        ]
        if not any(one["area"] is not None for one in found["quarters"]):
            notes.append(
                self.env._(
                    "No quarter has ten invoices more than 30 days late yet, of customers with a score on their day."
                )
            )
        return notes, columns, rows

    @api.model
    def _known(self, value):
        """Not every client knows None."""
        return False if value is None else value

    @api.model
    def _drift_meaning(self):
        return self.env._(
            "Population stability index of the customers' scores, and of what their cards ask about payments, against a"
            " year before the last month. Below %(stable)s nothing has changed, from %(drifted)s on they are other"
            " customers than the cards were made for. Only payments move: statements and surveys are those of each"
            " customer's last assessment.",
            stable=format_number(self.env, STABLE),
            drifted=format_number(self.env, DRIFTED),
        )

    # === DRIFT === #

    @api.model
    def _drift_text(self, root, found):
        """What has drifted in the last month, in a sentence; empty for nothing."""
        last = found["months"][-1] if found["months"] else None
        if not last:
            return ""
        labels = self.env["credit.characteristic"]._characteristic_labels()
        figures = {self.env._("Score"): last["score"]}
        figures |= {labels.get(code, code): value for code, value in last["inputs"].items()}
        drifted = {name: value for name, value in figures.items() if value is not None and value >= DRIFTED}
        if not drifted:
            return ""
        return self.env._(
            "%(company)s: customers are not those the cards were made for any more (%(figures)s; stability index from"
            " %(bound)s on). Look at the risk report, and fit the card anew or publish another one.",
            company=root.name,
            figures=", ".join(f"{name} {format_number(self.env, value, least=2)}" for name, value in drifted.items()),
            bound=format_number(self.env, DRIFTED),
        )
