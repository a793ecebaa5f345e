from dataclasses import MISSING, fields, is_dataclass

from ...core import admission
from ...core.assessment import evidence, scorecard
from ...core.exposure import terms
from ...core.limit import adjustment, approval, authority, change, group, limits, mass, mass_row, request
from ...core.monitoring import figures, monitoring
from ...core.monitoring import kinds as kinds_of_alerts
from ...core.policy import facts, kinds, policy
from .core_common import CoreCase

MODULES = (
    admission,
    evidence,
    scorecard,
    terms,
    authority,
    limits,
    figures,
    kinds_of_alerts,
    monitoring,
    facts,
    kinds,
    policy,
)
# Not all of their numbers begin with nothing: rates, the people a step takes.
OTHERS = (adjustment, approval, change, group, mass, mass_row, request)
COIN = {"rounding": 0.01, "total_rounding": 0.01}


def values(modules=MODULES):
    for module in modules:
        for one in vars(module).values():
            if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__:
                yield one


class TestValues(CoreCase):
    """Values that decisions are made from."""

    def test_nothing_changes_them(self):
        for one in values(MODULES + OTHERS):
            with self.subTest(one.__qualname__):
                self.assertTrue(one.__dataclass_params__.frozen)

    def test_a_number_that_is_not_given_is_zero(self):
        for one in values():
            for field in fields(one):
                if one.__name__ != "Kind" and isinstance(field.default, (int, float)):
                    with self.subTest(f"{one.__qualname__}.{field.name}"):
                        self.assertEqual(field.default, COIN.get(field.name, 0))

    def test_figures_are_named(self):
        for one in (figures.Figures, kinds.Kind):
            self.assertTrue(all(field.kw_only for field in fields(one)))
        self.assertIs(fields(figures.Figures)[0].default, MISSING)
