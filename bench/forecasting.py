"""How good forecasts of payments are, on files of invoices: ./dev/bench forecasting [--fit] FOLDER.

Each forecast is made in the morning of the invoice from what was known then. *Month by month*: the forecaster learns
anew each month from all before, and is asked about the newest 30 %. *Customers left out*: it has learnt from four
fifths of the customers and is asked about the others, whose own history it sees. With --fit, the forecaster that
comes with the addon is made anew.
"""

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

ADDON = Path(__file__).parents[1] / "credit_management_forecast"
sys.path.insert(0, str(ADDON))

from core.challenger import learn
from core.curves import KINDS_OF_SEGMENT
from core.days import NEVER
from core.features import HEADS, Asked
from core.forecast import forecasts as forecasts_of
from core.habits import habits
from core.items import Items, together
from core.kept import to_json
from core.measures import area_under_curve, calibration_error
from core.report import forecasts, report
from core.shipped import FILE, blank, shipped
from core.training import champion, lesson, train

LEDGERS = {
    "HighRadius": (
        "hr_invoices_closed.csv.gz", ("customer_id", "invoice_date_est", "due_date", "clear_date", "amount"),
    ),
    "IBM": ("ibm_receivables.csv.gz", ("customerID", "InvoiceDate", "DueDate", "SettledDate", "InvoiceAmount")),
}  # fmt: skip
MOST_OF_ONE = 50  # items of one customer in what is shipped
TESTED = 0.3
MONTH = 30
FOLDS = 5
WEEK = 7


def ledger(folder, name):
    """The items of a file, and their end: the first morning on which all is known."""
    file, columns = LEDGERS[name]
    table = pd.read_csv(folder / file, usecols=columns)[list(columns)]
    table.columns = ["customer", "invoiced", "due", "paid", "amount"]
    for day in ("invoiced", "due", "paid"):
        table[day] = pd.to_datetime(table[day]).to_numpy().astype("datetime64[D]").astype(np.int64)
    customer = pd.factorize(table["customer"])[0].astype(np.int64)
    days = [table[day].to_numpy() for day in ("invoiced", "due", "paid")]
    segments = np.zeros((len(table), len(KINDS_OF_SEGMENT)), dtype=np.int64)
    items = Items(customer, *days, table["amount"].to_numpy(float), segments).sound()
    return items, int(max(items.paid.max(), items.invoiced.max())) + 1


# === FITTING === #


def fit(folder):
    """Write down what is learnt from all ledgers, moved by whole weeks to end on the same day."""
    many, ends = zip(*(ledger(folder, name) for name in LEDGERS), strict=True)
    end, moved, number = max(ends), [], 0
    for items, own_end in zip(many, ends, strict=True):
        weeks = (end - own_end) // WEEK * WEEK
        days = (items.invoiced + weeks, items.due + weeks, items.paid + weeks)
        moved.append(Items(items.customer + number, *days, items.amount, items.segments))
        number += int(items.customer.max()) + 1
    FILE.write_text(to_json(train(together(moved), end, blank(), MOST_OF_ONE)) + "\n", encoding="utf-8")


# === MEASURING === #


def month_by_month(items, prior):
    """Forecasts of the newest invoices, by one that learns anew each month."""
    cut = int(np.quantile(items.invoiced, 1 - TESTED))
    found = []
    for begin in range(cut, int(items.invoiced.max()) + 1, MONTH):
        chosen = np.flatnonzero((items.invoiced >= begin) & (items.invoiced < begin + MONTH))
        if len(chosen):
            found.append(asked_both(items, begin, prior, items, chosen))
    return joined(found)


def customers_left_out(items, end, prior):
    found = []
    for fold in range(FOLDS):
        own = items.customer % FOLDS == fold
        found.append(asked_both(items.take(~own), end, prior, items, np.flatnonzero(own)))
    return joined(found)


def asked_both(learnt_from, morning, prior, items, chosen):
    """Forecasts of champion and challenger, who have learnt from the same items."""
    learnt = lesson(learnt_from, morning, prior)
    return forecasts(champion(learnt, prior), items, chosen, learn(learnt))


def newcomers(items, end, prior):
    """The first invoices of customers left out: nothing of their own is known."""
    first = np.full(int(items.customer.max()) + 1, NEVER)
    np.minimum.at(first, items.customer, items.paid)
    tested, chance, median, challenged = customers_left_out(items, end, prior)
    new = tested.invoiced <= first[tested.customer]
    return tested.take(new), chance[:, new], median[new], challenged[:, new]


def joined(found):
    items, chance, median, challenged = zip(*found, strict=True)
    chances = [np.concatenate(one, axis=1) for one in (chance, challenged)]
    return together(list(items)), chances[0], np.concatenate(median), chances[1]


def own_past(items, tested):
    """Days late of each invoice's customer in what it had paid before: median and mean, nan where there is nothing."""
    found = np.full((2, len(tested)), np.nan)
    by_customer = {}
    for customer, paid, late in zip(items.customer, items.paid, items.days_late, strict=True):
        by_customer.setdefault(customer, []).append((paid, late))
    for customer, rows in by_customer.items():
        rows = np.array(rows)
        for place in np.flatnonzero(tested.customer == customer):
            before = rows[rows[:, 0] < tested.invoiced[place], 1]
            if len(before):
                found[:, place] = np.median(before), before.mean()
    return found


def line(name, what, items, found):
    tested, chance, median, challenged = found
    late = tested.days_late
    cells = [name, what, f"{len(tested):,}", *areas(late, chance)]
    usual, mean = own_past(items, tested)
    naive = np.nan_to_num(mean, nan=np.nanmean(mean) if not np.isnan(mean).all() else 0.0)
    usual_areas = [area_under_curve(late > days, naive) for days in (0, 30)]
    cells.append(" / ".join("–" if area is None else f"{area:.3f}" for area in usual_areas))
    known = ~np.isnan(usual)
    for one in (median, usual):
        error = abs(late - one)[known]
        cells.append(f"{np.median(error):.1f} ({error.mean():.1f})" if len(error) else "–")
    lines = [f"| {' | '.join(cells)} |"]
    if not np.isnan(challenged[0]).all():
        cells = ["", "*the challenger*", "", *areas(late, challenged), "", "", ""]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def areas(late, chance):
    """Area under the curve and calibration error of each head, as text."""
    cells = []
    for number, days in enumerate(HEADS):
        known = ~np.isnan(chance[number])
        happened, own = late[known] > days, chance[number, known]
        area, error = area_under_curve(happened, own), calibration_error(happened, own)
        cells.append("–" if error is None else f"{'–' if area is None else f'{area:.3f}'} ({error:.3f})")
    return cells


def table(folder):
    heads = [f"> {days} days: AUC (calibration error)" for days in HEADS]
    naive = "AUC of the customer's mean days late: > 0 / > 30"
    columns = ("ledger", "forecasts", "invoices", *heads, naive, "day: median (mean) error", "customer's own median")
    print(f"| {' | '.join(columns)} |")
    print("|---" * len(columns) + "|")
    for name in LEDGERS:
        items, end = ledger(folder, name)
        largest = np.bincount(items.customer).argmax()
        others = items.take(items.customer != largest)
        print(line(name, "month by month", items, month_by_month(items, blank())))
        print(line(name, "customers left out", items, customers_left_out(items, end, blank())))
        print(line(name, "left out, without the largest", others, customers_left_out(others, end, blank())))
        print(line(name, "left out, first invoices", items, newcomers(items, end, blank())), flush=True)
    for learnt, asked in (("HighRadius", "IBM"), ("IBM", "HighRadius")):
        prior = train(*ledger(folder, learnt), blank(), MOST_OF_ONE)
        items, _end = ledger(folder, asked)
        print(line(asked, f"as shipped from {learnt} alone", items, forecasts(prior, items, np.arange(len(items)))))
        print(line(asked, f"month by month, from {learnt} on", items, month_by_month(items, prior)), flush=True)


# === SIZE === #


def size(number):
    """Time and memory of learning from made-up items, and of a forecast."""
    random = np.random.default_rng(1)
    customers = max(number // 100, 1)
    customer = (random.pareto(1.2, number) * customers / 20).astype(np.int64) % customers
    invoiced = random.integers(15_000, 16_500, number)
    due = invoiced + random.choice([0, 14, 30, 60], number)
    late = (random.normal(0, 8, number) + customer % 7 * 3).astype(np.int64)
    paid = np.where(random.random(number) < 0.02, NEVER, np.maximum(due + late, invoiced))
    segments = np.stack([customer % 5, customer % 3, customer % 4], axis=1).astype(np.int64) + 1
    items = Items(customer, invoiced, due, paid, np.exp(random.normal(6, 1, number)), segments)
    began = time.process_time()
    clock = time.perf_counter()
    studied = lesson(items, 16_501, shipped())
    learnt = champion(studied, shipped())
    print(f"| learning from {number:,} items | {time.process_time() - began:.0f} s |")
    began = time.process_time()
    learn(studied)
    print(f"| and the challenger | {time.process_time() - began:.0f} s |")
    began = time.process_time()
    report(items, 16_501, shipped())
    print(f"| and how good both were | {time.process_time() - began:.0f} s |")
    print(f"| all of it on the clock | {time.perf_counter() - clock:.0f} s |")
    asked = np.arange(min(1000, customers))
    habit = habits(items, asked, np.full(len(asked), 16_501))
    for count in (1, len(asked)):
        days = np.full(count, 16_501)
        orders = Asked(np.arange(count), days, days + 30, np.full(count, 100.0), segments[:count])
        began = time.perf_counter()
        forecasts_of(learnt, habit, orders)
        print(f"| a forecast, one of {count} | {(time.perf_counter() - began) * 1000 / count:.2f} ms |")
    print(f"| memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB |")


def main():
    parser = argparse.ArgumentParser(prog="./dev/bench forecasting", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="where the ledgers are")
    parser.add_argument("--fit", action="store_true", help="make what is shipped anew")
    parser.add_argument("--size", type=int, metavar="ITEMS", help="time the learning from so many made-up items")
    options = parser.parse_args()
    if options.fit:
        fit(options.folder)
    elif options.folder:
        table(options.folder)
    if options.size:
        size(options.size)


if __name__ == "__main__":
    main()
