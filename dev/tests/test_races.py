"""Races over real connections, few rounds of each; CREDIT_RACE_ROUNDS=50 makes them many."""

import contextlib
import os
import signal

import pytest
import racing
from provision import odoo_server, places
from provision.flavours import TEST

ROUNDS = int(os.environ.get("CREDIT_RACE_ROUNDS", "4"))


@pytest.fixture(scope="module", params=[2, 8], ids=["2 workers", "8 workers"])
def server(databases, request):
    """Address and database of a server with so many workers, and its log."""
    name = f"{databases.prefix}test_{os.getpid()}_race{request.param}"
    databases.clone(databases.template(TEST), name)
    databases.server.shell(name, racing.PREPARE, "Preparing customers for races")
    port = odoo_server.free_port()
    with databases.server.serve(name, port, "--workers", str(request.param), "--max-cron-threads", "0") as child:
        try:
            odoo_server.wait_until_serving(child, port)
            yield f"http://127.0.0.1:{port}", name, request.param
        finally:
            child.send_signal(signal.SIGTERM)
            with contextlib.suppress(Exception):
                child.wait(20)
    databases.drop(name)


@pytest.mark.parametrize("kind", racing.RACES)
def test_race(server, kind, capsys):
    log = places.STATE / "log" / "odoo.log"
    before = log.read_text(errors="replace").count("deadlock detected")
    outcome = kind(*server).run(ROUNDS)
    with capsys.disabled():
        print(f"\n{kind.__name__}, {server[2]} workers: {outcome}")
    assert outcome.overshoots == []
    assert outcome.done >= ROUNDS, "something goes through in each round"
    assert log.read_text(errors="replace").count("deadlock detected") == before
