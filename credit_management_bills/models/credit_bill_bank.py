from odoo import fields, models


class CreditBillBank(models.Model):
    """How much of the bills that a bank has accepted counts as exposure."""

    _name = "credit.bill.bank"
    _description = "Accepting Bank"
    _inherit = ["credit.finite", "credit.log"]
    _order = "bank_id"
    _rec_name = "bank_id"

    # Whoever may write contacts deletes banks; what counts of their bills is an administrator's to say.
    bank_id = fields.Many2one("res.bank", required=True, ondelete="restrict", index=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        domain="[('parent_id', '=', False)]",
        default=lambda self: self.env.company._credit_root(),
    )
    active = fields.Boolean(default=True, tracking=True)
    share = fields.Float(
        string="Counts as Exposure (%)",
        required=True,
        default=100.0,
        tracking=True,
        help="Of the bills that this bank has accepted, until they mature. Banks that are not listed count by what the"
        " settings say.",
    )

    _one_a_bank = models.UniqueIndex(
        "(company_id, bank_id) WHERE active", "This bank is listed already. Change the share of its line."
    )
    _share_is_a_share = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "Between 0 and 100 percent of a bill count. Choose a percent between them."
    )
