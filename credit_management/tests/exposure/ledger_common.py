from odoo import Command, fields

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from . import oracle


class LedgerCommon(AccountTestInvoicingCommon):
    """Documents that make a customer owe something: factories only, no tests.

    The company's currency is USD; ``euro`` is worth two of it from 2017 on (1 USD = 0.5 EUR).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.credit_tz = "UTC"
        cls.customer = cls.env["res.partner"].create({"name": "Customer", "is_company": True})
        cls.euro = cls.setup_other_currency("EUR", rates=[("1900-01-01", 1.0), ("2017-01-01", 0.5)])
        cls.goods = cls._goods("order")
        cls.goods_on_delivery = cls._goods("delivery")
        cls.today = cls.company._credit_today()

    @classmethod
    def _before_all(cls):
        """What makes documents once for all tests of the class, in its ``setUpClass``: they take seconds."""
        return cls()

    @classmethod
    def get_default_groups(cls):
        own = ("credit_management_group_analyst", "credit_management_group_administrator")
        names = ["sales_team.group_sale_manager", *(f"credit_management.{name}" for name in own)]
        return super().get_default_groups().union(*map(cls.quick_ref, names))

    @classmethod
    def _goods(cls, invoice_policy):
        values = {"name": f"Goods ({invoice_policy})", "type": "service", "invoice_policy": invoice_policy}
        return cls.env["product.product"].create(values | {"list_price": 100, "taxes_id": [Command.clear()]})

    # === DOCUMENTS === #

    def day(self, offset):
        return fields.Date.add(self.today, days=offset)

    def invoice(self, amount, partner=None, move_type="out_invoice", due=0, post=True, currency=None, **values):
        """An invoice over ``amount``, due in ``due`` days from today and dated 30 days before."""
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": (self.customer if partner is None else partner).id,
                "invoice_date": self.day(due - 30),
                "invoice_date_due": self.day(due),
                "invoice_payment_term_id": False,
                "currency_id": (currency or self.company.currency_id).id,
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": [Command.clear()]})
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def order(self, *quantities, product=None, price=100, confirm=True, currency=None, **values):
        """An order with one line a quantity."""
        lines = [
            Command.create({"product_id": (product or self.goods).id, "product_uom_qty": quantity, "price_unit": price})
            for quantity in quantities or (1,)
        ]
        values = {"partner_id": self.customer.id, "order_line": lines} | values
        if currency:
            pricelist = self.env["product.pricelist"].create({"name": currency.name, "currency_id": currency.id})
            values["pricelist_id"] = pricelist.id
        order = self.env["sale.order"].create(values)
        if currency:
            order.order_line.price_unit = price
        if confirm:
            order.action_confirm()
        return order

    def bill(self, order, post=True):
        """The invoice of all that can be invoiced now."""
        move = order._create_invoices(final=True)
        if post:
            move.action_post()
        return move

    def down_payment(self, order, amount, post=True):
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": amount}
        )
        move = wizard._create_invoices(order)
        if post:
            move.action_post()
        return move

    def pay(self, moves, amount=None, **values):
        """Payment of invoices, matched with them."""
        values = {"payment_date": self.today, "installments_mode": "full"} | values
        if amount is not None:
            values["amount"] = amount
        context = {"active_model": "account.move", "active_ids": moves.ids}
        return self.env["account.payment.register"].with_context(**context).create(values)._create_payments()

    def receive(self, amount, partner=None, currency=None, date=None):
        """A payment matched with nothing yet."""
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": (partner or self.customer).id,
                "amount": amount,
                "currency_id": (currency or self.company.currency_id).id,
                "date": date or self.today,
            }
        )
        payment.action_post()
        return payment

    def match(self, move, amount, date=None):
        """Money on the bank, matched with an invoice that is posted or not, in its currency."""
        receivable = move.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        own = {"partner_id": move.partner_id.id, "currency_id": move.currency_id.id}
        lines = [
            Command.create({**own, "account_id": receivable.account_id.id, "amount_currency": -amount}),
            Command.create({**own, "account_id": bank.default_account_id.id, "amount_currency": amount}),
        ]
        entry = self.env["account.move"].create({"date": date or self.today, "line_ids": lines})
        entry.action_post()
        (entry.line_ids.filtered(lambda line: line.account_id == receivable.account_id) | receivable).reconcile()

    def credit_note(self, move, post=True):
        wizard = self.env["account.move.reversal"].create({"move_ids": move.ids, "journal_id": move.journal_id.id})
        refund = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        if post:
            refund.action_post()
        return refund

    # === FIGURES === #

    def items(self, partner=None, as_of=None):
        """Amounts of the open items of a customer, by category."""
        items = self.env["credit.open.item"].with_context(credit_as_of=as_of)
        domain = [("partner_id", "=", (partner or self.customer).commercial_partner_id.id)]
        return {category: total for category, total in items._read_group(domain, ["category"], ["amount:sum"]) if total}

    def assertOwes(self, expected, partner=None, **options):
        items = self.items(partner, **options)
        self.assertEqual(items.keys(), expected.keys(), items)
        for category, amount in expected.items():
            self.assertAlmostEqual(items[category], amount, 2, category)

    def assertAgreesWithOracle(self, partner, message=""):
        """The sums, the rows and a plain recomputation say the same."""
        figures, items = self.figures(partner), self.items(partner)
        expected = oracle.owed(partner.commercial_partner_id, self.company)
        customer = partner.commercial_partner_id
        decided = self.env["credit.exposure"]._read_totals(self.company, customer.ids)[customer.id]  # for a decision
        for name in ("total", "overdue", "oldest_days_past_due"):
            self.assertAlmostEqual(getattr(decided, name), getattr(figures, name), 2, f"{name} {message}")
        self.assertAlmostEqual(figures.overdue, expected.pop("overdue"), 2, f"overdue {message}")
        for category, amount in expected.items():
            self.assertAlmostEqual(figures.of(category), amount, 2, f"{category} {message}")
            self.assertAlmostEqual(items.get(category, 0.0), amount, 2, f"{category} in rows {message}")

    def figures(self, partner, company=None):
        """The sums the gate, the screens and the reports read."""
        account = self.env["credit.account"]._for(partner, company or self.company)
        return self.env["credit.exposure"]._read_figures(account)[account]
