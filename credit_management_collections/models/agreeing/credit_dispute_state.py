from datetime import timedelta
from math import fsum

from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import id_of, stripped

from ...const import DISPUTE_ACTIVITY
from ...core import dispute as core
from .credit_dispute import RUNNING

CREDITING = (core.CREDIT_NOTE, core.PARTLY_CREDITED)
AGAIN = 60  # days, at least, in which an item is disputed again by a credit analyst alone


class CreditDispute(models.Model):
    """Opened by whoever hears of it, answered by who clears it up, confirmed and closed by a credit analyst."""

    _inherit = "credit.dispute"

    # === ACTIONS === #

    def action_open(self):
        """From now on nobody reminds of these items, until an answer is due."""
        self.check_access("write")
        self._check_state("draft")
        for dispute in self:
            dispute._claim()
            # What the customer owes and contests is read by the system.
            dispute.sudo()._check_entry()
            dispute.sudo()._check_again()
            dispute._check_responsible()
            dispute._enter()
        return True

    def action_clarify(self):
        """Somebody is at it; after an answer: the customer is not content with it."""
        self._move(core.CLARIFYING)
        return True

    def action_answer(self, text):
        """Say what was found out."""
        text = stripped(text)
        if not text:
            raise UserError(self.env._("Say what was found out."))
        self._move(core.ANSWERED, answer=text)
        return True

    def action_confirm(self):
        """There is something in it: its items are held back until it is closed, and count as the policy says."""
        self._check_analyst()
        self._check_state(*RUNNING)
        self._check_hands()
        self._check_shown()
        for dispute in self.filtered(lambda one: not one.confirmed_by_id):
            dispute._claim()
            dispute._check_authority()
            today = dispute.company_id._credit_today()
            dispute._credit_by_method().write({"confirmed_by_id": self.env.uid, "confirmed_on": today})
        # Orders on hold may pass by what is let off; the customer need not be in sight.
        self.env["credit.hold"]._recheck_soon(self.sudo().partner_id)
        return True

    def action_close(self, outcome, lesson="", credit_note=None):
        """End it; its items come back to reminders.

        :param credit_note: id of the posted credit note, where one belongs to the outcome
        """
        self._check_analyst()
        self._check_state(*RUNNING)
        if outcome in CREDITING:
            self._check_hands()
        self._check_shown()
        for dispute in self:
            dispute._claim()
            dispute._close(outcome, stripped(lesson), dispute._find_credit_note(credit_note))
        return True

    def action_open_answer(self):
        """Ask for the answer."""
        self.ensure_one()
        return self.env["credit.collection.note"]._open(self, "answer")

    def action_open_close(self):
        """Ask how it ends."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "credit_management_collections.credit_dispute_close_action"
        )
        return action | {"context": {**self.env.context, "default_dispute_id": self.id}}

    # === BUSINESS === #

    def _enter(self):
        company = self.company_id.sudo()  # its settings, of whatever company the person works in
        today = company._credit_today()
        seller = self.sudo().partner_id.user_id  # of a customer who need not be in sight
        whole = not self.currency_id.compare_amounts(self.amount, 0.0)
        self._credit_by_method().write(
            {
                "state": core.OPEN,
                "opened_on": today,
                "due": today + timedelta(days=company.credit_dispute_days),
                # What was drafted may be paid in part; what the customer owes is read by the system.
                "amount": fsum(self.sudo()._read_open().values()) if whole else self.amount,
                "responsible_id": (self.responsible_id or seller or self._get_responsible()).id,
            }
        )
        # Whoever clears it up need not be one whose to-dos the person may plan.
        if not self.responsible_id:
            return
        self.sudo().activity_schedule(
            DISPUTE_ACTIVITY,
            date_deadline=self.due,
            user_id=self.responsible_id.id,
            summary=self.env._("Clear up: %s", self.display_name),
        )

    def _get_responsible(self):
        """Who clears it up where nobody is named or sells to the customer: who opens it, if it is one of us."""
        if not self.env.user.share:
            return self.env.user
        return self.account_id._credit_successor(self.env["res.users"])

    def _move(self, state, **vals):
        self.check_access("write")
        for dispute in self:
            dispute._claim()
            if core.move_obstacles(dispute._to_core(), state) or dispute.state == "draft":
                dispute._check_state(*(one for one, to in core.MOVES.items() if state in to))
            if state == core.ANSWERED:
                vals |= {"answered_on": dispute.company_id._credit_today(), "reminded_on": False}
            dispute._credit_by_method().write({"state": state, **vals})
            if state == core.ANSWERED:
                dispute._credit_close_activities(DISPUTE_ACTIVITY)

    def _close(self, outcome, lesson, credit_note):
        credited = credit_note.amount_total if outcome in CREDITING else 0.0
        reasons = core.move_obstacles(
            self._to_core(), core.CLOSED, outcome if isinstance(outcome, str) else "", credited
        )
        texts = {
            core.NO_OUTCOME: self.env._("Say how the dispute ends."),
            core.WRONG_CREDIT: self.env._(
                "%(amount)s is in dispute and %(credited)s is credited, which is another outcome. Choose the posted"
                " credit note that belongs to it.",
                amount=self._money(self.amount),
                credited=self._money(credited),
            ),
        }
        for reason in reasons:
            raise UserError(texts.get(reason) or self._get_decided_text())
        self._credit_by_method().write(
            {
                "state": core.CLOSED,
                "outcome": outcome,
                "lesson": lesson,
                "credit_note_id": credit_note.id if outcome in CREDITING else False,
                "credited": credited,
                "closed_on": self.company_id._credit_today(),
                "closed_by_id": self.env.uid,
            }
        )
        self._credit_close_activities(DISPUTE_ACTIVITY)

    def _to_core(self):
        return core.Dispute(
            self.reason,
            self.amount,
            self.opened_on or self.company_id._credit_today(),
            frozenset(self._get_chosen().ids),
            core.OPEN if self.state == "draft" else self.state,
            self.due or None,
            self.closed_on or None,
            self.outcome or "",
            self.credited,
            bool(self.responsible_id),
            self.id or 0,
        )

    def _find_credit_note(self, value):
        """The posted credit note to this customer that somebody has chosen; none where it is no such thing.

        It may be out of sight of who closes: analysts without an accounting role do not read entries. One credit note
        ends one dispute: taken for several, more would have been credited than was.
        """
        chosen = self.env["account.move"].sudo().browse(id_of(value)).exists()
        chosen -= self.sudo().search([("credit_note_id", "in", chosen.ids)]).credit_note_id  # whoever closed that one
        return chosen.filtered(
            lambda move: (
                move.move_type == "out_refund"
                and move.state == "posted"
                and move.commercial_partner_id == self.sudo().partner_id  # the customer, as above
                and move.company_id._credit_root() == self.company_id
                and move.currency_id == self.currency_id
            )
        )

    # === CHECKS === #

    def _check_analyst(self):
        if not self.env.user.has_group(ANALYST):
            raise AccessError(self.env._("%s does not decide on disputes. Ask a credit analyst.", self.env.user.name))
        self.check_access("write")

    def _check_entry(self):
        """Refuse a dispute that cannot be opened, with what stands in its way."""
        self._check_currency()
        running = self.search([("account_id", "=", self.account_id.id), ("state", "in", RUNNING)])
        owed, taken = self._read_open(), self._get_taken(running)
        whole = not self.currency_id.compare_amounts(self.amount, 0.0)
        amount = sum(owed.values()) if whole else self.amount
        plain = core.Dispute(self.reason, amount, self.company_id._credit_today(), frozenset(owed))
        texts = {
            core.NO_ITEMS: self.env._(
                "A dispute is about items of %s that are open: choose them.", self.partner_id.name
            ),
            core.NO_AMOUNT: self.env._("Nothing is open on these items any more."),
            core.ABOVE_ITEMS: self.env._(
                "%(amount)s is more than is open on these items (%(owed)s).",
                amount=self._money(amount),
                owed=self._money(sum(owed.values())),
            ),
            core.DISPUTED_ALREADY: self.env._(
                "Items are in dispute already: %s.", ", ".join(sorted(set(filter(None, taken.mapped("reference")))))
            ),
        }
        for reason in core.entry_obstacles(plain, sum(owed.values()), owed if taken else ()):
            raise UserError(texts[reason])

    def _check_again(self):
        """One dispute after the other about an item would keep reminders back for good."""
        if self.env.user.has_group(ANALYST):
            return
        company = self.company_id
        since = company._credit_today() - timedelta(days=max(AGAIN, 2 * company.credit_dispute_days))
        domain = [("account_id", "=", self.account_id.id), ("state", "=", core.CLOSED), ("opened_on", ">", since)]
        if taken := self._get_taken(self.search(domain)):
            raise UserError(
                self.env._(
                    "In dispute until %(day)s: %(items)s. To dispute it again, ask a credit analyst.",
                    items=", ".join(sorted(set(filter(None, taken.mapped("reference"))))),
                    day=format_day(self.env, max(taken.dispute_id.mapped("closed_on"))),
                )
            )

    def _check_responsible(self):
        """Whoever is named gets a to-do about the customer: one of us, who may open it."""
        user = self.responsible_id
        if user and not user._credit_working_for(self.company_id):
            raise UserError(
                self.env._(
                    "%(user)s does not work in %(company)s: choose somebody else to clear it up, or nobody.",
                    user=user.sudo().name,  # of another company, out of sight
                    company=self.company_id.sudo().name,  # as above
                )
            )
