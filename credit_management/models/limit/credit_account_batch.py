from odoo import fields, models

from ..common.read_once import read_once


class CreditAccount(models.Model):
    """What mass changes wanted, refused and said of a customer."""

    _inherit = "credit.account"

    @read_once
    def _get_wanted_limits(self):
        # EXTENDS 'credit_management': what a batch wanted that nobody has approved
        found = super()._get_wanted_limits()
        companies = self.sudo().company_id  # settings of a company are read by its users
        days = max(companies.mapped("credit_authority_window"), default=0)
        since = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        for line in self._get_open_lines():
            batch = line.batch_id
            if batch.state != "approved" and batch.submitted_on and batch.submitted_on >= since:
                found[line.account_id.id].append(line)
        return found

    @read_once
    def _get_refused_limits(self):
        # EXTENDS 'credit_management': what was refused with a batch, or of it
        found = super()._get_refused_limits()
        for line in self._get_open_lines().filtered("refused_on").sorted(lambda line: (line.refused_on, line.id)):
            if not self._is_decided_since(line, found.get(line.account_id.id)):
                found[line.account_id.id] = line
        return found

    @read_once
    def _get_open_lines(self):
        """The lines of these customers that a batch wanted and nobody has approved."""
        # What was wanted out of sight was wanted, too.
        lines = self.env["credit.limit.batch.line"].sudo()
        wanted = [("account_id", "in", self.ids), ("left_out", "=", False)]
        return lines.search([*wanted, "|", ("refused_on", "!=", False), ("batch_id.state", "=", "submitted")])

    def _is_decided_since(self, line, refusal):
        """Whether a limit of the customer was decided on after a line was refused."""
        if refusal:
            return refusal.sudo()._get_refusal()[1] > line.refused_on  # one out of sight is one, too
        own = [("account_id", "=", line.account_id.id), ("approved_on", ">=", line.refused_on)]
        limits = self.env["credit.limit"].sudo()  # as above
        return bool(limits.search_count([*own, ("state", "in", ("approved", "ended"))], limit=1))

    def _adopt(self, other):
        # EXTENDS 'credit_management': what is on record of the customer that is merged into this one
        lines = self.env["credit.limit.batch.line"].sudo()  # all of them, in sight or not
        lines.search([("account_id", "=", other.id)]).write({"account_id": self.id})
        return super()._adopt(other)
