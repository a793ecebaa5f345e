"""The worst bin of a delay → bins that go on beyond a month.

Where invoices are late at all, that question tells habits of four days and of forty apart no more. So beyond the
last edge each invoice is asked three questions: late at all, more than 10 days, more than 30 days. The evidence of
the bins there is that of the answers together, counted from the bin the scale went to before.
"""

import numpy as np

from . import fitting

QUESTIONS = (0, 10, 30)  # days
BINS = 10  # the most beyond the edge
MONTH = 30  # days; no scale ends before


def extended(binned, values, delays, weights):
    """The same bins, and more beyond the last edge.

    :param values: of the characteristic, for invoices of ledgers with different habits
    :param delays: by how many days each invoice was paid late
    """
    edge = binned.edges[-1]
    there = ~np.isnan(values) & (values >= edge)
    values, weights = values[there], weights[there] / weights[there].sum()
    edges = [one for one in cuts(values, weights, binned.candidate.step) if one > edge]
    asked, weights = np.tile(values, len(QUESTIONS)), np.tile(weights / len(QUESTIONS), len(QUESTIONS))
    bad = np.concatenate([delays[there] > days for days in QUESTIONS])
    while True:
        place = np.searchsorted(edges, asked, side="right")
        evidence, size = fitting.evidence_of(place, len(edges) + 1, bad, weights, bad, weights)
        join = fitting.worst_pair(evidence, size, binned.candidate.rising)
        if join is None:
            break
        edges.pop(join)
    beyond = binned.evidence[-1] + evidence[1:] - evidence[0]
    return fitting.Binned(binned.candidate, binned.edges + edges, np.concatenate([binned.evidence, beyond]))


def cuts(values, weights, step):
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weights[order])
    found = [values[order][np.searchsorted(share, n / BINS)] for n in range(1, BINS)]
    return sorted({round(round(cut / step) * step, 6) for cut in [*found[:-1], max(found[-1], MONTH)]})
