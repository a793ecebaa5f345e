"""What the ORM still has to compute or to write before SQL reads it."""


def is_pending(env):
    """Whether there is anything: one decision asks several times, and looking through the names of a hundred fields
    takes longer than a query.
    """
    transaction = env.transaction
    return bool(transaction.tocompute or transaction.field_dirty)
