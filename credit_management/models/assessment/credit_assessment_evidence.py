from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.assessment import evidence as core
from ...core.assessment.assessment import assess, thaw
from ...core.assessment.behaviour import DEFINITIONS
from ..common.number import format_number

MOST_GONE = 1.0  # percent: a rounding, not a payment


class CreditAssessment(models.Model):
    """The payments an assessment rests on are written down with it, and what of them is doubtful is said."""

    _inherit = "credit.assessment"

    evidence_count = fields.Integer(
        string="Payments of a Year",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Paid items of the last twelve months that the score rests on.",
    )
    evidence_amount = fields.Monetary(
        string="Amount Paid",
        readonly=True,
        copy=False,
        aggregator=None,
        help="What was paid on them, in the company's currency.",
    )
    evidence_newest = fields.Datetime(string="Newest Payment Booked", readonly=True, copy=False)
    evidence_doubts = fields.Json(readonly=True, copy=False)
    evidence_doubtful = fields.Integer(
        string="Doubtful Payments",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Payments of unusual make, of which the score is also given without.",
    )
    evidence_text = fields.Text(string="Rests On", compute="_compute_evidence_text")
    has_firm_score = fields.Boolean(readonly=True, copy=False)
    firm_score = fields.Float(
        string="Score Without Them",
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="What the score is when doubtful payments say nothing.",
    )
    firm_grade = fields.Char(string="Grade Without Them", readonly=True, copy=False)

    # === COMPUTE === #

    @api.depends("evidence_count", "evidence_amount", "evidence_doubts")
    @api.depends_context("lang")
    def _compute_evidence_text(self):
        for assessment in self:
            assessment.evidence_text = "\n".join(assessment._describe_evidence())

    def _describe_evidence(self):
        amount = (
            self.currency_id.format(self.evidence_amount)
            if self.currency_id
            else format_number(self.env, self.evidence_amount, least=2)
        )
        yield self.env._("%(count)s payments of the last year, %(amount)s", count=self.evidence_count, amount=amount)
        texts = self._get_doubt_texts()
        for reason, (count, doubted) in (self.evidence_doubts or {}).items():
            figure = self.currency_id.format(doubted) if self.currency_id else format_number(self.env, doubted, least=2)
            yield texts[reason] % {"count": count, "amount": figure}

    @api.model
    def _get_doubt_texts(self):
        return {
            core.BACKDATED: self.env._(
                "%(count)s of them, %(amount)s, booked long after the date of the invoice or of the payment"
            ),
            core.LEFT_OUT: self.env._(
                "%(count)s more, %(amount)s, that no bank or till has seen or that were given back: left out"
            ),
        }

    # === COLLECT === #

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [*super()._get_shown_fields(), "evidence_text"]

    def _collect_inputs(self):
        done = super()._collect_inputs()
        for company, assessments in self.grouped("company_id").items():
            today = company._credit_today()
            accounts = assessments.account_id.sudo()  # a score reads everything of the account
            found = self.env["credit.evidence"]._read(accounts, today)
            doubted = accounts.filtered(lambda account, found=found: found[account].doubtful)
            firm = self.env["credit.behaviour"]._read(doubted, today, firm=True)
            for assessment in assessments:
                # As above: of the whole account.
                account = assessment.account_id.sudo()
                assessment._note_evidence(found[account], firm.get(account))
        return done

    def _note_evidence(self, evidence, firm):
        """
        :param evidence: core.assessment.evidence.Evidence
        :param firm: how the customer pays by what is beyond doubt; None where nothing is doubtful
        """
        self._credit_by_method().write(
            {
                "evidence_count": evidence.count,
                "evidence_amount": evidence.amount,
                "evidence_newest": evidence.newest,
                "evidence_doubts": {reason: list(figures) for reason, figures in evidence.doubts.items()},
                "evidence_doubtful": evidence.doubtful,
                **self._prepare_firm(firm),
            }
        )

    def _prepare_firm(self, firm):
        if firm is None or not self.frozen:
            return {"has_firm_score": False, "firm_score": 0.0, "firm_grade": False}
        case = thaw(self.frozen)
        others = {code: value for code, value in case.inputs.items() if code not in DEFINITIONS}
        known = {code: value for code, value in firm.inputs().items() if value is not None}
        result = assess(replace(case, inputs=others | known))
        return {
            "has_firm_score": result.score.value is not None,
            "firm_score": result.score.value or 0.0,
            "firm_grade": result.grade or False,
        }

    # === DECIDE === #

    def action_approve(self):
        self._check_evidence()
        return super().action_approve()

    def _check_evidence(self):
        """Refuse to approve what rests on payments that are there no more."""
        submitted = self.filtered(lambda one: one.state == "submitted")
        for assessment, gone in self.env["credit.evidence"]._gone(submitted).items():
            if gone is not None and gone >= MOST_GONE:
                raise UserError(
                    self.env._(
                        "%(assessment)s rests on payments of which %(gone)s %% are there no more. Take it back to draft"
                        " and refresh its inputs.",
                        assessment=assessment.display_name,
                        gone=format_number(self.env, gone, most=0),
                    )
                )

    @api.model
    def _get_adopted(self, accounts):
        """The assessment that each account was decided by last.

        :rtype: dict[credit.account, credit.assessment]
        """
        approved = self.sudo().search(  # what an account rests on, readable or not
            [("account_id", "in", accounts.ids), ("state", "=", "approved")], order="decided_on, id"
        )
        return {one.account_id: one for one in approved}
