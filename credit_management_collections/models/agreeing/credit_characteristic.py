from odoo import api, models


class CreditCharacteristic(models.AbstractModel):
    _inherit = "credit.characteristic"

    @api.model
    def _characteristic_labels(self):
        # EXTENDS 'credit_management'
        return super()._characteristic_labels() | {
            "promises_kept": self.env._("Promises Kept"),
            "promises_broken_in_a_row": self.env._("Promises Broken in a Row"),
        }
