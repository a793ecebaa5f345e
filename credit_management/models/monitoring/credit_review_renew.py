from dateutil.relativedelta import relativedelta

from odoo import models

from ...core.limit.limits import LIMITED
from ...core.monitoring import review as core
from ..common.day import format_day
from ..common.number import format_number


class CreditReview(models.Model):
    """Customers who go on as they are, because a fresh look shows what the last one did."""

    _inherit = "credit.review"

    def _renew_by_rule(self, assessment):
        """Renew where the policy of the company lets that be; say on the account that, and why.

        :return: whether it was
        """
        policy = self.env["credit.policy"]._get_in_force(self.company_id)
        if not policy.review_renew or self.reason != "schedule" or assessment.state != "draft":
            return False
        if assessment._is_touched():
            return False
        if core.obstacles(self._renewal(assessment), policy.review_renew_points):
            return False
        # A renewal looks at everything of the account.
        account, before = self.account_id.sudo(), self.account_id.sudo().score
        day = self.company_id._credit_today() + relativedelta(months=account.grade_id.review_interval)
        # Salespeople read the notes of an account, and scores are not for them: these stand on the review.
        note = self.env._(
            "Renewed by rule until %(day)s: low risk, grade %(grade)s as before, and the limit stays.",
            day=format_day(self.env, day),
            grade=account.grade_id.code,
        )
        fresh, old = (format_number(self.env, score, least=2) for score in (assessment.score, before))
        scores = self.env._("Score %(fresh)s after %(score)s.", fresh=fresh, score=old)
        assessment._set_cancelled()
        account._set_reviewed(day, note)
        self._set_over("renewed", f"{note} {scores}")
        return True

    def _renewal(self, assessment):
        """The customer as it is, and as it was computed anew: never what somebody has typed into the draft."""
        account = self.account_id.sudo()  # a renewal looks at everything of the account
        limit = self.env["credit.limit"]._effective(account)[account]
        alerts = account.alert_ids.filtered(lambda alert: alert.is_open and alert.severity != "notice")
        return core.Renewal(
            risk_class=account.risk_class or None,
            grade=account.grade_id.code or None,
            fresh_grade=assessment.proposed_grade_id.code or None,
            score=account.score,
            fresh_score=assessment.score if assessment.scored else None,
            limit=limit.amount if limit.state == LIMITED and not limit.expired else None,
            proposed_limit=assessment.proposed_limit if assessment.has_proposed_limit else 0.0,
            is_active=account.status == "active",
            has_alert=bool(alerts),
        )
