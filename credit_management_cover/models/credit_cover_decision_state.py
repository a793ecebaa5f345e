from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.models.common.day import format_day

from ..core.cover import (
    IN_THE_PAST,
    NO_RATE,
    NOT_ALL,
    NOT_PARTLY,
    OUTSIDE,
    Decision,
    decision_obstacles,
    gives_more,
)


class CreditCoverDecision(models.Model):
    """From what the insurer writes to what counts: at once where it takes away, else by a second person."""

    _inherit = "credit.cover.decision"

    # === ACTIONS === #

    def action_propose(self):
        """Record drafts: what takes away counts at once, what gives more waits for another person."""
        self._check_role()
        self._check_state("draft")
        self.account_id._claim_limits()
        for decision in self:
            cover = decision.cover_id
            if cover.state != "confirmed":
                raise UserError(
                    self.env._(
                        "%(cover)s is not confirmed yet, and this decision with it. Propose the cover.",
                        cover=cover.display_name,
                    )
                )
            decision._check_obstacles()
            decision._add_hands()
            if decision._gives_more():
                decision._credit_by_method().write({"state": "proposed", "author_id": self.env.uid})
            else:
                decision._set_taken_away()
        return True

    # === CHECKS === #

    def _check_obstacles(self, core=None):
        """
        :param core: the cover it is held against; the one in effect when left out
        """
        self.ensure_one()
        asked = self.request_id.amount
        found = decision_obstacles(
            self._to_core(), asked, self.received_on, self.cover_id._to_core() if core is None else core
        )
        if found:
            raise UserError(self._describe_obstacle(found[0], asked))

    def _describe_obstacle(self, reason, asked):
        currency = self.cover_currency_id
        words = {
            NO_RATE: self.env._(
                "There is no rate for %(currency)s: enter one before the cover counts.", currency=currency.name
            ),
            IN_THE_PAST: self.env._(
                "Cover cannot be taken away for a day that is past (%(day)s): what was shipped until %(received)s keeps"
                " it.",
                day=format_day(self.env, self.first),
                received=format_day(self.env, self.received_on),
            ),
            NOT_PARTLY: self.env._(
                "Partly approved means more than nothing and less than the %(asked)s asked for. Correct the amount.",
                asked=format_amount(self.env, asked, currency),
            ),
            NOT_ALL: self.env._(
                "Approved means all of the %(asked)s asked for. Choose “Partly Approved”, or correct the amount.",
                asked=format_amount(self.env, asked, currency),
            ),
            OUTSIDE: self.env._(
                "%(day)s lies outside the days of %(cover)s. Choose a day within.",
                day=format_day(self.env, self.first),
                cover=self.cover_id.display_name,
            ),
        }
        return words[reason]

    def _gives_more(self):
        """Whether the insurer pays more of anything by it, past shipments included, or the limit rises with it."""
        cover = self.cover_id
        before, after = cover._to_core(), cover._to_core(self._get_decisions_with())
        since = min(self.first, cover._get_today())
        return gives_more(before, after, since) or self._get_needed() > 0

    # === MEASURE === #

    def _get_cover(self):
        # EXTENDS 'credit.securing'
        return self.cover_id

    def _get_decisions_with(self):
        cover = self.sudo().cover_id  # it decides, readable or not
        return [*(cover._get_effective_decisions() - self), self.sudo()]

    def _get_spans(self):
        # EXTENDS 'credit.securing'
        return self.cover_id._get_spans(self._get_decisions_with())

    def _to_core(self, sequence=0):
        self.ensure_one()
        return Decision(
            answer=self.answer,
            amount=self.amount,
            first=self.first,
            last=self.last or None,
            request=self.request,
            met=self.met,
            sequence=sequence,
        )

    # === TRANSITIONS === #

    def _set_in_effect(self, author, approver, alone):
        """Those drafted with a cover count with it."""
        values = {"state": "confirmed", "author_id": author.id, "approver_id": approver.id}
        self._credit_by_method().write({**values, "approved_on": fields.Datetime.now(), **alone})

    def _set_taken_away(self):
        """What the two have agreed to who confirmed the cover becomes less: nobody is asked again."""
        self._credit_by_method().write(
            {"state": "confirmed", "takes_away": True, "author_id": self.env.uid, **self._prepare_decision_vals()}
        )
        cover = self.cover_id
        cover._settle_secured(cover._get_spans(), cover.author_id, cover.approver_id, cover._get_alone_vals())
        self._tell(self.env._("%(cover)s: %(decision)s", cover=cover.display_name, decision=self.display_name))

    def _set_confirmed(self, alone):
        # EXTENDS 'credit.securing'
        done = super()._set_confirmed(alone)
        cover = self.cover_id
        cover._settle_secured(cover._get_spans(), self.author_id, self.approver_id, alone)
        self._tell(self.env._("%(cover)s: %(decision)s", cover=cover.display_name, decision=self.display_name))
        return done
