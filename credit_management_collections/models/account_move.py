from itertools import combinations

from odoo import api, models
from odoo.exceptions import UserError

# Of each line, where prices have fewer decimals than the currency.
PRICE_ROUNDING = 0.01
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
        self._credit_check_charged_whole()
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

    def _credit_check_charged_whole(self):
        """Refuse to ask for less than what was worked out, or another customer: who lets charges go waives them."""
        charges = self.env["credit.charge"].sudo()  # as above
        for invoice, own in charges.search([("invoice_id", "in", self.ids)]).grouped("invoice_id").items():
            lines = invoice.invoice_line_ids
            asked = sum(line.quantity * line.price_unit * (1 - line.discount / 100) for line in lines)
            missing = sum(own.mapped("amount")) - asked
            others = invoice.commercial_partner_id != own.partner_id or invoice.currency_id != own.currency_id
            if others or missing > PRICE_ROUNDING * len(own):
                raise UserError(
                    self.env._(
                        "%(invoice)s is about late charges of %(partner)s and asks for less. Delete the draft, let a"
                        " credit manager waive what is let go, and draft the rest.",
                        invoice=invoice.display_name,
                        partner=own.partner_id.display_name,
                    )
                )

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
