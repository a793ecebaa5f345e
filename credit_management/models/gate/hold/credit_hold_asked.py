from odoo import api, fields, models

from ...common.day import format_day
from .credit_hold import ASKED, STATES
from .credit_hold_notice import ORDINARY


class CreditHold(models.Model):
    """A release that somebody has asked for: by whom, when, and whom it waits for. Who adds a sentence asks once."""

    _inherit = "credit.hold"

    asked_by = fields.Many2one("res.users", readonly=True, copy=False, index="btree_not_null")
    asked_on = fields.Datetime(readonly=True, copy=False)
    stage = fields.Selection(
        [STATES[0], ASKED, *STATES[1:]],
        compute="_compute_stage",
        help="Asked: on hold, and somebody has said why it should go through.",
    )
    waits_for_ids = fields.Many2many(
        "res.users",
        string="Waits for",
        compute="_compute_waits_for",
        help="Who has been asked to release or refuse it.",
    )
    asked_text = fields.Char(string="Request", compute="_compute_asked_text")

    # === COMPUTE === #

    @api.depends("state", "asked_on")
    def _compute_stage(self):
        for hold in self:
            hold.stage = "asked" if hold.state == "open" and hold.asked_on else hold.state

    @api.depends("state", "activity_ids.user_id", "activity_ids.activity_type_id")
    def _compute_waits_for(self):
        for hold in self:
            # Who is asked is told to everybody who reads the hold, whatever activities they see.
            activities = hold.sudo()._get_decision_activities()
            hold.waits_for_ids = activities.user_id if hold.state == "open" else False

    @api.depends("stage", "asked_by", "asked_on", "waits_for_ids")
    @api.depends_context("lang", "tz")
    def _compute_asked_text(self):
        for hold in self:
            hold.asked_text = hold._get_asked_text() if hold.stage == "asked" else False

    def _get_asked_text(self):
        """Who asked, when, and whom it waits for; names are no secret to who reads the document."""
        hold = self.sudo()  # see above
        asked = {"user": hold.asked_by.name or "", "day": format_day(self.env, hold.asked_on)}
        if not hold.waits_for_ids:
            return self.env._("%(user)s asked for a release on %(day)s. Nobody can decide on it yet.", **asked)
        return self.env._(
            "%(user)s asked for a release on %(day)s. It waits for %(decider)s.",
            decider=", ".join(hold.waits_for_ids.mapped("name")),
            **asked,
        )

    # === BUSINESS === #

    @api.model
    def _ask(self, order, justification, amount, checkpoint):
        """Ask for a release before anybody is stopped, or add a sentence to what was asked for already.

        :param amount: up to which total the order should go through; raises that of an open hold
        :return: the hold; nothing when the order would pass
        """
        hold = self._open_of(order).get(order.id, self.browse())
        hold.with_env(self.env)._check_may_justify()
        decision = order._credit_decide(checkpoint).get(order)
        decision = decision and self._decide_as_wanted(order, decision, amount, checkpoint)
        if decision is None or not decision.blocked:
            return self.browse()
        # Who asks writes reasons and amount here, nothing else.
        hold = self._stop({order: decision}, checkpoint).sudo()
        asked_before = hold.stage == "asked"
        hold._credit_by_method().write(hold._prepare_asked_vals(justification, amount))
        hold._add_hands()
        hold._assign()
        if not asked_before:
            hold._mail_asked()  # again, where it was stopped before: now with the reason
        hold._log_asked(justification, asked_before)
        return hold

    def _prepare_asked_vals(self, justification, amount):
        said = (self.justification or "").splitlines()
        vals = {"amount_wanted": amount}
        if justification not in said and justification != self.justification:
            vals["justification"] = "\n".join([*said, justification])
        if not self.requester_id:
            vals["requester_id"] = self.env.uid
        if not self.asked_on:
            vals |= {"asked_by": self.env.uid, "asked_on": fields.Datetime.now()}
        return vals

    def _log_asked(self, justification, asked_before):
        """Note on hold and document what was said, and whom it waits for."""
        self._message_log(body=justification)
        if asked_before:
            body = self.env._("Added to the request for a release: %(reason)s", reason=justification)
        else:
            body = self.env._(
                "Release asked for: %(reason)s %(waiting)s", reason=justification, waiting=self._get_asked_text()
            )
        self._document()._message_log(body=body, message_type=ORDINARY)
