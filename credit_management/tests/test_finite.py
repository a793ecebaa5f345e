import inspect

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.common.credit_finite import SIGNED
from .common import CreditCommon

NUMBERS = (float("nan"), float("inf"), float("-inf"), "NaN", "Infinity", "many", 1e308, -1e308, 10**400)
WHOLE = (float("nan"), float("inf"), "many", 2**31, -(2**31) - 1, 10**20, 1e308)
DAYS = ("0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01", "someday", 7)
ODD = {"float": NUMBERS, "monetary": NUMBERS, "integer": WHOLE, "date": DAYS, "datetime": DAYS}
OF_ODOO = {"id", "create_uid", "create_date", "write_uid", "write_date"}


@tagged("post_install", "-at_install")
class TestFinite(CreditCommon):
    """Amounts that are no numbers, and days nobody means, are answered in a sentence by every model and method.

    Fields and models are found by the machine: a new one is tried by itself.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's records that carry fields of ours, whoever may write them.
        partner = cls._create_account().partner_id
        goods = cls.env["product.product"].create({"name": "Goods"})
        order = cls.env["sale.order"].create(
            {"partner_id": partner.id, "order_line": [Command.create({"product_id": goods.id, "price_unit": 5000})]}
        )
        cls.line = order.order_line
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_line_ids": [Command.create({"product_id": goods.id, "price_unit": 5})],
            }
        )
        invoice.action_post()
        accountant = cls.env.ref("base.user_admin")
        cls.records = {
            "account.move": invoice.with_user(accountant),  # kept by posting: refused, whatever the value
            "account.move.line": invoice.line_ids.with_user(accountant),
            "res.company": cls.company,
            "res.partner": partner,
            "sale.order.line": cls.line.with_user(cls.salesperson),  # computed: refused, whatever the value
        }
        cls.roles = [cls.salesperson, cls.analyst, cls.manager, cls.administrator, cls.env.ref("base.user_admin")]

    def _is_ours(self, model, field):
        """Also Odoo's own limit of a customer, which a method of ours judges."""
        if model._name.startswith("credit."):
            return True
        added = any(module.startswith("credit_management") for module in field._modules)
        return added or (model._name, field.name) == ("res.partner", "credit_limit")

    def _written_fields(self):
        """The numbers and days that some role may write or create, of our models and of ours on Odoo's."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract or not any(
                model.with_user(user).has_access(mode) for user in self.roles for mode in ("write", "create")
            ):
                continue
            for field in model._fields.values():
                written = (field.store or field.inverse) and field.type in ODD and field.name not in OF_ODOO
                if written and not field.inherited and self._is_ours(model, field):
                    yield model, field

    def _values(self, field):
        yield from ODD[field.type]
        if field.type == "integer" and not field.readonly and field.name not in SIGNED:
            yield from (-1, "-7")

    def test_every_number_and_every_day(self):
        tried, models = 0, set()
        for model, field in self._written_fields():
            for value in self._values(field):
                tried += 1
                models.add(model._name)
                for call in self._ways(model, {field.name: value}):
                    with (
                        self.subTest(model=model._name, field=field.name, value=str(value)[:20]),
                        self.assertRaises(UserError),
                    ):
                        call()
        self.assertGreater(tried, 1200)
        self.assertLessEqual({"res.company", "res.config.settings", "res.partner", "credit.grade"}, models)

    def _ways(self, model, values):
        """What a client calls to write: of Odoo's models on a record there is."""
        if model._name == "res.config.settings":
            yield lambda: model.create(values).execute()
        elif model._name.startswith("credit."):
            yield lambda: model.create(values)
            if record := model.search([], limit=1):
                yield lambda: record.write(values)
        else:
            record = self.records.get(model._name) or model.search([], limit=1)  # of addons beside this one
            yield lambda: record.write(values)

    def test_what_methods_are_given(self):
        """Numbers and days that come as arguments of a public method, not as fields."""
        limit = self._approve_limit(self._create_account(), 500)
        order = self.line.order_id
        hold = (
            self.env["credit.hold"]._stop(order._credit_decide("confirmation"), "confirmation").with_user(self.manager)
        )
        cases = {
            "cap": [(hold, "action_release", {"reason": "Good", "cap": value}) for value in NUMBERS],
            "prepayment": [(hold, "action_release", {"reason": "Good", "prepayment": value}) for value in NUMBERS],
            "valid_until": [(hold, "action_release", {"reason": "Good", "valid_until": value}) for value in DAYS],
            "last_day": [(limit, "action_end", {"reason": "Bad", "last_day": value}) for value in DAYS],
            "amount": [
                (order, "action_credit_request_release", {"justification": "Please", "amount": value})
                for value in NUMBERS
            ],
        }
        for name, calls in cases.items():
            for record, method, arguments in calls:
                self.assertIn(name, inspect.signature(getattr(record, method)).parameters)
                with self.subTest(method=method, arguments=str(arguments)[:60]), self.assertRaises(UserError):
                    getattr(record, method)(**arguments)

    def test_a_release_lasts_a_year_at_most(self):
        """Or what the policy says, where that is longer."""
        hold = self.env["credit.hold"].new({"company_id": self.company.id})
        self.assertEqual(hold._check_valid_until(self._day(366)), self._day(366))
        with self.assertRaisesRegex(UserError, "at most"):
            hold._check_valid_until("9999-12-31")

    def test_a_century_is_enough(self):
        """Longer spans would fail where days are counted: at the next approval, or in a job."""
        for vals in ({"credit_authority_window": 36_501}, {"credit_survey_validity": 1_201}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "Enter a whole number from 0 to"):
                self.company.write(vals)
        self.company.write({"credit_authority_window": 36_500})
        self._approve_limit(self._create_account(), 500)
