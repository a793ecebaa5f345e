from odoo import api, fields, models

from ...core.exposure.exposure import RECEIVABLE
from ...core.exposure.reconciliation import limitation_end


class CreditOpenItem(models.Model):
    """Until when an old item can be sued for."""

    _inherit = "credit.open.item"

    limitation_ends_on = fields.Date(
        compute="_compute_limitation_ends_on",
        help="The last day before the claim is time-barred: the years of the country (Configuration → Limitation of"
        " Claims) from the due date, or from the day on which the customer signed that it agrees. Payments on account,"
        " reminders and lawsuits may start it anew, too: ask your lawyer.",
    )

    @api.depends("date_due", "category")
    def _compute_limitation_ends_on(self):
        owed = self.filtered(lambda item: item.category == RECEIVABLE and item.date_due)
        (self - owed).limitation_ends_on = False
        years = self.env["credit.limitation"]._get_by_country()
        if not years:
            owed.limitation_ends_on = False
            return
        # Whose account it is need not be in sight of who sees the item.
        accounts = self.env["credit.account"].sudo().search(
            [("partner_id", "in", owed.partner_id.ids), ("company_id", "in", owed.root_id.ids)]
        )  # fmt: skip
        signed = accounts._get_signed()
        by_key = {(one.partner_id.id, one.company_id.id): signed.get(one, []) for one in accounts}
        for item in owed:
            country = item.root_id.sudo().country_id  # of an entity its branch may not read
            rule = years.get(country.id) or years.get(False)
            days = by_key.get((item.partner_id.id, item.root_id.id), ())
            last = max((on for to, on in days if item.date and item.date <= to), default=None)
            item.limitation_ends_on = (
                limitation_end(item.date_due, last, rule.years, rule.from_year_end) if rule else False
            )
