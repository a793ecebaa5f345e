from collections import Counter

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ...core.common.rounding import adding_up

BATCH = 5000  # accounts whose facts are held in memory at once
BETTER, WORSE, SAME, GAINED, LOST, NONE = ("better", "worse", "same", "gained", "lost", "none")


class CreditScorecardComparison(models.TransientModel):
    """Comparison of two cards on the same customers: who would change grade, and by how much."""

    _name = "credit.scorecard.comparison"
    _description = "Compare Two Scorecards"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "scorecard_id"

    scorecard_id = fields.Many2one("credit.scorecard", required=True, ondelete="cascade")
    other_id = fields.Many2one(
        "credit.scorecard",
        string="Compared With",
        required=True,
        ondelete="cascade",
        domain="[('id', '!=', scorecard_id)]",
    )
    scope = fields.Selection(
        [("all", "All customers"), ("segment", "Customers the card is for")], required=True, default="all"
    )
    account_count = fields.Integer(
        string="Customers Judged", readonly=True, help="Customers with an account that both cards are for."
    )
    changed_count = fields.Integer(
        string="Change Grade", readonly=True, help="Customers whose grade differs between the cards."
    )
    better_count = fields.Integer(
        string="Better Grade", readonly=True, help="Customers with a better grade by this card."
    )
    worse_count = fields.Integer(string="Worse Grade", readonly=True, help="Customers with a worse grade by this card.")
    scored_count = fields.Integer(
        string="With a Score", readonly=True, help="Customers of whom enough is known for this card."
    )
    other_scored_count = fields.Integer(
        string="With a Score of the Other", readonly=True, help="Customers of whom enough is known for the other card."
    )
    score = fields.Float(
        string="Mean Score", digits=(5, 2), readonly=True, help="Of all customers with a score by this card."
    )
    other_score = fields.Float(
        string="Mean Score of the Other",
        digits=(5, 2),
        readonly=True,
        help="Of all customers with a score by the other card.",
    )
    grade_ids = fields.One2many("credit.scorecard.comparison.grade", "comparison_id", string="Grades", readonly=True)
    line_ids = fields.One2many("credit.scorecard.comparison.line", "comparison_id", string="Customers", readonly=True)

    # === ACTIONS === #

    def action_compare(self):
        """Judge every account of the companies at work by both cards, and show what differs."""
        self.ensure_one()
        for card in (self.scorecard_id, self.other_id):
            if faults := card._fault_sentences():
                raise UserError("\n".join(faults))
        self.line_ids.unlink()
        self.grade_ids.unlink()
        accounts = self.env["credit.account"].search([("company_id", "parent_of", self.env.companies.ids)], order="id")
        for ids in split_every(BATCH, accounts.ids):
            self._compare(accounts.browse(ids))
            self.env.invalidate_all()  # else the facts of all of them would fill the memory
        self._sum_up()
        return self._open(self.env._("Comparison"), "form")

    def action_open_matrix(self):
        return self._open_lines(self.env._("Grades: Down This Card, Across the Other"), "pivot,list")

    def action_open_changes(self):
        return self._open_lines(self.env._("Largest Changes"), "list,pivot", {"search_default_changed": 1})

    def _open(self, name, view_mode, **values):
        action = {
            "type": "ir.actions.act_window", "name": name, "res_model": self._name, "res_id": self.id,
            "view_mode": view_mode, "target": "current",
        }  # fmt: skip
        if view_mode == "form":
            view = self.env.ref("credit_management.credit_scorecard_comparison_view_result")
            action["views"] = [(view.id, "form")]
        return action | values

    def _open_lines(self, name, view_mode, context=None):
        domain = [("comparison_id", "=", self.id)]
        model = "credit.scorecard.comparison.line"
        return self._open(name, view_mode, res_model=model, res_id=False, domain=domain, context=context or {})

    # === BUSINESS === #

    def _compare(self, accounts):
        """Judge a batch of accounts by both cards and insert what they say."""
        collect = self.env["credit.assessment.inputs"]._collect_for_user
        inputs = collect(accounts, self.env.company._credit_today())
        if self.scope == "segment":
            inputs = {account: known for account, known in inputs.items() if self.scorecard_id._fits(account, known)}
        grades = self._grades()
        both = zip(self.scorecard_id._judge(inputs), self.other_id._judge(inputs), strict=True)
        rows = [self._row(account, judged, other, grades) for (account, judged), (_account, other) in both]
        if rows:
            self._insert(rows)

    def _grades(self):
        return {grade.code: grade for grade in self.env["credit.grade"].search([("active", "=", True)])}

    def _row(self, account, judged, other, grades):
        grade, other_grade = grades.get(judged.grade), grades.get(other.grade)
        score, other_score = judged.score.value, other.score.value
        known = score is not None and other_score is not None
        return (
            account.id,
            score,
            other_score,
            round(score - other_score, 2) if known else None,
            round(abs(score - other_score), 2) if known else -1,
            grade.id if grade else None,
            other_grade.id if other_grade else None,
            self._change(grade, other_grade),
        )

    def _change(self, grade, other):
        """How the grade under this card differs from that under the other."""
        if not grade or not other:
            return GAINED if grade else LOST if other else NONE
        return SAME if grade == other else BETTER if grade.score_min > other.score_min else WORSE

    def _insert(self, rows):
        """Without the ORM: there are as many as accounts, nothing follows from them, and what is unknown is NULL."""
        stamp = SQL("%s, %s, now() AT TIME ZONE 'UTC'", self.id, self.env.uid)
        self.env.execute_query(
            SQL(
                "INSERT INTO credit_scorecard_comparison_line (account_id, score, other_score, difference, distance,"
                " grade_id, other_grade_id, change, comparison_id, create_uid, create_date) VALUES %s RETURNING 1",
                SQL(", ").join(
                    SQL("(%s, %s)", SQL(", ").join(SQL("%s", value) for value in row), stamp) for row in rows
                ),
            )
        )
        self.env["credit.scorecard.comparison.line"].invalidate_model()

    def _sum_up(self):
        lines = self.env["credit.scorecard.comparison.line"]
        mine = [("comparison_id", "=", self.id)]
        means = ["__count", "score:avg", "other_score:avg", "score:count", "other_score:count"]
        ((count, score, other_score, scored, other_scored),) = lines._read_group(mine, [], means)
        changes = dict(lines._read_group(mine, ["change"], ["__count"]))
        of_card = Counter(dict(lines._read_group(mine, ["grade_id"], ["__count"])))
        of_other = Counter(dict(lines._read_group(mine, ["other_grade_id"], ["__count"])))
        grades = (of_card | of_other).keys()
        self.write(
            {
                "account_count": count,
                "score": score or 0.0,
                "other_score": other_score or 0.0,
                "scored_count": scored,
                "other_scored_count": other_scored,
                "better_count": changes.get(BETTER, 0),
                "worse_count": changes.get(WORSE, 0),
                "changed_count": count - changes.get(SAME, 0) - changes.get(NONE, 0),
                "grade_ids": [
                    Command.create({"grade_id": grade.id, "count": of_card[grade], "other_count": of_other[grade]})
                    for grade in sorted(grades, key=lambda grade: (not grade, grade.sequence))
                ],
            }
        )


class CreditScorecardComparisonLine(models.TransientModel):
    """One customer in a comparison of two cards."""

    _name = "credit.scorecard.comparison.line"
    _description = "Customer Under Two Scorecards"
    _inherit = ["credit.finite", "credit.single"]
    _order = "distance desc, id"

    comparison_id = fields.Many2one("credit.scorecard.comparison", required=True, ondelete="cascade", index=True)
    account_id = fields.Many2one("credit.account", string="Customer", required=True, ondelete="cascade")
    score = fields.Float(digits=(5, 2), aggregator="avg", help="By this card, from 0 to 100.")
    other_score = fields.Float(
        string="Score Under the Other", digits=(5, 2), aggregator="avg", help="By the other card, from 0 to 100."
    )
    difference = fields.Float(digits=(5, 2), aggregator="avg", help="Above zero: this card gives more.")
    distance = fields.Float(digits=(5, 2), aggregator=None, help="The difference without its sign.")
    grade_id = fields.Many2one("credit.grade", ondelete="cascade")
    other_grade_id = fields.Many2one("credit.grade", string="Grade Under the Other", ondelete="cascade")
    change = fields.Selection(
        [
            (BETTER, "Better"),
            (WORSE, "Worse"),
            (SAME, "Same"),
            (GAINED, "Only This Card Gives One"),
            (LOST, "Only the Other Gives One"),
            (NONE, "Neither Gives One"),
        ],
        string="Change of Grade",
    )


class CreditScorecardComparisonGrade(models.TransientModel):
    """How many customers have a grade under each of the two cards."""

    _name = "credit.scorecard.comparison.grade"
    _description = "Grade Under Two Scorecards"
    _inherit = ["credit.finite", "credit.single"]
    _order = "id"

    comparison_id = fields.Many2one("credit.scorecard.comparison", required=True, ondelete="cascade", index=True)
    grade_id = fields.Many2one("credit.grade", ondelete="cascade")
    grade_text = fields.Char(string="Grade or None", compute="_compute_difference")
    count = fields.Integer(string="This Card", help="Customers with this grade by this card.")
    other_count = fields.Integer(string="The Other", help="Customers with this grade by the other card.")
    difference = fields.Integer(compute="_compute_difference", help="This card less the other, in customers.")
    share = fields.Float(
        string="This Card (%)", compute="_compute_difference", help="Of all customers with a grade by this card."
    )
    other_share = fields.Float(
        string="The Other (%)", compute="_compute_difference", help="Of all customers with a grade by the other card."
    )

    @api.depends("grade_id", "count", "other_count")
    @api.depends_context("lang")
    def _compute_difference(self):
        for row in self:
            row.grade_text = row.grade_id.code or self.env._("None")
            row.difference = row.count - row.other_count
        for comparison in self.comparison_id:
            rows = comparison.grade_ids | self.filtered(lambda row, one=comparison: row.comparison_id == one)
            for name, count in (("share", "count"), ("other_share", "other_count")):
                whole = sum(rows.mapped(count)) or 1
                shares = adding_up([row[count] * 100 / whole for row in rows], 0)
                for row, share in zip(rows, shares, strict=True):
                    row[name] = share
