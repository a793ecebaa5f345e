from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.const import ROLES

from ..core.covered import covering
from ..core.deadlines import claim_from, claimable


class CreditCoverClaim(models.Model):
    """What is claimed of an insurer, bank or guarantor: the file with its invoices and documents.

    It decides nothing here: what the other side pays is booked as any receipt is.
    """

    _name = "credit.cover.claim"
    _description = "Claim on Cover"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    cover_id = fields.Many2one("credit.cover", required=True, ondelete="restrict", index=True)
    account_id = fields.Many2one(related="cover_id.account_id", store=True, index=True)
    partner_id = fields.Many2one(related="cover_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="cover_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company Currency")
    move_ids = fields.Many2many(
        "account.move",
        string="Invoices",
        domain="[('commercial_partner_id', '=', partner_id), ('state', '=', 'posted')]",
        help="Overdue invoices whose waiting period is over.",
    )
    amount = fields.Monetary(string="Claimed", help="What the cover pays of these invoices, in the company's currency.")
    paid_amount = fields.Monetary(string="Paid", readonly=True, copy=False, help="What the other side has paid.")
    filed_on = fields.Date(readonly=True, copy=False)
    reference = fields.Char(help="The number under which the other side keeps it.")
    note = fields.Text(string="What Happened")
    state = fields.Selection(
        [("draft", "Draft"), ("filed", "Filed"), ("paid", "Paid"), ("refused", "Refused")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _amounts_not_negative = models.Constraint(
        "CHECK (amount >= 0 AND COALESCE(paid_amount, 0) >= 0)", "What is claimed cannot be negative."
    )

    # === CRUD === #

    @api.model
    def _complete_vals(self, vals_list):
        # EXTENDS 'credit.decided'
        sequences = self.env["ir.sequence"].sudo()  # numbers are drawn, not read
        return super()._complete_vals(
            [vals | {"name": sequences.next_by_code("credit.cover.claim") or "/"} for vals in vals_list]
        )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"cover_id", "move_ids", "amount", "reference", "note"}

    @api.model
    def _get_remedy(self):
        return self.env._("Use File, Paid or Refused instead.")

    # === ACTIONS === #

    def action_fill(self):
        """Take in what may be claimed today: overdue invoices whose waiting period is over."""
        self._check_step("draft")
        for claim in self:
            moves, amount = claim.cover_id._get_claimable()
            if not moves:
                raise UserError(
                    self.env._(
                        "Nothing may be claimed of %(cover)s yet: no overdue invoice that it covers has waited long"
                        " enough.",
                        cover=claim.cover_id.display_name,
                    )
                )
            claim.write({"move_ids": [Command.set(moves.ids)], "amount": amount})
        return True

    def action_file(self):
        """The claim has gone to the other side; it stays as it is."""
        self._check_step("draft")
        for claim in self:
            if not claim.move_ids or not claim.amount:
                raise UserError(
                    self.env._("%(claim)s claims nothing. Choose its invoices and the amount.", claim=claim.name)
                )
            claim._credit_by_method().write({"state": "filed", "filed_on": claim.cover_id._get_today()})
        return True

    def action_pay(self):
        """The other side has paid all that was claimed."""
        self._check_step("filed")
        for claim in self:
            claim._credit_by_method().write({"state": "paid", "paid_amount": claim.amount})
            claim._message_log(
                body=self.env._(
                    "%(amount)s paid by %(issuer)s.",
                    amount=format_amount(self.env, claim.amount, claim.currency_id),
                    issuer=claim.cover_id.issuer_id.display_name,
                )
            )
        return True

    def action_turn_down(self):
        """The other side pays nothing."""
        self._check_step("filed")
        self._credit_by_method().write({"state": "refused"})
        return True

    def _check_step(self, state):
        if not self.env.user.has_group(ROLES["analyst"]):
            raise AccessError(self.env._("%(user)s files no claims. Ask a credit analyst.", user=self.env.user.name))
        self.check_access("write")
        for claim in self:
            if claim.state != state:
                raise UserError(
                    self.env._(
                        "%(claim)s is “%(state)s”. Open it and look again.",
                        claim=claim.name,
                        state=dict(self._fields["state"]._description_selection(self.env))[claim.state],
                    )
                )


class CreditCover(models.Model):
    _inherit = "credit.cover"

    def action_claim(self):
        """Open a new claim with what may be claimed today."""
        self.ensure_one()
        claim = self.env["credit.cover.claim"].create({"cover_id": self.id})
        claim.action_fill()
        return claim._get_records_action()

    def _get_claimable(self):
        """
        :return: the invoices that may be claimed today, and what the cover pays of them
        """
        standing, documents = self._read_standings().get(self, (None, {}))
        if standing is None:
            return self.env["account.move"], 0.0
        own = self._to_core()
        found = covering(standing.covers, standing.items, standing.on)
        ids = {
            documents[one.item.id].move_id
            for one in found.items
            if one.by({self.id}).amount > 0 and one.item.due < standing.on and claim_from(own, one.item) <= standing.on
        }
        moves = self.env["account.move"].browse(sorted(filter(None, ids)))
        # What was claimed and not answered yet is not claimed twice; once it is paid, it is open no more.
        waiting = sum(self.sudo().claim_ids.filtered(lambda claim: claim.state == "filed").mapped("amount"))
        amount = self.currency_id._credit_round(max(claimable(own, found, standing.on) - waiting, 0.0))
        return (moves, amount) if amount else (moves.browse(), 0.0)
