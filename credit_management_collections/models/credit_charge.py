from odoo import api, fields, models
from odoo.tools.misc import clean_context

KINDS = [("interest", "Late Interest"), ("fee", "Fixed Sum for Recovery")]


class CreditCharge(models.Model):
    """Late interest on an item for some days, or the fixed sum for an invoice: in a draft invoice, or waived.

    Made by a preview (credit.charge.preview) and written by nobody. Days count as charged as long as the invoice is a
    draft or posted, and when they were waived: a draft that is deleted takes its charges along, and an invoice that is
    credited in full has charged nothing.
    """

    _name = "credit.charge"
    _description = "Late Charge"
    _inherit = ["credit.single"]
    _order = "id desc"

    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    move_id = fields.Many2one(
        "account.move", string="Invoice", required=True, readonly=True, ondelete="restrict", index=True
    )
    instalment = fields.Integer(readonly=True, aggregator=None, help="Which one of its invoice.")
    first = fields.Date(string="From", readonly=True)
    last = fields.Date(string="Until", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(readonly=True, help="Of the invoice, or waived.")
    text = fields.Char(string="What For", readonly=True)
    invoice_id = fields.Many2one(
        "account.move", string="Charged with", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    waived_by_id = fields.Many2one("res.users", string="Waived by", readonly=True)
    waived_on = fields.Datetime(readonly=True)
    waive_reason = fields.Text(string="Why It Was Waived", readonly=True)
    state = fields.Selection(
        [("drafted", "Draft Invoice"), ("invoiced", "Invoiced"), ("waived", "Waived"), ("cancelled", "Cancelled")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _invoiced_or_waived = models.Constraint(
        "CHECK ((invoice_id IS NULL) <> (waived_by_id IS NULL))", "A charge is either invoiced or waived."
    )
    _days_once = models.UniqueIndex(
        "(move_id, instalment, first) WHERE kind = 'interest' AND state <> 'cancelled'",
        "These days were charged already.",
    )
    _fee_once = models.UniqueIndex(
        "(move_id) WHERE kind = 'fee' AND state <> 'cancelled'", "The fixed sum was charged for this invoice already."
    )

    @api.depends("invoice_id.state", "invoice_id.payment_state", "waived_by_id")
    def _compute_state(self):
        states = {"draft": "drafted", "posted": "invoiced", "cancel": "cancelled"}
        for charge in self:
            invoice = charge.sudo().invoice_id  # who reads charges need not read invoices
            # Credited in full is cancelled: to let charges go is to waive them, which a manager does.
            state = "cancel" if invoice.payment_state == "reversed" else invoice.state
            charge.state = "waived" if charge.waived_by_id else states[state]

    @api.depends("text")
    def _compute_display_name(self):
        for charge in self:
            charge.display_name = charge.text

    @api.model_create_multi
    def create(self, vals_list):
        # A default of a client would say that days were not charged, or are another company's.
        own = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        charges = super(CreditCharge, own).create(vals_list).with_env(self.env)
        for name in ("partner_id", "company_id", "state"):
            self.env.add_to_compute(self._fields[name], charges)
        return charges
