from odoo import fields, models
from odoo.exceptions import UserError

from ...core.limit.limits import NOT_ASSESSED


class CreditAccount(models.Model):
    """Requests to change the limit of an account."""

    _inherit = "credit.account"

    request_ids = fields.One2many("credit.limit.request", "account_id", string="Limit Requests")
    request_count = fields.Integer(
        string="Number of Requests", compute="_compute_request_count", help="Drafts, waiting and decided ones."
    )

    def _compute_request_count(self):
        counts = dict(self.env["credit.limit.request"]._read_group(
            [("account_id", "in", self.ids)], ["account_id"], ["__count"]
        ))  # fmt: skip
        for account in self:
            account.request_count = counts.get(account._origin, 0)

    def action_request_limit(self):
        """Open an empty request for this account."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Request a Change"),
            "res_model": "credit.limit.request",
            "view_mode": "form",
            "context": {"default_account_id": self.id, "default_kind": "raise"},
        }

    def action_open_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_limit_request_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {"default_account_id": self.id}}

    def _absorb_limits(self, other):
        # EXTENDS 'credit_management': a merge lets no customer have by fewer decisions what takes more of its own
        if not self.limit_ids.filtered("counts"):
            self._check_steps_of_merge(other)
        done = super()._absorb_limits(other)
        requests = other.sudo().request_ids  # of the customer that is no more, in sight or not
        requests.filtered(lambda request: request.state == "submitted")._credit_by_method().write({"state": "draft"})
        requests._credit_by_method().write({"account_id": self.id})
        return done

    def _check_steps_of_merge(self, other):
        """Refuse to take over limits that more people have to decide on here than where they come from."""
        today = self.company_id._credit_today()
        limit = self.env["credit.limit"]._effective(other, today)[other]
        if limit.state == NOT_ASSESSED:
            return
        rungs, raised = self.env["credit.approval.rung"], limit.ceiling
        here, there = (sum(step.needed for step in rungs._get_steps(one, raised)) for one in (self, other))
        if here > there:
            raise UserError(
                self.env._(
                    "Raising the limit of %(partner)s by %(rise)s takes %(count)d decisions: submit it as a limit"
                    " request before you merge.",
                    partner=self.partner_id.display_name,
                    rise=self.env["credit.limit"]._get_amount_text(raised, self.currency_id),
                    count=here,
                )
            )
