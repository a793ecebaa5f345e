"""A ledger day by day in Odoo: invoices and payments come on their days, a run each day, and each message is held
against what is true rather than against what the books say.

Used by a small test, and by bench/collecting.py for three months of real invoices.
"""

import random
from collections import Counter, defaultdict
from contextlib import ExitStack
from datetime import date, datetime, time
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, Command

from .collecting_truth import ONE, Promised, Truth


class Days(Truth):
    """``found`` counts what was sent, ``wrong`` what should not have been."""

    def __init__(self, sender, other, strategy, invoices, first, seed=23, often=0.02):
        """
        :param sender: the user who collects; ``other`` confirms disputes
        :param invoices: Invoice of the customers' names, those open on the first day among them
        :param often: how likely a customer with something late promises on a day, and as likely contests
        """
        self.env, self.other, self.strategy = sender.env(user=sender), other, strategy
        self.company, self.system = sender.company_id, sender.env(user=SUPERUSER_ID)
        self.random, self.day, self.often = random.Random(seed), first, often
        self.found, self.wrong = Counter(), Counter()
        self.invoices = sorted(invoices, key=lambda one: (one.invoiced, one.customer))
        self.of_line, self.receipts, self.disputes = {}, [], []
        self.messages = defaultdict(list)  # by account, days
        self.levels = [step for step in strategy.step_ids if step.from_due > 0]
        self._make_customers()

    def _make_customers(self):
        names = sorted({one.customer for one in self.invoices})
        partners = self.system["res.partner"].create(
            [
                {"name": name, "is_company": True, "email": f"{name}@example.com", "phone": "+1 555 0100"}
                for name in names
            ]
        )
        accounts = self.system["credit.account"]._for(partners, self.company)
        accounts.strategy_id = self.strategy
        self.accounts = {account.partner_id.name: account for account in accounts}
        self.all = accounts
        bank = self.system["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        self.bank = bank.default_account_id
        self.journal = self.system["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", self.company.id)], limit=1
        )

    # === DAYS === #

    def pass_days(self, count, after_each=lambda: None):
        with ExitStack() as stack:
            clock = stack.enter_context(freeze_time(datetime.combine(self.day, time(12))))
            registry = self.system.registry
            servers = registry["ir.mail_server"]
            stack.enter_context(patch.object(servers, "_connect__", lambda *_args, **_more: None))
            stack.enter_context(patch.object(servers, "send_email", self._take_mail))
            stack.enter_context(patch.object(registry["ir.cron"], "_commit_progress", lambda *_args, **_more: 1e6))
            self._book([one for one in self.invoices if one.invoiced < self.day and one.unpaid(self.day - ONE)])
            for _number in range(count):
                clock.move_to(datetime.combine(self.day, time(12)))
                self.pass_day()
                after_each()
                self.day += ONE

    def pass_day(self):
        self._book([one for one in self.invoices if one.invoiced == self.day])
        coming = [one for one in self.invoices if one.paid == self.day and one.line]
        at_night = {one for one in coming if self.random.random() < 0.5}
        # Paid before the preview, or between the preview and the sending.
        self._receive([one for one in coming if one not in at_night])
        self._match()
        self._make_calls()
        self._agree()
        self.system["credit.promise"]._judge_of(self.all)
        run = self.env["credit.reminder.run"].create({"domain": str([("id", "in", self.all.ids)])})
        run.action_preview()
        self.found["previewed"] += run.count
        self._receive([one for one in coming if one in at_night])
        self.system["credit.promise"]._judge_of(self.all)
        if run.count:
            run.action_send()
            self.system["credit.reminder.run"]._cron_send()
        self.system.invalidate_all()
        self._look_at(run.sudo())
        self._look_for_forgotten()
        self.found["days"] += 1

    def _take_mail(self, message, **_options):
        self.found["mails"] += 1
        return message["Message-Id"]

    # === LEDGER === #

    def _book(self, invoices):
        moves = self.system["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": self.accounts[one.customer].partner_id.id,
                    "company_id": self.company.id,
                    "invoice_date": one.invoiced,
                    "invoice_date_due": max(one.due, one.invoiced),
                    "invoice_payment_term_id": False,
                    "invoice_line_ids": [
                        Command.create({"name": "Goods", "price_unit": one.amount, "tax_ids": [Command.clear()]})
                    ],
                }
                for one in invoices
            ]
        )
        moves.action_post()
        for one, move in zip(invoices, moves, strict=True):
            one.line = move.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
            one.due = one.line.date_maturity
            self.of_line[one.line.id] = one
        self.found["invoices"] += len(invoices)

    def _receive(self, invoices):
        """Money of the day, one entry a customer; two out of three are matched at once, others some days later."""
        grouped = defaultdict(list)
        for one in invoices:
            grouped[one.customer].append(one)
        rows, told = [], []
        for customer, paid in grouped.items():
            partner, account = self.accounts[customer].partner_id, paid[0].line.account_id
            total = self.company.currency_id.round(sum(one.amount for one in paid))
            says = " ".join(one.line.move_name for one in paid) if self.random.random() < 0.5 else "Payment"
            rows.append(
                {
                    "move_type": "entry",
                    "journal_id": self.journal.id,
                    "date": self.day,
                    "line_ids": [
                        Command.create(
                            {"name": says, "partner_id": partner.id, "account_id": account.id, "credit": total}
                        ),
                        Command.create({"name": says, "account_id": self.bank.id, "debit": total}),
                    ],
                }
            )
            told.append(paid)
        moves = self.system["account.move"].create(rows)
        moves.action_post()
        for move, paid in zip(moves, told, strict=True):
            later = self.random.choice([0, 0, 0, 0, 1, 3])
            self.found["matched later"] += later > 0
            self.receipts.append((self.day + later * ONE, move.line_ids.filtered("credit"), paid))
        self.found["receipts"] += len(moves)
        self._match()

    def _match(self):
        for on, line, paid in self.receipts:
            if on <= self.day:
                (line + line.browse(one.line.id for one in paid)).reconcile()
        self.receipts = [one for one in self.receipts if one[0] > self.day]

    # === WHAT PEOPLE DO === #

    def _make_calls(self):
        rows = self.env["credit.reminder"].search(
            [("state", "=", "waiting"), ("account_id", "in", self.all.ids), ("day", "<", self.day)]
        )
        for row in rows:
            if self.random.random() < 0.3:
                row.action_not_reached()
                continue
            row.action_reached()
            self.found["calls made"] += 1
            self._count_levels(row.sudo())

    def _get_free(self):
        """Invoices that are late, not held, of customers whose money is all matched; by customer."""
        waiting = {one for _on, _line, paid in self.receipts for one in paid}
        busy = {one.customer for one in waiting}
        found = defaultdict(list)
        for one in self.of_line.values():
            if one.unpaid(self.day) and one.due < self.day and one.customer not in busy:
                found[one.customer].append(one)
        return {
            name: some
            for name, some in sorted(found.items())
            if not any(self._is_promised(one) or self._is_disputed(one) for one in some)
        }

    def _agree(self):
        """Now and then a customer promises all that is late, or contests an invoice."""
        for name, late in self._get_free().items():
            dice = self.random.random()
            if dice < self.often:
                self._promise(name, late)
            elif dice < 2 * self.often:
                self._dispute(name, self.random.choice(late))
        for dispute, invoice, closes_on in self.disputes:
            if closes_on == self.day and dispute.state != "closed":
                dispute.with_user(self.other).action_close("withdrawn")
                invoice.disputed_until = None

    def _promise(self, name, late):
        total = sum(one.amount for one in late)
        halves = [round(total / 2, 2), round(total - round(total / 2, 2), 2)]
        first = self.day + self.random.randint(2, 10) * ONE
        parts = [(first, halves[0]), (first + 10 * ONE, halves[1])]
        if self.random.random() < 0.5:
            parts = [(first, round(total, 2))]
        promise = self.env["credit.promise"].create(
            {
                "account_id": self.accounts[name].id,
                "part_ids": [Command.create({"due": due, "amount": amount}) for due, amount in parts],
            }
        )
        promise.action_take()
        held = Promised(self.day, parts, late, promise.grace)
        for one in late:
            one.promise = held
        self.found["promises"] += 1

    def _dispute(self, name, invoice):
        dispute = self.env["credit.dispute"].create({"account_id": self.accounts[name].id, "reason": "quality"})
        for item in dispute.item_ids:
            item.chosen = item.sudo().move_id == invoice.line.move_id
        dispute.action_open()
        invoice.disputed_until = dispute.due
        if self.random.random() < 0.5:
            dispute.with_user(self.other).action_confirm()
            invoice.disputed_until = date.max
        self.disputes.append((dispute, invoice, self.day + self.random.randint(3, 30) * ONE))
        self.found["disputes"] += 1
