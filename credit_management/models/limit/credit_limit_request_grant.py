import math
from dataclasses import replace
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...core.limit import approval
from ...core.limit import change as changes
from ...core.limit import request as core
from ...core.limit.limits import ONE_DAY, SECURED, effective_limit
from ..common.day import format_day

PHASES = [("waiting", "Waiting for Conditions"), ("coming", "Coming"), ("in_force", "In Force"), ("lapsed", "Lapsed")]


class CreditLimitRequest(models.Model):
    """What a request would change and may not, and the limits that a granted one becomes."""

    _inherit = "credit.limit.request"

    phase = fields.Selection(
        PHASES, compute="_compute_phase", search="_search_phase", help="How an approved request stands today."
    )

    def _compute_phase(self):
        for request in self:
            request.phase = request.state in core.GRANTED and core.phase(
                request._to_granted(),
                request._get_decided_day(),
                request.company_id._credit_today(),
                request._get_conditions(),
            )

    def _search_phase(self, operator, value):
        if operator != "in":
            return NotImplemented
        granted = self.search([("state", "in", tuple(core.GRANTED))])
        return Domain("id", "in", granted.filtered(lambda request: request.phase in value).ids)

    def _get_decided_day(self):
        """The day of the decision at the company: it stands from then on at the earliest."""
        return self.granted_from or self.company_id._credit_today()

    def _get_conditions(self):
        return [condition._to_core() for condition in self.condition_ids]

    # === MEASURE === #

    def _measure_increases(self):
        """By how much granting each of these would raise the limit, counted over the window."""
        dated = self.account_id._dated_limits()
        return {request: request._measure_rise(dated[request.account_id], request._to_granted()) for request in self}

    def _measure_rise(self, dated, granted):
        company = self.company_id
        today, window = company._credit_today(), company._credit_root().credit_authority_window
        since = fields.Datetime.now() - timedelta(days=window)
        change = self._get_change(dated, replace(granted, valid_from=max(granted.valid_from, today)))
        raised = changes.increase(change, [one for _limit, one in dated], today, window, since)
        return raised if raised == math.inf else self.account_id.currency_id.round(raised)

    def _get_change(self, dated, granted):
        """The components that end and begin; a raise that ends a suspension ends what was to come back after it."""
        standing = [one.component for _limit, one in dated if not one.withdrawn]
        change = changes.change_of(granted, standing, granted.valid_from)
        if self.kind != core.RAISE or not self.ends_suspension:
            return change
        coming = [
            one.component
            for limit, one in dated
            if not one.withdrawn
            and limit.request_id.kind == core.SUSPEND
            and one.component.valid_from > granted.valid_from
        ]
        ends = tuple(changes.End(component, component.valid_from - ONE_DAY) for component in coming)
        return replace(change, ends=(*change.ends, *ends))

    # === CHECKS === #

    def _check_grant(self, granted):
        """Refuse to grant more than was asked for, or than those before have left."""
        offered = self._to_granted()
        today = self.company_id._credit_today()
        before = self._get_base(granted.valid_from, today).ceiling
        problem = core.excess(offered, granted, before)
        texts = {
            core.MORE_THAN_ASKED: self.env._(
                "More than was asked for cannot be granted: %s.", self.granted_text or self.asked_text
            ),
            core.LESS_THAN_NOW: self.env._("A part of a raise has to be more than the limit that stands."),
            core.NO_PART: self.env._("Suspending and closing are granted as asked or refused.")
            if self.kind in (core.SUSPEND, core.CLOSE)
            else self.env._("A part is more than nothing: refuse the request instead."),
        }
        if problem and granted != offered:
            raise UserError(texts[problem])

    def _get_base(self, first, today):
        """The base limit of the first day, or of today."""
        components = self.account_id._limit_components()[self.account_id]
        return changes.base_of(components, max(first or today, today))

    def _check_possible(self, asked):
        if obstacle := self._get_obstacle(asked):
            raise UserError(obstacle)

    def _get_obstacle_now(self):
        """Why it cannot be granted any more as it stands; nothing where it can."""
        return self._get_obstacles_now()[self]

    def _get_obstacles_now(self):
        """The same of many, asked for all at once: ``{request: sentence}``."""
        accounts = self.account_id.sudo()  # the limit decides, readable or not
        counting = accounts._counting_limits().grouped("account_id")
        none = self.env["credit.limit"].sudo()  # as above
        return {
            request: request._get_obstacle(request._to_granted(), counting.get(request.account_id, none))
            for request in self
        }

    def _get_obstacle(self, asked, counting=None):
        """Why this cannot be asked for or granted today, as a sentence; nothing where it can.

        :param counting: the limits of the customer that count, in the order of their approval
        """
        self.ensure_one()
        account = self.account_id.sudo()  # the limit decides, readable or not
        today = self.company_id._credit_today()
        counting = account._counting_limits() if counting is None else counting
        components = [limit._to_core(number) for number, limit in enumerate(counting)]
        day = max(asked.valid_from or today, today)
        base, effective = changes.base_of(components, day), effective_limit(components, day)
        found = core.obstacles(asked, base, effective, account.status, today)
        if found:
            return self._describe_impossible(found[0], asked, base, effective)
        return self._get_suspension_obstacle(counting, day)

    def _describe_impossible(self, obstacle, asked, base, effective):
        account = self.account_id.sudo()  # see above
        names = {
            "partner": self.partner_id.sudo().display_name,
            "amount": account._amount_text(asked.amount),
            "limit": account._limit_words(base.state, base.amount),
            "day": format_day(self.env, asked.valid_to or effective.valid_to),
            "until": format_day(self.env, effective.valid_to),
        }
        texts = {
            core.CLOSED: lambda: self.env._(
                "%(partner)s is closed: reopen the account before its limit is changed.", **names
            ),
            core.STOPPED: lambda: self.env._(
                "%(partner)s is on stop: only lower, suspend or close its limit, or lift the stop first.", **names
            ),
            core.ORDER_OF_DATES: lambda: self.env._(
                "The last day (%(day)s) lies before the first: choose a later one.", **names
            ),
            core.OVER_ALREADY: lambda: self.env._(
                "The limit would be over since %(day)s: choose a later last day.", **names
            ),
            core.LONG_SEASON: lambda: self.env._("A season that comes every year is shorter than a year."),
            core.SHORT_SERIES: lambda: self.env._(
                "“Every Year Until” lies before the last day (%(day)s): choose a later day, or none.", **names
            ),
            core.LONG_SERIES: lambda: self.env._(
                "A season is granted for %(years)d years ahead at most: choose an earlier “Every Year Until”.",
                years=core.MOST_YEARS,
            ),
            core.NO_END: lambda: self.env._("Say until when: a temporary increase and an extension need a last day."),
            core.NO_AMOUNT: lambda: self.env._("A temporary increase needs an amount above zero."),
            core.NOT_HIGHER: lambda: self.env._(
                "%(amount)s is no more than the base limit of %(partner)s (%(limit)s): ask for more, or for another"
                " kind of change.",
                **names,
            ),
            core.NOT_LOWER: lambda: self.env._(
                "%(amount)s is no less than the base limit of %(partner)s (%(limit)s): ask for less.", **names
            ),
            core.NOTHING_TO_CHANGE: lambda: self.env._(
                "There is no limit of %(partner)s that this would change: ask for another kind of change.", **names
            ),
            core.NOT_LATER: lambda: (
                self.env._("It lasts until %(until)s already: choose a later day.", **names)
                if effective.valid_to
                else self.env._("The limit of %(partner)s has no last day that could be extended.", **names)
            ),
        }
        return texts[obstacle]()

    def _get_suspension_obstacle(self, counting, day):
        """A raise while the limit is suspended says whether it ends that."""
        if self.kind not in core.RAISING or (self.kind == core.RAISE and self.ends_suspension):
            return ""
        suspended = counting.filtered(
            lambda limit: (
                limit.request_id.kind == core.SUSPEND
                and not limit.amount
                and not limit.unlimited
                and limit.valid_from <= day
                and (not limit.valid_to or limit.valid_to >= day)
            )
        )
        newest = counting.filtered(lambda one: one.kind == "base" and one.valid_from <= day)
        newest = newest.sorted(lambda one: one.valid_from)[-1:]
        if not (newest & suspended):
            return ""
        return self.env._(
            "The limit of %(partner)s is suspended until %(day)s (%(request)s): raise it with “Ends Suspension”, or"
            " from a later day on.",
            partner=self.partner_id.sudo().display_name,  # see above
            day=format_day(self.env, newest.valid_to) if newest.valid_to else "–",
            request=newest.request_id.name,
        )

    def _get_missed_text(self, condition):
        return self.env._(
            "The condition “%(text)s” was due on %(day)s: submit a new request.",
            text=condition.text,
            day=format_day(self.env, condition.due),
        )

    # === APPLY === #

    def _apply_when_met(self):
        """Let what was granted hold, once its last condition is met; what has changed meanwhile is asked again."""
        self.ensure_one()
        first = core.begins(self._to_granted(), self.company_id._credit_today(), self._get_conditions())
        if first is None or self.applied_on:
            return
        self.account_id.sudo()._claim_limits()  # who meets a condition need not write the account
        granted = replace(self._to_granted(), valid_from=first)
        self._check_possible(granted)
        if self._get_outcome() != approval.PASSED:
            if self._is_reduced_since():
                self._ask_anew()
                return
            raise UserError(
                self.env._(
                    "The decisions on %(request)s do not cover it any more, as limits or authorities have changed:"
                    " submit a new request.",
                    request=self.display_name,
                )
            )
        self._apply(granted)

    def _apply(self, granted):
        """End and begin limits, in the name of who decided last."""
        account = self.account_id
        dated = account._dated_limits()[account]
        change = self._get_change(dated, granted)
        by_component = {one.component: limit for limit, one in dated}
        alone = self._get_alone_vals()
        # Proposed in the name of who asked, ended and approved in that of who decided.
        limits = self.env["credit.limit"].with_user(self.decided_by).sudo()
        proposed = self.env["credit.limit"].with_user(self.author_id).sudo()._credit_by_method()
        for end in change.ends:
            limit = limits.browse(by_component[end.component].id)
            if limit.counts:
                limit._set_ended(end.last, self.env._("Limit request %s", self.name), {})
        for component in change.begins:
            limit = proposed.create(self._prepare_limit(component))
            limits.browse(limit.id)._set_approved(component.valid_from, alone)
        self._credit_by_method().write({"applied_on": self.company_id._credit_today()})
        if self.kind == core.CLOSE:
            account.sudo().write({"status": "closed", "status_reason": self.reason})  # decided above
        account.sudo()._mirror_limit()  # the native field follows for everybody
        self._tell_author(self.env._("Granted: %s", self.granted_text))

    def _prepare_limit(self, component):
        return {
            "account_id": self.account_id.id,
            "kind": component.kind,
            "amount": component.amount,
            "unlimited": component.unlimited,
            "valid_from": component.valid_from,
            "valid_to": component.valid_to,
            "origin": "cover" if component.kind == SECURED else "request",
            "request_id": self.id,
            "reason": self.env._("Limit request %(number)s: %(reason)s", number=self.name, reason=self.reason),
            "author_id": self.author_id.id,
            "hand_ids": [fields.Command.set(self.sudo().hand_ids.ids)],  # users of the past, too
        }

    def _get_alone_vals(self):
        document = self.sudo()  # goes with the limit
        if not document.alone_up_to:
            return {}
        names = ("alone_up_to", "alone_amount", "alone_allowed_on")
        return {"alone_allowed_by": document.alone_allowed_by.id, **{name: document[name] for name in names}}
