from odoo import api, fields, models
from odoo.fields import Domain

from ..core.covered import covering


class CreditAccount(models.Model):
    """What of an account's exposure is covered today, and what is not."""

    _inherit = "credit.account"

    cover_ids = fields.One2many("credit.cover", "account_id", string="Covers")
    cover_count = fields.Integer(
        string="Cover", compute="_compute_covered", help="Insurances, guarantees, deposits and others on record."
    )
    covered_amount = fields.Monetary(
        string="Covered",
        compute="_compute_covered",
        help="What insurers, guarantors and others would pay of the exposure.",
    )
    uncovered_amount = fields.Monetary(
        string="Uncovered Exposure",
        compute="_compute_covered",
        help="Exposure less what is covered of it. What was shipped before an insurer withdrew stays covered.",
    )

    @api.depends("exposure", "cover_ids.counts", "cover_ids.decision_ids.state", "cover_ids.report_ids.reported_on")
    def _compute_covered(self):
        covered, counts = self._origin._read_covered(), {}
        if self._origin:
            # How many there are is no secret to who sees the account.
            groups = (
                self.env["credit.cover"]
                .sudo()
                ._read_group(
                    [("account_id", "in", self._origin.ids), ("state", "!=", "refused")], ["account_id"], ["__count"]
                )
            )
            counts = {account.id: count for account, count in groups}
        for account in self:
            currency = account.currency_id or self.env.company.currency_id
            amount = currency._credit_round(covered.get(account._origin.id, 0.0))
            account.covered_amount = amount
            account.uncovered_amount = currency._credit_round(max(account.exposure - amount, 0.0))
            account.cover_count = counts.get(account._origin.id, 0)

    def _read_covered(self):
        """What is covered today: ``{account id: amount}``."""
        found = {}
        for company, accounts in self.sudo().grouped("company_id").items():  # the entity need not be in sight
            read = self.env["credit.covering"]._read(company._credit_root(), accounts.partner_id.ids)
            for account in accounts:
                standing, _documents = read[account.partner_id.id]
                if standing.covers:
                    found[account.id] = covering(standing.covers, standing.items, standing.on).covered
        return found

    def action_open_covers(self):
        """The covers of this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_cover.credit_cover_action")
        return action | {
            "domain": [("account_id", "=", self.id)],
            "context": {"default_account_id": self.id},
        }

    # === MERGE === #

    def _absorb_limits(self, other):
        # EXTENDS 'credit_management': two limits are never added up, nor what secures them
        if self.limit_ids.filtered("counts"):
            covers = self.env["credit.cover"].sudo()  # a merge moves what its user cannot see, too
            covers = covers.search([("account_id", "=", other.id)])
            covers._credit_by_method().write({"secures": False})
            covers.limit_ids.filtered("counts")._credit_by_method().write(
                {
                    "state": "ended",
                    "counts": False,
                    "end_reason": self.env._("Merged into a customer with a limit of its own."),
                }
            )
        done = super()._absorb_limits(other)
        waiting = Domain("account_id", "=", other.id) & Domain("state", "=", "proposed")
        # What somebody was about to decide was about another customer.
        for name in ("credit.cover", "credit.cover.decision"):
            self.env[name].sudo().search(waiting)._credit_by_method().write({"state": "draft"})
        return done
