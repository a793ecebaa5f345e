from odoo import fields, models
from odoo.tools import SQL

from ..const import CALL_ACTIVITY
from ..core import telling
from ..core.recheck import GONE, recheck
from ..core.reminder import ADDED
from ..core.strategy import TONES
from .credit_reminder import MOVED
from .credit_reminder_plain import Found


class CreditReminder(models.Model):
    """Sending one message: by what is owed now, as far as it was previewed.

    The account is written to before anything is read, so that two jobs, and two runs, that come to one customer pass
    one after the other: the second fails to serialize, begins anew and finds what the first has sent.
    """

    _inherit = "credit.reminder"

    def _prepare_sending(self):
        """Check a previewed message again, and send it, or drop it, as far as the database alone is concerned.

        A mail is only made ready: it leaves in ``_hand_over`` once this is committed.

        :return: the mail, or nothing where all is done
        """
        self.ensure_one()
        self._claim()
        found, changes = self._recheck()
        if not found.message:
            self._drop(found.reason, changes)
            return None
        self._keep(found, changes)
        ways = {
            "mail": self._send_by_mail,
            "letter": self._send_by_letter,
            "sms": self._send_by_sms,
            "phone": self._send_by_phone,
        }
        return ways[self.channel]()

    def _claim(self):
        """Let everything that writes to this customer pass one after the other."""
        self.env.cr.execute(SQL("UPDATE credit_account SET id = id WHERE id = %s", self.account_id.id))

    def _recheck(self):
        """
        :return: Found of this moment, and what differs from the preview, as it is kept
        """
        account = self.account_id
        owing = self.env["credit.owing"]._read(account)[account]
        today = account.company_id._credit_today()
        now = self._decide({account: owing}, today, self.kind).get(account)
        if now is None:
            return Found(owing, self._to_core(), reason=GONE, kind=self.kind), []
        done = recheck(self._to_core(), now.reminder)
        message = self._compose(done.reminder, self._read_coins())
        if message and (refused := self._refuse(message, owing)):
            return Found(owing, done.reminder, reason=refused, kind=self.kind), []
        added = any(one.reason == ADDED for one in done.reminder.left_out)
        reason = done.reminder.reason or telling.reason(done.reminder) or (ADDED if added else GONE)
        changes = [
            {"what": one.what, "item": one.item_id, "before": one.before, "after": one.after} for one in done.changes
        ]
        return Found(owing, done.reminder, message, reason, self.kind), changes

    def _refuse(self, message, owing):
        """Why nobody has agreed to this message, though its items were previewed; empty where somebody has."""
        if TONES.index(message.tone) > TONES.index(self.tone):  # of another strategy
            return ADDED
        if owing.addresses.get(message.channel) != (self.addresses or {}).get(message.channel):
            return MOVED
        coins = self._read_coins()
        before = {
            one["currency"]: one["total"] - sum(amount for _kind, amount in one["charges"]) for one in self.sections
        }
        for section in message.sections:  # interest grows from day to day; what was paid may be owed again
            now = section.total - sum(one.amount for one in section.charges)
            if now > before.get(section.currency, 0.0) + coins[section.currency] / 2:
                return ADDED
        return ""

    def _drop(self, reason, changes=()):
        """Send nothing, for good; its items come again in another run."""
        self.write(
            {"state": "dropped", "reason": reason, "changes": list(changes), "checked_on": fields.Datetime.now()}
        )

    def _fail(self, error):
        """Keep that nothing was sent, and why."""
        self._set_counts(False)
        self.write({"state": "failed", "error": str(error)[:500] or type(error).__name__})

    def _keep(self, found, changes):
        """Have the row say what is really sent."""
        today = found.reminder.on
        (values,) = self._prepare_rows({self.account_id: found}, today)
        self.line_ids.unlink()
        self._insert_lines({self.id: found})
        kept = {"channel", "level", "tone", "day", "lang", "partner_id", "step_id", "strategy_id", "amount"}
        self.write(
            {name: values[name] for name in kept}
            | {
                "totals": found.message.totals,
                "sections": self._get_sections(found),
                "held": [[*key, amount] for key, amount in found.message.held.items()],
                "changes": changes,
                "checked_on": fields.Datetime.now(),
            }
        )

    def _set_counts(self, counts):
        """Whether the levels of its items are taken: so from the moment on from which somebody may have got it."""
        self.line_ids.filtered("asked").write({"counts": counts})

    def _set_sent(self):
        self._set_counts(True)
        for one in self:
            cost = one.currency_id.round(one.strategy_id._get_cost(one.channel))
            one.write({"state": "sent", "sent_on": fields.Datetime.now(), "error": False, "cost": cost})

    # === CHANNELS === #

    def _send_by_mail(self):
        mail = self._make_mail()
        self._set_counts(True)
        self.write({"state": "sending", "message_id": str(mail["Message-Id"])})
        return mail

    def _send_by_letter(self):
        """It waits among the letters to print; what it says is kept as it is now."""
        self._set_sent()

    def _send_by_sms(self):
        """Odoo's queue sends it; both are committed together, so that it is queued once."""
        text = self.env["sms.sms"].create(
            {
                "uuid": self.token,
                "number": self.partner_id._phone_format(fname="phone") or self.partner_id.phone,
                "body": self._get_sms_text(),
                "partner_id": self.partner_id.id,
            }
        )
        self.write({"sms_id": text.id})
        self._set_sent()

    def _send_by_phone(self):
        """A to-do for who looks after the customer; the levels count once somebody was reached."""
        user = self._get_caller()
        words = self.with_context(lang=user.lang or self.env.lang)
        self.account_id.activity_schedule(
            CALL_ACTIVITY,
            user_id=user.id,
            date_deadline=self.day,
            summary=words.env._("Call about %s", words.totals_text),
            note=words._get_table(),
        )
        self.write({"state": "waiting"})

    def _get_caller(self):
        """Who looks after the customer, else who has sent the run."""
        return self.account_id.controller_id or self.run_id.approved_by_id or self.run_id.author_id
