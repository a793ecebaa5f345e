from odoo import Command, http
from odoo.tests import HttpCase
from odoo.tests.common import new_test_user

from odoo.addons.credit_management.tests.common import CreditCommon


class MyCreditCommon(CreditCommon, HttpCase):
    """A customer with a limit, its contact who sees its credit, one who does not, and another customer's contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Willow Interiors", email="office@willow.example.com")
        cls.account = cls._create_account(cls.customer)
        cls._approve_limit(cls.account, 1000)
        cls.viewer = cls._contact("viewer", cls.customer, sees=True)
        cls.colleague = cls._contact("colleague", cls.customer)
        cls.stranger_customer = cls._create_customer("Other")
        cls.other_account = cls._create_account(cls.stranger_customer)
        cls.stranger = cls._contact("stranger", cls.stranger_customer, sees=True)
        cls.product = cls.env["product.product"].create({"name": "Lamp", "taxes_id": [Command.clear()]})

    # === FACTORIES === #

    @classmethod
    def _contact(cls, name, customer, sees=False):
        user = new_test_user(
            cls.env, login=f"my_credit_{name}", groups="base.group_portal", email=f"{name}@example.com"
        )
        user.partner_id.write({"parent_id": customer.id, "credit_viewer": sees})
        return user

    @classmethod
    def _invoice(cls, amount=100, due=10, customer=None, **vals):
        """A posted invoice, due in so many days."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (customer or cls.customer).id,
                "invoice_date": cls._day(min(due, 0)),
                "invoice_date_due": cls._day(due),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [Command.create({"product_id": cls.product.id, "price_unit": amount})],
                **vals,
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def provide_payment(cls):
        """The provider that Odoo's own tests pay with, and no other."""
        providers = cls.env["payment.provider"].search([("company_id", "=", cls.company.id)])
        cls.provider = providers.filtered(lambda one: one.code == "demo")[:1]
        if not cls.provider:
            cls.skipTest(cls, "needs the test provider: install payment_demo")
        (providers - cls.provider).state = "disabled"
        cls.provider.write({"state": "test", "is_published": True})
        cls.provider.payment_method_ids[:1].active = True

    def item(self, invoice):
        line = invoice.line_ids.filtered(lambda one: one.account_id.account_type == "asset_receivable")
        return (
            self.env["credit.open.item"]
            .search([("move_id", "=", invoice.id)])
            .filtered(lambda one: one.amount == line.amount_residual)
        )

    # === PAGES === #

    def log_in(self, user=None):
        user = user or self.viewer
        self.authenticate(user.login, user.login)

    def url(self, path="", account=None):
        return f"/my/credit/{(account or self.account).id}{path}"

    def page(self, path="", account=None):
        return self.url_open(self.url(path, account))

    def post(self, part, account=None, files=None, **vals):
        """A form of the page as a browser sends it; without following where it leads."""
        data = {"csrf_token": self.csrf_token(), **vals}
        return self.url_open(self.url(f"/{part}", account), data=data, files=files, allow_redirects=False)

    def csrf_token(self):
        return http.Request.csrf_token(self)
