from odoo import api, fields, models
from odoo.exceptions import AccessError

SMALLEST = 0.005
TYPED = {"expected", "is_given"}


class CreditLedgerTotal(models.Model):
    """What is read of a customer, beside what the old program says of it."""

    _name = "credit.ledger.total"
    _description = "Total of a Customer in a Ledger"
    _inherit = "credit.finite"
    _order = "differs desc, size desc, id"
    _rec_name = "name"
    _log_access = False

    import_id = fields.Many2one("credit.ledger.import", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    name = fields.Char(string="Customer", readonly=True)
    reference = fields.Char(readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    document_count = fields.Integer(string="Documents", readonly=True, help="Documents of this customer in the file.")
    open_amount = fields.Monetary(
        string="Open", readonly=True, help="What stays open of them, in the company's currency."
    )
    left_amount = fields.Monetary(string="Left Out", readonly=True, help="Of rows that are left out of the import.")
    expected = fields.Monetary(string="Old Program", help="What the old program says this customer owes.")
    is_given = fields.Boolean(
        string="Compared", help="Ticked once a total is typed. Tick it yourself where the old program says zero."
    )
    difference = fields.Monetary(
        compute="_compute_difference", store=True, help="What the old program says, less what was read."
    )
    differs = fields.Boolean(compute="_compute_difference", store=True)
    size = fields.Float(compute="_compute_difference", store=True, help="Difference without its sign, to sort by.")

    @api.depends("expected", "is_given", "open_amount")
    def _compute_difference(self):
        for one in self:
            one.difference = one.expected - one.open_amount if one.is_given else 0
            one.differs = abs(one.difference) >= SMALLEST
            one.size = max(abs(one.difference), abs(one.open_amount))

    @api.onchange("expected")
    def _onchange_expected(self):
        if self.expected:
            self.is_given = True

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        for one in self.import_id:
            one._require_draft()
        if vals.keys() - TYPED:
            raise AccessError(
                self.env._("Only the old program's total can be typed here. The rest follows from the file.")
            )
        if vals.get("expected"):
            vals = {"is_given": True} | vals
        return super().write(vals)

    def _key(self):
        return self.import_id._key_of(self.reference, self.name or ""), self.currency_id.name
