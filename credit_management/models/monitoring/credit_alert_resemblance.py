from odoo import api, fields, models


class CreditAlert(models.Model):
    """An alert on a customer on stop that another customer resembles."""

    _inherit = "credit.alert"

    resemblance_id = fields.Many2one("credit.resemblance", readonly=True, ondelete="set null", index="btree_not_null")
    resembling_id = fields.Many2one(related="resemblance_id.partner_id", string="Resembling Customer")

    @api.depends("resemblance_id.grounds", "resembling_id.display_name")
    @api.depends_context("lang")
    def _compute_finding(self):
        done = super()._compute_finding()
        for alert in self.filtered("resemblance_id"):
            pair = alert.sudo().resemblance_id  # who reads the alert reads whom it is about
            alert.finding = alert.finding_now = self.env._(
                "%(other)s has in common: %(grounds)s",
                other=pair.partner_id.display_name,
                grounds=pair._in_words(pair.grounds),
            )
        return done

    def _set_closed(self, outcome, reason=None, muted=False):
        closing = super()._set_closed(outcome, reason, muted)
        if outcome == "false":
            # Said by who may close the alert: quotations of the customer no longer warn.
            closing.sudo().resemblance_id.write({"is_dismissed": True})
        return closing

    def action_open_resembling(self):
        """The customer that resembles the one on stop."""
        self.ensure_one()
        return self.resembling_id._get_records_action()
