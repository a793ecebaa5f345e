"""Payment terms as far as credit is concerned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Conditions of a payment term: credit days, and a discount for paying within its own days."""

    days: int = 0
    discount: float = 0.0
    discount_days: int = 0

    def better_than(self, approved: Terms) -> bool:
        """Whether these give the customer anything that ``approved`` does not."""
        longer_window = self.discount > 0 and self.discount_days > approved.discount_days
        return self.days > approved.days or self.discount > approved.discount or longer_window


AT_ONCE = Terms()
