"""What databases are made of: which of this checkout's addons, which Odoo modules besides, demo data or not."""

import ast
from dataclasses import dataclass

from . import places

# Nothing that is shipped depends on these; only ./dev/test installs them.
ONLY_FOR_TESTS = (
    "payment_demo",  # a payment that goes through, fails or waits, as a test wants it
    "pos_sale",  # orders settled at a point of sale
    "sale_loyalty",  # rewards and gift cards, which change an order while it is confirmed
    "sale_project",  # tasks and projects that a confirmed order makes
    "stock_dropshipping",  # goods that go from the supplier to the customer
    "stock_picking_batch",  # deliveries validated together
)
# The apps whose own tests ./dev/odoo-tests runs.
WITH_ODOO_TESTS = (
    "account", "sale", "sale_management", "sale_stock", "delivery", "sale_loyalty", "sale_project", "website_sale",
    "pos_sale",
)  # fmt: skip


def addons():
    """The addons of this checkout and what each depends on."""
    manifests = sorted(places.CHECKOUT.glob("*/__manifest__.py"))
    return {path.parent.name: ast.literal_eval(path.read_text())["depends"] for path in manifests}


@dataclass(frozen=True)
class Flavour:
    """One kind of database.

    :param name: stands in the names of its databases; no name may begin with another's and an underscore
    :param only: the addons it has, where not all of this checkout
    :param besides: the Odoo modules it has although no addon depends on them
    :param country: where its demonstration is, one of ``countries.COUNTRIES``; then Odoo's own is left out
    """

    name: str
    demo: bool
    only: tuple = ()
    besides: tuple = ()
    country: str = ""

    @property
    def addons(self):
        return [name for name in addons() if name in self.only or not self.only]

    @property
    def modules(self):
        """What must stand in the database before the addons: Odoo's modules, none of this checkout."""
        own = addons()
        needed = {module for name in self.addons for module in own[name]}
        return sorted((needed | set(self.besides)) - own.keys())


DEMONSTRATION = Flavour("demo", demo=True)
EMPTY = Flavour("plain", demo=False)
ABROAD = {
    code: Flavour(f"country_{code}", demo=False, besides=(f"l10n_{code}",), country=code) for code in ("cn", "de")
}
TEST = Flavour("test", demo=True, besides=ONLY_FOR_TESTS)
# An addon may rest on a module that only its neighbours bring along: here it would be missed.
ALONE = Flavour("alone_plain", demo=False, only=("credit_management",))
ALONE_DEMONSTRATION = Flavour("alone_demo", demo=True, only=("credit_management",))
WITH_FORECAST = Flavour("forecast_demo", demo=True, only=("credit_management", "credit_management_forecast"))
WITH_COLLECTIONS = Flavour("collections_demo", demo=True, only=("credit_management", "credit_management_collections"))
WITH_COVER = Flavour("cover_demo", demo=True, only=("credit_management", "credit_management_cover"))
ODOO_TESTS = Flavour("odoo", demo=False, besides=WITH_ODOO_TESTS)
