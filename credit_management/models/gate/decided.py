class Decided:
    """Documents that the server code holding this object has decided on, each as it stood then.

    JSON and XML cannot carry it, so that no client's context holds one: see ``credit.guard``.
    """

    def __init__(self, stakes=()):
        self._stakes = dict(stakes)

    @classmethod
    def of(cls, env):
        """Decisions of this very call so far."""
        found = env.context.get("credit_decided")
        return found if isinstance(found, cls) else cls()

    def including(self, documents):
        return Decided(self._stakes | {self._key(document): document._credit_stake() for document in documents})

    def holds(self, document):
        """Whether the decision on this document still stands."""
        key = self._key(document)
        return key in self._stakes and self._stakes[key] == document._credit_stake()

    @staticmethod
    def _key(document):
        return document._name, document.id
