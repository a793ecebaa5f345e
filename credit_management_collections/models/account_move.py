from odoo import models


class AccountMove(models.Model):
    """An entry of a provision is reversed once it is posted."""

    _inherit = "account.move"

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
