from odoo import models

from .credit_reminder import CANCELLED


class CreditAccount(models.Model):
    """What was sent to two customers who become one."""

    _inherit = "credit.account"

    def _adopt(self, other):
        # EXTENDS 'credit_management'
        other._pass_on_reminders()
        return super()._adopt(other)

    def _pass_on_reminders(self):
        """Keep what was sent, so that no level is sent again, beside what the other customer got on the same days.

        What somebody was about to send was to another customer: it is dropped.
        """
        self.reminder_ids.write({"merged": True})
        pending = self.reminder_ids.filtered(lambda one: one.state == "previewed")
        pending.write({"state": "dropped", "reason": CANCELLED})

    def _move_references(self, other):
        # EXTENDS 'credit_management': what somebody was about to decide was about another customer
        proposed = [("account_id", "=", other.id), ("state", "=", "proposed")]
        write_offs = self.env["credit.write.off"].sudo().search(proposed)  # a merge moves what its user cannot see, too
        allowances = self.env["credit.account.allowance"].sudo().search(proposed)  # as above
        done = super()._move_references(other)
        write_offs._forget_votes()
        for documents in (write_offs, allowances):
            documents._credit_by_method().write({"state": "draft"})
        return done
