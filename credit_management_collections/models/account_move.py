from itertools import combinations

from odoo import api, models
from odoo.exceptions import UserError

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

    def write(self, vals):
        # EXTENDS 'account': buttons, and whatever else takes an entry back
        done = super().write(vals)
        if vals.get("state") in ("draft", "cancel"):
            # Provisions need not be in sight of who takes entries back.
            postings = self.env["credit.provision.posting"].sudo().search([("move_id", "in", self.ids)])
            postings.with_env(self.env)._release_entry(cancelled=vals["state"] == "cancel")
        return done

    def _post(self, soft=True):
        # EXTENDS 'account'
        self._credit_check_charged_once()
        self._credit_check_written_off()
        posted = super()._post(soft)
        entries = posted.filtered(lambda move: move.move_type == "entry" and move.state == "posted")
        if entries:
            # Provisions need not be in sight of who posts entries.
            postings = self.env["credit.provision.posting"].sudo()
            for posting in postings.search([("move_id", "in", entries.ids)]).with_env(self.env):
                posting._check_entry()
                if not posting.reversal_id:  # an entry that was set to draft and posted again has one
                    posting._reverse_entry()
        return posted

    def _credit_check_written_off(self):
        """Refuse entries of write-offs and recoveries that were taken back and changed."""
        # Write-offs need not be in sight of who posts entries.
        for write_off in self.env["credit.write.off"].sudo().search([("move_ids", "in", self.ids)]):
            write_off._check_entries()
        self.env["credit.write.off.recovery"].sudo().search([("move_id", "in", self.ids)])._check_entries()  # as above

    def _credit_check_charged_once(self):
        """Refuse late interest for days that were charged or waived elsewhere: a cancelled invoice may come back."""
        charges = self.env["credit.charge"].sudo()  # charges need not be in sight of who posts
        own = charges.search([("invoice_id", "in", self.ids), ("kind", "=", "interest")])
        if not own:
            return
        standing = charges.search(
            [("move_id", "in", own.move_id.ids), ("kind", "=", "interest"), ("state", "!=", "cancelled")]
        )
        for some in (own | standing).grouped(lambda charge: (charge.move_id, charge.instalment)).values():
            for one, other in combinations(some, 2):
                if (one | other) & own and one.first <= other.last and other.first <= one.last:
                    raise UserError(
                        self.env._(
                            "Some days of “%(charge)s” were charged or waived already: “%(other)s”. Leave one of both"
                            " cancelled.",
                            charge=one.text,
                            other=other.text,
                        )
                    )
