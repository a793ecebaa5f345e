from odoo import api, fields, models
from odoo.exceptions import UserError

from ....const import USER
from ....core.policy.policy import QUOTATION
from .credit_hold import ASKED, STATES

WOULD_BE_HELD = "would_be_held"


class SaleOrder(models.Model):
    """The one word about credit that a list of orders shows: how its hold stands, or that it would be held."""

    _inherit = "sale.order"

    # Never stored: what would be held changes with every payment, and nobody is to write it.
    credit_badge = fields.Selection(
        [(WOULD_BE_HELD, "Would Be Held"), STATES[0], ASKED, *STATES[1:]],
        compute="_compute_credit_badge",
        groups=USER,
        help="How the hold of the order stands; of a quotation without one, whether confirming it now would stop it.",
    )

    @api.depends(
        "state", "partner_id", "partner_invoice_id", "company_id", "amount_total", "currency_rate", "payment_term_id",
        "commitment_date", "team_id", "tag_ids", "credit_hold_stage",
    )  # fmt: skip
    def _compute_credit_badge(self):
        quotations = self.filtered(
            lambda order: (
                order.state in ("draft", "sent")
                and not order.credit_hold_stage
                and order.partner_invoice_id
                and order.company_id
            )
        )
        held = quotations._credit_would_be_held()
        for order in self:
            order.credit_badge = WOULD_BE_HELD if order in held else order.credit_hold_stage

    def _credit_would_be_held(self):
        """Those of these quotations that would be stopped, each by itself, however many are shown beside it."""
        try:
            decisions = self._credit_decide(QUOTATION, together=False)
        except UserError:  # a customer's ledger that cannot be read is told on the order, and hides no list
            return self.browse()
        return self.browse([order.id for order, decision in decisions.items() if decision.blocked])
