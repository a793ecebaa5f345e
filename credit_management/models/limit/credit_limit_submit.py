from odoo import api, fields, models
from odoo.exceptions import UserError


class CreditLimit(models.Model):
    """A proposal that takes more than one decision becomes a limit request, with those who worked on it."""

    _inherit = "credit.limit"

    takes_steps = fields.Boolean(
        compute="_compute_takes_steps", help="More than one person decides on it: submit it as a limit request."
    )

    @api.depends("state", "account_id", "kind", "amount", "unlimited", "valid_from", "valid_to")
    def _compute_takes_steps(self):
        waiting = self._origin.filtered(lambda limit: limit.state == "proposed")
        raised = waiting._measure_increases() if waiting else {}
        for limit in self:
            own = limit._origin
            limit.takes_steps = own in waiting and bool(own._get_steps_obstacle(raised[own]))

    def action_request_change(self):
        """Open an empty request for the account of an approved limit."""
        self.ensure_one()
        return self.account_id.action_request_limit()

    def action_submit_request(self):
        """Take the proposal back and submit what it says as a request."""
        self.ensure_one()
        self._check_role("analyst")
        self._check_state("proposed")
        last = self.valid_to
        if self.kind == "temporary" and not last:
            raise UserError(self.env._("Say until when: a temporary increase and an extension need a last day."))
        request = self.env["credit.limit.request"].create(
            {
                "account_id": self.account_id.id,
                "kind": "temporary" if self.kind == "temporary" else "raise",
                "amount": self.amount,
                "unlimited": self.unlimited,
                "valid_from": self.valid_from,
                "valid_to": last,
                "reason_kind": "other",
                "reason": self.reason,
            }
        )
        people = self.sudo()._get_authors().ids  # users of the past, too
        request._credit_by_method().write({"hand_ids": [fields.Command.link(user) for user in people]})
        self.action_take_back()
        request.action_submit()
        return request.get_formview_action()
