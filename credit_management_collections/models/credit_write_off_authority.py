from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_amount

from odoo.addons.credit_management.core.monitoring.provision import AGE

from ..const import ACCOUNTANT, WRITE_OFF_ACTIVITY

COUNTING = ("approved", "posted")


class CreditWriteOff(models.Model):
    """Authority to approve a write-off, over all of a customer's within the window of the settings; nobody alone."""

    _inherit = "credit.write.off"

    def _get_alone(self):
        # EXTENDS 'credit.alone': three people, however much one may decide on alone elsewhere
        return self.browse()

    def _get_hands(self):
        # EXTENDS 'credit.hands': who approved it does not post it
        hands = super()._get_hands()
        return {
            document: users | document.sudo().author_id | document.sudo().approver_id  # users of the past, too
            for document, users in hands.items()
        }

    def _measure_needed(self):
        # EXTENDS 'credit.alone': with the customer's other write-offs of the window
        before = self._get_written_off_before()
        return {
            document: document.currency_id.round(sum(line._measure() for line in document.line_ids) + before[document])
            for document in self
        }

    def _measure_alone(self):
        # EXTENDS 'credit.alone'
        return self._measure_needed()

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone': nobody decides on any alone
        return {}

    def _get_written_off_before(self):
        """The customer's other write-offs that were approved within the window: ``{document: amount}``."""
        now = fields.Datetime.now()
        everything = self.sudo()  # what was approved counts, readable or not
        found = everything.search([("account_id", "in", everything.account_id.ids), ("state", "in", COUNTING)])
        of_account = found.grouped("account_id")
        sums = {}
        for document in self:
            root = document.sudo().company_id._credit_root()  # settings of a company are read by its users
            since = now - timedelta(days=root.credit_authority_window)
            others = of_account.get(document.sudo().account_id, found.browse()) - document.sudo()  # as above
            sums[document] = sum(one.amount for one in others if one.approved_on and one.approved_on >= since)
        return sums

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        return self._get_obstacle_of_amount(self._get_needed(), self._lookup_authorities()[self.env.user, self])

    def _get_obstacle_of_amount(self, needed, authority):
        if authority is not None and authority.covers(needed):
            return ""
        return self.env._(
            "%(user)s may write off up to %(allowed)s of a customer in %(days)d days; with %(document)s it would be"
            " %(needed)s. Ask a person with more authority, or an administrator to grant it.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            days=self.company_id._credit_root().credit_authority_window,
            document=self.display_name,
            needed=format_amount(self.env, needed, self.currency_id),
        )

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self, WRITE_OFF_ACTIVITY

    def _credit_is_accountant(self):
        """Whether the user posts entries in Odoo."""
        return self.env.user.has_group(ACCOUNTANT)

    # === PROVIDED === #

    def _prepare_provided_vals(self):
        """The expected loss of its items by the rates of the last provision; not known where one of them is not."""
        root = self.company_id._credit_root()
        method = self.env["credit.provision.posting"]._get_method(root)
        matrix = self.env["credit.provision"]._read_by(method, root)
        rates = [(line, matrix.rate_of(line._get_age() if method == AGE else line.days)) for line in self.line_ids]
        losses = [None if rate is None else line._measure() * rate for line, rate in rates]
        known = None not in losses
        return {"provided_known": known, "provided_amount": self.currency_id.round(sum(losses)) if known else 0.0}
