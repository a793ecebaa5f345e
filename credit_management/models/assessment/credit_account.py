from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import ANALYST
from ..common.read_once import read_once
from ..limit.credit_account_grading import ORDER

OPEN = ("draft", "submitted")
MOST = 200  # in one go


class CreditAccount(models.Model):
    """The assessments of an account, and what approving one makes of it."""

    _inherit = "credit.account"

    assessment_ids = fields.One2many("credit.assessment", "account_id", string="Assessments", groups=ANALYST)
    assessment_count = fields.Integer(
        string="Assessments Made",
        compute="_compute_assessment_count",
        groups=ANALYST,
        help="All assessments of this account, approved or not.",
    )
    meaning = fields.Text(
        string="What the Grade Means",
        compute="_compute_meaning",
        groups=ANALYST,
        help="How often invoices to customers of this grade, and of such a score, have been late on your own ledger.",
    )

    @api.depends("assessment_ids")
    def _compute_assessment_count(self):
        counts = self.env["credit.assessment"]._read_group(
            [("account_id", "in", self.ids)], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in counts}
        for account in self:
            account.assessment_count = counts.get(account.id, 0)

    @api.depends("grade_id", "score", "company_id")
    @api.depends_context("lang")
    def _compute_meaning(self):
        graded = self.filtered("grade_id")
        adopted = self.env["credit.assessment"]._get_adopted(graded) if graded else {}
        kept = self.env["credit.calibration"]._of(graded.company_id) if graded else {}
        for account in self:
            last, grade = adopted.get(account), account.grade_id.sudo()  # the name of a grade
            # A score that no card has given, or that another grade was decided against, says nothing.
            judged = last and last.scored and last.grade_id == grade
            card, score = (last.scorecard_id, last.score) if judged else (None, None)
            account.meaning = kept[account.company_id]._describe(grade, card, score) if grade else False

    # === ACTIONS === #

    def action_assess(self):
        """Go on with the assessment that is open, or begin one with fresh inputs."""
        self.ensure_one()
        return self._assess()._get_records_action(name=self.env._("Credit Assessment"))

    def action_open_assessments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_assessment_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {"default_account_id": self.id}}

    def action_assess_selected(self):
        """Assess the chosen accounts, and show what is proposed for each beside what holds."""
        return self._assess_in_one_go()

    # === BUSINESS === #

    def _assess_in_one_go(self):
        """Assess many: each draws its ledger, and somebody looks at every one of them, hence no more than so many."""
        if not self:
            raise UserError(self.env._("No customer was chosen. Choose credit accounts, then assess them."))
        assessments = self[:MOST]._assess()
        return assessments._open_mass([("id", "in", assessments.ids)])

    def _assess(self):
        """The open assessment of each account, begun where there is none.

        :rtype: credit.assessment
        """
        assessments = self.env["credit.assessment"]
        assessments._check_analyst()
        found = assessments.search([("account_id", "in", self.ids), ("state", "in", OPEN)])
        missing = self - found.account_id
        return found | assessments._credit_by_method().create([{"account_id": account.id} for account in missing])

    @read_once
    def _get_risk_classes(self):
        """Beside the account's own class those that its last assessment computed and chose: a grade written by hand
        since then, or chosen in it, lends nobody authority.
        """
        # EXTENDS 'credit_management' (limit)
        classes = super()._get_risk_classes()
        assessments = self.env["credit.assessment"].sudo()  # the class decides, readable or not
        judged = [("account_id", "in", self.ids), ("state", "in", ("submitted", "approved"))]
        last = {one.account_id: one for one in assessments.search(judged, order="submitted_on, id")}
        for account, assessment in last.items():
            computed = assessment.proposed_grade_id.risk_class
            classes[account] |= {assessment.risk_class, assessment.grade_id.risk_class, computed}
            if computed:  # a card has judged a customer who was of none before
                classes[account].discard(False)
        return classes

    def _adopt_assessment(self, assessment, today, next_review):
        """Make what was approved the account's own, and the customer's in Odoo's fields. No access is checked."""
        self.ensure_one()
        rewarded = self.pricelist_id
        vals = {
            "grade_id": assessment.grade_id.id,
            "score": assessment.score,
            "payment_term_id": assessment.payment_term_id.id,
            "late_interest_rate": assessment.late_interest_rate,
            "pricelist_id": assessment.pricelist_id.id,
            "last_review": today,
            "next_review": next_review,
        }
        if self.status == "not_assessed":
            vals |= {"status": "active", "status_reason": self.env._("Assessment %s", assessment.reference)}
        stood = self._get_worst_classes()[self]
        self.write(vals)
        computed, chosen = assessment.proposed_grade_id.risk_class, assessment.risk_class
        by_hand = not computed  # nothing was computed that the chosen grade could be compared with
        self._set_authority_class(stood if by_hand else max(computed, chosen, key=ORDER.__getitem__), by_hand)
        if assessment.pricelist_id or rewarded:
            self._set_pricelist(assessment.pricelist_id, rewarded)

    def _set_pricelist(self, granted, before):
        """Odoo's own price list of the customer follows; one that was not granted here stays."""
        for company in self._branches():
            partner = self.partner_id.with_company(company)
            if granted or partner.specific_property_product_pricelist == before:
                partner.specific_property_product_pricelist = granted

    def _move_references(self, other):
        # Through the ORM, for the customer is stored on each. Of two open ones that of the remaining customer goes on.
        assessments = self.env["credit.assessment"].sudo()
        moving = assessments.search([("account_id", "=", other.id)])
        if assessments.search_count([("account_id", "=", self.id), ("state", "in", OPEN)], limit=1):
            moving.filtered(lambda one: one.state in OPEN)._set_cancelled()
            moving.flush_recordset(["state"])
        # What a manager was about to decide was about another customer.
        moving.filtered(lambda one: one.state == "submitted")._set_taken_back()
        moving._credit_by_method().write({"account_id": self.id})
        return super()._move_references(other)
