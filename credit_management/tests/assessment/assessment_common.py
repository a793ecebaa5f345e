from odoo import Command

from .scorecard_common import INDUSTRY, LIQUIDITY, CreditScorecardCommon

JUDGED = {
    "characteristic": "judgement",
    "name": "Management",
    "weight": 20,
    "missing": "leave_out",
    "bins": ((0, None), (50, 50), (100, 80)),
}


class CreditAssessmentCommon(CreditScorecardCommon):
    """A customer with a confirmed statement, an industry, and one card that judges it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._grant_authority(cls.manager, unlimited=True)
        cls.customer = cls.account.partner_id
        cls.customer.industry_id = cls.env["res.partner.industry"].create({"name": "Test"})
        cls.risk = cls.env["credit.industry.risk"].create({"industry_id": cls.customer.industry_id.id, "points": 60})
        cls.statement = cls._create_statement(year=cls._day(0).year - 1)
        cls.statement.with_user(cls.manager).action_confirm()
        cls.card = cls._published(*cls._criteria(), coverage_min=50)
        cls._only(cls.card)

    @classmethod
    def _criteria(cls):
        return {**LIQUIDITY, "weight": 50}, {**INDUSTRY, "weight": 30}, JUDGED

    @classmethod
    def _assess(cls, account=None, user=None):
        return (account or cls.account).with_user(user or cls.analyst)._assess()

    @classmethod
    def _approved(cls, account=None, **vals):
        assessment = cls._assess(account)
        if vals:
            assessment.write({"difference_reason": "Known for years", **vals})
        assessment.action_submit()
        assessment.with_user(cls.manager).action_approve()
        return assessment

    @classmethod
    def _judge(cls, assessment, points, reason="Met them"):
        line = assessment.line_ids.filtered("is_judgement")
        assessment.write({"line_ids": [Command.update(line.id, {"judged": points, "reason": reason})]})
