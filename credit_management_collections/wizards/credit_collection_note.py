from odoo import api, fields, models


class CreditCollectionNote(models.TransientModel):
    """Asks for the words of a step: why a promise is cancelled, what was found out about a dispute."""

    _name = "credit.collection.note"
    _description = "Say What Was Found Out"
    _inherit = ["credit.single"]

    promise_id = fields.Many2one("credit.promise", ondelete="cascade")
    dispute_id = fields.Many2one("credit.dispute", ondelete="cascade")
    text = fields.Text(required=True)

    @api.model
    def _open(self, document, step):
        """The dialog that asks for the words of a step of this document."""
        name = "promise_id" if document._name == "credit.promise" else "dispute_id"
        titles = {"cancel": self.env._("Cancel the Promise"), "answer": self.env._("Answer the Dispute")}
        return {
            "type": "ir.actions.act_window",
            "name": titles[step],
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": document.id},
        }

    def action_apply(self):
        self.ensure_one()
        if self.promise_id:
            self.promise_id.action_cancel(self.text)
        else:
            self.dispute_id.action_answer(self.text)
        return {"type": "ir.actions.act_window_close"}
