from dataclasses import replace

from odoo import fields, models
from odoo.tools import email_normalize

from odoo.addons.credit_management.core.assessment import ledger_alone
from odoo.addons.credit_management.core.limit.change import is_lowered
from odoo.addons.credit_management.core.limit.limits import LIMITED, NOT_ASSESSED

from ..core import application_rule as core

SOUND = ("active", "not_assessed")
SERIOUS = ("warning", "critical")


class CreditApplication(models.Model):
    """What the rule looks at: records of ours, and of the application only what may stand in its way.

    Called by the job, which reads everything.
    """

    _inherit = "credit.application"

    def _get_rule_case(self, policy):
        """:rtype: core.application_rule.Applied"""
        account, currency = self.account_id, self.currency_id
        judged, grade = self._judge_by_ledger()
        limit = self.env["credit.limit"]._effective(account)[account]
        terms = self.env["account.payment.term"]._credit_terms(
            (grade.payment_term_id or account.payment_term_id).id, self.company_id._credit_today()
        )
        case = core.Applied(
            asked=currency.round(self.requested_limit),
            days=self.requested_days,
            granted_days=terms.days,
            limit=limit.amount if limit.state in (LIMITED, NOT_ASSESSED) else None,
            granted=self._get_granted_by_rule(),
            score=judged.score,
            grade=None if judged.is_knocked_out else judged.grade,
            risk_class=grade.risk_class or None,
            bears=currency.round(judged.limit),
        )
        return replace(case, stands=frozenset(self._get_standing_obstacles(case.asked)))

    # === BY OUR OWN LEDGER === #

    def _judge_by_ledger(self):
        """The customer as it stands on record and by our ledger alone, and its grade.

        :return: pair of core.assessment.ledger_alone.Judged and credit.grade
        """
        account, today = self.account_id, self.company_id._credit_today()
        grades = self.env["credit.grade"]._get_active()
        case = self.env["credit.assessment"]._cases(account, today)[account].case
        if case is None:
            return ledger_alone.Judged(), grades.browse()
        ledger = self.env["credit.behaviour"]._read(account, today, firm=True)[account].inputs()
        terms = self.env["account.payment.term"]._credit_terms(account.payment_term_id.id, today)
        judged = ledger_alone.judge(case, ledger, terms.days or None)
        return judged, grades.filtered(lambda grade: grade.code == judged.grade)[:1]

    def _get_granted_by_rule(self):
        """By how much limits have risen by rule within the window, whichever version of the policy did it."""
        since = fields.Date.subtract(self.company_id._credit_today(), days=core.WINDOW)
        own = [("company_id", "=", self.company_id.id), ("rule_state", "=", "approved"), ("rule_on", ">", since)]
        [(risen,)] = self._read_group(own, [], ["rule_rise:sum"])
        return risen or 0.0

    # === WHAT STANDS IN THE WAY === #

    def _get_standing_obstacles(self, asked):
        account, resemblances = self.account_id, self.env["credit.resemblance"]
        resemblances._look(self.partner_id)  # as it stands now: the daily run looks at everybody
        found = {
            core.UNINVITED: self.is_public or not self.hand_ids,
            core.HANDS: len(self.hand_ids) != 1 or self.hand_ids in self._get_sellers()[self],
            core.ADDRESS: not self._is_address_known(),
            core.IDENTITY: bool(self._get_differing()) or not all(self.partner_id[one] for one in ("name", "vat")),
            core.UNFINISHED: self.survey_id.state != "submitted" or not self._is_own_survey(),
            core.STATUS: account.status not in SOUND,
            core.RESEMBLES: bool(resemblances._standing(self.partner_id.ids, self.company_id)),
            # By its age too: what the customer disputes is let off the amount, and is no less overdue.
            core.OVERDUE: account.oldest_days_past_due > 0
            or self.currency_id.compare_amounts(account.overdue_amount, 0) > 0,
            core.ALERT: any(alert.is_open and alert.severity in SERIOUS for alert in account.alert_ids),
            core.OPEN: self._is_decision_open(),
            core.REFUSED: self._is_refused_lately(),
            core.LOWERED: self._is_lowered_lately(),
            core.GROUP: bool(account.group_id),
            core.STEPS: self._is_for_several(asked),
        }
        return {code for code, stands in found.items() if stands}

    def _is_for_several(self, asked):
        """Whether several people decide on such a limit, counted over the window with what was raised before."""
        draft = self.env["credit.assessment"].new({"account_id": self.account_id.id, "limit_amount": asked})
        return bool(draft._get_steps_obstacle(draft._measure_increases()[draft]))

    def _is_address_known(self):
        """Whether the link went to somebody whom the customer's record names, not only to whom the inviter typed.

        Nor to whom the inviter has entered there: who invites may write contacts, and would read the link.
        """
        family = self.env["res.partner"].search([("commercial_partner_id", "=", self.partner_id.id)])
        named = family.filtered(lambda one: one.email_normalized == email_normalize(self.email))
        return any((one.credit_email_by_id or one.create_uid) not in self.hand_ids for one in named)

    def _is_own_survey(self):
        """Whether the survey says what was sent, and nothing that somebody of us had begun."""
        return self.survey_id.hand_ids <= self.hand_ids

    def _is_decision_open(self):
        own = [("account_id", "=", self.account_id.id)]
        waiting = {
            "credit.assessment": ("draft", "submitted"),
            "credit.limit": ("proposed",),
            "credit.limit.request": ("submitted", "returned"),
            "credit.account.change": ("proposed",),
        }
        if any(
            self.env[name].search_count([*own, ("state", "in", states)], limit=1) for name, states in waiting.items()
        ):
            return True
        lines = self.env["credit.limit.batch.line"]
        open_lines = [*own, ("left_out", "=", False), ("batch_id.state", "in", ("previewed", "submitted"))]
        return bool(lines.search_count(open_lines, limit=1))

    def _is_refused_lately(self):
        own = [("account_id", "=", self.account_id.id)]
        since = fields.Date.subtract(self.company_id._credit_today(), days=core.YEAR)
        refused = {
            "credit.assessment": [("state", "=", "refused"), ("decided_on", ">=", since)],
            "credit.limit.request": [("state", "=", "refused"), ("decided_on", ">=", since)],
            "credit.application": [("state", "=", "declined"), ("ended_on", ">=", since)],
            "credit.limit": [("state", "=", "refused"), ("approved_on", ">=", since)],
            "credit.limit.batch.line": [("difference", ">", 0), ("refused_on", ">=", since)],  # in a mass change
        }
        return any(self.env[name].search_count([*own, *domain], limit=1) for name, domain in refused.items())

    def _is_lowered_lately(self):
        today = self.company_id._credit_today()
        components = self.account_id._limit_components()[self.account_id]
        return is_lowered(components, fields.Date.subtract(today, days=core.YEAR), today)
