import hashlib
import json
from collections import Counter

from odoo import api, fields, models

from ..core.reminder import STOPPED
from .credit_reminder import ABOVE

AT_ONCE = 2000  # customers read together
SAID = 20  # names in the log
COUNTED = ("count", "total", "left_out_count", "unreachable_count", "unmatched_count", "endless_count")


class CreditReminderRun(models.Model):
    """What would be sent now, customer by customer, and why the others get nothing."""

    _inherit = "credit.reminder.run"

    count = fields.Integer(string="Messages to Send", readonly=True, copy=False, help="Of the preview.")
    total = fields.Monetary(
        string="Asks For", readonly=True, copy=False, help="All messages together, in the company's currency."
    )
    totals = fields.Json(readonly=True, copy=False)
    totals_text = fields.Char(string="By Currency", compute="_compute_texts")
    left_out = fields.Json(string="Left Out by Reason", readonly=True, copy=False)
    left_out_text = fields.Char(
        string="Why Not", compute="_compute_texts", help="Customers with something overdue who get no message."
    )
    left_out_count = fields.Integer(string="Left Out", readonly=True, copy=False, help="Customers without a message.")
    unreachable_count = fields.Integer(
        string="Without an Address",
        readonly=True,
        copy=False,
        help="Customers who would get a message and cannot be reached by any channel of its step.",
    )
    unmatched_count = fields.Integer(
        string="Receipts to Match",
        readonly=True,
        copy=False,
        help="Customers who are not asked because a receipt that nobody has matched may be for what they owe.",
    )
    endless_count = fields.Integer(
        string="Left Out without an End",
        readonly=True,
        copy=False,
        help="Overdue items on which “No Follow-Up” is set, which has no last day.",
    )

    @api.depends("totals", "left_out")
    @api.depends_context("lang")
    def _compute_texts(self):
        messages = self.env["credit.reminder"]
        labels = dict(messages._fields["reason"]._description_selection(self.env))
        currencies = messages._get_currencies()
        for run in self:
            run.totals_text = messages._get_totals_text(run.totals or {}, currencies)
            reasons = sorted((run.left_out or {}).items(), key=lambda one: -one[1])
            run.left_out_text = " · ".join(f"{labels[reason]}: {count}" for reason, count in reasons) or False

    # === ACTIONS === #

    def action_preview(self):
        """Work out every message from what is owed now. Nothing is sent."""
        self._check_working()
        self._check_state("draft", "previewed")
        for run in self:
            run._claim_rows()
            run._add_hands()
            run._preview()
        return True

    def action_open_reminders(self):
        """The messages to send, the largest first."""
        return self._open_reminders({"search_default_messages": 1})

    def action_open_left_out(self):
        return self._open_reminders({"search_default_left_out": 1, "group_by": "reason"})

    def action_open_unreachable(self):
        return self._open_reminders({"search_default_unreachable": 1})

    def action_open_unmatched(self):
        return self._open_reminders({"search_default_unmatched": 1})

    def action_open_endless(self):
        """Items that are left out without an end, for somebody to look at."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "credit_management_collections.credit_reminder_line_action"
        )
        return action | {"domain": [("reminder_id.run_id", "=", self.id), ("endless", "=", True)]}

    def _open_reminders(self, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_collections.credit_reminder_action")
        return action | {"domain": [("run_id", "=", self.id)], "context": {"create": False, **context}}

    # === BUSINESS === #

    def _preview(self):
        """The messages of now, in one transaction: where it is cut off there is no preview."""
        self._drop_preview()
        today, digest = self.company_id._credit_today(), hashlib.sha256()
        # As far as who previews it may see them.
        ids = self.env["credit.account"].search(self._get_domain(), order="id").ids
        for start in range(0, len(ids), AT_ONCE):
            accounts = self.env["credit.account"].browse(ids[start : start + AT_ONCE])
            self._preview_some(accounts, today, digest)
            self.env.invalidate_all()  # one piece at a time in memory
        self._credit_by_method().write(
            {
                "state": "previewed",
                "day": today,
                "author_id": self.env.uid,
                "previewed_on": fields.Datetime.now(),
                "token": digest.hexdigest(),
                **self._count_preview(),
            }
        )

    def _preview_some(self, accounts, today, digest):
        messages = self.env["credit.reminder"]
        owings = self.env["credit.owing"]._read(accounts)
        wanted = set(self.strategy_ids.ids)
        if wanted:
            owings = {account: owing for account, owing in owings.items() if owing.strategy_id in wanted}
        founds = messages._decide(owings, today, self.kind)
        messages._insert(self, founds, today)
        for account, found in founds.items():
            levels = [(one.item.id, one.level, one.item.amount) for one in found.reminder.asked]
            digest.update(json.dumps([account.id, found.reason, levels]).encode())

    def _count_preview(self):
        """Sums of the rows, as the run shows them."""
        # The rows of the run, of accounts that who previews it may see.
        rows = (
            self.env["credit.reminder"]
            .sudo()
            .search_fetch([("run_id", "=", self.id)], ["state", "reason", "totals", "amount"])
        )
        messages = rows.filtered(lambda row: row.state == "previewed")
        totals = Counter()
        for row in messages:
            totals.update(row.totals)
        coins = {name: one for name, one in rows._get_currencies().items() if name in totals}
        left_out = Counter(row.reason for row in rows - messages)
        # As above.
        lines = self.env["credit.reminder.line"].sudo()
        return {
            "count": len(messages),
            "total": self.currency_id.round(sum(messages.mapped("amount"))),
            "totals": {name: coins[name].round(amount) for name, amount in totals.items()},
            "left_out": dict(left_out),
            "left_out_count": sum(left_out.values()),
            "unreachable_count": left_out["unreachable"],
            "unmatched_count": left_out["unmatched"] + left_out["covered"],
            "endless_count": lines.search_count([("reminder_id.run_id", "=", self.id), ("endless", "=", True)]),
        }

    def _leave_out(self, rows, reason=STOPPED):
        """Take messages out of the preview; what is left is another one than was shown before."""
        self._check_state("previewed")
        self._claim_rows()
        rows.sudo().write({"state": "left_out", "reason": reason})  # messages are written by methods alone
        token = hashlib.sha256(f"{self.token} {sorted(rows.ids)}".encode()).hexdigest()
        self._credit_by_method().write({"token": token, **self._count_preview()})
        names = ", ".join(rows.sudo().customer_id[:SAID].mapped("display_name"))  # of rows that were just chosen
        text = self.env._("Above the authority of %s, to be sent by somebody else", self.env.user.name)
        told = {"why": text if reason == ABOVE else self.env._("Left out by hand"), "count": len(rows), "names": names}
        self._message_log(body=self.env._("%(why)s (%(count)d): %(names)s", **told))

    def _drop_preview(self):
        """Forget what was previewed; nothing of it was sent."""
        for run in self.filtered(lambda one: one.state in ("draft", "previewed")):
            run.sudo().reminder_ids.unlink()  # messages are written by methods alone
            run._credit_by_method().write(
                {"state": "draft", "token": False, "totals": {}, "left_out": {}} | dict.fromkeys(COUNTED, 0)
            )
