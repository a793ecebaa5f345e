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
            # A customer who was left out of it is not approved with the others.
            asked_on = line.refused_on or line.batch_id.submitted_on
            if asked_on and asked_on >= since:
                found[line.account_id.id].append(line)
        return found

    @read_once
    def _get_refused_limits(self):
        # EXTENDS 'credit_management': what was refused with a batch, or of it; who kept a limit from becoming less
        # has refused nobody a higher one
        found = super()._get_refused_limits()
        lines = self._get_open_lines().filtered(lambda line: line.refused_on and not line._is_lower())
        approved = self._get_last_approved() if lines else {}
        for line in lines.sorted(lambda line: (line.refused_on, line.id)):
            id_ = line.account_id.id
            if refusal := found.get(id_):
                is_decided_since = refusal.sudo()._get_refusal()[1] > line.refused_on  # one out of sight is one, too
            else:
                is_decided_since = id_ in approved and approved[id_] >= line.refused_on
            if not is_decided_since:
                found[id_] = line
        return found

    @read_once
    def _get_open_lines(self):
        """The lines of these customers that a batch wanted and nobody has approved."""
        # What was wanted out of sight was wanted, too.
        lines = self.env["credit.limit.batch.line"].sudo()
        wanted = [("account_id", "in", self.ids), ("left_out", "=", False)]
        return lines.search([*wanted, "|", ("refused_on", "!=", False), ("batch_id.state", "=", "submitted")])

    def _get_last_approved(self):
        """When a limit of each of these customers was approved last, ended or not: ``{account id: moment}``."""
        limits = self.env["credit.limit"].sudo()  # one out of sight was approved, too
        own = [("account_id", "in", self.ids), ("state", "in", ("approved", "ended"))]
        own.append(("approved_on", "!=", False))
        return {account.id: moment for account, moment in limits._read_group(own, ["account_id"], ["approved_on:max"])}

    def _adopt(self, other):
        # EXTENDS 'credit_management': what is on record of the customer that is merged into this one
        lines = self.env["credit.limit.batch.line"].sudo()  # all of them, in sight or not
        lines.search([("account_id", "=", other.id)]).write({"account_id": self.id, "partner_id": self.partner_id.id})
        return super()._adopt(other)
