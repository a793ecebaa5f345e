import math

from odoo import fields, models

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.core.limit.limits import UNLIMITED
from odoo.addons.credit_management.core.limit.request import AGREEMENT, RAISING

from ..core import agreement as core


class CreditLimitRequest(models.Model):
    """A raise waits for the signature where the company says so, by the condition that requests have for it."""

    _inherit = "credit.limit.request"

    agreement_ids = fields.One2many("credit.agreement", "request_id", string="Agreements", groups=ANALYST)
    needs_agreement = fields.Boolean(compute="_compute_needs_agreement")

    def _compute_needs_agreement(self):
        for request in self:
            waits = request.condition_ids.filtered(lambda one: one.kind == AGREEMENT and not one.met_on)
            request.needs_agreement = request.phase == "waiting" and bool(waits)

    def action_submit(self):
        # EXTENDS 'credit_management'
        self.check_access("write")
        for request in self:
            if request._lacks_agreement():
                # Who asks need not know the setting; the condition is the request's own.
                conditions = self.env["credit.limit.condition"].sudo()._credit_by_method()
                conditions.create(
                    {
                        "request_id": request.id,
                        "kind": AGREEMENT,
                        "text": self.env._("The credit agreement is signed"),
                    }
                )
        return super().action_submit()

    def _lacks_agreement(self):
        """Whether the company wants a signature first, and no agreement in force says as much as is asked for."""
        company = self.company_id._credit_root().sudo()  # the setting holds for whoever asks
        if not company.credit_agreement_first or self.kind not in RAISING or self.state not in ("draft", "returned"):
            return False
        if AGREEMENT in self.condition_ids.mapped("kind"):
            return False
        standing = self.env["credit.agreement"].sudo()._get_standing(self.account_id)  # whoever may read them
        in_force = standing.filtered(lambda one: one.phase == core.IN_FORCE)
        if not self._is_weighed():
            return not in_force.filtered("unlimited")
        _before, after = self._get_limits()  # with what is asked for on top for a time, and what stands already
        asked = math.inf if after.state == UNLIMITED else after.amount
        return not any(one.unlimited or one.limit_amount >= asked for one in in_force)

    def action_draft_agreement(self):
        """Draft the agreement on whose signature the limit waits."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Credit Agreement"),
            "res_model": "credit.agreement",
            "view_mode": "form",
            "context": {"default_account_id": self.account_id.id, "default_request_id": self.id},
        }
