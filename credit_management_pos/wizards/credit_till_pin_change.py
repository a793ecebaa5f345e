from odoo import api, fields, models


class CreditTillPinChange(models.TransientModel):
    """Asks for one's own release PIN. Only its hash is kept, nowhere what was typed."""

    _name = "credit.till.pin.change"
    _description = "Set the Release PIN"
    _inherit = ["credit.single"]

    pin = fields.Char(
        string="New Release PIN",
        compute="_compute_pin",
        inverse="_inverse_pin",
        help="By which you release a sale on account at somebody else's till. You alone set it, and nobody reads it.",
    )
    state = fields.Selection(
        [("none", "None"), ("set", "Set"), ("locked", "Locked: set another one")],
        string="Release PIN",
        compute="_compute_pin",
    )

    @api.depends_context("uid")
    def _compute_pin(self):
        states = self.env["credit.till.pin"]._state_of(self.env.user)
        for dialog in self:
            dialog.pin = False
            dialog.state = states.get(self.env.user, "none")

    def _inverse_pin(self):
        for dialog in self:
            if dialog.pin:
                self.env["credit.till.pin"]._set(self.env.user, dialog.pin)

    def action_apply(self):
        """Close the dialog: the PIN was set when it was saved."""
        return {"type": "ir.actions.act_window_close"}
