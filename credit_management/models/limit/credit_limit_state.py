from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...const import LIMIT_ACTIVITY, ROLES
from ..common.day import format_day
from ..common.text import day_of, stripped


class CreditLimit(models.Model):
    """From proposal to decision, and to an early end: one person proposes, another one decides."""

    _inherit = "credit.limit"

    # === ACTIONS === #

    def action_approve(self):
        """Make proposals effective, from today at the earliest: what is past is not rewritten."""
        self._check_deciding()
        self._check_shown()
        self._check_refused_before()
        self.account_id._claim_limits()
        for limit in self:
            raised = limit._measure_increase()
            limit._note_lent(limit._check_authority(raised), raised)
            alone = limit._check_alone(raised)
            today = limit.company_id._credit_today()
            if limit.valid_to and limit.valid_to < today:
                raise UserError(
                    self.env._(
                        "%(limit)s of %(partner)s would be over since %(day)s. Choose a later last day first.",
                        limit=limit.display_name,
                        partner=limit.partner_id.display_name,
                        day=format_day(self.env, limit.valid_to),
                    )
                )
            limit._set_approved(max(limit.valid_from, today), alone)
        self.account_id._mirror_limit()
        return True

    def action_refuse(self):
        """Turn proposals down; who had a hand in them withdraws them the same way."""
        own = self.filtered(lambda limit: self.env.user in limit.sudo()._get_authors())  # users of the past, too
        (self - own)._check_deciding()
        self._check_shown()
        own._check_state("proposed")
        self._set_refused()
        return True

    def action_open_end(self):
        """Ask for the last day and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End Limit"),
            "res_model": "credit.limit.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_limit_id": self.id, "credit_shown": self.env.context.get("credit_shown", False)},
        }

    def action_end(self, last_day, reason):
        """End approved limits early.

        :param last_day: the last day they still hold; yesterday at the earliest
        :param str reason: why
        """
        self._check_role("manager")
        self._check_state("approved")
        self._check_shown()
        last_day = day_of(last_day)
        if not last_day or not stripped(reason):
            raise UserError(self.env._("Say which is the last day of the limit and why it ends."))
        self.account_id._claim_limits()
        for limit in self:
            limit._check_last_day(last_day)
            alone = {}
            if raised := limit._measure_end(last_day):
                alone = limit._check_alone(raised)
                limit._note_lent(limit._check_authority(raised), raised)
            limit._set_ended(last_day, reason, alone)
        self.account_id._mirror_limit()
        return True

    # === CHECKS === #

    def _check_role(self, role):
        if not self.env.user.has_group(ROLES[role]):
            raise AccessError(
                self.env._("%(user)s cannot decide on credit limits. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, state):
        for limit in self:
            if limit.state == "draft" and state == "proposed":
                raise UserError(
                    self.env._(
                        "%(limit)s of %(partner)s was taken back. Whoever works on it proposes it again first.",
                        limit=limit.display_name,
                        partner=limit.partner_id.display_name,
                    )
                )
            if limit.state != state:
                raise UserError(
                    self.env._(
                        "%(limit)s of %(partner)s is already decided (%(state)s).",
                        limit=limit.display_name,
                        partner=limit.partner_id.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[limit.state],
                    )
                )

    def _check_deciding(self):
        """Only proposals, only by another person who may decide at all."""
        self._check_role("analyst")
        self._check_state("proposed")
        self._check_hands()

    def _is_counted_until(self, last_day):
        """Whether the limit still counts once it ends: one that has begun does, one that never will does not."""
        return self.valid_from <= max(self.company_id._credit_today(), last_day)

    def _check_last_day(self, last_day):
        yesterday = self.company_id._credit_today() - timedelta(days=1)
        if last_day < yesterday:
            raise UserError(
                self.env._(
                    "A limit cannot end before %(day)s: what was granted until then stays on record.",
                    day=format_day(self.env, yesterday),
                )
            )
        if self.valid_to and last_day > self.valid_to:
            raise UserError(
                self.env._(
                    "%(limit)s of %(partner)s is over on %(day)s already. Propose a new limit to extend it.",
                    limit=self.display_name,
                    partner=self.partner_id.display_name,
                    day=format_day(self.env, self.valid_to),
                )
            )

    # === TRANSITIONS === #

    def _set_approved(self, valid_from, alone):
        """:param alone: values that keep on record who let one person decide, see ``credit.alone``"""
        vals = self._prepare_decision_vals() | alone
        self._credit_by_method().write({"state": "approved", "counts": True, "valid_from": valid_from, **vals})
        self._close_passed_on()
        self._log(
            " · ".join(filter(None, (self.env._("%(limit)s approved", limit=self.display_name), self.alone_text)))
        )

    def _set_refused(self):
        self._credit_by_method().write({"state": "refused", **self._prepare_decision_vals()})
        self._close_passed_on()
        for limit in self:
            limit._log(self.env._("%(limit)s refused", limit=limit.display_name))

    def _set_ended(self, last_day, reason, alone):
        """A limit that has begun counts up to its end; one that has not never will."""
        self._credit_by_method().write(
            {
                "state": "ended",
                "counts": self._is_counted_until(last_day),
                "valid_to": last_day,
                "end_reason": reason,
                "ended_on": fields.Datetime.now(),
                "agreed_to": self.valid_to,
                **alone,
            }
        )
        ends = self.env._("%(limit)s ends on %(day)s", limit=self.display_name, day=format_day(self.env, last_day))
        self._log(" · ".join(filter(None, (ends, alone and self.alone_text))))

    def _close_passed_on(self):
        """Close the to-do of the account where none of its limits waits any more."""
        waiting = self.search([("account_id", "in", self.account_id.ids), ("state", "=", "proposed")])
        (self.account_id - waiting.account_id)._credit_close_activities(LIMIT_ACTIVITY)

    def _prepare_decision_vals(self):
        return {"approver_id": self.env.uid, "approved_on": fields.Datetime.now()}

    def _log(self, body):
        self.account_id._message_log(body=body)
