import math

from ...core.limit.limits import EffectiveLimit
from ...core.monitoring.group_use import group_use, largest_use
from .core_common import CoreCase

NONE, UNLIMITED = EffectiveLimit("not_assessed"), EffectiveLimit("unlimited")


def limit(amount):
    return EffectiveLimit("limited", amount)


class TestGroupUse(CoreCase):
    """Use of a shared limit, and the one of several to warn of."""

    def test_group_use(self):
        self.assertEqual(group_use(limit(200), 50), 25)
        self.assertEqual(group_use(limit(0), 0), 0)
        self.assertEqual(group_use(limit(0), 0.01), math.inf)
        self.assertIsNone(group_use(limit(200), None))
        self.assertEqual((group_use(UNLIMITED, 50), group_use(UNLIMITED, None)), (0, 0))
        self.assertEqual((group_use(NONE, 50), group_use(NONE, None)), (0, 0))

    def test_largest_use(self):
        for uses, expected in [
            ([25.0], 25),
            ([25.0, 90.0, 0.0], 90),
            ([None], None),
            ([None, 0.0], None),
            ([None, 100.0], None),
            ([100.01, None], 100.01),
            ([None, math.inf], math.inf),
            ([], None),
        ]:
            with self.subTest(uses=uses):
                self.assertEqual(largest_use(iter(uses)), expected)
