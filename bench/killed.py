"""Runs of 5,000 reminders whose job is killed with kill -9 again and again: ./dev/bench killed.

The same as dev/tests/test_reminders_killed.py with its few customers: a run that a person sends, one of statements, and
one that the daily job makes by itself, each killed so often. Prints how many were sent, uncertain, twice and never.
"""

import argparse
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]

parser = argparse.ArgumentParser(prog="./dev/bench killed", description=__doc__)
parser.add_argument("--customers", type=int, default=5000, help="of each run (default %(default)s)")
parser.add_argument("--kills", type=int, default=7, help="in each run (default %(default)s)")
parser.add_argument("--kinds", default="reminder,statement,automatic", help="which runs (default %(default)s)")
options = parser.parse_args()
os.environ |= {
    "CREDIT_REMINDERS": str(options.customers), "CREDIT_KILLS": str(options.kills), "CREDIT_KINDS": options.kinds,
}  # fmt: skip
os.execv(CHECKOUT / "dev" / "test", ["./dev/test", "-s", "dev/tests/test_reminders_killed.py"])
