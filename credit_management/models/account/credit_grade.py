from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...core.rating import Band, band_end, band_faults, grade_for
from ..common.number import format_number

RISK_CLASSES = [("low", "Low"), ("medium", "Medium"), ("high", "High")]


class CreditGrade(models.Model):
    """One step of the rating scale, the same for all companies.

    A change takes effect for what is decided from then on, and the log says who made it: assessments keep the scale
    they were scored with, accounts the risk class they were graded with (see limit/credit_account_grading.py).
    Only the lower end of a band is stored. The upper end is where the next active grade begins,
    so that moving a boundary is one edit and never passes through an impossible state.
    """

    _name = "credit.grade"
    _description = "Credit Grade"
    _inherit = ["credit.late.interest", "credit.finite", "credit.shared", "credit.log"]
    _order = "sequence, id"
    _rec_name = "code"

    code = fields.Char(required=True, tracking=True)
    name = fields.Char(string="Meaning", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    score_min = fields.Float(
        string="Score From", digits=(5, 2), required=True, tracking=True, help="The lowest score that gives this grade."
    )
    score_max = fields.Float(
        string="To Below",
        digits=(5, 2),
        compute="_compute_score_max",
        help="Scores below this one give this grade: it is where the next grade begins. The best grade includes 100.",
    )
    risk_class = fields.Selection(
        RISK_CLASSES,
        required=True,
        default="medium",
        tracking=True,
        help="Authority may depend on it. Customers graded before a change are still decided on by the former class"
        " where that asked for more, until they are assessed again.",
    )
    limit_factor = fields.Float(
        default=1.0,
        tracking=True,
        help="What a computed limit is multiplied with. 0.5 grants half of it, 0 grants nothing.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        domain=[("company_id", "=", False)],
        ondelete="restrict",
        tracking=True,
        help="Proposed for customers of this grade.",
    )
    late_interest_rate = fields.Float(
        string="Late Interest (% a Year)",
        digits=(5, 2),
        tracking=True,
        help="In percent a year, proposed for customers of this grade.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        domain=[("company_id", "=", False)],
        ondelete="restrict",
        tracking=True,
        help="Proposed for customers of this grade.",
    )
    review_interval = fields.Integer(
        string="Review Every (Months)",
        default=12,
        tracking=True,
        help="How often customers of this grade are assessed again.",
    )
    color = fields.Integer()

    _code_unique = models.Constraint("UNIQUE (code)", "Another grade has this code.")
    _figures_not_negative = models.Constraint(
        "CHECK (limit_factor >= 0 AND late_interest_rate >= 0 AND review_interval > 0)",
        "Limit factor and late interest cannot be negative, and the review interval is at least one month.",
    )

    @api.depends("score_min", "active")
    def _compute_score_max(self):
        bands = self._get_active()._to_core()
        for grade in self:
            grade.score_max = band_end(Band(grade.code, grade.score_min), bands)

    # === CONSTRAINTS === #

    @api.constrains("score_min", "active")
    def _check_bands(self):
        self.invalidate_model(["score_max"])  # a boundary moves the end of its neighbour too
        self._check_scale(self._get_active())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        """The scale explains what was decided, and its log who changed it."""
        if not self.env.su:
            raise UserError(self.env._("Grade %(grade)s stays on record. Archive it instead.", grade=self[:1].code))
        self._check_scale(self._get_active() - self)

    @api.constrains("payment_term_id", "pricelist_id")
    def _check_shared(self):
        """Grades serve every company, so what they propose must be usable in every company."""
        for grade in self.sudo():  # the constraint holds for companies the user cannot see, too
            for record in (grade.payment_term_id, grade.pricelist_id):
                if record and record.company_id:
                    raise ValidationError(
                        self.env._(
                            "Grade %(grade)s is shared by all companies, but %(record)s belongs to %(company)s only. "
                            "Choose one without a company.",
                            grade=grade.code,
                            record=record.display_name,
                            company=record.company_id.display_name,
                        )
                    )

    def _check_scale(self, grades):
        """Refuse a scale that gives some score two grades or none, naming all that is wrong."""
        if faults := band_faults(grades._to_core()):
            raise ValidationError("\n".join(self._describe_fault(fault) for fault in faults))

    def _describe_fault(self, fault):
        names = ", ".join(fault.names)
        if fault.reason == "overlap":
            return self.env._(
                "Grades %(grades)s both begin at score %(score)s. Let one of them begin higher.",
                grades=names,
                score=format_number(self.env, fault.low),
            )
        if fault.reason == "range":
            return self.env._(
                "Grade %(grade)s begins at score %(score)s, but scores run from 0 to 100.",
                grade=names,
                score=format_number(self.env, fault.low),
            )
        if not names:
            return self.env._("Scores from 0 to 100 have no grade. Keep at least one grade.")
        return self.env._(
            "Scores from 0 to below %(score)s have no grade. Let the lowest grade, %(grade)s, begin at 0.",
            score=format_number(self.env, fault.high),
            grade=names,
        )

    # === BUSINESS === #

    @api.model
    def _get_active(self):
        """The grades in use, best first; who judges need not read grades, hence sudo."""
        return self.sudo().search([("active", "=", True)])

    @api.model
    def _get_all(self):
        """Every grade there has been: what was decided by one keeps it."""
        return self.sudo().search([("active", "in", (True, False))])  # definitions; see above

    def _to_core(self):
        return [Band(grade.code, grade.score_min) for grade in self]

    @api.model
    def _for_score(self, score):
        """The grade that a score between 0 and 100 means."""
        grades = self._get_active()
        code = grade_for(score, grades._to_core()).name
        return grades.filtered(lambda grade: grade.code == code)
