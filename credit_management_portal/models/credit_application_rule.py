import logging

from psycopg2 import OperationalError

from odoo import api, fields, models

from odoo.addons.credit_management.models.common.number import format_number

from ..core import application_rule as core

_logger = logging.getLogger(__name__)
CRON = "credit_management_portal.credit_application_rule_cron"


class CreditApplication(models.Model):
    """Applications that the company's rule approves: one after the other, by the job alone.

    Only the job decides, and it runs once at a time: what the rule may grant in thirty days is never granted twice.
    """

    _inherit = "credit.application"

    rule_state = fields.Selection(
        [("waiting", "Being Checked"), ("approved", "Approved by Rule"), ("left", "Left to an Analyst")],
        string="Rule",
        readonly=True,
        help="Whether the credit policy lets it be approved without a hand.",
    )
    rule_policy_id = fields.Many2one(
        "credit.policy", string="By Policy", readonly=True, ondelete="restrict", help="The version whose rule decided."
    )
    rule_text = fields.Text(string="Why", readonly=True, help="What the rule looked at. For us only.")
    rule_on = fields.Date(string="Rule Decided on", readonly=True)
    rule_rise = fields.Monetary(
        string="Risen by Rule", readonly=True, help="By how much the customer's limit has risen without a hand."
    )

    # === ASK === #

    def _send(self):
        # EXTENDS 'credit_management_portal': the job looks at it, right after what the customer has sent is kept
        sent = super()._send()
        if sent and self._get_rule().application_amount and self.partner_id and not self.is_public:
            self._set({"rule_state": "waiting"})
            self.env.ref(CRON).sudo()._trigger()  # customers administer no jobs
        return sent

    def _get_rule(self):
        """The policy in force, whose bounds hold today."""
        return self.env["credit.policy"].sudo()._get_in_force(self.company_id)  # bounds of the company, for its job

    # === DECIDE === #

    @api.model
    def _cron_decide(self):
        """Hold every application that waits for it against the rule of its company."""
        waiting = self.search([("rule_state", "=", "waiting")], order="sent_on, id")
        for place, application in enumerate(waiting, 1):
            try:
                with self.env.cr.savepoint():
                    application._decide_by_rule()
            except OperationalError:
                # Somebody else writes to the same customer: all that is left once more, from what holds then.
                self.env.cr.rollback()
                self.env.ref(CRON)._trigger()
                return
            except Exception:
                _logger.exception("Credit application %s could not be held against the rule", application.id)
                application._leave_to_analyst(application.env._("It could not be checked. A person decides."))
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - place):
                return

    def _decide_by_rule(self):
        """Approve it or leave it to an analyst, and say why on the record."""
        self.ensure_one()
        if self.state != "received":
            self._leave_to_analyst(self.env._("It was taken up or withdrawn before it was checked."))
            return
        self.account_id._claim_limits()  # what is read below holds until it is decided
        policy = self._get_rule()
        case = self._get_rule_case(policy)
        if found := core.obstacles(policy._to_core_application(), case):
            words = self._get_obstacle_texts()
            self._leave_to_analyst("\n".join(words[code] for code in found), policy)
            return
        self._approve_by_rule(policy, case)

    def _leave_to_analyst(self, text, policy=None):
        self._set(
            {
                "rule_state": "left",
                "rule_text": text,
                "rule_policy_id": policy.id if policy else False,
                "rule_on": self.company_id._credit_today(),
            }
        )
        self._note(self.env._("Not approved by rule: %s", text))

    def _approve_by_rule(self, policy, case):
        text = self.env._(
            "Approved by rule: %(policy)s of the credit policy. Score %(score)s by our own ledger, grade %(grade)s;"
            " %(asked)s asked for, %(bears)s would be borne.",
            policy=policy.display_name,
            score=format_number(self.env, case.score, least=2),
            grade=case.grade,
            asked=self.currency_id.format(case.asked),
            bears=self.currency_id.format(case.bears),
        )
        self._set(
            {
                "rule_state": "approved",
                "rule_text": text,
                "rule_policy_id": policy.id,
                "rule_on": self.company_id._credit_today(),
                "rule_rise": core.rise(case),
            }
        )
        self._note(text)
        self.env["credit.assessment"]._approve_application(self, text)

    # === IN WORDS === #

    @api.model
    def _get_obstacle_texts(self):
        return {
            core.OFF: self.env._("The policy in force approves no application by rule."),
            core.UNINVITED: self.env._("None of us has invited this customer."),
            core.HANDS: self.env._("Somebody of us filled it in, or who invited the customer sells to it."),
            core.ADDRESS: self.env._(
                "The link went to a mail address that the customer's record does not have, or has from who invited."
            ),
            core.IDENTITY: self.env._("Name, tax number or address differ from the customer's record, or are unknown."),
            core.UNFINISHED: self.env._("Its survey is not complete, or another one was open."),
            core.STATUS: self.env._("The customer is on watch, on stop or closed."),
            core.RESEMBLES: self.env._("The customer resembles one to whom nothing is sold."),
            core.OVERDUE: self.env._("Something is overdue."),
            core.ALERT: self.env._("An alert of the customer is open."),
            core.OPEN: self.env._("Another decision about the customer is waiting."),
            core.REFUSED: self.env._("Credit was refused to the customer within a year."),
            core.LOWERED: self.env._("The limit was higher within a year: somebody has lowered or ended it."),
            core.GROUP: self.env._("The customer shares a limit with others."),
            core.SCORE: self.env._("The score is not high enough, or our own ledger says too little."),
            core.GRADE: self.env._("There is no grade of low or medium risk, or a knock-out is met."),
            core.STEPS: self.env._("Several people decide on such an increase."),
            core.AMOUNT: self.env._("It is for more than the rule may grant, or for nothing."),
            core.LESS: self.env._("The customer has a higher limit already."),
            core.PROPOSAL: self.env._("It is for more than our own ledger bears."),
            core.TERMS: self.env._("It asks for longer terms than the grade has."),
            core.TOTAL: self.env._("Limits have risen by rule as much as the policy lets them in thirty days."),
        }
