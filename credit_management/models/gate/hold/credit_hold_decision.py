import math
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from ....const import ANALYST
from ....core.policy.facts import Release
from ....core.policy.policy import BLOCK
from .credit_hold import GRANTED

# Days a release lasts at most, unless the policy lets it last longer.
LONGEST = 366


class CreditHold(models.Model):
    """Who may release or refuse, and what a release allows."""

    _inherit = "credit.hold"

    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(string="Reason of the Decision", readonly=True, copy=False)
    release_cap = fields.Monetary(
        string="Released up to",
        currency_field="order_currency_id",
        readonly=True,
        copy=False,
        help="The largest total of the order, in its own currency, that passes on this release.",
    )
    release_amount = fields.Monetary(
        string="Released Amount", readonly=True, copy=False, help="The cap in the company's currency."
    )
    release_valid_until = fields.Date(
        string="Valid until", readonly=True, copy=False, help="The last day on which the order passes on this release."
    )
    release_prepayment = fields.Monetary(
        string="Prepayment Required", currency_field="order_currency_id", readonly=True, copy=False
    )
    release_payment_term_id = fields.Many2one(
        "account.payment.term", string="Payment Terms Required", readonly=True, copy=False, ondelete="restrict"
    )
    release_order_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms When Released",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The release is for these terms of the order, or less generous ones.",
    )
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("state", "requester_id", "salesperson_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for hold in self:
            hold.can_decide = hold.state == "open" and not hold._obstacle()

    # === ACTIONS === #

    def action_release(self, reason, valid_until=None, cap=None, prepayment=None, payment_term=None):
        """Let orders through, up to an amount and until a day.

        Orders that were being confirmed go on from where they stood.

        :param str reason: why
        :param valid_until: the last day; without it the policy's number of days from today
        :param cap: the largest total, in the order's currency, of one hold; without it what was asked for
        :param prepayment: what must have been paid first, in the order's currency
        :param payment_term: the terms the order must have, or less generous ones
        """
        self._check_deciding()
        self._check_shown()
        reason = self._check_reason(reason)
        if cap is not None and len(self) > 1:
            raise UserError(
                self.env._("One amount does not fit several orders. Release them one by one, or each in full.")
            )
        self.account_id.sudo()._claim_limits()
        vals = self._prepare_conditions_vals(prepayment, payment_term)
        for hold in self:
            hold._check_authority(hold._check_cap(cap))
            hold._set_released(reason, hold._check_valid_until(valid_until), hold._check_cap(cap), vals)
        self.sudo()._resume()
        return True

    def action_refuse(self, reason, cancel_order=False):
        """Turn down the release. Quotations stay quotations or are cancelled; confirmed orders stay as they are.

        :param str reason: why; the one who asked reads it
        :param bool cancel_order: whether to cancel quotations
        """
        self._check_deciding()
        self._check_shown()
        reason = self._check_reason(reason)
        holds = self.sudo()
        holds._set_state("refused", ["open"], **self._prepare_decision_vals(reason))
        for hold in holds:
            order = hold.order_id
            cancelled = bool(cancel_order) and order.state in ("draft", "sent")
            if cancelled:
                order._action_cancel()
            hold._tell_refused(cancelled)
        return True

    def action_open_release(self):
        """Ask for the terms of the release."""
        return self._open_dialog("credit.hold.release", self.env._("Release"))

    def action_open_refuse(self):
        """Ask for the reason of the refusal."""
        return self._open_dialog("credit.hold.refuse", self.env._("Refuse"))

    def _open_dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_hold_ids": self.ids, "credit_shown": self.env.context.get("credit_shown", False)},
        }

    # === CHECKS === #

    def _check_deciding(self):
        """Only analysts and managers, only what is open, and never an own request or order."""
        self.check_access("read")
        for hold in self:
            if hold.state != "open":
                hold._refuse_state()
            if obstacle := hold._obstacle():
                raise AccessError(obstacle)
            hold._check_same_order()
        self.check_access("write")

    def _check_same_order(self):
        """Nobody decides about a customer or a company that the order has left since it was stopped."""
        order = self.sudo().order_id
        customer = order.partner_invoice_id.commercial_partner_id
        if order and (customer != self.sudo().partner_id or order.company_id != self.sudo().company_id):
            raise UserError(
                self.env._(
                    "%(order)s was stopped for %(before)s and is now for %(now)s. Choose Re-check, then decide.",
                    order=self.order_name,
                    before=f"{self.sudo().partner_id.display_name} ({self.sudo().company_id.name})",
                    now=f"{customer.display_name} ({order.company_id.name})",
                )
            )

    def _obstacle(self, amount=None):
        """Why the user cannot decide on this hold, as a sentence; nothing when the user can.

        :param amount: to be released, in the company's currency; without it a refusal
        """
        self.ensure_one()
        user = self.env.user
        if not user.has_group(ANALYST):
            return self.env._(
                "%(user)s cannot decide on credit holds. Ask a credit manager to decide on %(hold)s.",
                user=user.name,
                hold=self.reference,
            )
        if user in self._parties():
            return self.env._(
                "%(user)s asked for %(order)s or sells it and cannot decide on %(hold)s. Ask another credit manager.",
                user=user.name,
                order=self.order_name,
                hold=self.reference,
            )
        return self._obstacle_of_amount(amount) if amount is not None else ""

    def _parties(self):
        """Whoever wants the order through: the four eyes are never theirs."""
        return self._askers() | self.sudo().salesperson_id

    def _measure(self, amounts):
        """What the user may release of each hold's customer, and what it would need, with what was released before.

        :param amounts: {hold: what is to be released of it, in the company's currency}
        :return: {hold: (core.limit.authority.Authority | None, amount needed, whether the one covers the other)}
        """
        authorities = self.env["credit.authority"]._release_authorities(self.env.user, self.account_id)
        before, measured = self._released_before_each(), {}
        for hold in self:
            authority = authorities[self.env.user, hold.account_id]
            needed = hold.currency_id.round(amounts[hold] + before[hold])
            measured[hold] = authority, needed, authority is not None and authority.covers(needed)
        return measured

    def _obstacle_of_amount(self, amount):
        authority, needed, covered = self._measure({self: amount})[self]
        if covered:
            return ""
        return self.env._(
            "%(user)s may release up to %(allowed)s of a customer's orders in %(days)d days; with %(hold)s those of"
            " %(partner)s would be %(needed)s. Ask a person with more authority to release it.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            days=self.company_id.sudo().root_id.credit_authority_window,  # settings of a company are read by its users
            hold=self.reference,
            partner=self.partner_id.display_name,
            needed=format_amount(self.env, needed, self.currency_id),
        )

    def _check_authority(self, cap):
        if obstacle := self._obstacle(self._in_company_currency(cap)):
            raise AccessError(obstacle)

    def _released_before(self):
        """What has been released of the customer's other orders within the window, each at its largest."""
        self.ensure_one()
        return self._released_before_each()[self]

    def _released_before_each(self):
        """The same of many holds, in one query.

        :return: {hold: amount}
        """
        now = fields.Datetime.now()
        since = {root: now - timedelta(days=root.credit_authority_window) for root in self.sudo().company_id.root_id}
        released = self.sudo().search(
            [
                ("account_id", "in", self.sudo().account_id.ids),
                ("decided_on", ">=", min(since.values(), default=now)),
                ("release_amount", ">", 0),
            ]
        )
        largest = defaultdict(dict)
        for hold in released:
            if hold.decided_on >= since[hold.company_id.root_id]:
                of_account, key = largest[hold.account_id], hold.order_id.id or hold.order_name
                of_account[key] = max(of_account.get(key, 0.0), hold.release_amount)
        found = {}
        for hold in self:
            others = largest[hold.sudo().account_id]
            found[hold] = sum(amount for key, amount in others.items() if key != hold.sudo().order_id.id)
        return found

    def _in_company_currency(self, amount):
        """At the rate of the order, as its claim is."""
        return self.currency_id.round(amount / (self.sudo().order_id.currency_rate or 1.0))

    def _check_cap(self, cap):
        """The cap of this hold: at least the order as it stands, or the release would be none."""
        order, currency = self.sudo().order_id, self.order_currency_id
        if cap is None:
            return self._wanted()
        cap = float(cap)
        if not math.isfinite(cap):
            raise UserError(
                self.env._("A release needs an amount up to which %(order)s passes.", order=self.order_name)
            )
        if currency.compare_amounts(cap, order.amount_total) < 0:
            raise UserError(
                self.env._(
                    "%(order)s is worth %(total)s: a release up to %(cap)s would not let it through. Release at least"
                    " its total, or refuse.",
                    order=self.order_name,
                    total=format_amount(self.env, order.amount_total, currency),
                    cap=format_amount(self.env, cap, currency),
                )
            )
        return currency.round(cap)

    def _check_valid_until(self, valid_until):
        today = self.company_id._credit_today()
        last_day = fields.Date.to_date(valid_until) or self._default_valid_until()
        if last_day < today:
            raise UserError(
                self.env._(
                    "A release of %(hold)s until %(day)s would be over. Choose %(today)s or a later day.",
                    hold=self.reference,
                    day=format_date(self.env, last_day),
                    today=format_date(self.env, today),
                )
            )
        longest = fields.Date.add(today, days=max(LONGEST, (self._default_valid_until() - today).days))
        if last_day > longest:
            raise UserError(
                self.env._(
                    "A release of %(hold)s lasts until %(longest)s at most. Choose an earlier last day, or propose a"
                    " higher limit.",
                    hold=self.reference,
                    longest=format_date(self.env, longest),
                )
            )
        return last_day

    def _default_valid_until(self):
        # Salespeople ask without reading policies.
        policy = self.env["credit.policy"].sudo()._get_in_force(self.company_id)
        return self.company_id._credit_today() + timedelta(days=policy.release_days)

    @api.model
    def _check_reason(self, reason):
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why: the reason stays on record and reaches the one who asked."))
        return reason.strip()

    # === RELEASE === #

    @api.model
    def _prepare_conditions_vals(self, prepayment, payment_term):
        prepayment = float(prepayment or 0.0)
        if not 0 <= prepayment < math.inf:
            raise UserError(self.env._("The prepayment required cannot be negative."))
        term = self.env["account.payment.term"].browse(getattr(payment_term, "id", payment_term) or ()).exists()
        return {"release_prepayment": prepayment, "release_payment_term_id": term.id}

    def _prepare_decision_vals(self, reason):
        return {"decided_by": self.env.uid, "decided_on": fields.Datetime.now(), "decision_reason": reason}

    def _set_released(self, reason, valid_until, cap, conditions):
        self.ensure_one()
        # The caller has checked that this user may.
        self.sudo()._set_state(
            "released",
            ["open"],
            release_cap=cap,
            release_amount=self._in_company_currency(cap),
            release_valid_until=valid_until,
            release_order_term_id=self.sudo().order_id.payment_term_id.id,
            **conditions,
            **self._prepare_decision_vals(reason),
        )
        self.sudo()._tell_released()

    def _grants(self):
        """Whether this hold has been released and the release not been taken back; the day is for core to judge."""
        return self.state in GRANTED

    def _to_core(self, today):
        """The release as the plain data core computes with.

        :rtype: core.policy.facts.Release
        """
        self.ensure_one()
        term = self.release_payment_term_id or self.release_order_term_id
        stopping = self.reason_ids.filtered(lambda reason: reason.outcome == BLOCK)
        return Release(
            cap=self.release_cap,
            currency_id=self.order_currency_id.id,
            valid_until=self.release_valid_until,
            prepayment=self.release_prepayment,
            terms=term._credit_terms(term.id, today),
            customer_id=self.partner_id.id,
            # What was decided on, whoever asks now: hence sudo.
            sold_to_id=((self.sudo().facts or {}).get("sold_to") or {}).get("customer_id", 0),
            company_id=self.company_id.id,
            kinds=frozenset(stopping.mapped("kind")),
        )

    # === VALIDITY === #

    @api.model
    def _cron_lapse_releases(self):
        """Mark releases that are over, and tell who asked. No decision waits for it: the day is in each of them."""
        latest = fields.Date.add(fields.Date.today(), days=1)
        released = self.search([("state", "=", "released"), ("release_valid_until", "<=", latest)])
        over = released.filtered(lambda hold: hold._last_day() < hold.company_id._credit_today())
        for number, hold in enumerate(over, start=1):
            if hold._set_lapsed():
                hold._tell_lapsed()
            self.env["ir.cron"]._commit_progress(1, remaining=len(over) - number)

    def _last_day(self):
        """The last day on which the release is good for anything: goods still leave for some days of grace."""
        last_day = self.release_valid_until
        if self.order_id.state == "sale":
            policy = self.env["credit.policy"].sudo()._in_force(self.company_id)
            last_day += timedelta(days=policy.release_grace)
        return last_day
