"""What a policy is held against on real invoices: right, and knowing nothing of the future."""

import numpy as np
import pytest
from provision import places

BENCH = places.CHECKOUT / "bench"


@pytest.fixture
def replaying(monkeypatch):
    """The modules of bench/, whose core is the addon's without Odoo."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.syspath_prepend(str(places.ADDON))
    import replaying.files
    from core.replay import baselines

    replaying.baselines = baselines
    return replaying


def ledger(replaying, later=0):
    """One customer: paid 10 and 20 days late, the second of them on day 80 or later; then three more."""
    from core.assessment.items import Ledger

    invoiced = np.array([0, 30, 60, 85, 120])
    paid = np.array([40, 80 + later, 91, 115, 150])
    amount = np.array([100.0, 300.0, 100.0, 100.0, 100.0])
    count = len(amount)
    return Ledger(
        1, np.zeros(count, int), invoiced, invoiced + 30, amount, np.arange(count), paid, amount, np.ones(count, bool)
    )


def played(replaying, **options):
    from core.policy.ready_policy import READY_POLICY
    from core.replay import replay

    return replay.replay(replaying.files.history(ledger(replaying, **options)), [READY_POLICY])


def test_mean_days_late(replaying):
    """Nothing is known of the first two; then 10; then the mean of 10 and 20; then of 10, 20 and 1 and 0."""
    scores = replaying.baselines.mean_days_late(played(replaying))
    np.testing.assert_allclose(scores, [np.nan, np.nan, 10, 15, 31 / 4])


def test_only_the_past_is_known(replaying):
    """A payment of day 84 is known on the evening before the invoice of day 85, one of that day is not."""
    found = [replaying.baselines.mean_days_late(played(replaying, later=days))[3] for days in (4, 5, 40)]
    assert found == [17, 10, 10]


def test_other_scores(replaying):
    replay = played(replaying)
    baselines = replaying.baselines
    np.testing.assert_allclose(baselines.one_limit_for_all(replay), [100, 400, 400, 200, 100])
    np.testing.assert_allclose(baselines.overdue_amount(replay), [np.nan, np.nan, np.nan, np.nan, np.nan])
    np.testing.assert_allclose(baselines.order_size(replay), [100, 300, 100, 100, 100])


def test_as_many_orders_or_as_much_money(replaying):
    replay, baselines = played(replaying), replaying.baselines
    assert baselines.held(replay, baselines.order_size, 1).tolist() == [False, True, False, False, False]
    assert baselines.held(replay, baselines.mean_days_late, 1).tolist() == [False, False, False, True, False]
    scores = np.array([5, 4, 3, 2, 1])
    assert baselines.held(replay, scores, 450, by_amount=True).tolist() == [True, True, False, False, False]
