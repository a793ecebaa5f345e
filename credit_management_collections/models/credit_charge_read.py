from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.tools import formatLang

from odoo.addons.credit_management.models.common.day import count_days, format_day

from ..core.interest import Debt, Payment, Terms, fees, interest
from ..core.message import FEE, INTEREST
from ..core.message import Charge as Shown
from ..core.netting import net
from ..core.rates import fixed


class Due(NamedTuple):
    """A charge that is due by now."""

    move_line_id: int
    move_id: int
    instalment: int
    kind: str
    first: object
    last: object
    currency_id: int
    amount: float
    text: str

    @property
    def key(self):
        return (self.move_id, self.instalment, self.kind, self.first, self.last, self.currency_id, self.amount)


class CreditCharge(models.Model):
    """What is due of late interest and fees by now: of items paid late or not at all, without days charged before.

    What is not matched yet is taken as paid on its day, disputed items are left out, and charges bear no interest.
    """

    _inherit = "credit.charge"

    @api.model
    def _read_due(self, accounts, until=None):
        """
        :param until: the last day, counted; today at the account's company when left out
        :return: {account: [Due]}
        """
        found = {}
        # What is owed decides, whoever asks: no access is checked, the caller has.
        for root, some in accounts.sudo().grouped("company_id").items():
            today = root._credit_today()
            found |= self.sudo()._read_due_of(root, some, min(until, today) if until else today)
        return {account: found.get(account.id, []) for account in accounts}

    def _read_due_of(self, root, accounts, until):
        chosen = {account: rate for account in accounts if (rate := self._choose_rate(account))}
        if not chosen:
            return {}
        some = accounts.browse(account.id for account in chosen)
        lines = self._find_lines(root, some, min(rate[1] for rate in chosen.values()), until)
        numbers = self._number_lines(lines)
        charged, with_fee = self._read_charged(numbers)
        credited, disputed = self._read_credited(some)
        of_partner, found = lines.grouped(lambda line: line.partner_id.commercial_partner_id), {}
        for account in some:
            own = of_partner.get(account.partner_id, lines.browse()).filtered(lambda line: line.id not in disputed)
            rate, since = chosen[account]
            debts = {line: self._make_debt(line, charged, credited, since) for line in own}
            told = self.with_context(lang=account.partner_id.lang or self.env.lang)  # who pays reads it
            found[account.id] = [
                *told._find_interest(root, rate, debts, numbers, until),
                *told._find_fees(root, rate, since, debts, with_fee, until),
            ]
        return found

    # === READ === #

    @api.model
    def _choose_rate(self, account):
        """What was agreed with a customer, and from which day on: ``(rate record or percent, day)``, or None."""
        named = (account.late_rate_id,)
        if not account.late_rate_id and account.late_interest_rate:
            usual = account.company_id.credit_late_rate_id
            return (account.late_interest_rate, usual.since) if usual else None
        named += (account.grade_id.late_rate_id, account.company_id.credit_late_rate_id)
        rate = next((one for one in named if one and one.active), None)
        return (rate, rate.since) if rate else None

    def _find_lines(self, root, accounts, since, until):
        """The instalments of invoices that were due and open on some day from the first one on."""
        charges = self.search([("company_id", "=", root.id), ("invoice_id", "!=", False)]).invoice_id
        domain = [
            ("account_type", "=", "asset_receivable"),
            ("parent_state", "=", "posted"),
            ("move_id.move_type", "=", "out_invoice"),
            ("balance", ">", 0),
            ("company_id", "in", root._credit_family().ids),
            ("partner_id", "child_of", accounts.partner_id.ids),
            ("move_id", "not in", charges.ids),
            "|",
            ("date_maturity", "<", until),
            ("credit_date_due", "<", until),
            "|",
            ("reconciled", "=", False),
            ("matched_credit_ids.max_date", ">=", since),
        ]
        lines = self.env["account.move.line"].search(domain, order="date_maturity, id")
        lines.invalidate_recordset(["credit_date_due"])  # which a trigger writes
        return lines

    @api.model
    def _get_due(self, line):
        """The day it was posted with: a later one counts once a credit manager has agreed to it."""
        return min(filter(None, (line.credit_date_due, line.date_maturity or line.date)))

    @api.model
    def _number_lines(self, lines):
        """Which instalment of its invoice each is: it stays what it is where an invoice is posted anew."""
        numbers = {}
        self._get_instalments(lines.move_id).invalidate_recordset(["credit_date_due"])  # which a trigger writes
        for move in lines.move_id:
            ordered = self._get_instalments(move).sorted(lambda line: (self._get_due(line), line.id))
            numbers |= {line: number for number, line in enumerate(ordered, 1)}
        return numbers

    def _read_charged(self, numbers):
        """The last day charged of each item, and the invoices with a fee.

        Where an invoice was posted again in other instalments, nothing says which of them bore interest before: what
        was charged until then counts for each.

        :param numbers: {line: which instalment it is}
        """
        moves = self.env["account.move.line"].concat(*numbers).move_id
        self.flush_model()
        charges = self.search([("move_id", "in", moves.ids), ("state", "!=", "cancelled")])
        fees_of = charges.filtered(lambda charge: charge.kind == FEE)
        of_move, charged = (charges - fees_of).grouped("move_id"), {}
        for line, number in numbers.items():
            some = of_move.get(line.move_id, self.browse())
            cut = max(self._get_instalments(line.move_id).mapped("create_date")) if some else None
            days = [one.last for one in some if one.instalment == number or one.create_date < cut]
            if days:
                charged[line] = max(days)
        return charged, set(fees_of.move_id.ids)

    @api.model
    def _get_instalments(self, moves):
        return moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")

    def _read_credited(self, accounts):
        """Payments that nobody has matched yet, by item, and the items in dispute."""
        credited, disputed = defaultdict(list), set()
        for owing in self.env["credit.owing"]._read(accounts).values():
            days = {credit.id: credit.day for credit in owing.received}
            ordered = sorted(owing.items, key=lambda item: (item.due, item.id))
            for use in net(owing.received, ordered).uses:
                credited[use.item_id].append(Payment(days[use.credit_id], use.amount))
            disputed |= {item.id for item in owing.items if item.disputed}
        return credited, disputed

    # === DECIDE === #

    def _make_debt(self, line, charged, credited, since):
        # Odoo keeps matchings of entries that are set to draft: they pay nothing.
        matched = line.matched_credit_ids.filtered(lambda one: one.credit_move_id.parent_state == "posted")
        payments = [Payment(self._get_paid_on(line, one.credit_move_id), one.debit_amount_currency) for one in matched]
        payments += credited.get(line.id, [])
        before = since - timedelta(days=1)
        until = max(charged.get(line, before), before)
        payments.sort(key=lambda one: one.day)
        return Debt(line.id, line.amount_currency, self._get_due(line), tuple(payments), until)

    @api.model
    def _get_paid_on(self, line, credit):
        """The day from which on what is matched bears no interest: what its own credit note takes back never did."""
        if credit.move_id.reversed_entry_id == line.move_id:
            return min(credit.date, self._get_due(line))
        return credit.date

    def _find_interest(self, root, rate, debts, numbers, until):
        currencies = root.currency_id.union(*(line.currency_id for line in debts))
        terms = {currency: self._get_terms(root, rate, currency) for currency in currencies}
        for line, debt in debts.items():
            currency = line.currency_id
            found = interest(debt, terms[currency], until, currency.rounding)
            if found.parts:
                first, last = found.parts[0].first, found.parts[-1].last
                text = self._describe_interest(line, found.parts)
                yield Due(
                    line.id, line.move_id.id, numbers[line], INTEREST, first, last, currency.id, found.total, text
                )

    def _get_terms(self, root, rate, currency):
        if isinstance(rate, float):
            return Terms(fixed(rate))
        least = root.currency_id._convert(rate.least, currency, root, root._credit_today()) if rate.least else 0.0
        return rate._to_core(least)

    def _find_fees(self, root, rate, since, debts, with_fee, until):
        if isinstance(rate, float) or not rate.fee:
            return
        late = {line: debt for line, debt in debts.items() if debt.due >= since}
        by_move = [Debt(line.move_id.id, debt.amount, debt.due, debt.payments) for line, debt in late.items()]
        lines = {line.move_id.id: line for line in reversed(list(late))}
        for move_id, amount in fees(by_move, rate.fee, until, with_fee, rate.grace).items():
            line = lines[move_id]
            text = self.env._("Fixed sum for the recovery of %s", line.move_id.name)
            yield Due(line.id, move_id, 1, FEE, False, False, root.currency_id.id, amount, text)

    def _describe_interest(self, line, parts):
        percents = dict.fromkeys(formatLang(self.env, part.percent, digits=2) for part in parts)
        days, rate = sum(part.days for part in parts), ", ".join(percents)
        first, last = format_day(self.env, parts[0].first), format_day(self.env, parts[-1].last)
        words = {
            "invoice": line.move_id.name,
            "first": first,
            "last": last,
            "days": count_days(self.env, days),
            "rate": rate,
        }
        if days == 1:
            return self.env._("Late interest on %(invoice)s, %(first)s: 1 day, %(rate)s %% a year", **words)
        return self.env._("Late interest on %(invoice)s, %(first)s to %(last)s: %(days)s, %(rate)s %% a year", **words)

    # === SHOWN === #

    @api.model
    def _read_shown(self, accounts):
        """What reminders show of it: ``{account id: [core.message.Charge]}``."""
        names = {one.id: one.name for one in self.env["res.currency"].with_context(active_test=False).search([])}
        judged = accounts.sudo()  # what was agreed decides, whoever previews
        showing = judged.filtered(
            lambda one: (rate := self._choose_rate(one)) and not isinstance(rate[0], float) and rate[0].in_reminders
        )
        return {
            account.id: [Shown(due.move_line_id, names[due.currency_id], due.amount, due.kind) for due in dues]
            for account, dues in self._read_due(showing).items()
        }
