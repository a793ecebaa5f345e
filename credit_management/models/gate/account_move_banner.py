from odoo import api, models
from odoo.tools import format_amount

from ...core.policy.policy import INVOICE


class AccountMove(models.Model):
    """Banner for the accountant on a draft before it is posted."""

    _name = "account.move"
    _inherit = ["account.move", "credit.banner"]

    @api.depends(
        "state", "move_type", "partner_id", "company_id", "amount_total", "tax_totals", "invoice_currency_rate",
        "invoice_payment_term_id", "invoice_date_due", "credit_asked_text", "invoice_line_ids.sale_line_ids",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_credit_banner(self):
        drafts = self._credit_judged().filtered(lambda move: move.state == "draft")
        self._credit_show(drafts._credit_decide(INVOICE))

    def _credit_share_text(self, facts, currency):
        # EXTENDS 'credit.banner'
        return self.env._(
            "After this invoice %(share)d %% of the limit of %(limit)s will be used.",
            share=round(100 * facts.exposure_after / facts.limit.amount),
            limit=format_amount(self.env, facts.limit.amount, currency),
        )
