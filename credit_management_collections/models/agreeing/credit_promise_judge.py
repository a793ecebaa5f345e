from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.credit_management.models.common.day import format_day

from ...core import promise as core
from ...core.netting import net, oldest_first
from ...sql import promises
from ..credit_owing import LEDGER

JUDGED_AGAIN = 60  # days after its last day on which a receipt taken back still breaks a promise


class CreditPromise(models.Model):
    """Judged by what was really received: matched with its items, or lying unmatched with the customer."""

    _inherit = "credit.promise"

    # === READ === #

    def _to_core(self):
        self.ensure_one()
        parts = self.part_ids.sorted(lambda part: (part.due, part.id))
        return core.Promise(
            self.made_on or self.company_id._credit_today(),
            tuple(core.Instalment(part.due, part.amount) for part in parts),
            frozenset(self._get_chosen().ids),
            self.grace,
            self.all_due,
            self.id or 0,
            self.cancelled_on or None,
        )

    def _read_receipts(self):
        """What was received for the items of each promise: ``{promise id: [core.promise.Receipt]}``.

        No access is checked: who asks has.
        """
        for name in ("credit.promise", "credit.promise.item", "account.partial.reconcile", "account.move.line"):
            self.env[name].flush_model()
        found = defaultdict(list)
        for promise_id, day, amount in self.env.execute_query(promises.matched(self.ids)):
            found[promise_id].append(core.Receipt(day, amount))
        for accounts in self.account_id.grouped("company_id").values():
            owing = self.env["credit.owing"]._read(accounts)
            for account, of_account in self.grouped("account_id").items():
                if account in owing:
                    of_account._add_unmatched(owing[account], found)
        return found

    def _read_asked(self):
        """What is still to come of the items of each: a receipt of before that nobody has matched is not paid again.

        What comes from today on counts as received for the promise, whenever it is matched.
        """
        asked, owing = {}, self.env["credit.owing"]._read(self.account_id) if self else {}
        for promise in self:
            of_account, today = owing[promise.account_id], promise.company_id._credit_today()
            overdue = oldest_first(item for item in of_account.items if item.days(today) > 0)
            others = oldest_first(item for item in of_account.items if item.days(today) <= 0)
            paid = net([one for one in of_account.received if one.day < today], overdue, others).paid()
            places = {row._get_place() for row in promise._get_chosen()}
            open_of = (
                item.amount - paid.get(item.id, 0.0)
                for item in of_account.items
                if of_account.documents[item.id][:2] in places and item.currency == promise.currency_id.name
            )
            asked[promise] = promise.currency_id.round(sum(open_of))
        return asked

    def _add_unmatched(self, owing, found):
        """Add what lies unmatched with one customer, as far as it pays items of its promises, the first made first.

        Broken ones come after the others and share their items: what matched money counts for, this does.
        """
        places = {(one.move_id, one.instalment): id_ for id_, one in owing.documents.items()}
        items, groups, whose = {item.id: item for item in owing.items}, [], defaultdict(list)
        missed = self.filtered(lambda one: one.state in (core.PARTLY, core.BROKEN))
        for promise in self.sorted(lambda one: (one in missed, one.made_on, one.id)):
            ids = {places.get(row._get_place()) for row in promise._get_chosen()} & items.keys()
            groups.append(oldest_first(items[id_] for id_ in ids - whose.keys()))
            for id_ in ids if promise in missed else ids - whose.keys():
                whose[id_].append(promise.id)
        groups.append(oldest_first(item for id_, item in items.items() if id_ not in whose))
        days = {credit.id: credit.day for credit in owing.received}
        for use in net(owing.received, *groups).uses:
            for promise_id in whose.get(use.item_id, ()):
                booked = use.credit_id % 3 == LEDGER
                found[promise_id].append(core.Receipt(days[use.credit_id], use.amount, booked=booked))

    def _to_judgement(self, on=None):
        """How it was judged last, in the company's currency, for figures over many promises.

        :param on: the day of the rate; today when left out
        """
        self.ensure_one()
        states = tuple(part.judged or core.OPEN for part in self.part_ids.sorted(lambda part: (part.due, part.id)))
        judgement = core.Judgement(self._to_core(), self.state, states, self.received, self.in_time)
        return self._convert_judgement(judgement, on)

    def _convert_judgement(self, judgement, on=None):
        company, currency = self.company_id, self.currency_id
        if currency == company.currency_id:
            return judgement
        on = on or company._credit_today()
        return core.converted(judgement, currency._convert(1.0, company.currency_id, company, on, round=False))

    @api.model
    def _read_histories(self, accounts, since=None):
        """The record of each customer's promises: ``{account id: core.promise.History}``, of those who have one."""
        domain = [("account_id", "in", accounts.ids), ("state", "in", core.STATES)]
        if since:
            domain.append(("last_due", ">=", since))
        found = self.search(domain)
        return {
            account.id: core.history(promise._to_judgement() for promise in some)
            for account, some in found.grouped("account_id").items()
        }

    # === JUDGE === #

    @api.model
    def _judge_of(self, accounts):
        """Judge the promises of these customers that may have changed."""
        domain = [("account_id", "in", accounts.ids), ("state", "in", core.STATES)]
        domain += ["|", ("state", "!=", core.KEPT), ("last_due", ">=", self._get_oldest())]
        self.sudo().search(domain)._judge()  # by what was received, whoever asks

    def _get_judged_again(self):
        """Those among them that may have changed: of broken ones the money may still come."""
        oldest = self._get_oldest()
        return self.filtered(lambda promise: promise.state != core.KEPT or promise.last_due >= oldest)

    @api.model
    def _get_oldest(self):
        """The last day of kept promises that are judged again."""
        return fields.Date.today() - timedelta(days=JUDGED_AGAIN)

    def _judge(self):
        for promise, judgement in self._read_judgements().items():
            promise._keep(judgement)

    def _read_judgements(self):
        """How each stands today, by what was received until now: ``{promise: core.promise.Judgement}``."""
        receipts = self._read_receipts() if self else {}
        today = {company: company._credit_today() for company in self.company_id}
        return {
            promise: core.judge(promise._to_core(), receipts.get(promise.id, ()), today[promise.company_id])
            for promise in self
        }

    def _keep(self, judgement):
        """Write what was found, as far as it is new, and say so where the promise is over."""
        self.ensure_one()
        parts = self.part_ids.sorted(lambda part: (part.due, part.id))
        for part, state in zip(parts, judgement.parts, strict=True):
            if part.judged != state:
                part._credit_by_method().judged = state
        rounded = self.currency_id.round
        found = {
            "state": "cancelled" if self.cancelled_on and judgement.state == core.OPEN else judgement.state,
            "received": rounded(judgement.received),
            "in_time": rounded(judgement.in_time),
            "broken_on": core.broken_on(judgement) or False,
            "holds_until": self._get_last_day(judgement) or False,
        }
        changed = {name: value for name, value in found.items() if self[name] != value}
        if changed:
            self._credit_by_method().write(changed)
        self._keep_terms(judgement)
        if changed.get("state") in (core.PARTLY, core.BROKEN):
            self._message_log(
                body=self.env._(
                    "Not kept on %(day)s: %(missing)s is missing.",
                    day=format_day(self.env, self.broken_on),
                    missing=self._money(self.missing),
                )
            )

    def _get_last_day(self, judgement):
        """The last day on which its items are left alone if nothing more comes; none where they are not any more."""
        if not judgement.holds:
            return None
        parts = sorted(judgement.promise.parts, key=lambda part: part.due)
        waiting = [part for part, state in zip(parts, judgement.parts, strict=True) if state == core.OPEN]
        return judgement.promise.judged_after(waiting[0] if judgement.promise.all_due else waiting[-1])
