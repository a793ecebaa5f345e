import json
import secrets
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import get_lang

from ..core import message as core
from ..core import telling
from ..core.item import Credit, Item
from ..core.reminder import Asked, Customer, LeftOut, Reminder, is_overdue, remind
from ..core.statement import state
from ..core.strategy import Step
from ..sql import reminders as sql
from .credit_owing import Owing
from .credit_reminder import NO_STRATEGY, REMINDER, STATEMENT

AT_ONCE = 5000  # lines a statement
TOKEN = 8  # bytes


class Found(NamedTuple):
    """What there is to say to a customer: a message, or the reason why there is none."""

    owing: Owing
    reminder: Reminder
    message: core.Message | None = None
    reason: str = ""
    kind: str = REMINDER


class CreditReminder(models.Model):
    """Between the rows of reminders and the plain data that core decides with."""

    _inherit = "credit.reminder"

    # === DECIDE === #

    def _decide(self, owings, today, kind=REMINDER):
        """What there is to say to each customer.

        :param owings: what credit.owing read, by account
        :param kind: reminders or statements
        :return: {account: Found}, without those of whom nothing is to be told
        """
        coins, found = self._read_coins(), {}
        for account, owing in owings.items():
            if owing.strategy is None:
                items = tuple(LeftOut(item, NO_STRATEGY) for item in owing.items if is_overdue(item, today))
                if items:
                    plain = Reminder(owing.customer, today, left_out=items, credits=owing.credits)
                    found[account] = Found(owing, plain, reason=NO_STRATEGY, kind=kind)
                continue
            decide = state if kind == STATEMENT else remind
            plain = decide(owing.customer, owing.items, owing.credits, owing.strategy, today)
            message, reason = self._compose(plain, coins), telling.reason(plain)
            if message or reason:
                found[account] = Found(owing, plain, message, reason, kind)
        return found

    def _compose(self, plain, coins):
        """The message of a reminder; for what knows of charges to extend."""
        return core.compose(plain, coins)

    def _read_coins(self):
        return {name: one.rounding for name, one in self._get_currencies().items()}

    # === TO ROWS === #

    def _insert(self, run, founds, today):
        """Write what was found for the customers of a run.

        :param founds: {account: Found}
        """
        values = self._prepare_rows(founds, today)
        if not values:
            return
        rows = self.env.execute_query(sql.insert_reminders(run.id, values))
        ids = {account_id: id_ for id_, account_id in rows}
        self._insert_lines({ids[account.id]: found for account, found in founds.items()})
        self.invalidate_model()

    def _prepare_rows(self, founds, today):
        """Values of every row, in a fixed number of queries."""
        contacts = (
            self.env["res.partner"]
            .sudo()
            .browse(  # whom it goes to need not be in sight
                {found.owing.contact_id for found in founds.values()}
            )
        )
        languages = {one.id: get_lang(self.env, one.lang).code for one in contacts}
        # The steps of strategies, whoever previews.
        strategies = (
            self.env["credit.strategy"].sudo().browse({found.owing.strategy_id for found in founds.values()} - {None})
        )
        steps = {(step.strategy_id.id, step.from_due): step.id for step in strategies.exists().step_ids}
        rates, rows = {}, []
        for account, found in founds.items():
            values = self._prepare_row(account, found, today) | {"lang": languages[found.owing.contact_id]}
            leading = found.reminder.leading
            step = (found.owing.strategy_id, leading.step.days) if leading and found.kind == REMINDER else None
            values["step_id"] = steps.get(step)
            values["amount"] = self._sum_up(account, values["totals"], today, rates)
            for name in ("totals", "sections", "held", "credits", "addresses"):
                values[name] = json.dumps(values[name])
            rows.append(values)
        return rows

    def _prepare_row(self, account, found, today):
        message = found.message
        return {
            "kind": found.kind,
            "account_id": account.id,
            "company_id": account.company_id.id,
            "customer_id": account.partner_id.id,
            "partner_id": found.owing.contact_id,
            "strategy_id": found.owing.strategy_id,
            "day": today,
            "channel": message.channel if message else None,
            "level": message.level if message else 0,
            "tone": message.tone if message else None,
            "state": "previewed" if message else "left_out",
            "reason": found.reason or None,
            "totals": message.totals if message else {},
            "sections": self._get_sections(found) if message else [],
            "held": [[*key, amount] for key, amount in message.held.items()] if message else [],
            "credits": [[one.id, one.currency, one.amount, str(one.day), one.kind] for one in found.reminder.credits],
            "addresses": found.owing.addresses,
            "token": secrets.token_hex(TOKEN),
        }

    def _sum_up(self, account, totals, today, rates):
        """All that is asked for, in the company's currency."""
        own, currencies = account.currency_id, None
        for name in totals.keys() - {key for company, key in rates if company == account.company_id}:
            currencies = currencies or self._get_currencies()
            rate = currencies[name]._get_conversion_rate(currencies[name], own, account.company_id, today)
            rates[account.company_id, name] = rate
        return own.round(sum(amount * rates[account.company_id, name] for name, amount in totals.items()))

    def _get_sections(self, found):
        """The message in figures as it is printed, currency by currency."""
        documents = found.owing.documents
        return [
            {
                "currency": section.currency,
                "lines": [
                    {
                        "reference": documents[line.item.id].reference,
                        "due": str(line.item.due),
                        "days": line.days,
                        "level": line.level,
                        "asked": line.asked,
                        "amount": line.item.amount,
                    }
                    for line in section.lines
                ],
                "set_off": [[one.credit.kind, str(one.credit.day), one.amount] for one in section.set_off],
                "charges": [[one.kind, one.amount] for one in section.charges],
                "total": section.total,
            }
            for section in found.message.sections
        ]

    def _insert_lines(self, founds):
        """
        :param founds: {id of a reminder: Found}
        """
        currencies = {name: one.id for name, one in self._get_currencies().items()}
        rows = [row for id_, found in founds.items() for row in self._prepare_lines(id_, found, currencies)]
        for start in range(0, len(rows), AT_ONCE):
            self.env.cr.execute(sql.insert_lines(rows[start : start + AT_ONCE]))
        self.env["credit.reminder.line"].invalidate_model()
        self.invalidate_model(["line_ids"])

    def _prepare_lines(self, reminder_id, found, currencies):
        """Every item asked for, and every other one that is overdue with the reason why it is not."""
        plain = found.reminder
        asked = {one.item.id: (one.item, one.level, one.step.days, None) for one in plain.asked}
        late = {one.item.id: (one.item, 0, 0, one.reason) for one in plain.left_out if is_overdue(one.item, plain.on)}
        for item_id, (item, level, step_days, reason) in {**late, **asked}.items():
            document = found.owing.documents[item_id]
            yield {
                "reminder_id": reminder_id,
                "move_line_id": item_id,
                "move_id": document.move_id,
                "instalment": document.instalment,
                "reference": document.reference,
                "due": item.due,
                "days": item.days(plain.on),
                "currency_id": currencies[item.currency],
                "amount": item.amount,
                "asked": item_id in asked,
                "level": level,
                "step_days": step_days,
                "reason": reason,
                "endless": document.endless,
                "counts": False,
            }

    # === FROM ROWS === #

    def _to_core(self):
        """The message as it was previewed, as far as it is compared with that of the moment of sending."""
        self.ensure_one()
        asked, left_out = [], []
        for line in self.line_ids:
            item = Item(line.move_line_id.id or -line.id, line.currency_id.name, max(line.amount, 0.0), line.due)
            if line.asked:
                asked.append(Asked(item, Step(line.step_days, self.channel), line.level))
            else:
                left_out.append(LeftOut(item, line.reason))
        credits = [
            Credit(id_, currency, amount, fields.Date.to_date(day), kind)
            for id_, currency, amount, day, kind in self.credits or ()
        ]
        customer = Customer(self.account_id.id, frozenset({self.channel}))
        return Reminder(customer, self.day, tuple(asked), tuple(left_out), tuple(credits))
