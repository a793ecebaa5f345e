from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.limit import mass_row as core
from ..common.text import stripped


class CreditLimitBatchLine(models.Model):
    """One customer of a mass change: from which limit to which, or why it is left out.

    Written by the batch alone. A refused line stays with who refused it and why, and is a refusal as any other.
    """

    _name = "credit.limit.batch.line"
    _description = "Customer of a Mass Change"
    _inherit = ["credit.single", "credit.refused"]
    _order = "batch_id, size desc, id"

    batch_id = fields.Many2one("credit.limit.batch", required=True, readonly=True, ondelete="cascade")
    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="cascade", index=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="batch_id.state")
    before = fields.Monetary(string="From", readonly=True, help="The base limit at the preview.")
    after = fields.Monetary(string="To", readonly=True, help="The base limit once it is approved.")
    difference = fields.Monetary(readonly=True, help="The new limit less the one before.")
    size = fields.Monetary(readonly=True, help="The difference without its sign.")
    unlimited = fields.Boolean(readonly=True)
    valid_to = fields.Date(string="Last Day", readonly=True, help="Of the limit at the preview. Empty for no end.")
    new_valid_to = fields.Date(string="New Last Day", readonly=True)
    over = fields.Monetary(
        string="Would Be Over by", readonly=True, help="By how much what is owed exceeds the new limit."
    )
    held = fields.Integer(
        string="Newly Held",
        readonly=True,
        help="Quotations that pass today's limit and would be held by the new one when they are confirmed.",
    )
    left_out = fields.Selection(
        [
            ("closed", "Closed"),
            ("stopped", "On Stop"),
            ("not_assessed", "No Limit Yet"),
            ("unlimited", "Unlimited"),
            ("over", "Over Already"),
            ("suspended", "Suspended"),
            ("pending", "Something Else Is Open"),
            ("ahead", "Another Limit Is Ahead"),
            ("no_grade", "Not of These Grades"),
            ("no_proposal", "No Proposal"),
            ("no_peak", "Use Not Known"),
            ("no_end", "Has No Last Day"),
            ("unchanged", "Stays the Same"),
            ("moved_on", "Changed Since"),
            ("gone", "No Account Any More"),
        ],
        readonly=True,
        help="Why nothing changes for this customer.",
    )
    mark = fields.Char(readonly=True)
    refused_by = fields.Many2one("res.users", readonly=True)
    refused_on = fields.Datetime(readonly=True)
    refusal = fields.Text(string="Reason of Refusal", readonly=True)

    _batch_idx = models.Index("(batch_id, left_out)")

    @api.depends("batch_id", "partner_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.batch_id.name} · {line.sudo().partner_id.name}"  # need not be in sight

    # === ACTIONS === #

    def action_open_refuse(self):
        """Ask why these customers stay out."""
        return self.batch_id._open_refuse(self)

    def action_refuse(self, reason):
        """Leave customers out of a batch that waits, for good: by an analyst who had no hand in it.

        :param str reason: why
        """
        self.batch_id._check_deciding()
        self.batch_id._check_shown()
        if not stripped(reason):
            raise UserError(self.env._("Say why these customers stay out: who proposed the batch reads it."))
        if not self:
            raise UserError(self.env._("Choose the customers that stay out."))
        for batch in self.batch_id:
            lines = self.filtered(lambda line, batch=batch: line.batch_id == batch)
            batch._refuse_lines(lines, stripped(reason))
        return True

    # === BUSINESS === #

    def _to_core(self):
        return core.Line(
            self.account_id.id,
            self.before,
            self.after,
            self.valid_to or None,
            self.new_valid_to or None,
            self.over,
            self.held,
            self.left_out or None,
            self.mark or "",
        )

    def _is_lower(self):
        """Whether the customer may owe less, or for a shorter time."""
        earlier = self.new_valid_to and (not self.valid_to or self.new_valid_to < self.valid_to)
        return self.difference < 0 or bool(earlier)

    def _get_refusal(self):
        # EXTENDS 'credit.refused'
        return self.refused_by, self.refused_on, self.refusal or ""

    def _get_authors(self):
        """Who wanted it."""
        return self.batch_id.hand_ids | self.batch_id.author_id
