class Decided:
    """Orders that the server code holding this object has decided on, each as it stood then.

    JSON and XML cannot carry it, so that no client's context holds one: see ``credit.guard``.
    """

    def __init__(self, stakes=()):
        self._stakes = dict(stakes)

    @classmethod
    def of(cls, env):
        """What this very call has decided on so far."""
        found = env.context.get("credit_decided")
        return found if isinstance(found, cls) else cls()

    def including(self, orders):
        return Decided(self._stakes | {order.id: order._credit_stake() for order in orders})

    def holds(self, order):
        """Whether the decision on this order still stands."""
        return order.id in self._stakes and self._stakes[order.id] == order._credit_stake()
