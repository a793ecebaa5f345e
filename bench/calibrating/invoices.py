"""Files of paid invoices → what was known of each customer when each invoice was written.

Looked at is the evening before an invoice, with the invoices of the day already written: what is paid
on that day is not known yet, and of the invoice itself only when it is due.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from core.assessment import behaviour
from core.assessment.items import Ledger

# Columns of each file: customer, invoiced, due, paid, amount.
FILES = {
    "HighRadius": (
        "hr_invoices_closed.csv.gz",
        ("customer_id", "invoice_date_est", "due_date", "clear_date", "amount"),
    ),
    "IBM": ("ibm_receivables.csv.gz", ("customerID", "InvoiceDate", "DueDate", "SettledDate", "InvoiceAmount")),
}
MOST = 0.05  # of a file's rows that one customer may count for in a fit


@dataclass(frozen=True)
class Panel:
    """One row an invoice: the customer's characteristics, and by how many days it was paid late."""

    name: str
    values: pd.DataFrame
    delay: np.ndarray
    customer: np.ndarray
    invoiced: np.ndarray
    known: np.ndarray  # the day from which on the outcome was known
    naive: np.ndarray  # the customer's mean days late so far

    def __len__(self):
        return len(self.delay)

    @property
    def bad(self):
        """Whether it was late at all."""
        return self.delay > 0

    def where(self, chosen):
        columns = (self.delay, self.customer, self.invoiced, self.known, self.naive)
        return Panel(self.name, self.values[chosen], *(column[chosen] for column in columns))

    @property
    def weights(self):
        """What each row counts for in a fit: one, less for a customer with very many."""
        size = pd.Series(self.customer).map(pd.Series(self.customer).value_counts()).to_numpy()
        return np.minimum(1.0, MOST * len(self) / size)


def load(folder, name, codes):
    file, columns = FILES[name]
    table = pd.read_csv(folder / file, usecols=columns)[list(columns)]
    table.columns = ["customer", "invoiced", "due", "paid", "amount"]
    for column in ("invoiced", "due", "paid"):
        table[column] = pd.to_datetime(table[column]).to_numpy().astype("datetime64[D]").astype(np.int64)
    return panel(name, table, codes)


def panel(name, table, codes):
    numbers, _ids = pd.factorize(table["customer"])
    ledger = ledger_of(table, numbers)
    invoiced, due, paid = (table[column].to_numpy() for column in ("invoiced", "due", "paid"))
    values = np.empty((len(table), len(codes)))
    naive = np.empty(len(table))
    for day in np.unique(invoiced):
        rows = np.flatnonzero(invoiced == day)
        found = behaviour.read(ledger, day - 1, codes)
        values[rows] = np.column_stack([found[code][numbers[rows]] for code in codes])
        naive[rows] = mean_delay(numbers, paid, paid - due, day, ledger.customers)[numbers[rows]]
    known = np.minimum(paid, due + 1)
    return Panel(name, pd.DataFrame(values, columns=list(codes)), paid - due, numbers, invoiced, known, naive)


def ledger_of(table, numbers):
    invoiced, due, paid = (table[column].to_numpy() for column in ("invoiced", "due", "paid"))
    amount, count = table["amount"].to_numpy(float), len(table)
    return Ledger(
        int(numbers.max()) + 1, numbers, invoiced - 1, due, amount, np.arange(count), paid, amount, np.ones(count, bool)
    )


def mean_delay(numbers, paid, delay, day, customers):
    before = paid < day
    count = np.bincount(numbers[before], minlength=customers)
    with np.errstate(invalid="ignore"):
        return np.bincount(numbers[before], weights=delay[before], minlength=customers) / count
