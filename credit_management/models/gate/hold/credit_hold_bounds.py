from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ....core.exposure.terms import Terms
from ....core.policy.facts import Release
from ....core.policy.policy import BLOCK
from ...common.day import format_day
from ...common.text import day_of, id_of, number_of
from .credit_hold import GRANTED

# Days a release lasts at most, unless the policy lets it last longer.
LONGEST = 366


class CreditHold(models.Model):
    """Bounds of a release: up to which amount, until when, on which conditions."""

    _inherit = "credit.hold"

    release_cap = fields.Monetary(
        string="Released up to",
        currency_field="order_currency_id",
        readonly=True,
        copy=False,
        help="The largest total, in the currency of the document, that passes on this release.",
    )
    release_amount = fields.Monetary(
        string="Released Amount", readonly=True, copy=False, help="The cap in the company's currency."
    )
    release_valid_until = fields.Date(
        string="Valid until", readonly=True, copy=False, help="The last day on which it passes on this release."
    )
    release_prepayment = fields.Monetary(
        string="Prepayment Required",
        currency_field="order_currency_id",
        readonly=True,
        copy=False,
        help="To be paid before the release lets the document through.",
    )
    release_waits_text = fields.Char(
        string="Release Waits for",
        compute="_compute_release_waits_text",
        help="What has to come first, before the document goes on by itself.",
    )
    release_payment_term_id = fields.Many2one(
        "account.payment.term", string="Payment Terms Required", readonly=True, copy=False, ondelete="restrict"
    )
    release_days_given = fields.Integer(
        string="Days Until Due When Released",
        readonly=True,
        copy=False,
        help="The release is for so many days until it is due, or fewer, where no payment terms say so.",
    )
    release_order_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms When Released",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The release is for these terms, or less generous ones.",
    )

    # === COMPUTE === #

    @api.depends("state", "release_prepayment")
    @api.depends_context("lang")
    def _compute_release_waits_text(self):
        for hold in self:
            waits = hold.state == "released" and hold.release_prepayment
            amount = waits and format_amount(self.env, hold.release_prepayment, hold.order_currency_id)
            hold.release_waits_text = waits and self.env._("It goes on once %s has been paid.", amount)

    # === CHECKS === #

    def _check_cap(self, cap):
        """The cap of this hold: at least the order as it stands, or the release would be none."""
        currency = self.order_currency_id
        if cap is None:
            self._check_not_grown()
            return self._wanted()
        cap = number_of(cap)
        if cap is None:
            raise UserError(
                self.env._("A release needs an amount up to which %(order)s passes.", order=self.order_name)
            )
        if currency.compare_amounts(cap, self.order_size) < 0:
            raise UserError(
                self.env._(
                    "%(order)s is worth %(total)s with what was invoiced on it: a release up to %(cap)s would not let"
                    " it through. Release at least its total, or refuse.",
                    order=self.order_name,
                    total=format_amount(self.env, self.order_size, currency),
                    cap=format_amount(self.env, cap, currency),
                )
            )
        return currency.round(cap)

    def _check_not_grown(self):
        """Refuse a release without an amount of an order that has grown since it was asked for."""
        if self.order_currency_id.compare_amounts(self.order_size, self.amount_wanted) > 0:
            raise UserError(
                self.env._(
                    "%(order)s is worth %(total)s now, and a release was asked for %(asked)s. Release it by itself, up"
                    " to an amount you state.",
                    order=self.order_name,
                    total=format_amount(self.env, self.order_size, self.order_currency_id),
                    asked=format_amount(self.env, self.amount_wanted, self.order_currency_id),
                )
            )

    def _check_valid_until(self, valid_until):
        today = self.company_id._credit_today()
        last_day = day_of(valid_until) if valid_until else self._default_valid_until()
        if last_day is None:
            raise UserError(self.env._("Say until which day %(hold)s is released.", hold=self.reference))
        if last_day < today:
            raise UserError(
                self.env._(
                    "A release of %(hold)s until %(day)s would be over. Choose %(today)s or a later day.",
                    hold=self.reference,
                    day=format_day(self.env, last_day),
                    today=format_day(self.env, today),
                )
            )
        longest = fields.Date.add(today, days=max(LONGEST, (self._default_valid_until() - today).days))
        if last_day > longest:
            raise UserError(
                self.env._(
                    "A release of %(hold)s lasts until %(longest)s at most. Choose an earlier last day, or propose a"
                    " higher limit.",
                    hold=self.reference,
                    longest=format_day(self.env, longest),
                )
            )
        return last_day

    def _default_valid_until(self):
        # Salespeople ask without reading policies.
        policy = self.env["credit.policy"].sudo()._get_in_force(self.company_id)
        return self.company_id._credit_today() + timedelta(days=policy.release_days)

    @api.model
    def _prepare_conditions_vals(self, prepayment, payment_term):
        prepayment = number_of(prepayment or 0.0)
        if prepayment is None or prepayment < 0:
            raise UserError(self.env._("The prepayment required is an amount, and cannot be negative."))
        term = self.env["account.payment.term"].browse(id_of(payment_term)).exists()
        return {"release_prepayment": prepayment, "release_payment_term_id": term.id}

    # === BUSINESS === #

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
            terms=term._credit_terms(term.id, today) if term else Terms(self.release_days_given),
            customer_id=self.partner_id.id,
            # The bounds are those decided on, whoever asks now: hence sudo.
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
            # The job and salespeople read no policies.
            policy = self.env["credit.policy"].sudo()._in_force(self.company_id)
            last_day += timedelta(days=policy.release_grace)
        return last_day
