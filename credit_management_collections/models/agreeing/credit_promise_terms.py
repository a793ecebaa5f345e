from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import stripped

from ...const import TERMS_ACTIVITY
from ...core import promise as core
from ...core import promise_terms as terms

STATES = [
    (terms.PROPOSED, "Proposed"),
    (terms.RELEASED, "Released"),
    (terms.REFUSED, "Refused"),
    (terms.WITHDRAWN, "Withdrawn"),
    (terms.LAPSED, "Lapsed"),
]


class CreditPromise(models.Model):
    """A plan released as terms for new orders: while it is kept, what is past due of it is not held against them.

    proposed by a collector → released by a credit manager who had no hand in it and may release orders of so much, or
    refused; it lapses by itself with the first instalment that does not come. What it lets off is read anew for each
    decision (credit_promise_terms_read).
    """

    _inherit = "credit.promise"

    terms_state = fields.Selection(STATES, string="Terms for New Orders", readonly=True, copy=False)
    terms_reason = fields.Text(string="Why Orders Go On", readonly=True, copy=False)
    terms_proposed_by_id = fields.Many2one("res.users", string="Terms Proposed by", readonly=True, copy=False)
    terms_decided_by_id = fields.Many2one("res.users", string="Terms Decided by", readonly=True, copy=False)
    terms_decided_on = fields.Date(readonly=True, copy=False)
    terms_end_reason = fields.Text(string="Why the Terms Ended", readonly=True, copy=False)
    terms_until = fields.Date(
        string="Orders Pass until",
        readonly=True,
        copy=False,
        help="The last day on which what is past due of the plan does not count, if nothing more comes.",
    )

    _terms_idx = models.Index("(partner_id) WHERE state = 'open' AND terms_state = 'released'")
    _terms_released_by_another = models.Constraint(
        "CHECK (terms_state <> 'released' OR (terms_decided_by_id IS NOT NULL AND terms_proposed_by_id IS NOT NULL"
        " AND terms_decided_by_id <> terms_proposed_by_id))",
        "Nobody releases a plan that was proposed by the same person.",
    )

    # === ACTIONS === #

    def action_propose_terms(self, reason):
        """Ask that new orders pass while the plan is kept.

        :param str reason: why they are to go on; who decides reads it
        """
        self._check_collector()
        self._check_state(core.OPEN)
        reason = self._get_terms_reason(reason)
        for promise in self:
            promise._claim()
            promise._check_terms(*terms.AGAIN)
            promise._check_stands()
            promise._credit_by_method().write(
                {
                    "terms_state": terms.PROPOSED,
                    "terms_reason": reason,
                    "terms_proposed_by_id": self.env.uid,
                    "terms_decided_by_id": False,
                    "terms_decided_on": False,
                    "terms_end_reason": False,
                }
            )
            promise._add_hands()
            promise._message_log(body=self.env._("Proposed as terms for new orders: %s", reason))
            promise._ask_terms()
        return True

    def action_release_terms(self):
        """From now on what is past due of the plan is not held against new orders, until an instalment is missed."""
        if not self._is_manager():
            raise AccessError(
                self.env._("%s does not release plans for new orders. Ask a credit manager.", self.env.user.name)
            )
        self.check_access("write")
        self._check_state(core.OPEN)
        self._check_hands()
        self._check_shown()
        for promise in self:
            promise._claim()
            promise._check_terms(terms.PROPOSED)
            judgement = promise._check_stands()
            promise._check_terms_authority()
            promise._credit_close_activities(TERMS_ACTIVITY)
            promise._credit_by_method().write(
                {
                    "terms_state": terms.RELEASED,
                    "terms_decided_by_id": self.env.uid,
                    "terms_decided_on": promise.company_id._credit_today(),
                    "terms_until": terms.last_day(judgement),
                }
            )
            promise._message_log(
                body=self.env._(
                    "Released as terms for new orders, up to %(amount)s, until %(day)s if nothing more comes.",
                    amount=promise._money(promise.missing),
                    day=format_day(self.env, promise.terms_until),
                )
            )
        # Orders on hold may pass by it; the customer need not be in sight.
        self.env["credit.hold"]._recheck_soon(self.sudo().partner_id)
        return True

    def action_end_terms(self, reason):
        """Turn the proposal down, or take back what was released: what is past due counts again from now on.

        :param str reason: why; it stays on record
        """
        self._check_collector()
        reason = self._get_terms_reason(reason)
        for promise in self:
            promise._claim()
            promise._check_terms(terms.PROPOSED, terms.RELEASED)
            others = promise.terms_proposed_by_id != self.env.user
            refuses = promise.terms_state == terms.PROPOSED and others and self._is_manager()
            promise._end_terms(terms.REFUSED if refuses else terms.WITHDRAWN, reason)
        return True

    def action_open_propose_terms(self):
        """Ask why orders are to go on."""
        self.ensure_one()
        return self.env["credit.collection.note"]._open(self, "propose_terms")

    def action_open_end_terms(self):
        """Ask why they are not to go on."""
        self.ensure_one()
        return self.env["credit.collection.note"]._open(self, "end_terms")

    # === BUSINESS === #

    def _ask_terms(self):
        """A to-do for a credit manager who may release so much; who it is for need not be one of the user's people."""
        users = self._find_releasers(self._measure_terms()).filtered(lambda user: user.has_group(MANAGER))
        if user := users[:1]:
            words = self.with_context(lang=user.lang)
            self.sudo().activity_schedule(  # as above
                TERMS_ACTIVITY,
                date_deadline=self.company_id._credit_today(),
                user_id=user.id,
                summary=words.env._("Are new orders to pass? %s", words.display_name),
            )

    def _keep_terms(self, judgement):
        """Bring the terms to what was found of the plan; the gate has found the same by itself."""
        self.ensure_one()
        until = terms.last_day(judgement) or False
        if self.terms_state in (terms.PROPOSED, terms.RELEASED) and not until and judgement.state != core.KEPT:
            self._end_terms(terms.LAPSED, self.env._("An instalment did not come."))
        elif self.terms_state == terms.RELEASED and self.terms_until != until:
            self._credit_by_method().write({"terms_until": until})

    def _end_terms(self, state, reason):
        """End what is proposed or released, in one of the states that end it."""
        if self.terms_state not in (terms.PROPOSED, terms.RELEASED):
            return
        vals = {"terms_state": state, "terms_end_reason": reason, "terms_until": False}
        if state == terms.REFUSED:
            vals |= {"terms_decided_by_id": self.env.uid, "terms_decided_on": self.company_id._credit_today()}
        self._credit_by_method().write(vals)
        self._credit_close_activities(TERMS_ACTIVITY)
        label = dict(self._fields["terms_state"]._description_selection(self.env))[state]
        self._message_log(body=self.env._("Terms for new orders: %(state)s. %(reason)s", state=label, reason=reason))

    # === CHECKS === #

    def _get_terms_reason(self, reason):
        reason = stripped(reason)
        if not reason:
            raise UserError(self.env._("Say why."))
        return reason

    def _check_terms(self, *states):
        """Refuse a step that the terms are not at."""
        if (self.terms_state or "") in states:
            return
        labels = dict(self._fields["terms_state"]._description_selection(self.env))
        if not self.terms_state:
            raise UserError(
                self.env._("%s was not proposed as terms for new orders: a collector proposes it.", self.display_name)
            )
        raise UserError(
            self.env._(
                "%(document)s as terms for new orders is “%(state)s”, so this cannot be done: take another promise to"
                " begin anew.",
                document=self.display_name,
                state=labels[self.terms_state],
            )
        )

    def _check_stands(self):
        """Refuse a plan of which something was missed, or nothing is to come any more; by what was received until now.

        :return: core.promise.Judgement
        """
        system = self.sudo()  # what was received is read by the system
        system._judge()
        judgement = system._read_judgements()[system]
        if not terms.stands(judgement):
            raise UserError(
                self.env._(
                    "%s is not kept, or is paid already: orders pass by a plan whose instalments come in time.",
                    self.display_name,
                )
            )
        return judgement

    def _measure_terms(self):
        """What of the customer would be let off together with this plan, in the company's currency."""
        return self.account_id._measure_let_off(self)

    def _check_terms_authority(self):
        """Refuse to let off more than the user may release orders for; somebody with more authority does."""
        needed, authority = self._measure_terms(), self._find_release_authority(MANAGER)
        if authority is not None and authority.covers(needed):
            return
        values = self._describe_authority(needed, authority)
        if values["people"]:
            raise AccessError(
                self.env._(
                    "%(user)s may release up to %(allowed)s of a customer; with %(document)s it would be %(needed)s:"
                    " ask %(people)s.",
                    **values,
                )
            )
        raise AccessError(
            self.env._(
                "%(user)s may release up to %(allowed)s of a customer; with %(document)s it would be %(needed)s: ask"
                " an administrator to grant it to somebody.",
                **values,
            )
        )
