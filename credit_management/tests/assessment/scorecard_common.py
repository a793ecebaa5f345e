from odoo import Command

from .statement_common import CreditStatementCommon

# Below 1.10 nothing, from 2.60 on everything: a statement of the examples falls between.
LIQUIDITY = {"characteristic": "current_ratio", "weight": 60, "bins": ((0, None), (50, 1.1), (100, 2.6))}
INDUSTRY = {"characteristic": "industry_risk", "weight": 40, "bins": ((0, None), (100, 50))}


class CreditScorecardCommon(CreditStatementCommon):
    """Factories of scorecards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cards = cls.env["credit.scorecard"]
        cls.grades = {grade.code: grade for grade in cls.env["credit.grade"].search([])}

    @classmethod
    def _criterion(cls, bins=(), **vals):
        """:param bins: pairs of points and what they are for: None, where a range begins, or an answer"""
        lines = [
            {"points": points, "below": at is None, **({"answer": at} if isinstance(at, str) else {"lower": at or 0.0})}
            for points, at in bins
        ]
        return Command.create({**vals, **({"bin_ids": list(map(Command.create, lines))} if lines else {})})

    @classmethod
    def _card(cls, *criteria, user=None, **vals):
        """A draft of the administrator, sound unless told otherwise."""
        commands = [cls._criterion(**criterion) for criterion in criteria or (LIQUIDITY, INDUSTRY)]
        values = {"name": "Card", "coverage_min": 0, "criterion_ids": commands} | vals
        return cls.cards.with_user(user or cls.administrator).create(values)

    @classmethod
    def _published(cls, *criteria, **vals):
        card = cls._card(*criteria, **vals)
        card.action_publish()
        return card

    @classmethod
    def _only(cls, *cards):
        """Withdraw every other card, so that only these are chosen from."""
        others = cls.cards.search([("state", "=", "published")]) - cls.cards.concat(*cards)
        for card in others:
            card._credit_by_method().ended_on = card.valid_from.replace(year=card.valid_from.year - 1)
        others.invalidate_recordset()

    @classmethod
    def _next(cls, card):
        """The draft of the next version."""
        return cls.cards.with_user(cls.administrator).browse(card.action_copy_version()["res_id"])
