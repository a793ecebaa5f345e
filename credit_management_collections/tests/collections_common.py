from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.credit_management.tests.common import CreditCommon
from odoo.addons.credit_management.tests.exposure.ledger_common import LedgerCommon

CRON = "credit_management_collections.credit_reminder_cron"
GROUP = "credit_management_collections.credit_management_group_collector"


class CollectionsCommon(CreditCommon, LedgerCommon):
    """A customer that can be reached by every channel, a strategy of four steps that sends on any day, a collector."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.collector = cls._create_user("collector", GROUP, email="collector@example.com")
        cls.customer.write(
            {
                "email": "customer@example.com",
                "phone": "+49 30 1234567",
                "street": "Street 1",
                "city": "Berlin",
                "country_id": cls.env.ref("base.de").id,
            }
        )
        cls.account = cls._create_account(cls.customer)
        cls.always = cls._calendar()
        cls.strategy = cls._strategy()
        cls.account.strategy_id = cls.strategy

    @classmethod
    def _calendar(cls):
        """Working hours on every day of the week."""
        hours = [
            Command.create({"name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 16}) for day in range(7)
        ]
        values = {"name": "Always", "company_id": False, "attendance_ids": [Command.clear(), *hours]}
        return cls.env["resource.calendar"].sudo().create(values)

    @classmethod
    def _strategy(cls, *steps, **values):
        """The usual steps where none are given."""
        steps = steps or (
            {"from_due": -3, "channel": "mail"},
            {"from_due": 5, "channel": "mail"},
            {"from_due": 15, "channel": "letter", "tone": "firm"},
            {"from_due": 30, "channel": "phone", "tone": "firm", "otherwise": "mail"},
            {"from_due": 60, "channel": "mail", "tone": "final"},
        )
        values = {"name": "Test", "calendar_id": cls.always.id} | values
        return cls.env["credit.strategy"].sudo().create(values | {"step_ids": [Command.create(step) for step in steps]})

    # === READING === #

    def owing(self, account=None):
        account = account or self.account
        return self.env["credit.owing"]._read(account)[account]

    def line(self, move):
        """The receivable of an invoice; the first of several instalments."""
        return move.line_ids.filtered(lambda line: line.account_type == "asset_receivable").sorted("date_maturity")[:1]

    def statement_line(self, amount, text="Payment", partner=None, age=0, **values):
        """Money on the bank that nobody has matched."""
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": journal.id,
                "date": self.day(-age),
                "amount": amount,
                "payment_ref": text,
                "partner_id": (partner or self.customer).id,
                **values,
            }
        )

    # === RUNS === #

    def run_of(self, accounts=None, preview=True, author=None, **values):
        domain = str([("id", "in", (accounts or self.account).ids)])
        run = self.env["credit.reminder.run"].with_user(author or self.collector).create({"domain": domain, **values})
        if preview:
            run.action_preview()
        return run

    def send(self, run, sender=None):
        run.with_user(sender or self.manager).action_send()
        self.work()

    def work(self):
        """Let the job send."""
        with self.enter_registry_test_mode():
            self.env.ref(CRON).sudo().method_direct_trigger()
        self.env.invalidate_all()

    @contextmanager
    def capture_mails(self):
        """The mails that are handed to the server meanwhile."""
        mails = []
        servers = self.env.registry["ir.mail_server"]
        with patch.object(servers, "send_email", lambda _self, message, **_options: mails.append(message)):
            yield mails

    def message(self, run, account=None):
        return run.sudo().reminder_ids.filtered(lambda one: one.account_id == (account or self.account))

    def sent_before(self, days, *moves, level=1, channel="mail"):
        """A message that was sent so many days ago, at a level, for the first instalments of invoices."""
        run = self.env["credit.reminder.run"].sudo()._credit_by_method().create({"company_id": self.company.id})
        lines = [Command.create(self._sent_line(move, level)) for move in moves]
        return (
            self.env["credit.reminder"]
            .sudo()
            .create(
                {
                    "run_id": run.id,
                    "account_id": self.account.id,
                    "company_id": self.company.id,
                    "customer_id": self.customer.id,
                    "partner_id": self.customer.id,
                    "day": self.day(-days),
                    "channel": channel,
                    "level": level,
                    "tone": "friendly",
                    "state": "sent",
                    "sent_on": fields.Datetime.now(),
                    "line_ids": lines,
                }
            )
        )

    def _sent_line(self, move, level):
        return {
            "move_line_id": self.line(move).id,
            "move_id": move.id,
            "instalment": 1,
            "due": self.line(move).date_maturity,
            "currency_id": move.currency_id.id,
            "amount": move.amount_residual,
            "asked": True,
            "level": level,
            "step_days": 5,
            "counts": True,
        }
