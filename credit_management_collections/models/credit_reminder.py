from odoo import api, fields, models
from odoo.tools import formatLang

from ..core import recheck
from .credit_strategy_step import CHANNELS, TONES

# Beside the reasons of core.
NO_STRATEGY, NOT_REACHED, CANCELLED, MOVED, ABOVE = (
    "no_strategy", "not_reached", "cancelled", "moved", "authority",
)  # fmt: skip
REASONS = [
    ("no_strategy", "No Strategy"),
    ("unreachable", "Cannot Be Reached"),
    ("unmatched", "Receipt to Match"),
    ("covered", "Covered by Credits"),
    ("disputed", "In Dispute"),
    ("promised", "Promised"),
    ("stopped", "Left Out by Hand"),
    ("done", "Every Step Taken"),
    ("insolvent", "Insolvent"),
    ("agency", "With an Agency"),
    ("legal", "With a Lawyer"),
    ("recent", "Written to Lately"),
    ("quiet", "Nothing Is Sent That Day"),
    ("small", "Too Small"),
    ("spaced", "Next Level Later"),
    ("not_yet", "Next Step Later"),
    ("overdue_first", "Overdue Items First"),
    ("not_due", "Not Due"),
    ("paid", "Paid"),
    ("gone", "Not Open Any More"),
    ("added", "Came after the Preview"),
    ("not_reached", "Called in Vain"),
    ("cancelled", "Cancelled"),
    ("moved", "Address Changed"),
    ("stated", "Stated This Month"),
    ("authority", "Above the Authority"),
]
KINDS = [("reminder", "Reminders"), ("statement", "Statements of Account")]
REMINDER, STATEMENT = (name for name, _label in KINDS)
STATES = [
    ("left_out", "Left Out"),
    ("previewed", "Previewed"),
    ("sending", "Being Sent"),
    ("waiting", "Waits for a Call"),
    ("sent", "Sent"),
    ("dropped", "Not Sent"),
    ("failed", "Failed"),
    ("uncertain", "Uncertain"),
]
# A customer has one message a day in one of these.
TAKEN = ("sending", "sent", "uncertain", "waiting")


class CreditReminder(models.Model):
    """One message to one customer: previewed by a run, checked again and sent by the job, or why there is none.

    previewed → sending → sent, or uncertain where the job was killed while the mail server had it; letters and text
    messages are sent at once, a call waits until somebody has made it. What is dropped or failed was not sent, and its
    items come again in the next run. Made by the run (credit_reminder_run_preview), sent by the job
    (credit_reminder_send, credit_reminder_mail), settled by people (credit_reminder_settle). Clients write nothing of
    it.
    """

    _name = "credit.reminder"
    _description = "Reminder"
    _inherit = ["credit.single"]
    _order = "run_id desc, amount desc, id"

    run_id = fields.Many2one("credit.reminder.run", required=True, readonly=True, ondelete="cascade", index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, default=REMINDER)
    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True, ondelete="restrict", index=True)
    lang = fields.Char(string="Language", readonly=True)
    addresses = fields.Json(readonly=True)
    address = fields.Char(
        compute="_compute_address", help="As it was previewed: nothing is sent to an address that nobody has seen."
    )
    strategy_id = fields.Many2one("credit.strategy", readonly=True, ondelete="restrict")
    step_id = fields.Many2one("credit.strategy.step", readonly=True, ondelete="set null")
    day = fields.Date(readonly=True, required=True, help="Of the preview; once it is sent, of sending.")
    channel = fields.Selection(CHANNELS, readonly=True)
    level = fields.Integer(readonly=True, help="The highest level of its items; 0 for a courtesy note.")
    tone = fields.Selection(TONES, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    reason = fields.Selection(REASONS, string="Why Not", readonly=True)
    error = fields.Char(readonly=True, help="Why it failed.")
    amount = fields.Monetary(readonly=True, help="All it asks for, in the company's currency at the rate of the day.")
    totals = fields.Json(readonly=True)
    totals_text = fields.Char(string="Asks For", compute="_compute_totals_text")
    sections = fields.Json(readonly=True)
    held = fields.Json(readonly=True)
    credits = fields.Json(readonly=True)
    changes = fields.Json(readonly=True)
    changes_text = fields.Char(
        string="Changed since the Preview", compute="_compute_changes_text", help="Found when it was checked again."
    )
    line_ids = fields.One2many("credit.reminder.line", "reminder_id", string="Items", readonly=True)
    token = fields.Char(readonly=True)
    message_id = fields.Char(string="Message-Id", readonly=True, help="The same however often it is handed over.")
    mail_message_id = fields.Many2one(
        "mail.message", string="Mail", readonly=True, ondelete="set null", index="btree_not_null"
    )
    sms_id = fields.Many2one(
        "sms.sms", string="Text Message", readonly=True, ondelete="set null", index="btree_not_null"
    )
    checked_on = fields.Datetime(readonly=True, help="When it was checked again and taken up.")
    sent_on = fields.Datetime(readonly=True)
    cost = fields.Monetary(readonly=True, help="What a message by this channel cost on that day, by its strategy.")
    has_bounced = fields.Boolean(string="Came Back", readonly=True, help="The mail could not be delivered.")
    printed_on = fields.Datetime(readonly=True, help="When the letter was printed last.")
    call_count = fields.Integer(
        string="Calls in Vain", readonly=True, help="After three the step is taken by another channel."
    )
    merged = fields.Boolean(string="Of a Merged Account", readonly=True, help="Sent to a customer who is now another.")

    _account_unique = models.UniqueIndex(
        "(run_id, account_id) WHERE merged IS NOT TRUE", "A run has one message for each customer."
    )
    _one_a_day = models.UniqueIndex(
        "(account_id, day) WHERE state IN ('sending', 'sent', 'uncertain', 'waiting') AND merged IS NOT TRUE",
        "This customer has a message of this day already.",
    )
    _to_send_idx = models.Index("(run_id, id) WHERE state = 'previewed'")

    # === COMPUTE === #

    @api.depends("customer_id", "run_id")
    def _compute_display_name(self):
        for one in self:
            row = one.sudo()  # neither the run nor the customer need be in sight
            one.display_name = f"{row.run_id.name} · {row.customer_id.name}"

    @api.depends("addresses", "channel")
    def _compute_address(self):
        for one in self:
            one.address = (one.addresses or {}).get(one.channel)

    @api.depends("totals")
    @api.depends_context("lang")
    def _compute_totals_text(self):
        currencies = self._get_currencies()
        for one in self:
            one.totals_text = one._get_totals_text(one.totals or {}, currencies)

    @api.model
    def _get_totals_text(self, totals, currencies):
        """Amounts by currency, as people read them."""
        return " + ".join(currencies[name].format(amount) for name, amount in sorted(totals.items())) or False

    @api.model
    def _get_currencies(self):
        currencies = self.env["res.currency"].with_context(active_test=False).search_fetch([], ["name"])
        return {one.name: one for one in currencies}

    @api.depends("changes")
    @api.depends_context("lang")
    def _compute_changes_text(self):
        labels = dict(self._fields["reason"]._description_selection(self.env))
        labels |= {
            recheck.AMOUNT: self.env._("Amount"),
            recheck.CREDITS: self.env._("Credits"),
            recheck.CHANNEL: self.env._("Channel"),
        }
        for one in self:
            one.changes_text = ", ".join(self._describe_change(labels, change) for change in one.changes or ()) or False

    def _describe_change(self, labels, change):
        label = labels.get(change["what"], change["what"])
        if not change["before"] and not change["after"]:
            return label
        before, after = (formatLang(self.env, change[name], digits=2) for name in ("before", "after"))
        return f"{label} {before} → {after}" if change["after"] else f"{label} {before}"


class CreditReminderLine(models.Model):
    """One item of a message: asked for at a level, shown so that the amounts add up, or why it is left out.

    Levels are kept by invoice and number of the instalment, so that the ladder does not begin anew where an invoice is
    posted anew. ``counts`` once it was sent; no level counts twice for an item, whatever the code does.
    """

    _name = "credit.reminder.line"
    _description = "Item of a Reminder"
    _order = "reminder_id, due, id"

    reminder_id = fields.Many2one("credit.reminder", required=True, readonly=True, ondelete="cascade", index=True)
    move_line_id = fields.Many2one(
        "account.move.line", string="Journal Item", readonly=True, ondelete="set null", index="btree_not_null"
    )
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True, ondelete="cascade", index=True)
    instalment = fields.Integer(readonly=True, help="Which of the instalments of its invoice, the earliest first.")
    reference = fields.Char(readonly=True)
    due = fields.Date(readonly=True)
    days = fields.Integer(
        string="Days Past Due", readonly=True, help="On the day of the message; below zero before it is due."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True, aggregator=None, help="Open of the item, in the currency of its document.")
    asked = fields.Boolean(readonly=True, help="Its step has come: its level counts once it is sent.")
    level = fields.Integer(readonly=True, help="The level it is asked for at; 0 where it is not.")
    step_days = fields.Integer(readonly=True, help="Days from due of the step.")
    reason = fields.Selection(REASONS, string="Left Out", readonly=True)
    endless = fields.Boolean(
        string="Left Out without an End",
        readonly=True,
        help="“No Follow-Up” is set on the journal item, which has no last day: nobody asks for it until it is taken"
        " off.",
    )
    counts = fields.Boolean(readonly=True)

    _level_unique = models.UniqueIndex(
        "(move_id, instalment, level) WHERE asked IS TRUE AND level > 0 AND counts IS TRUE",
        "This level was sent for the item already.",
    )
