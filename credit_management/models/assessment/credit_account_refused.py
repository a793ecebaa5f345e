from odoo import models


class CreditAccount(models.Model):
    """Whether what a limit was refused for may have changed."""

    _inherit = "credit.account"

    def _is_assessed_since(self, refusal):
        """Whether an assessment was approved after a limit or a request was refused."""
        self.ensure_one()
        _refuser, moment, _reason = refusal.sudo()._get_refusal()  # a refusal out of sight is one, too
        approved = [
            ("account_id", "=", self.id),
            ("state", "=", "approved"),
            ("decided_on", ">", moment),
        ]
        # That there is one decides, whoever may read it.
        return bool(self.env["credit.assessment"].sudo().search_count(approved, limit=1))
