from odoo import fields, models


class CreditBillMatching(models.Model):
    """A matching of a bill with what it had paid, kept when the bill was dishonoured: on a day before it had.

    Odoo deletes matchings; the exposure and the age of items on a past day need them.
    """

    _name = "credit.bill.matching"
    _description = "Matching of a Dishonoured Bill"
    _log_access = False

    payment_id = fields.Many2one("account.payment", required=True, ondelete="cascade", index=True)
    debit_move_id = fields.Many2one("account.move.line", required=True, ondelete="cascade", index=True)
    credit_move_id = fields.Many2one("account.move.line", required=True, ondelete="cascade", index=True)
    amount = fields.Float(digits=False, help="In the currency of the company.")
    debit_amount_currency = fields.Float(digits=False, help="In the currency of what was paid.")
    credit_amount_currency = fields.Float(digits=False, help="In the currency of the receipt.")
    max_date = fields.Date()
    undone_on = fields.Date()
