"""Policies played on real or made-up invoices: run by ./dev/bench replay [--data DIR].

Prints how long a replay takes, and what the ready policy would have held of the invoices of two files beside
simple ways to hold as many. Without the files, only the times are printed, on made-up invoices.
"""

import argparse
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from calibrating import invoices
from core.assessment.grade_record import Share
from core.assessment.items import YEAR, Ledger, day_of
from core.assessment.limit_proposal import HIGHEST, LOWEST, NEEDED, Parameters
from core.policy.policy import CONFIRMATION, Rule, Scope, decide
from core.policy.ready_policy import EVERYBODY, READY_POLICY
from core.replay import baselines, report, threshold
from core.replay import outcome as outcomes
from core.replay import replay as core
from core.replay.figures import figures
from core.replay.known import facts
from core.replay.proposal import READY_GRADES
from replaying import drawing, files, ways
from simulation import load

HERE = Path(__file__).resolve().parent
ELSEWHERE = HERE.parents[1] / "shared" / "data"
WARM_UP = 180  # days of history before the first order is decided on
ROUNDS = 5
CUSTOMERS, INVOICES, DAYS = 600, 25_000, 730

LIMIT = next(rule for rule in READY_POLICY.rules if rule.kind == "exposure")
SLOW = Rule(90, "days_beyond_terms", scope=EVERYBODY, days=10)
OVERDUE = next(rule for rule in READY_POLICY.rules if rule.kind == "overdue_days")
OF_GRADE_D = Scope(everybody=True, grade_ids=frozenset({files.GRADES[-1].id}))
POLICIES = {
    "ready policy": READY_POLICY,
    "and who pays 10 days late on average": replace(READY_POLICY, rules=(*READY_POLICY.rules, SLOW)),
    "its limits alone": replace(READY_POLICY, rules=(LIMIT,)),
    "its overdue days alone": replace(READY_POLICY, rules=(replace(OVERDUE, scope=EVERYBODY),)),
    "anything overdue": replace(READY_POLICY, rules=(Rule(1, "overdue_amount", scope=EVERYBODY),)),
    "grade D alone": replace(READY_POLICY, rules=(Rule(1, "order_value", scope=OF_GRADE_D),)),
}
# Policies whose number of orders held the baselines are given.
MATCHED = ("ready policy", "its overdue days alone", "grade D alone")

# === TIMES === #


def made_up():
    """Customers of very different sizes, each with days late of its own."""
    draw = np.random.default_rng(7)
    size = 1 / np.arange(1, CUSTOMERS + 1)
    customer = draw.choice(CUSTOMERS, INVOICES, p=size / size.sum())
    invoiced = 18_000 + np.sort(draw.integers(0, DAYS, INVOICES))
    due = invoiced + 30
    paid = due + np.round(draw.normal(0, 20, CUSTOMERS)[customer] + draw.normal(0, 8, INVOICES)).astype(np.int64)
    paid = np.maximum(paid, invoiced + 1)
    amount = np.round(draw.lognormal(7, 1, INVOICES), 2)
    return Ledger(
        CUSTOMERS, customer, invoiced, due, amount, np.arange(INVOICES), paid, amount, np.ones(INVOICES, bool)
    )  # fmt: skip


def seconds(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def times(history):
    """A replay of two policies, beside nothing but the decisions on facts made before."""
    policies = [READY_POLICY, POLICIES["its limits alone"]]
    ready, rules = list(facts(history)), [policy.rules_at(CONFIRMATION) for policy in policies]

    def decisions():
        for fact in ready:
            for policy, chosen in zip(policies, rules, strict=True):
                decide(fact, policy, CONFIRMATION, chosen)

    pairs = [(seconds(lambda: core.replay(history, policies)), seconds(decisions)) for _round in range(ROUNDS)]
    whole, alone = (statistics.median(column) for column in zip(*pairs, strict=True))
    played = core.replay(history, policies)
    reported = statistics.median(
        seconds(lambda: report.compare(played, outcomes.outcomes(played))) for _round in range(ROUNDS)
    )
    apart = seconds(lambda: core.replay(history, policies, shipped=False))
    titles = ("orders", "policies", "replay, s", "decisions alone, s", "ratio", "report, s", "held not shipped, s")
    measured = [f"{one:.2f}" for one in (whole, alone, whole / alone, reported, apart)]
    for cells in (titles, ("---",) * len(titles), (f"{len(history.orders):,}", len(policies), *measured)):
        print(f"| {' | '.join(map(str, cells))} |")


# === WHAT WOULD HAVE BEEN HELD === #


def percent(share):
    return "–" if share is None else f"{share:.1%}"


def row(title, figures):
    cells = [
        f"{figures.held:,}", percent(figures.share_held), f"{figures.held_amount / 1e3:,.0f}",
        percent(figures.late_money_held), percent(figures.late_orders_held), percent(figures.good_orders_held),
        percent(figures.precision),
    ]  # fmt: skip
    print(f"| {title} | {' | '.join(cells)} |")


def head(first):
    print(
        f"\n| {first} | orders held | of all | amount held, thousands | late money held | late orders held |"
        " good orders held | right of the holds |"
    )
    print("|---|---|---|---|---|---|---|---|")


def table(played, outcome):
    """Each policy; and each baseline holding as many orders as some of them did, or as much money as the first."""
    head("held by")
    for title, verdicts in zip(POLICIES, played.verdicts, strict=True):
        row(f"**{title}**", figures(played, outcome, verdicts.held))
    for title in MATCHED:
        held = played.verdicts[list(POLICIES).index(title)].held
        if held.any():
            head(f"as many orders as {title}")
            baseline_rows(played, outcome, held.sum())
    held = played.verdicts[0].held
    head(f"as much money as {next(iter(POLICIES))}")
    baseline_rows(played, outcome, played.amount[held].sum(), by_amount=True)


def baseline_rows(played, outcome, most, by_amount=False):
    for title, score in baselines.BASELINES.items():
        row(title, figures(played, outcome, baselines.held(played, score, most, by_amount)))


def tell(name, ledger, monthly, late_days, shipped):
    history = files.history(ledger, monthly=monthly)
    first = int(ledger.invoiced.min()) + WARM_UP
    played = core.replay(history, list(POLICIES.values()), first=first, shipped=shipped)
    outcome = outcomes.outcomes(played, late_days=late_days)
    side = report.side(played, outcome, played.verdicts[0])
    everything = report.owed(played, np.ones(len(played.rows), bool))
    figures = side.figures
    print(
        f"\n### {name}: {figures.orders:,} orders of {len(set(played.customer.tolist())):,} customers, "
        f"{day_of(played.day.min())} to {day_of(played.day.max())}; {figures.late:,} more than "
        f"{late_days} days late, {figures.late_amount / 1e3:,.0f} thousand of {figures.amount / 1e3:,.0f}; "
        f"limits {'of every month' if monthly else 'by the review interval'}; "
        f"held orders {'shipped as in life' if shipped else 'not shipped'}"
    )
    table(played, outcome)
    print(
        f"\nReady policy: exposure avoided at most {side.avoided.largest / 1e3:,.0f} thousand, on average "
        f"{side.avoided.average / 1e3:,.0f} of {everything.average / 1e3:,.0f}."
    )
    head("grade")
    for grade, found in side.by_grade.items():
        row(f"{grade or 'not assessed'} ({found.orders:,} orders)", found)
    head("rule")
    for rule_id, (every, alone) in side.by_rule.items():
        kind = next(rule.kind for rule in READY_POLICY.rules if rule.id == rule_id)
        row(kind, every)
        row(f"{kind} alone", alone)
    return played, outcome


# === LIMITS === #

LIMITS = {
    "lowest figure, purchases at terms as they are, 120 % of the balance": Parameters(
        rule=LOWEST, purchases_share=100, balance_share=120
    ),
    "lowest figure": Parameters(rule=LOWEST),
    "**what is needed** (ready)": Parameters(rule=NEEDED),
    "highest figure": Parameters(rule=HIGHEST),
    "needed, three times the purchases at terms": Parameters(purchases_share=300, balance_share=200),
}


def limits(ledger, late_days):
    """What each way to propose a limit comes to, with the rule about the limit alone."""
    head("limits follow")
    for title, parameters in LIMITS.items():
        history = files.history(ledger, parameters=parameters)
        played = core.replay(history, [POLICIES["its limits alone"]], first=int(ledger.invoiced.min()) + WARM_UP)
        row(title, figures(played, outcomes.outcomes(played, late_days=late_days), played.verdicts[0].held))


# === PICTURES === #

MARKED = ("ready policy", "and who pays 10 days late on average", "grade D alone", "its overdue days alone")
DRAWN = ("mean days late so far", "one limit for everybody", "overdue amount", "days overdue", "largest orders")


def picture(name, played, outcome):
    late = outcome.late_amount
    curves = {title: drawing.curve(baselines.BASELINES[title](played), late) for title in DRAWN}
    found = {
        title: figures(played, outcome, verdicts.held)
        for title, verdicts in zip(POLICIES, played.verdicts, strict=True)
    }
    points = {title: (found[title].share_held, found[title].late_money_held) for title in MARKED if found[title].held}
    days = outcome.late_days
    return drawing.draw(f"{name}: money paid more than {days} days late among the orders held", curves, points)


IN_HAND = Rule(50, "days_beyond_terms", days=10, scope=EVERYBODY)  # the rule whose threshold is moved
WAYS = {
    "overdue_amount": "overdue amount",
    "mean_days_late": "mean days late",
    "one_limit": "one limit for everybody",
}


def threshold_picture(name, history, late_days):
    """Late money against good orders held, as the dialog Choose a Threshold draws it; of the last twelve months."""
    policy = replace(READY_POLICY, rules=(*READY_POLICY.rules, IN_HAND))
    last = int(history.ledger.invoiced.max())
    played = core.replay(history, [policy], first=last - YEAR + 1)
    outcome = outcomes.outcomes(played, late_days=late_days)

    def place(point):
        return point.figures.good_orders_held or 0.0, point.figures.late_money_held or 0.0

    own = [place(point) for point in threshold.curve(played, outcome, policy, IN_HAND)]
    ways = threshold.naive(played, outcome)
    curves = {"pays late on average": own} | {
        title: [(0.0, 0.0), *map(place, ways[code])] for code, title in WAYS.items()
    }
    stands = threshold.by_rule(played, outcome, played.verdicts[0])
    kinds = {rule.id: f"{rule.kind.replace('_', ' ')}, {rule.effect}s" for rule in READY_POLICY.rules}
    points = {kinds[rule_id]: place(point) for rule_id, point in stands.items() if rule_id in kinds}
    title = f"{name}: money more than {late_days} days late against good orders held, as a threshold moves"
    return drawing.draw(title, curves, points, "good orders held")


def grade_picture(name, played, outcome):
    """Share late by the grade on the day of the order."""
    known = ~outcome.unknown
    shares = {
        grade.name: Share(int((outcome.late & there).sum()), int(there.sum()))
        for grade in READY_GRADES
        for there in [known & (played.grade == grade.name)]
        if there.any()
    }
    return drawing.bars(f"{name}: orders paid more than {outcome.late_days} days late, by grade", shares)


def main():
    parser = argparse.ArgumentParser(prog="./dev/bench replay", description=__doc__)
    default = os.environ.get("CREDIT_CALIBRATION_DATA") or ELSEWHERE
    parser.add_argument("--data", type=Path, default=Path(default), help="folder of the files (default %(default)s)")
    parser.add_argument("--late-days", type=int, default=outcomes.LATE_DAYS, help="later is late (default %(default)s)")
    parser.add_argument("--monthly", action="store_true", help="assess every customer every month")
    parser.add_argument("--not-shipped", action="store_true", help="leave out what a policy would have held before")
    parser.add_argument("--limits", action="store_true", help="also what each way to propose limits comes to")
    parser.add_argument("--pictures", type=Path, help="folder to draw what was held into")
    options = parser.parse_args()
    times(files.history(made_up()))
    for name, (file, _columns) in invoices.FILES.items():
        if (options.data / file).is_file():
            ledger = load(options.data, name)
            played, outcome = tell(name, ledger, options.monthly, options.late_days, not options.not_shipped)
            first = int(ledger.invoiced.min()) + WARM_UP
            ways.tell(played, outcome, first, files.scores_of_today(played))
            if options.limits:
                limits(ledger, options.late_days)
            if options.pictures:
                drawn = {
                    "replay": picture(name, played, outcome),
                    "threshold": threshold_picture(name, played.history, options.late_days),
                    "grades": grade_picture(name, played, outcome),
                }
                for kind, drawing_ in drawn.items():
                    (options.pictures / f"{kind}-{name.lower()}-{options.late_days}.svg").write_text(drawing_)
        else:
            print(f"\n{options.data} has no {file}: name the folder with --data, see docs/calibration.md.")


if __name__ == "__main__":
    sys.exit(main())
