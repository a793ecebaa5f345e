from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.credit_management.models.common.day import format_day

from ...core import promise as core

STATES = [
    ("draft", "Draft"),
    (core.OPEN, "Open"),
    (core.KEPT, "Kept"),
    (core.PARTLY, "Kept in Part"),
    (core.BROKEN, "Broken"),
    ("cancelled", "Cancelled"),
]
WAYS = [("phone", "Call"), ("mail", "Mail"), ("visit", "Visit"), ("portal", "Portal")]
USUAL_DAYS = 7  # until the day a draft begins with


class CreditPromise(models.Model):
    """A customer's promise to pay items on a day, or in instalments: drafted, taken, judged by what was received.

    draft → open (credit_promise_state) → kept, kept in part or broken (credit_promise_judge). While it is open nobody
    reminds of its items, until the first day that passes without the money. It is never edited: who agrees something
    else cancels it, once it is judged as it stands, and takes another. Cancelled past its day it is one that was
    missed, unless somebody else agrees to another in its grace.
    """

    _name = "credit.promise"
    _description = "Promise to Pay"
    _inherit = ["credit.owed.document"]
    _order = "id desc"

    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    made_on = fields.Date(string="Promised on", readonly=True, copy=False)
    person = fields.Char(string="Who Promised", help="The person at the customer.")
    way = fields.Selection(WAYS, string="By", default="phone", required=True)
    note = fields.Text(help="Why it was late, and what was said.")
    all_due = fields.Boolean(
        string="One Missed, All Due",
        default=True,
        help="An instalment that does not come ends the plan: reminders go on. Otherwise only what was missed is late.",
    )
    grace = fields.Integer(string="Grace (Days)", readonly=True, copy=False, help="As the company has it on that day.")
    part_ids = fields.One2many("credit.promise.part", "promise_id", string="Instalments")
    item_ids = fields.One2many("credit.promise.item", "promise_id", string="Items")
    amount = fields.Monetary(
        string="Promised", compute="_compute_amount", store=True, aggregator=None, help="All instalments together."
    )
    last_due = fields.Date(
        string="Until", compute="_compute_amount", store=True, help="The day of the last instalment."
    )
    received = fields.Monetary(
        readonly=True, copy=False, aggregator=None, help="Received for these items since it was promised."
    )
    in_time = fields.Monetary(
        readonly=True,
        copy=False,
        aggregator=None,
        help="Received by the last day of each instalment, never more than was promised.",
    )
    missing = fields.Monetary(compute="_compute_missing", help="What is promised and has not come yet.")
    holds_until = fields.Date(
        readonly=True,
        copy=False,
        help="The last day on which nobody is reminded of its items, if nothing more comes.",
    )
    broken_on = fields.Date(readonly=True, copy=False, help="The day after the grace of the first part missed.")
    cancelled_on = fields.Date(readonly=True, copy=False)
    cancelled_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    cancel_reason = fields.Text(string="Why It Was Cancelled", readonly=True, copy=False)

    _running_idx = models.Index("(account_id) WHERE state = 'open'")

    # === COMPUTE === #

    @api.depends("partner_id", "amount", "last_due", "currency_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for promise in self:
            # The customer need not be in sight.
            names = (
                promise.sudo().partner_id.name,
                promise.currency_id and promise._money(promise.amount),  # none before the customer is named
                format_day(self.env, promise.last_due),
            )
            promise.display_name = " · ".join(filter(None, names))

    @api.depends("part_ids.amount", "part_ids.due")
    def _compute_amount(self):
        for promise in self:
            promise.amount = sum(promise.part_ids.mapped("amount"))
            promise.last_due = max(filter(None, promise.part_ids.mapped("due")), default=False)

    @api.depends("amount", "received")
    def _compute_missing(self):
        for promise in self:
            promise.missing = max(promise.amount - promise.received, 0.0)

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"person", "way", "note", "all_due", "part_ids", "item_ids"}

    @api.model
    def _get_row_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_row_fields() | {"part_ids"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["account_id", "amount", "last_due", "owed", "received", "state", "terms_state", "terms_reason"]

    def _fill_items(self):
        # EXTENDS 'credit.owed.document': all that is overdue and not paid yet, in a week
        done = super()._fill_items()
        drafts = self.filtered(lambda one: not one.part_ids and one.owed)
        for promise, asked in drafts._read_asked().items():
            due = promise.company_id._credit_today() + timedelta(days=USUAL_DAYS)
            row = Command.create({"due": due, "amount": asked or promise.owed})
            promise._credit_by_method().write({"part_ids": [row]})
        return done

    def _is_chosen_first(self, item, today):
        # EXTENDS 'credit.owed.document'
        currency = self.company_id.currency_id.name
        return item.currency == currency and item.days(today) > 0 and not (item.promised or item.disputed)

    @api.model
    def _get_remedy(self):
        return self.env._("Take the promise, or cancel it and take another.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft it, then take it.")

    def _get_decided_text(self):
        return self.env._("%s was promised and stays as it is. Cancel it and take another.", self.display_name)

    def _get_kept_text(self):
        return self.env._("%s stays on record: only drafts are deleted.", self.display_name)


class CreditPromiseItem(models.Model):
    """An item that a promise is about."""

    _name = "credit.promise.item"
    _description = "Item of a Promise"
    _inherit = ["credit.owed.item"]
    _whole = "promise_id"

    promise_id = fields.Many2one("credit.promise", required=True, ondelete="cascade", index=True)

    _place_idx = models.Index("(move_id, instalment) WHERE chosen IS TRUE")
