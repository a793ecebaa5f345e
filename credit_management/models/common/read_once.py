"""What the fields of one form ask again and again is read once while the form is read.

Who may decide, why not, and whom to pass it on to rest on the same hands, authorities and limits, and Odoo computes
each field by itself. Reading the form puts a memory into the context; methods marked ``read_once`` answer from it. It
lives as long as that call, which writes nothing; decisions are other calls and read anew. No client can send one.
"""

from functools import wraps

KEY = "credit_read_once"


class Memory(dict):
    """Answers by method, records, user and arguments."""


def read_once(method):
    """Mark a method that reads and whose answer nobody changes."""

    @wraps(method)
    def answer(self, *args):
        memory = self.env.context.get(KEY)
        if not isinstance(memory, Memory):
            return method(self, *args)
        key = (method.__module__, method.__qualname__, self._ids, self.env.uid, self.env.su, args)
        if key not in memory:
            memory[key] = method(self, *args)
        return memory[key]

    return answer


def remembering(records):
    """The records with a fresh memory, for one reading of them."""
    return records.with_context(**{KEY: Memory()})
