from odoo import api, fields, models

from odoo.addons.credit_management.core.monitoring.provision import STARTS


class CreditExpectedLoss(models.TransientModel):
    """The expected loss beside what cover takes off it."""

    _inherit = "credit.expected.loss"

    covered = fields.Monetary(compute="_compute_net", help="What insurers, guarantors and others would pay of it.")
    net_loss = fields.Monetary(
        string="Net of Cover", compute="_compute_net", help="Receivables less what is covered, by their loss rates."
    )

    @api.depends("line_ids.covered", "line_ids.net_loss")
    def _compute_net(self):
        for wizard in self:
            wizard.covered = sum(wizard.line_ids.mapped("covered"))
            wizard.net_loss = sum(wizard.line_ids.mapped("net_loss"))

    def action_compute(self):
        # EXTENDS 'credit_management'
        action = super().action_compute()
        if self.method == "age":  # cover is known by days past due
            return action
        covered = self.env["credit.provision"]._read_covered(self.company_id._credit_root(), self.date, STARTS)
        for line, amount in zip(self.line_ids, covered, strict=True):
            line.covered = min(line.currency_id.round(amount), line.amount)
        return action


class CreditExpectedLossLine(models.TransientModel):
    _inherit = "credit.expected.loss.line"

    covered = fields.Monetary(readonly=True, help="What cover pays of the band on the day chosen.")
    net_loss = fields.Monetary(
        string="Net of Cover", compute="_compute_net_loss", help="Receivables less what is covered, by the loss rate."
    )

    @api.depends("amount", "covered", "loss")
    def _compute_net_loss(self):
        for line in self:
            share = max(line.amount - line.covered, 0.0) / line.amount if line.amount > 0 else 1.0
            line.net_loss = line.currency_id.round(line.loss * share)
