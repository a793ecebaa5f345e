from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import day_of, stripped

from ..core.cover import duplicates


class CreditCover(models.Model):
    """From draft to confirmed cover, and to its end."""

    _inherit = "credit.cover"

    can_end = fields.Boolean(compute="_compute_can_end")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_end(self):
        manager = self.env.user.has_group(MANAGER)
        for cover in self:
            cover.can_end = manager and cover.state == "confirmed"

    # === ACTIONS === #

    def action_propose(self):
        """Let another person decide on drafts; they stay as they are from now on."""
        self._check_role()
        self._check_state("draft")
        for cover in self:
            cover._check_obstacles()
        self._add_hands()
        self._credit_by_method().write({"state": "proposed", "author_id": self.env.uid})
        return True

    def action_record_decision(self):
        """A new decision of the insurer on this customer."""
        return self._open_new("credit.cover.decision", self.env._("Decision of the Insurer"))

    def action_ask(self):
        """A new request to the insurer."""
        return self._open_new("credit.cover.request", self.env._("Request to the Insurer"), "new")

    def action_report_overdue(self):
        """Note that an overdue invoice was reported to the insurer."""
        return self._open_new("credit.cover.report", self.env._("Reported as Overdue"), "new")

    def _open_new(self, model, title, target="current"):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "target": target,
            "context": {"default_cover_id": self.id},
        }

    def action_open_end(self):
        """Ask for the last day and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End Cover"),
            "res_model": "credit.cover.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_cover_id": self.id, "credit_shown": self.env.context.get("credit_shown", False)},
        }

    def action_end(self, last_day, reason):
        """End confirmed covers early. What was shipped until then stays insured.

        :param last_day: the last day they still hold; yesterday at the earliest
        :param str reason: why
        """
        self._check_role("manager")
        self._check_state("confirmed")
        self._check_shown()
        last_day = day_of(last_day)
        if not last_day or not stripped(reason):
            raise UserError(self.env._("Say which is the last day of the cover and why it ends."))
        self.account_id._claim_limits()
        for cover in self:
            cover._check_last_day(last_day)
            cover._set_ended(last_day, reason)
        return True

    # === CHECKS === #

    def _check_obstacles(self):
        # EXTENDS 'credit.securing'
        cover = self.sudo()  # a cover of a customer out of sight is on record, too
        self._check_days(cover)
        self._check_twice(cover)
        if cover._read_rates()[cover] is None:
            raise UserError(
                self.env._(
                    "There is no rate for %(currency)s: enter one before the cover counts.",
                    currency=cover.cover_currency_id.name,
                )
            )
        for number, decision in enumerate(drafted := cover._get_drafted_decisions()):
            decision._check_obstacles(cover._to_core(drafted[:number]))

    def _check_days(self, cover):
        today, policy = cover._get_today(), cover.insurance_id
        if cover.last and cover.last < today:
            raise UserError(
                self.env._("The cover would be over since %(day)s: choose a later last day.", day=self._day(cover.last))
            )
        outside = policy and (cover.first < policy.first or (policy.last and (cover.last or policy.last) > policy.last))
        if outside:
            raise UserError(
                self.env._(
                    "%(policy)s lasts from %(first)s to %(last)s: choose days within.",
                    policy=policy.display_name,
                    first=self._day(policy.first),
                    last=self._day(policy.last) or "–",
                )
            )

    def _check_twice(self, cover):
        """Refuse what is on record already: one guarantee secures one limit."""
        alike = cover.search(
            [
                ("company_id", "=", cover.company_id.id),
                ("kind", "=", cover.kind),
                ("issuer_id", "=", cover.issuer_id.id),
                ("id", "!=", cover.id),
                "|",
                ("counts", "=", True),
                ("state", "=", "proposed"),
            ]
        )
        rates = dict.fromkeys(alike | cover, 1.0)
        found = duplicates([*(one._to_core((), rates) for one in alike), cover._to_core((), rates)])
        if any(cover.id in (one.id, other.id) for one, other in found):
            raise UserError(
                self.env._(
                    "The same %(kind)s of %(issuer)s (%(reference)s) is on record already. Open that one instead.",
                    kind=dict(self._fields["kind"]._description_selection(self.env))[cover.kind],
                    issuer=cover.issuer_id.display_name,
                    reference=cover.reference or cover.insurance_id.name,
                )
            )

    def _check_last_day(self, last_day):
        yesterday = self._get_today() - timedelta(days=1)
        if last_day < yesterday:
            raise UserError(
                self.env._(
                    "Cover cannot be taken away for a day that is past (%(day)s). Choose %(yesterday)s or a later day.",
                    day=self._day(last_day),
                    yesterday=self._day(yesterday),
                )
            )
        if self.last and last_day > self.last:
            raise UserError(
                self.env._(
                    "%(cover)s is over on %(day)s already. Propose a new cover to extend it.",
                    cover=self.display_name,
                    day=self._day(self.last),
                )
            )

    def _day(self, day):
        return format_day(self.env, day)

    # === TRANSITIONS === #

    def _get_drafted_decisions(self):
        """The insurer's decisions that are decided on with the cover itself."""
        return self.decision_ids.filtered(lambda one: one.state == "draft").sorted("id")

    def _set_confirmed(self, alone):
        # EXTENDS 'credit.securing'
        done = super()._set_confirmed(alone)
        self._credit_by_method().write({"counts": True})
        self._get_drafted_decisions()._set_in_effect(self.author_id, self.approver_id, alone)
        self._settle_secured(self._get_spans(), self.author_id, self.approver_id, alone)
        self._tell(self.env._("%(cover)s confirmed", cover=self.display_name))
        return done

    def _set_ended(self, last_day, reason):
        """A cover that has begun covers up to its end; one that has not never will."""
        self._credit_by_method().write(
            {
                "state": "ended",
                "counts": self.first <= max(last_day, self._get_today()) and self.first <= last_day,
                "last": last_day,
                "end_reason": reason,
                "ended_on": fields.Datetime.now(),
            }
        )
        self._shorten_secured(last_day)
        self._tell(self.env._("%(cover)s ends on %(day)s", cover=self.display_name, day=self._day(last_day)))
