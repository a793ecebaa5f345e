from odoo import api, fields, models


class CreditCollectionNote(models.TransientModel):
    """Asks for the words of a step: why a promise is cancelled or lets orders pass, what a dispute has shown."""

    _name = "credit.collection.note"
    _description = "Say What Was Found Out"
    _inherit = ["credit.single"]

    promise_id = fields.Many2one("credit.promise", ondelete="cascade")
    dispute_id = fields.Many2one("credit.dispute", ondelete="cascade")
    step = fields.Selection(
        [
            ("cancel", "Cancel the Promise"),
            ("propose_terms", "Propose as Terms for New Orders"),
            ("end_terms", "End the Terms for New Orders"),
            ("answer", "Answer the Dispute"),
        ],
        required=True,
        default=lambda self: "cancel" if self.env.context.get("default_promise_id") else "answer",
    )
    text = fields.Text(required=True)

    @api.model
    def _open(self, document, step):
        """The dialog that asks for the words of a step of this document."""
        name = "promise_id" if document._name == "credit.promise" else "dispute_id"
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["step"]._description_selection(self.env))[step],
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": document.id, "default_step": step},
        }

    def action_apply(self):
        self.ensure_one()
        # Each of them asks what it may.
        if not self.promise_id:
            self.dispute_id.action_answer(self.text)
        elif self.step == "propose_terms":
            self.promise_id.action_propose_terms(self.text)
        elif self.step == "end_terms":
            self.promise_id.action_end_terms(self.text)
        else:
            self.promise_id.action_cancel(self.text)
        return {"type": "ir.actions.act_window_close"}
