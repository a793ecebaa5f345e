from odoo import api, fields, models
from odoo.tools.misc import clean_context

from ..common.day import format_day

NUMBERS = "credit.reconciliation"
STATES = [
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("agreed", "Agrees"),
    ("differs", "Differs"),
    ("cancelled", "Cancelled"),
]


class CreditReconciliation(models.Model):
    """A statement of account that the customer answers: it agrees with our books, or by how much it differs.

    draft → sent → agreed or differs. Figures are read when it is drafted and once more when it is sent
    (credit_reconciliation_read), and stay: they are what the customer was told. Nobody writes one: the methods of
    credit_reconciliation_state do.
    """

    _name = "credit.reconciliation"
    _description = "Reconciliation of an Account"
    _inherit = ["credit.log"]
    _mail_post_access = "read"  # who reads it writes to the customer, and nothing else
    _order = "date_to desc, id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True, help="The day whose balance is reconciled.")
    reply_by = fields.Date(readonly=True, help="Until when the customer is asked to answer.")
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    balance_ids = fields.One2many(
        "credit.reconciliation.balance", "reconciliation_id", string="Balances", readonly=True, copy=False
    )
    sent_on = fields.Datetime(readonly=True, copy=False)
    answered_on = fields.Date(readonly=True, copy=False, help="The day the customer answered or signed.")
    answered_by_id = fields.Many2one(
        "res.partner", string="Answered by", readonly=True, copy=False, help="The contact who answered."
    )
    recorded_by_id = fields.Many2one(
        "res.users", string="Recorded by", readonly=True, copy=False, help="Who entered an answer on paper."
    )
    answer = fields.Text(string="What the Customer Says", readonly=True, copy=False)
    is_signed = fields.Boolean(
        string="Signed",
        readonly=True,
        copy=False,
        help="A scan of the signed slip is attached. One that agrees starts the limitation of what it covers anew.",
    )

    merged = fields.Boolean(
        readonly=True,
        copy=False,
        help="Of a customer merged into this one: it says nothing of its books.",
    )

    _days_in_order = models.Constraint("CHECK (date_from <= date_to)", "A period begins before it ends.")
    _agreed_idx = models.Index("(account_id, date_to) WHERE state = 'agreed'")

    @api.depends("name", "partner_id.display_name", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self:
            one.display_name = self.env._(
                "%(number)s, %(partner)s to %(day)s",
                number=one.name or "–",
                partner=one.partner_id.display_name or "–",
                day=format_day(self.env, one.date_to),
            )

    @api.model_create_multi
    def create(self, vals_list):
        # A default of a client would say that a customer agreed, or is another company's.
        own = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        numbers = self.env["ir.sequence"].sudo()  # nobody but the system counts
        found = super(CreditReconciliation, own).create(
            [{**vals, "name": numbers.next_by_code(NUMBERS)} for vals in vals_list]
        )
        for name in ("partner_id", "company_id"):
            self.env.add_to_compute(self._fields[name], found)
        return found.with_env(self.env)


class CreditReconciliationBalance(models.Model):
    """The balance of a reconciliation in one currency, with what moved it, and what the customer has instead."""

    _name = "credit.reconciliation.balance"
    _description = "Balance of a Reconciliation"
    _inherit = ["credit.single"]
    _order = "reconciliation_id, id"

    reconciliation_id = fields.Many2one(
        "credit.reconciliation", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="reconciliation_id.company_id", store=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    opening = fields.Monetary(readonly=True, help="Owed before the first day.")
    debit = fields.Monetary(string="Debited", readonly=True, help="Invoiced in the period.")
    credit = fields.Monetary(string="Credited", readonly=True, help="Paid or credited in the period.")
    closing = fields.Monetary(readonly=True, help="Owed at the end of the last day.")
    delivered = fields.Monetary(
        string="Delivered, Not Invoiced", readonly=True, help="Delivered and in no posted invoice yet, taxes included."
    )
    has_stated = fields.Boolean(readonly=True)
    stated = fields.Monetary(string="By the Customer", readonly=True, help="What the customer has in its books.")
    difference = fields.Monetary(
        compute="_compute_difference", help="What the customer has in its books less what we have."
    )
    movements = fields.Json(readonly=True)
    deliveries = fields.Json(readonly=True)

    @api.depends("closing", "stated", "has_stated")
    def _compute_difference(self):
        for one in self:
            one.difference = one.stated - one.closing if one.has_stated else 0.0

    @api.model_create_multi
    def create(self, vals_list):
        own = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        found = super(CreditReconciliationBalance, own).create(vals_list)
        self.env.add_to_compute(self._fields["company_id"], found)
        return found.with_env(self.env)
