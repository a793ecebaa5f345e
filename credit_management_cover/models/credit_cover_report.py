from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.credit_management.models.common.day import format_day


class CreditCoverReport(models.Model):
    """An overdue invoice that was reported to the insurer: not reported in time, it has lost its cover.

    Written once; what was reported by mistake is deleted, and then counts as not reported.
    """

    _name = "credit.cover.report"
    _description = "Overdue Reported to an Insurer"
    _inherit = ["credit.finite", "credit.single"]
    _order = "reported_on desc, id desc"
    _rec_name = "move_id"

    cover_id = fields.Many2one(
        "credit.cover", required=True, ondelete="cascade", index=True, domain="[('kind', '=', 'insurance')]"
    )
    partner_id = fields.Many2one(related="cover_id.partner_id", string="Customer")
    company_id = fields.Many2one(related="cover_id.company_id")
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('commercial_partner_id', '=', partner_id), ('state', '=', 'posted')]",
    )
    reported_on = fields.Date(required=True, default=lambda self: self.env.company._credit_today())
    reference = fields.Char(help="The number under which the insurer keeps it.")

    _reported_once = models.UniqueIndex("(cover_id, move_id)", "This invoice was reported already.")

    @api.constrains("cover_id", "move_id", "reported_on")
    def _check_report(self):
        for report in self:
            cover, move = report.sudo().cover_id, report.sudo().move_id  # whoever reports, these say whose it is
            if report.reported_on > cover._get_today():
                raise ValidationError(
                    self.env._(
                        "%(day)s has not come yet. Choose the day on which it was reported.",
                        day=format_day(self.env, report.reported_on),
                    )
                )
            if move.commercial_partner_id != cover.partner_id or move.company_id.root_id != cover.company_id.root_id:
                raise ValidationError(
                    self.env._(
                        "%(invoice)s is not owed by %(partner)s here. Choose an invoice of the insured customer.",
                        invoice=move.display_name,
                        partner=cover.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        for report in reports:
            report.cover_id._tell(
                self.env._(
                    "%(invoice)s reported to %(issuer)s as overdue, on %(day)s.",
                    invoice=report.move_id.display_name,
                    issuer=report.cover_id.issuer_id.display_name,
                    day=format_day(self.env, report.reported_on),
                )
            )
        return reports
