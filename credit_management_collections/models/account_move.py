from odoo import api, models

# What is kept of a client's context: all else, defaults among it, would change what is drafted.
KEPT = ("lang", "tz", "allowed_company_ids")


class AccountMove(models.Model):
    """Entries and invoices as they were decided on; an entry of a provision is reversed once it is posted."""

    _inherit = "account.move"

    @api.model
    def _credit_create_draft(self, vals):
        """A draft of these values, whatever defaults a client has sent in the context or stored."""
        kept = {name: self.env.context[name] for name in KEPT if name in self.env.context}
        moves = self.with_context(kept)  # pylint: disable=context-overridden
        return moves.create({"state": "draft", "auto_post": "no", **vals})

    def _post(self, soft=True):
        # EXTENDS 'account'
        posted = super()._post(soft)
        entries = posted.filtered(lambda move: move.move_type == "entry" and move.state == "posted")
        if entries:
            # Provisions need not be in sight of who posts entries.
            postings = self.env["credit.provision.posting"].sudo()
            postings = postings.search([("move_id", "in", entries.ids), ("reversal_id", "=", False)])
            for posting in postings:
                posting.with_env(self.env)._reverse_entry()
        return posted
