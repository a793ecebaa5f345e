"""Choose the history of the demonstration company from real orders: run by ./dev/bench demonstration [--data DIR].

Writes credit_management/demo/ledger.csv. Who buys how much and when is that of a customer of the UCI data
set Online Retail; when they pay is invented, for the data does not say: by CHARACTERS, as told in
credit_management/demo/README.md.
"""

import argparse
import csv
import os
import sys
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
ELSEWHERE = HERE.parents[1] / "shared" / "data"
ORDERS = "online_retail_orders.csv.gz"
LEDGER = HERE.parent / "credit_management" / "demo" / "ledger.csv"
COLUMNS = ("customer", "invoice", "days_ago", "due_after", "paid_after", "amount", "currency")
LAST = date(2011, 12, 9)  # the data's last day
AGO = 2  # days before the installation on which it falls
SPAN = 373  # days from the first order to the last


@dataclass(frozen=True)
class Character:
    """How many days after the due date somebody pays: between two bounds, and by how much later at the end."""

    low: int
    high: int
    slower: int = 0
    open_since: int = 0  # what was invoiced in so many last days is not paid at all

    def paid_after(self, invoice, days_ago, due_after):
        """Days from the invoice to its payment; None while it is open."""
        chance = zlib.crc32(invoice.encode()) % 1000 / 1000  # always the same for the same invoice
        gone = 1 - days_ago / (SPAN + AGO)
        delay = self.low + (self.high - self.low) * chance + self.slower * gone**3
        days = max(1, due_after + round(delay))
        return None if days >= days_ago or days_ago < self.open_since else days


@dataclass(frozen=True)
class Customer:
    """Whose orders stand for a customer of the demonstration company."""

    real: str
    name: str
    due_after: int
    character: Character
    factor: float = 1  # of the amounts
    branch: str = ""  # every other invoice goes there
    currency: str = ""  # the company's own
    until: int = 0  # orders later than so many days ago are left out
    since: int = SPAN + AGO  # and those earlier than so many


EARLY = Character(-14, -5)
PUNCTUAL = Character(-9, 0)
LENIENT = Character(-8, 2)
CUSTOMERS = (
    Customer("17675", "base.res_partner_1", 30, EARLY, factor=4),
    Customer("13090", "base.res_partner_2", 15, Character(2, 14, slower=30), until=80),
    Customer("17381", "base.res_partner_3", 30, LENIENT),
    Customer("14031", "base.res_partner_4", 30, Character(0, 12, slower=90, open_since=220), until=170),
    Customer("12415", "base.res_partner_10", 45, EARLY, factor=2),
    Customer("15769", "partner_northgate", 45, EARLY, factor=2),
    Customer("17511", "partner_harbour", 45, EARLY, factor=2),
    Customer("17735", "partner_maple", 30, PUNCTUAL, factor=3),
    Customer("17389", "partner_fernhill", 30, PUNCTUAL),
    Customer("17581", "partner_castlebrook", 30, LENIENT, factor=3),
    Customer("16525", "partner_quayside", 30, LENIENT, factor=2, branch="partner_quayside_dock"),
    Customer("13098", "partner_linden", 30, Character(-8, -1, slower=20), factor=2),
    Customer("12901", "partner_silverdale", 30, Character(-6, 2, slower=52), factor=3),
    Customer("15513", "partner_brightwell", 30, Character(1, 12)),
    Customer("16333", "partner_pemberton", 30, Character(-2, 9, slower=45)),
    Customer("15640", "partner_thistle", 45, LENIENT, factor=2, currency="GBP"),
    Customer("15498", "partner_rivermouth", 45, Character(-2, 12), factor=3),
    Customer("16558", "partner_bluebell", 15, Character(-2, 9)),
)


def history(orders, customer):
    """The invoices of a customer, oldest first, as rows of the file."""
    own = orders[orders["customer_id"] == customer.real].sort_values(["day", "InvoiceNo"])
    place = 0
    for invoice, day, amount in own[["InvoiceNo", "day", "amount"]].itertuples(index=False):
        days_ago = (LAST - day).days + AGO
        if not customer.until <= days_ago <= customer.since:
            continue
        place += 1
        name = customer.branch if customer.branch and place % 2 == 0 else customer.name
        paid_after = customer.character.paid_after(invoice, days_ago, customer.due_after)
        paid = "" if paid_after is None else paid_after
        yield name, invoice, days_ago, customer.due_after, paid, f"{amount * customer.factor:.2f}", customer.currency


def load(folder):
    orders = pd.read_csv(folder / ORDERS, dtype={"InvoiceNo": str, "customer_id": str})
    orders = orders[(orders["cancelled"] == 0) & (orders["adjustment"] == 0) & (orders["amount"] > 0)]
    return orders.assign(day=pd.to_datetime(orders["order_datetime"]).dt.date)


def main():
    parser = argparse.ArgumentParser(prog="./dev/bench demonstration", description=__doc__)
    default = os.environ.get("CREDIT_CALIBRATION_DATA") or ELSEWHERE
    parser.add_argument("--data", type=Path, default=Path(default), help="folder of the file (default %(default)s)")
    options = parser.parse_args()
    if not (options.data / ORDERS).is_file():
        return f"{options.data} has no {ORDERS}: name the folder with --data, see credit_management/demo/README.md."
    orders = load(options.data)
    rows = [row for customer in CUSTOMERS for row in history(orders, customer)]
    with LEDGER.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    unpaid = sum(row[4] == "" for row in rows)
    print(f"{len(rows)} invoices of {len(CUSTOMERS)} customers, {unpaid} of them open, in {LEDGER.name}.")
    return None


if __name__ == "__main__":
    sys.exit(main())
