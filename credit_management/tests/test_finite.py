from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CreditCommon

NUMBERS = (float("nan"), float("inf"), float("-inf"), "NaN", "Infinity")
DAYS = ("0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01")


@tagged("post_install", "-at_install")
class TestFinite(CreditCommon):
    """Amounts that are no numbers, and days nobody means, are answered in a sentence by every model."""

    def _written_fields(self):
        """The numbers and days of every model of the addon that some role may write or create."""
        users = [self.salesperson, self.analyst, self.manager, self.administrator]
        for name in sorted(self.env.registry):
            model = self.env[name]
            if not name.startswith("credit.") or model._abstract:
                continue
            if any(model.with_user(user).has_access(mode) for user in users for mode in ("write", "create")):
                for field in model._fields.values():
                    if (field.store or field.inverse) and field.name not in ("create_date", "write_date"):
                        yield model, field

    def test_every_number_and_every_day(self):
        odd = {"float": NUMBERS, "monetary": NUMBERS, "date": DAYS, "datetime": DAYS}
        tried = 0
        for model, field in self._written_fields():
            for value in odd.get(field.type, ()):
                tried += 1
                with (
                    self.subTest(model=model._name, field=field.name, value=value),
                    self.assertRaises(UserError),
                ):
                    model.create({field.name: value})
        self.assertGreater(tried, 500)

    def test_a_release_lasts_a_year_at_most(self):
        """Or what the policy says, where that is longer."""
        hold = self.env["credit.hold"].new({"company_id": self.company.id})
        self.assertEqual(hold._check_valid_until(self._day(366)), self._day(366))
        with self.assertRaisesRegex(UserError, "at most"):
            hold._check_valid_until("9999-12-31")
