from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.models.common.text import in_sentence

from ..const import CALL_ACTIVITY, COLLECTOR, LETTER_REPORT
from .credit_reminder import NOT_REACHED

ABANDONED = timedelta(minutes=10)  # after which a row that is being sent, and that no job holds, was left behind
PATIENCE = timedelta(days=14)  # so long a call may wait to be made
MOST_CALLS = 3  # in vain, after which the step is taken by another channel


class CreditReminder(models.Model):
    """What people, and the job, settle after sending: calls, letters, and mails of which nobody knows."""

    _inherit = "credit.reminder"

    # === BEFORE SENDING === #

    def action_leave_out(self):
        """Send these customers nothing in this run; they come again in the next one."""
        self._check_settling("previewed")
        for run in self.run_id:
            run._leave_out(self.filtered(lambda one, run=run: one.run_id == run))
        return True

    # === CALLS === #

    def action_reached(self):
        """Somebody of the customer was called: the levels of its items are taken."""
        self._check_settling("waiting")
        # Messages are written by methods alone.
        for one in self.sudo():
            one._claim()
            one.day = one.company_id._credit_today()  # the next message, and the next level, count from the call
            one._set_sent()
            one._close_call()
        return True

    def action_not_reached(self):
        """Nobody was there; after some calls in vain the step is left to another channel."""
        self._check_settling("waiting")
        # As above.
        for one in self.sudo():
            one.call_count += 1
            if one.call_count >= MOST_CALLS:
                one._drop(NOT_REACHED)
                one._close_call()
        return True

    @api.model
    def _drop_old_calls(self):
        """Calls that nobody has made: a customer is not left in peace by a to-do, the step goes another way."""
        for one in self.search([("state", "=", "waiting")]):
            if one.day + PATIENCE < one.company_id._credit_today():
                one._drop(NOT_REACHED)
                one._close_call()

    def _close_call(self):
        waiting = self.search([("account_id", "=", self.account_id.id), ("state", "=", "waiting")])
        if not waiting:
            self.account_id._credit_close_activities(CALL_ACTIVITY)

    # === LETTERS === #

    def action_print(self):
        """The letters as one file, each for its customer."""
        letters = self.filtered(lambda one: one.channel == "letter" and one.state == "sent")
        if not letters:
            raise UserError(self.env._("None of these is a letter that was sent: choose letters."))
        self._check_collecting()
        letters.sudo().printed_on = fields.Datetime.now()  # messages are written by methods alone
        return self.env.ref(LETTER_REPORT).report_action(letters)

    # === NOBODY KNOWS === #

    @api.model
    def _find_abandoned(self):
        """Mails that a job was killed over: they count as sent until somebody says otherwise."""
        domain = [("state", "=", "sending"), ("checked_on", "<", fields.Datetime.now() - ABANDONED)]
        found = self.search(domain).try_lock_for_update()
        for one in found:
            one._set_uncertain(self.env._("The job was cut off while the mail server had the mail."))

    @api.model
    def _follow_texts(self):
        """Text messages that Odoo's queue could not send: they were not sent, and their levels are free again."""
        for one in self.search([("state", "=", "sent"), ("sms_id.state", "=", "error")]):
            failure = dict(one.sms_id._fields["failure_type"]._description_selection(self.env))
            one._fail(failure.get(one.sms_id.failure_type, "–"))

    def _set_uncertain(self, error):
        self._set_counts(True)
        self.write({"state": "uncertain", "error": error[:500]})
        self.run_id._ask_about_uncertain()

    def action_was_sent(self):
        """The customer has got it, or may have: it stays as sent."""
        self._check_settling("uncertain")
        self.sudo()._set_sent()  # messages are written by methods alone
        self.sudo().run_id._close_uncertain()  # as above
        return True

    def action_send_again(self):
        """Nobody has got it: the same mail under the same id, checked again against what is owed then."""
        self._check_settling("uncertain")
        # Messages are written by methods alone.
        for one in self.sudo():
            one._set_counts(False)
            one.write({"state": "previewed", "error": False})
            one.run_id._resume()
        self.sudo().run_id._close_uncertain()  # as above
        return True

    # === CHECKS === #

    def _check_collecting(self):
        if not self.env.user.has_group(COLLECTOR):
            raise AccessError(
                self.env._("%s does not collect what customers owe. Ask a collector.", self.env.user.name)
            )
        self.check_access("read")

    def _check_settling(self, state):
        self._check_collecting()
        for one in self:
            if one.state != state:
                raise UserError(
                    self.env._(
                        "%(reminder)s is %(state)s, so this cannot be done. Open it again to see it as it stands.",
                        reminder=one.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[one.state]
                        ),
                    )
                )
