import numpy as np

from ...core.days import NEVER
from ...core.features import Asked
from ...core.habits import habits
from ...core.items import Items

FIRST = 18_000  # a day in 2019


def made_up(number=2_000, customers=40, seed=1, span=500):
    """A ledger in which each customer has a habit of its own: from a week early to three weeks late."""
    random = np.random.default_rng(seed)
    customer = random.integers(0, customers, number)
    invoiced = FIRST + random.integers(0, span, number)
    due = invoiced + random.choice([7, 14, 30], number)
    late = (random.normal(0, 4, number) + customer * 28 / customers - 7).astype(np.int64)
    paid = np.maximum(due + late, invoiced)
    paid[random.random(number) < 0.02] = NEVER
    segments = np.stack([customer % 3 + 1, customer % 2, customer % 4], axis=1).astype(np.int64)
    return Items(customer, invoiced, due, paid, np.exp(random.normal(6, 1, number)), segments)


def asked(items, morning, customers, days=30, amount=100.0, segments=(1, 0, 0)):
    """The habits of customers in a morning, and an order of each."""
    customers = np.array(customers)
    number = len(customers)
    days_ = np.full(number, morning)
    habit = habits(items, customers, days_)
    return habit, Asked(np.arange(number), days_, days_ + days, np.full(number, amount), np.tile(segments, (number, 1)))
