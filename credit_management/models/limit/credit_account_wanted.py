from odoo import fields, models

from ..common.read_once import read_once


class CreditAccount(models.Model):
    """What was wanted for a customer lately, and what was refused last, whichever way it was asked for."""

    _inherit = "credit.account"

    @read_once
    def _get_wanted_limits(self):
        """Limits and requests of the window that nobody has approved: ``{account id: [document]}``."""
        companies = self.sudo().company_id  # settings of a company are read by its users
        days = max(companies.mapped("credit_authority_window"), default=0)
        since = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        own = [("account_id", "in", self.ids), ("create_date", ">=", since)]
        found = {account_id: [] for account_id in self.ids}
        # What was wanted out of sight was wanted, too.
        limits = self.env["credit.limit"].sudo()
        # The same of requests.
        requests = self.env["credit.limit.request"].sudo()
        for limit in limits.search([*own, ("state", "in", ("draft", "proposed", "refused"))]):
            found[limit.account_id.id].append(limit)
        open_states = ("draft", "submitted", "returned", "refused")
        for request in requests.search([*own, ("state", "in", open_states)]):
            found[request.account_id.id].append(request)
        return found

    @read_once
    def _get_refused_limits(self):
        """The last decision on a limit of each account, where that was a refusal: ``{account id: document}``."""
        own = [("account_id", "in", self.ids)]
        # A refusal out of sight is one, too.
        limits = self.env["credit.limit"].sudo().search([*own, ("approved_on", "!=", False)])
        # The same of requests.
        requests = self.env["credit.limit.request"].sudo().search([*own, ("decided_on", "!=", False)])
        decided = [(one.approved_on, one.id, one) for one in limits if not one._is_withdrawn()]
        decided += [(one.decided_on, one.id, one) for one in requests]
        last = {one.account_id.id: one for _moment, _id, one in sorted(decided, key=lambda entry: entry[:2])}
        return {account_id: one for account_id, one in last.items() if one.state == "refused"}
