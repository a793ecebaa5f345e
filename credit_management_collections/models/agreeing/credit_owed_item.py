from odoo import api, fields, models


class CreditOwedItem(models.AbstractModel):
    """One item that a promise or a dispute can be about, as it stood when that was drafted.

    Written from what the customer owes; a client chooses among them and writes nothing else. It is known by its invoice
    and the number of the instalment, as reminders know it, so that it is found again where the invoice is posted anew.
    """

    _name = "credit.owed.item"
    _description = "Item That a Customer Owes"
    _inherit = ["credit.part"]
    _order = "due, id"

    chosen = fields.Boolean()
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True, required=True, ondelete="cascade")
    instalment = fields.Integer(readonly=True, help="Which of the instalments of its invoice, the earliest first.")
    reference = fields.Char(string="Document", readonly=True)
    due = fields.Date(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        string="Open", readonly=True, aggregator=None, help="What was open of it when this was drafted."
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self._credit_is_by_method():
            self._refuse_others({"move_id"})
        return super().create(vals_list)

    def write(self, vals):
        if not self._credit_is_by_method() and (others := vals.keys() & self._fields.keys() - {"chosen"}):
            self._refuse_others(others)
        return super().write(vals)

    def _refuse_others(self, names):
        self._credit_refuse_fields(names, self.env._("Choose among the items that the customer owes."))

    def _get_place(self):
        """The item as ``credit.owing`` knows it."""
        self.ensure_one()
        return self.move_id.id, self.instalment
