from odoo.addons.credit_management.tests.exposure.ledger_common import LedgerCommon
from odoo.addons.credit_management.tests.gate.hold_common import HoldCommon
from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon

from ..models.credit_forecast import Invoice


class ForecastCommon(HoldCommon, PolicyCommon, LedgerCommon):
    """A customer that pays 45 days late as a custom, and one that pays on the day."""

    PAID = (-330, -300, -270, -240, -210, -180, -150, -120, -90, -60)  # due dates of what has been paid

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = cls.env["credit.forecast.model"].sudo()
        cls.late = cls._create_customer("Late")
        cls.punctual = cls._create_customer("Punctual")
        cls.new = cls._create_customer("New")

    def history(self, partner, late, dues=PAID):
        for due in dues:
            self.pay(self.invoice(1000, partner, due=due), payment_date=self.day(due + late))

    def learn(self, day=0):
        return self.models._learn(self.company, self.day(day))

    def forecast(self, partner, today=None):
        today = today or self.today
        invoice = Invoice(partner.id, today, self.day(30), 1000.0)
        return self.env["credit.forecast"]._forecast(self.company, {1: invoice}, today).get(1)


class PaidCommon(ForecastCommon):
    """Both have paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        before = cls._before_all()
        before.history(cls.late, 45)
        before.history(cls.punctual, 0)


class LearntCommon(PaidCommon):
    """And it has been learnt from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls._before_all().learn()

    def forget(self):
        self.models.search([]).unlink()
