from odoo import api, fields, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
# What the ready questions have to choose from: rows of their data without ids of their own.
READY = (
    _lt("Listed company"),
    _lt("Public body"),
    _lt("Limited company"),
    _lt("Partnership"),
    _lt("Sole trader"),
    _lt("Other"),
    _lt("Owned"),
    _lt("Rented"),
    _lt("Shared"),
)


class CreditSurveyChoice(models.Model):
    """One of the answers to choose from."""

    _name = "credit.survey.choice"
    _description = "Choice of a Question"
    _inherit = ["credit.finite", "credit.shared"]
    _order = "question_id, sequence, id"

    question_id = fields.Many2one("credit.survey.question", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10, aggregator=None)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)

    _code_unique = models.Constraint("UNIQUE (question_id, code)", "Another choice of the question has this code.")

    def write(self, vals):
        if "code" in vals and any(choice.code != vals["code"] for choice in self):
            self.question_id._check_not_answered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_chosen(self):
        self.question_id._check_not_answered()
