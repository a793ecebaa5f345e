from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...const import ROLES
from ..common.day import format_day
from ..common.text import day_of, stripped


class CreditGroupPart(models.AbstractModel):
    """From proposal to decision, and to an early end: one person proposes, a credit manager decides."""

    _inherit = "credit.group.part"

    # === ACTIONS === #

    def action_approve(self):
        """Make proposals count, from today at the earliest."""
        self._check_deciding()
        self._check_shown()
        self._check_group()
        self._claim()
        for part in self.sorted("id"):
            part._check_needed(part._get_needed())
            part._check_dates()
            part._set_approved(max(part.valid_from, part.company_id._credit_today()))
        return True

    def action_refuse(self):
        """Turn proposals down; who had a hand in them withdraws them the same way."""
        own = self.filtered(lambda part: self.env.user in part.sudo()._get_authors())  # users of the past, too
        (self - own)._check_deciding()
        self._check_shown()
        own._check_role("analyst")
        own._check_state("proposed")
        self._credit_by_method().write({"state": "refused", **self._prepare_decision_vals()})
        for part in self:
            part._log(self.env._("%(part)s refused", part=part.display_name))
        return True

    def action_take_back(self):
        """Let a proposal be changed; until it is proposed again nobody decides on it."""
        self._check_role("analyst")
        self._check_state("proposed")
        self._credit_by_method().write({"state": "draft"})
        return True

    def action_propose(self):
        """Propose again what was taken back."""
        self._check_role("analyst")
        self._check_state("draft")
        self._add_hands()
        self._credit_by_method().write({"state": "proposed", "author_id": self.env.uid})
        return True

    def action_open_end(self):
        """Ask for the last day and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End"),
            "res_model": "credit.group.end",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_document": f"{self._name},{self.id}",
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    def action_end(self, last_day, reason):
        """End what is approved early.

        :param last_day: the last day it still holds; yesterday at the earliest
        :param str reason: why
        """
        self._check_role("manager")
        self._check_state("approved")
        self._check_shown()
        last_day = day_of(last_day)
        if not last_day or not stripped(reason):
            raise UserError(self.env._("Say which is the last day and why it ends."))
        self._claim()
        for part in self:
            part._check_last_day(last_day)
            if needed := part._measure_end(last_day):
                part._check_hands()
                part._check_needed(needed)
            part._set_ended(last_day, reason)
        return True

    # === CHECKS === #

    def _check_role(self, role):
        if not self.env.user.has_group(ROLES[role]):
            raise AccessError(
                self.env._("%(user)s cannot decide on customer groups. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, state):
        for part in self:
            if part.state != state:
                raise UserError(
                    self.env._(
                        "%(part)s is not what is asked for any more (%(state)s). Reload it.",
                        part=part.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[part.state],
                    )
                )

    def _check_group(self):
        for part in self:
            if not part.sudo().group_id.active:  # archived or not decides, readable or not
                raise UserError(
                    self.env._(
                        "%(group)s is archived: restore it before anything about it is approved.",
                        group=part.group_id.display_name,
                    )
                )

    def _check_deciding(self):
        self._check_role("manager")
        self._check_state("proposed")
        self._check_hands()

    def _check_dates(self):
        today = self.company_id._credit_today()
        if self.valid_to and self.valid_to < max(self.valid_from, today):
            raise UserError(
                self.env._(
                    "%(part)s would be over since %(day)s. Choose a later last day first.",
                    part=self.display_name,
                    day=format_day(self.env, self.valid_to),
                )
            )

    def _check_last_day(self, last_day):
        yesterday = fields.Date.subtract(self.company_id._credit_today(), days=1)
        if last_day < yesterday or (self.valid_to and last_day > self.valid_to):
            raise UserError(
                self.env._(
                    "%(part)s ends between %(first)s and its last day: choose a day in between.",
                    part=self.display_name,
                    first=format_day(self.env, yesterday),
                )
            )

    def _is_counted_until(self, last_day):
        """Whether it still counts once it ends: what has begun does, what never will does not."""
        return self.valid_from <= last_day

    # === TRANSITIONS === #

    def _claim(self):
        """Let decisions on one group pass one after the other, see ``credit.account._claim_limits``."""
        if self:
            groups = sorted(set(self.group_id.ids))
            self.env.cr.execute(SQL("UPDATE credit_group SET id = id WHERE id IN %s", tuple(groups)))

    def _set_approved(self, valid_from):
        self._credit_by_method().write(
            {"state": "approved", "counts": True, "valid_from": valid_from, **self._prepare_decision_vals()}
        )
        self._log(self.env._("%(part)s approved", part=self.display_name))

    def _set_ended(self, last_day, reason):
        """What has begun counts up to its end; what has not never will."""
        self._credit_by_method().write(
            {
                "state": "ended",
                "counts": self._is_counted_until(last_day),
                "valid_to": last_day,
                "end_reason": reason,
                "ended_on": fields.Datetime.now(),
                "agreed_to": self.valid_to,
            }
        )
        self._log(self.env._("%(part)s ends on %(day)s", part=self.display_name, day=format_day(self.env, last_day)))

    def _prepare_decision_vals(self):
        return {"approver_id": self.env.uid, "approved_on": fields.Datetime.now()}

    def _log(self, body):
        self.group_id.sudo()._message_log(body=body, author_id=self.env.user.partner_id.id)  # the log is ours
