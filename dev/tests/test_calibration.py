"""What measures the ready criteria measures right, and knows nothing of the future."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from provision import places

BENCH = places.CHECKOUT / "bench"


@pytest.fixture
def calibrating(monkeypatch):
    """The modules of bench/, whose core is the addon's without Odoo."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.syspath_prepend(str(places.ADDON))
    import calibrating.invoices
    import calibrating.measures

    return calibrating


@pytest.fixture
def table():
    """Twelve customers who pay after a number of days of their own, give or take."""
    draw = np.random.default_rng(1)
    customer = np.repeat(np.arange(12), 30)
    invoiced = 18000 + np.tile(np.arange(30) * 7, 12)
    paid = invoiced + 30 + customer - 6 + draw.integers(-4, 5, len(customer))
    columns = {"customer": customer, "invoiced": invoiced, "due": invoiced + 30, "paid": paid}
    return pd.DataFrame(columns | {"amount": 100.0})


def test_measures(calibrating):
    """Bad 1 and 3, good 2 and 4: three pairs in four the right way round; ties count half."""
    measures = calibrating.measures
    bad = [True, False, True, False]
    assert measures.auc(bad, [1, 2, 3, 4]) == 0.75
    assert measures.gini(bad, [1, 2, 3, 4]) == 0.5
    assert measures.ks(bad, [1, 2, 3, 4]) == 0.5
    assert measures.auc(bad, [1, 1, 1, 1]) == 0.5
    assert measures.auc(bad, [1, 2, 1, 2]) == measures.ks(bad, [1, 2, 1, 2]) == 1.0


def test_only_the_past_is_known(calibrating, table):
    """What happens from the day of an invoice on changes nothing of what is known on it."""
    codes = ("recent_delay", "recent_late_share", "same_weekday_late_share", "overdue_days", "days_beyond_terms")
    panel = calibrating.invoices.panel("made up", table, codes)
    day = int(np.median(table["invoiced"]))
    other = table.copy()
    other.loc[other["paid"] >= day, "paid"] += 40
    later = calibrating.invoices.panel("made up", other, codes)
    then = panel.invoiced <= day
    pd.testing.assert_frame_equal(panel.values[then], later.values[then])
    np.testing.assert_array_equal(panel.naive[then], later.naive[then])
    assert not panel.values[~then].equals(later.values[~then])


def test_fitted_criteria_are_sound(calibrating, table):
    from core.assessment import behaviour, fitting
    from core.assessment.scorecard import Scorecard, faults, score

    codes = ("recent_delay", "recent_late_share")
    panel = calibrating.invoices.panel("made up", table, codes)
    wanted = [fitting.Candidate(code, behaviour.DEFINITIONS[code].rising, 0.05) for code in codes]
    values = {code: panel.values[code].to_numpy() for code in codes}
    criteria = fitting.fit(values, panel.bad, panel.weights, wanted)
    card = Scorecard(criteria)
    assert faults(card) == []
    for criterion in criteria:
        points = [one.points for one in criterion.bins]
        assert points == sorted(set(points), reverse=True)
    rows = panel.values.astype(object).where(panel.values.notna(), None).to_dict("records")
    known = panel.values["recent_delay"].notna().to_numpy()
    scores = np.array([score(card, row).value for row in rows], float)
    assert not np.isnan(scores[known]).any() and np.isnan(scores[~known]).all()
    assert calibrating.measures.auc(panel.bad[known], scores[known]) > 0.8


def test_one_sentence_without_the_data(tmp_path):
    command = [sys.executable, str(BENCH / "calibration.py"), "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{tmp_path} has no hr_invoices_closed.csv.gz and no ")
    assert "--data" in done.stderr and "Traceback" not in done.stderr
