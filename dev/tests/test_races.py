"""Races over real connections, few rounds each; CREDIT_RACE_ROUNDS=50 for many, CREDIT_RACE_SECONDS to end them."""

import os
import re

import pytest
import racing
import racing_till
import serving

ROUNDS = int(os.environ.get("CREDIT_RACE_ROUNDS", "2"))
SECONDS = float(os.environ.get("CREDIT_RACE_SECONDS", "inf"))


@pytest.fixture(scope="module", params=[2, 8], ids=["2 workers", "8 workers"])
def server(databases, request):
    """Address and database of a server, its workers, its log."""
    prepare = racing.PREPARE + racing_till.PREPARE
    with serving.serving(databases, f"race{request.param}", prepare, request.param) as (url, name, log):
        yield url, name, request.param, log


@pytest.mark.parametrize("kind", (*racing.RACES, *racing_till.RACES))
def test_race(server, kind, capsys):
    *where, log = server
    before = len(deadlocks(log))
    outcome = kind(*where).run(ROUNDS, SECONDS)
    with capsys.disabled():
        print(f"\n{kind.__name__}, {server[2]} workers: {outcome}")
    assert outcome.overshoots == []
    assert outcome.done >= outcome.rounds, "something goes through in each round"
    assert deadlocks(log)[before:] == []


def deadlocks(log):
    """Tables at which transactions blocked each other, but for Odoo's own two.

    Changing a line locks the line and then its order, confirming locks the order and then its lines: where both
    meet, Odoo alone deadlocks as well, and tries again.
    """
    text = log.read_text(errors="replace")
    found = re.findall(r"deadlock detected\n(?:.*\n){1,4}?CONTEXT: .*in relation \"(\w+)\"", text)
    return [table for table in found if table not in ("sale_order", "sale_order_line")]
