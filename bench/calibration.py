"""Fit the ready criteria to real data and measure them: run by ./dev/bench calibration [--data DIR].

Prints the tables of docs/calibration.md. With --write, the criteria fitted on everything are written to
credit_management/core/assessment/ready_cards.py; without it, the criteria there are measured as they are.
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from calibrating import companies, habits, invoices, listing, measures
from core.assessment import behaviour, fitting, ratios, ready_cards
from core.assessment.paying import IN_DAYS
from core.assessment.scorecard import Scorecard, scores
from core.replay.proposal import READY_GRADES

EARLIER = 0.7  # of the invoices, by their date, are fitted on
CUSTOMER_FOLDS = 5
MIDDLE = 50.0  # of the scale of scores
STEPS = {"share": 0.05, "days": 1, "times": 0.1, "score": 0.5}
FINANCIAL_STEPS = STEPS | {"share": 0.01}
STEADY = ("recent_late_share", "recent_delay", "late_share", "days_beyond_terms")
BEHAVIOUR = ("same_weekday_late_share", "same_days_late_share", "recent_delay", "recent_late_share")
SERIOUS = ("recent_delay", "recent_30_days_late_share")
SERIOUSLY = (10, 30)  # days late: what the card for serious lateness is asked; the second alone is too rare
SERIOUS_STEPS = STEPS | {"share": 0.02}
CODES = tuple(dict.fromkeys(BEHAVIOUR + STEADY + SERIOUS))
BOOK = ("debt_to_assets", "net_margin", "return_on_assets", "return_on_equity", "current_ratio")
FINANCIAL = ("market_equity_to_liabilities", *BOOK)
HERE = Path(__file__).resolve().parent
ELSEWHERE = HERE.parents[1] / "shared" / "data"


# === CARDS === #


def candidates(codes, definitions, steps):
    return [fitting.Candidate(code, definitions[code].rising, steps[definitions[code].unit]) for code in codes]


def behaviour_card(panels, codes=BEHAVIOUR):
    """A card fitted on several files, each counting the same.

    Whether an invoice is late at all is asked of the files. Beyond the days where hardly any is in time, those who
    pay later than that are told apart with ledgers of other habits beside them.
    """
    values = pd.concat([panel.values for panel in panels], ignore_index=True)
    bad = np.concatenate([panel.bad for panel in panels])
    weights = np.concatenate([panel.weights / panel.weights.sum() for panel in panels])
    wanted = candidates(codes, behaviour.DEFINITIONS, STEPS)
    return fitting.fit({code: values[code].to_numpy() for code in codes}, bad, weights, wanted, widener(panels))


def serious_card(panels, codes=SERIOUS):
    """The same for serious lateness: each invoice is asked whether it is more than 10 days late, and more than 30."""
    asked = [(panel, days) for panel in panels for days in SERIOUSLY]
    values = pd.concat([panel.values for panel, _days in asked], ignore_index=True)
    bad = np.concatenate([panel.delay > days for panel, days in asked])
    weights = np.concatenate([panel.weights / panel.weights.sum() for panel, _days in asked])
    wanted = candidates(codes, behaviour.DEFINITIONS, SERIOUS_STEPS)
    columns = {code: values[code].to_numpy() for code in codes}
    return fitting.fit(columns, bad, weights, wanted, widener(panels), fitting.TAIL)


def widener(panels):
    """Bins of delays go on beyond their last edge, with ledgers of other habits beside the files."""
    every = [*panels, *habits.panels(CODES)]
    delays = np.concatenate([panel.delay for panel in every])
    counted = np.concatenate([panel.weights / panel.weights.sum() for panel in every])

    def widen(binned):
        if behaviour.DEFINITIONS[binned.candidate.code].unit != IN_DAYS:
            return binned
        found = np.concatenate([panel.values[binned.candidate.code] for panel in every])
        return fitting.extended(binned, found, delays, counted)

    return widen


def financial_card(values, bad, codes=FINANCIAL):
    wanted = candidates(codes, ratios.DEFINITIONS, FINANCIAL_STEPS)
    return fitting.fit({code: values[code].to_numpy() for code in codes}, bad, np.ones(len(bad)), wanted)


def scored(criteria, values):
    """What the module's own scorecards give each row; the middle of the scale where nothing is known."""
    card, codes = Scorecard(criteria), [criterion.characteristic for criterion in criteria]
    table = values.reindex(columns=codes).astype(object)
    rows = table.where(table.notna(), None).to_numpy()
    found = [one.value for one in scores(card, (dict(zip(codes, row, strict=True)) for row in rows))]
    return np.array([MIDDLE if one is None else one for one in found], float)


# === TABLES === #


def heading(*titles):
    print(f"\n| {' | '.join(titles)} |\n|{'---|' * len(titles)}")


def line(title, bad, score, *more):
    area = measures.auc(bad, score)
    figures = [f"{len(bad):,}", f"{bad.mean():.1%}", f"{area:.3f}", f"{measures.ks(bad, score):.3f}"]
    print("| " + " | ".join([title, *figures, f"{2 * area - 1:.3f}", *more]) + " |")


def in_time(panel, share=EARLIER):
    """What was known at a day that leaves this share of the invoices before it, and the invoices after."""
    day = np.quantile(panel.invoiced, share)
    return panel.where((panel.invoiced <= day) & (panel.known <= day)), panel.where(panel.invoiced > day)


def naive(panel, earlier):
    """The customer's mean days late so far; that of everybody for a customer without any."""
    mean = np.nanmean(earlier.naive)
    return -np.where(np.isnan(panel.naive), mean, panel.naive)


def left_out(panels, fitted=None):
    """The score of every invoice by a card fitted without its customer.

    :param fitted: called with panels, gives a card; ``behaviour_card`` when left out
    """
    draw = np.random.default_rng(1)
    folds = [draw.permutation(panel.customer.max() + 1)[panel.customer] % CUSTOMER_FOLDS for panel in panels]
    found = [np.empty(len(panel)) for panel in panels]
    for number in range(CUSTOMER_FOLDS):
        others = [panel.where(fold != number) for panel, fold in zip(panels, folds, strict=True)]
        card = (fitted or behaviour_card)(others)
        for panel, fold, own in zip(panels, folds, found, strict=True):
            own[fold == number] = scored(card, panel.values[fold == number])
    return found


def behaviour_tables(panels):
    parts = [in_time(panel) for panel in panels]
    earlier = [part[0] for part in parts]
    card, steady = behaviour_card(earlier), behaviour_card(earlier, STEADY)
    heading("payment behaviour", "invoices", "late", "AUC", "KS", "Gini", "standard error")
    for panel, (before, after), alone in zip(panels, parts, left_out(panels), strict=True):
        others = after.where(after.customer != pd.Series(panel.customer).mode()[0])
        rows = [
            ("later part: customer's mean days late so far", after, naive(after, before)),
            ("**later part: card fitted on the earlier part**", after, scored(card, after.values)),
            ("the same without the largest customer", others, scored(card, others.values)),
            ("later part: without the day of the week", after, scored(steady, after.values)),
            ("all: customer's mean days late so far", panel, naive(panel, panel)),
            ("**all: card fitted without the customer**", panel, alone),
            ("later part: shipped card", after, scored(ready_cards.BEHAVIOUR, after.values)),
            ("all: shipped card", panel, scored(ready_cards.BEHAVIOUR, panel.values)),
            ("all: shipped steady card", panel, scored(ready_cards.STEADY_BEHAVIOUR, panel.values)),
        ]
        for title, part, found in rows:
            spread = measures.error(part.bad, found, part.customer)
            line(f"{panel.name}, {title}", part.bad, found, f"{spread:.3f}")
    heading("split at", *(f"{panel.name}, AUC: {what}" for panel in panels for what in ("card", "mean days late")))
    for share in (0.5, 0.6, 0.7, 0.8):
        cuts = [in_time(panel, share) for panel in panels]
        card = behaviour_card([before for before, _after in cuts])
        cells = [
            f"{measures.auc(after.bad, scored(card, after.values)):.3f}"
            f" | {measures.auc(after.bad, naive(after, before)):.3f}"
            for before, after in cuts
        ]
        print(f"| {share:.0%} | {' | '.join(cells)} |")


def serious_table(panels):
    """More than 30 days late: the steady card, the one for serious lateness, and the grade of one and of both."""
    heading("more than 30 days late", "invoices", "so late", "AUC", "KS", "Gini", "standard error")
    steady_out = left_out(panels, lambda others: ready_cards.lifted(behaviour_card(others, STEADY), ready_cards.FLOOR))
    serious_out = left_out(panels, serious_card)
    for panel, steady, serious in zip(panels, steady_out, serious_out, strict=True):
        late = panel.delay > SERIOUSLY[-1]
        largest = panel.customer == pd.Series(panel.customer).mode()[0]
        both = np.minimum(graded(steady), graded(serious))
        rows = [
            ("steady card, fitted without the customer", steady),
            ("**second card, fitted without the customer**", serious),
            ("grade by the steady card", graded(steady)),
            ("**grade: the worse of both**", both),
            ("shipped second card", scored(ready_cards.SERIOUS_BEHAVIOUR, panel.values)),
        ]
        for title, found in rows:
            line(f"{panel.name}, {title}", late, found, f"{measures.error(late, found, panel.customer):.3f}")
            if not largest[late].all():
                line("the same without the largest customer", late[~largest], found[~largest], "")
        grade_table(panel.name, late, graded(steady), both)


def graded(score):
    """The place of each score's grade, the best the highest."""
    return np.searchsorted(sorted(grade.score_min for grade in READY_GRADES), score, side="right")


def grade_table(name, late, before, after):
    heading(f"{name}, grade", "invoices: steady card", "so late", "invoices: worse of both", "so late")
    for place, grade in enumerate(sorted(READY_GRADES, key=lambda one: one.score_min), start=1):
        cells = []
        for found in (before, after):
            there = found == place
            cells += [f"{there.sum():,}", f"{late[there].mean():.1%}" if there.any() else "–"]
        print(f"| {grade.name} | {' | '.join(cells)} |")
    print(f"\n{(before != after).mean():.1%} of the invoices have a worse grade by the second card.")


def ten_fold(values, bad, codes):
    found, fold = np.empty(len(bad)), companies.stratified(bad)
    for number in range(companies.FOLDS):
        inside = fold != number
        found[~inside] = scored(financial_card(values[inside], bad[inside], codes), values[~inside])
    return found, np.mean([measures.auc(bad[fold == n], found[fold == n]) for n in range(companies.FOLDS)])


def financial_tables(values, bad):
    heading("US companies", "companies", "failed", "AUC", "KS", "Gini", "mean AUC of the folds")
    line("Altman Z'' alone", bad, values["altman_z_double_prime"].to_numpy(), "")
    found, mean = ten_fold(values, bad, FINANCIAL)
    line("**ten-fold, all refitted inside each fold**", bad, found, f"{mean:.3f}")
    found, mean = ten_fold(values, bad, BOOK)
    line("ten-fold, without the market value", bad, found, f"{mean:.3f}")
    line("shipped card", bad, scored(ready_cards.FINANCIAL, values), "")
    book = values.drop(columns="market_equity_to_liabilities")
    line("shipped card, market value not given", bad, scored(ready_cards.FINANCIAL, book), "")


def polish_table(values, bad):
    heading("Polish companies, never fitted on", "companies", "failed", "AUC", "KS", "Gini")
    line("shipped card, market value not given", bad, scored(ready_cards.FINANCIAL, values))
    for code in values:
        there = values[code].notna().to_numpy()
        sign = 1 if ratios.DEFINITIONS[code].rising else -1
        line(f"{code} alone", bad[there], sign * values[code].to_numpy()[there])


# === WHAT IS RUN === #


def main():
    parser = argparse.ArgumentParser(prog="./dev/bench calibration", description=__doc__)
    default = os.environ.get("CREDIT_CALIBRATION_DATA") or ELSEWHERE
    parser.add_argument("--data", type=Path, default=Path(default), help="folder of the files (default %(default)s)")
    parser.add_argument("--write", action="store_true", help="write the criteria fitted on everything")
    options = parser.parse_args()
    needed = [file for file, _columns in invoices.FILES.values()] + [companies.US]
    if missing := [file for file in needed if not (options.data / file).is_file()]:
        names = " and no ".join(missing)
        return f"{options.data} has no {names}: name the folder with --data, see docs/calibration.md."
    panels = [invoices.load(options.data, name, CODES) for name in invoices.FILES]
    values, bad = companies.load_us(options.data)
    if options.write:
        ready_cards.BEHAVIOUR, ready_cards.STEADY_BEHAVIOUR = behaviour_card(panels), behaviour_card(panels, STEADY)
        ready_cards.SERIOUS_BEHAVIOUR = serious_card(panels)
        ready_cards.FINANCIAL = financial_card(values, bad)
        listing.write(Path(ready_cards.__file__), ready_cards)
    behaviour_tables(panels)
    serious_table(panels)
    financial_tables(values, bad)
    if (options.data / companies.POLISH).is_file():
        polish_table(*companies.load_polish(options.data))
    return None


if __name__ == "__main__":
    sys.exit(main())
