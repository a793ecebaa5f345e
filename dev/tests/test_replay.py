"""./dev/replay on a small ledger made up here: in, and out again as a report."""

import subprocess
from datetime import date, timedelta

import pytest
from provision import places

HEADER = "Customer;Invoice No;Invoice Date;Due Date;Amount;Paid On\n"
SLOW, PROMPT = 45, -2  # days late


def ledger():
    """Two years of two customers, an invoice a week each: one who always pays late, and one who never does."""
    rows, first = [], date(2023, 1, 2)
    for number in range(100):
        day = first + timedelta(weeks=number)
        due = day + timedelta(days=30)
        for name, late in (("Slow Ltd", SLOW), ("Prompt Ltd", PROMPT)):
            paid = due + timedelta(days=late)
            rows.append(f"{name};{name[0]}{number:03};{day:%d.%m.%Y};{due:%d.%m.%Y};1.000,50;{paid:%d.%m.%Y}")
    return HEADER + "\n".join(rows)


@pytest.fixture
def replay(tmp_path):
    def call(text, *words):
        path = tmp_path / "ledger.csv"
        path.write_text(text)
        command = [places.CHECKOUT / "dev" / "replay", path, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, cwd="/")

    return call


def test_in_and_out(replay):
    done = replay(ledger())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| E | Amount | Amount | With a comma (1.234,56) |" in done.stdout
    assert "200 invoices of 2 customers from 2023-01-02" in done.stdout
    cells = {line.split("|")[1].strip(): line.split("|")[2:-1] for line in done.stdout.splitlines() if "|" in line}
    held, share, _money, late, _orders, good, right = (cell.strip() for cell in cells["**the policy**"])
    assert int(held) > 0 and late != "0.0%", cells
    # Whoever is punctual is in nobody's way, and every hold was right.
    assert (good, right) == ("0.0%", "100.0%"), (held, share, late)


def test_faults_are_named_and_nothing_is_imported(replay):
    done = replay(ledger() + "\nSlow Ltd;X1;32.01.2023;01.02.2023;100,00;\nSlow Ltd;X2;01.02.2023;01.03.2023;many;\n")
    assert done.returncode == 1
    assert "Nothing was imported, faults: 2" in done.stdout
    assert "32.01.2023" in done.stdout and "many" in done.stdout


def test_a_ledger_without_orders_to_decide_on(replay):
    """Said in a sentence, and before anything is booked."""
    done = replay(HEADER + "Slow Ltd;S1;02.01.2023;01.02.2023;100,00;17.03.2023\n")
    assert done.returncode == 1
    assert "There is no order to decide on: the invoices are from 2023-01-02 to 2023-01-02" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr and "booked" not in done.stdout


def test_a_file_that_is_not_there(tmp_path):
    command = [places.CHECKOUT / "dev" / "replay", tmp_path / "none.csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd="/")
    assert done.returncode == 1
    assert "There is no file" in done.stderr
