from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...core.limit.limits import LIMITED
from ..common.read_once import read_once

COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "in": "IN"}


class CreditAccount(models.Model):
    """The limit of an account: read from its components, found in SQL, mirrored to the customer."""

    _inherit = "credit.account"

    limit_ids = fields.One2many("credit.limit", "account_id", string="Limits")
    effective_limit = fields.Monetary(
        string="Limit",
        compute="_compute_effective_limit",
        search="_search_effective_limit",
        help="What this customer may owe today. Searches compare it where there is an amount, that is, where the"
        " limit is neither unlimited nor still to be assessed.",
    )
    limit_state = fields.Selection(
        [("not_assessed", "Not Assessed"), ("limited", "Limited"), ("unlimited", "Unlimited")],
        compute="_compute_effective_limit",
        search="_search_limit_state",
        string="Limit Granted",
    )
    limit_valid_to = fields.Date(
        compute="_compute_effective_limit",
        search="_search_limit_valid_to",
        help="The last day of today's limit; of an expired one, the day it expired.",
    )
    limit_expired = fields.Boolean(compute="_compute_effective_limit", search="_search_limit_expired")

    figures_note = fields.Char(
        string="Not Readable",
        compute="_compute_figures",
        help="Why no figure of this account can be told: an amount in its ledger is no number.",
    )

    # === COMPUTE === #

    @api.depends(
        "company_id",
        "limit_ids.counts",
        "limit_ids.kind",
        "limit_ids.amount",
        "limit_ids.unlimited",
        "limit_ids.valid_from",
        "limit_ids.valid_to",
    )
    def _compute_effective_limit(self):
        for account, limit in self.env["credit.limit"]._effective(self).items():
            account.effective_limit = limit.amount
            account.limit_state = limit.state
            account.limit_valid_to = limit.valid_to
            account.limit_expired = limit.expired

    def _name_broken(self):
        return self.env._(
            "An amount in the ledger of %(partner)s is no number. Ask an accountant to correct the journal item.",
            partner=self.partner_name,
        )

    # === SEARCH === #

    def _search_effective_limit(self, operator, value):
        if operator not in COMPARISONS:
            return NotImplemented
        operand = tuple(float(item) for item in value) if operator == "in" else float(value)
        condition = SQL("effective.amount %s %s", SQL(COMPARISONS[operator]), operand)
        return self._search_effective(SQL("effective.state = %s AND %s", LIMITED, condition))

    def _search_limit_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_effective(SQL("effective.state IN %s", tuple(value)))

    def _search_limit_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_effective(SQL("effective.expired IN %s", tuple(map(bool, value))))

    def _search_effective(self, condition):
        """A domain on today's limits that the database answers without reading accounts here."""
        limits = self.env["credit.limit"]
        limits._flush_for_effective()

        def to_sql(model, alias, query):
            return SQL(
                "%s IN (SELECT effective.account_id FROM (%s) AS effective WHERE %s)",
                SQL.identifier(alias, "id"),
                limits._effective_sql(),
                condition,
            )

        return Domain.custom(to_sql=to_sql)

    # === BUSINESS === #

    def _limit_components(self):
        """Components of each account's limit, on any day, as plain data.

        :return: ``{account: [core.limit.limits.Component]}``
        """
        components = {account: [] for account in self}
        for sequence, limit in enumerate(self._counting_limits()):
            components[limit.account_id].append(limit._to_core(sequence))
        return components

    @read_once
    def _counting_limits(self):
        """The limits that count for these accounts, in the order of their approval."""
        # A limit in force counts, readable or not.
        limits = self.env["credit.limit"].sudo()
        return limits.search([("account_id", "in", self.ids), ("counts", "=", True)], order="approved_on, id")

    @read_once
    def _dated_limits(self):
        """The approved limits of each account, and those ended before they began, with the moments of deciding.

        Its twin for many accounts at once is ``dated`` (``sql/limit/mass.py``).

        :return: ``{account: [(limit, core.limit.authority.Dated)]}``
        """
        domain = [("account_id", "in", self.ids), "|", ("counts", "=", True), ("ended_on", "!=", False)]
        found = {account: [] for account in self}
        # A limit in force counts, readable or not.
        for limit in self.env["credit.limit"].sudo().search(domain, order="approved_on, id"):
            # Numbered by account: what is proposed comes after the account's own, whoever is asked for beside it.
            of_account = found[limit.account_id]
            of_account.append((limit, limit._to_core_dated(len(of_account))))
        return found

    def _claim_limits(self):
        """Let approvals for one account pass one after the other.

        A lock would leave the second transaction with the figures it saw before the first
        committed. An update makes it fail and be run again, on the new figures.
        """
        if self:
            self.env.cr.execute(SQL("UPDATE credit_account SET id = id WHERE id IN %s", tuple(self.ids)))

    # === NATIVE FIELD === #

    def _mirror_limit(self):
        """Show today's limit in the customer's own ``credit_limit``, in every branch.

        The native field knows neither unlimited nor not assessed nor zero: it is left empty for
        these. It informs; no decision reads it.
        """
        accounts = self.sudo()  # the native field follows for everybody
        effective = self.env["credit.limit"]._effective(accounts)
        for of_company in accounts.grouped("company_id").values():
            for branch in of_company[0]._branches():
                of_company._mirror_in(branch, effective)

    def _mirror_in(self, company, effective):
        for account in self:
            partner = account.partner_id.with_company(company)
            value = partner._mirrored_limit(effective[account])
            if account.currency_id.compare_amounts(partner.credit_limit, value):
                partner.credit_limit = value

    @api.model
    def _cron_mirror_limits(self):
        """Bring the native field up to date with limits that began or expired since."""
        accounts = self.search([("limit_ids", "!=", False)])
        done = 0
        for ids in split_every(1000, accounts.ids):
            self.browse(ids)._mirror_limit()
            done += len(ids)
            self.env["ir.cron"]._commit_progress(len(ids), remaining=len(accounts) - done)
