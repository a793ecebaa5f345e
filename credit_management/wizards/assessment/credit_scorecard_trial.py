from odoo import Command, api, fields, models

from ...models.common.number import format_number


class CreditScorecardTrial(models.TransientModel):
    """Trial of a card, a draft too, on one customer. Nothing is kept of it."""

    _name = "credit.scorecard.trial"
    _description = "Try a Scorecard on a Customer"
    _inherit = ["credit.finite"]

    scorecard_id = fields.Many2one("credit.scorecard", required=True, ondelete="cascade")
    account_id = fields.Many2one("credit.account", string="Customer", required=True, ondelete="cascade")
    on = fields.Date(string="As Of", required=True, default=lambda self: self.env.company._credit_today())
    message = fields.Text(compute="_compute_result", store=True)
    score = fields.Float(digits=(5, 2), compute="_compute_result", store=True, help="From 0 to 100; more is safer.")
    coverage = fields.Float(
        string="Known (%)",
        digits=(5, 2),
        compute="_compute_result",
        store=True,
        help="Share of the card's weights of which something is known.",
    )
    grade_id = fields.Many2one("credit.grade", compute="_compute_result", store=True, ondelete="cascade")
    line_ids = fields.One2many(
        "credit.scorecard.trial.line", "trial_id", string="Points", compute="_compute_result", store=True
    )

    @api.depends("scorecard_id", "account_id", "on")
    def _compute_result(self):
        for trial in self:
            trial.update(
                {"message": False, "score": 0, "coverage": 0, "grade_id": False, "line_ids": [Command.clear()]}
            )
            card, account = trial.scorecard_id._origin, trial.account_id._origin
            if card and account and trial.on:
                trial._show(card, account)

    def _show(self, card, account):
        if faults := card._fault_sentences():
            self.message = "\n".join(faults)
            return
        inputs = self.env["credit.assessment.inputs"]._collect_for_user(account, self.on)
        ((_account, judged),) = card._judge(inputs)
        grades = self.env["credit.grade"].search([("active", "=", True)])
        self.score = judged.score.value or 0.0
        self.coverage = judged.score.coverage
        self.grade_id = grades.filtered(lambda grade: grade.code == judged.grade)
        self.message = self._remark(card, judged)
        self.line_ids = [Command.create(vals) for vals in card._prepare_score_lines(judged.score)]

    def _remark(self, card, judged):
        """Remarks beside the score."""
        remarks = []
        if judged.score.value is None:
            remarks.append(
                self.env._(
                    "Only %(known)s %% of the weights is known, and %(needed)s %% has to be for a score.",
                    known=format_number(self.env, judged.score.coverage),
                    needed=format_number(self.env, card.coverage_min),
                )
            )
        rules = {str(rule.id): rule for rule in card.knockout_ids}
        remarks += [
            self.env._(
                "Knock-out “%(rule)s”: no better than %(grade)s.",
                rule=rules[met.code].name,
                grade=rules[met.code].grade_id.code,
            )
            for met in judged.score.knocked_out
        ]
        return "\n".join(remarks) or False


class CreditScorecardTrialLine(models.TransientModel):
    """Points of one criterion in a trial."""

    _name = "credit.scorecard.trial.line"
    _description = "Criterion of a Trial"
    _inherit = ["credit.score.line"]

    trial_id = fields.Many2one("credit.scorecard.trial", required=True, ondelete="cascade")
