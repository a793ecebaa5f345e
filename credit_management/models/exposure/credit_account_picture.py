from odoo import api, fields, models
from odoo.tools import format_amount

from ...const import ANALYST
from ...core.exposure import bar, payments
from ...sql.exposure import paid_items
from ..common.day import count_days, format_day

YEARS = 2  # what was paid before that says nothing of today


class CreditAccount(models.Model):
    """What the customer owes by age, and how it has paid, as pictures (see docs/development.md)."""

    _inherit = "credit.account"

    aging_bar = fields.Json(string="By Age", compute="_compute_aging_bar", help="Open receivables by days past due.")
    payment_record = fields.Json(
        string="Last Payments",
        compute="_compute_payment_record",
        groups=ANALYST,
        help="The last payments of two years, each with its days after the due date.",
    )

    # === AGE === #

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_aging_bar(self):
        figures = self.env["credit.exposure"]._read_figures(self)
        names = {company: company._credit_bucket_names() for company in self.company_id}
        for account in self:
            account.aging_bar = account._draw_aging(figures[account].buckets, names.get(account.company_id, ()))

    def _draw_aging(self, amounts, names):
        """None where nothing is open: there is no bar of nothing."""
        if not any(amounts):
            return None
        parts = [
            {"name": name, "amount": amount, "text": self._amount_text(amount), "width": width, "aged": place > 0}
            for place, (name, amount, width) in enumerate(zip(names, amounts, bar.widths(amounts), strict=True))
        ]
        return {"label": self.env._("Open receivables by days past due"), "parts": parts}

    def _amount_text(self, amount):
        return format_amount(self.env, amount, self.currency_id or self.env.company.currency_id)

    # === PAYMENTS === #

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_payment_record(self):
        found = self._read_payments()
        for account in self:
            account.payment_record = account._draw_payments(found.get(account._origin.id, []))

    def _read_payments(self):
        """The last payments of each account, in one query.

        No access is checked: the caller has read the accounts.

        :return: ``{account id: [core.exposure.payments.Payment]}``
        """
        accounts = self._origin
        if not accounts:
            return {}
        items = self.env["credit.open.item"]
        items._flush()
        accounts.flush_model(["partner_id", "company_id"])
        # The earliest of their days: companies lie in different time zones, and two years need no precision.
        since = min(fields.Date.subtract(company._credit_today(), years=YEARS) for company in accounts.company_id)
        query = paid_items.latest(accounts.ids, items._receivable_account_ids(), since, payments.MOST)
        found = {}
        for account_id, *values in self.env.execute_query(query):
            found.setdefault(account_id, []).append(payments.Payment(*values))
        return found

    def _draw_payments(self, paid):
        """None where nothing was paid: the field says so in words."""
        record = payments.summed_up(paid)
        if record is None:
            return None
        return {
            "label": self._tell_payments(record),
            "head": [self.env._("Paid on"), self.env._("Amount"), self.env._("Days late")],
            "dots": [
                {
                    "name": format_day(self.env, payment.day),
                    "text": self._amount_text(payment.amount),
                    "days": payment.days,
                    "late": self._tell_late(payment.days),
                    "tone": payment.tone,
                }
                for payment in payments.latest(paid)
            ],
        }

    def _tell_payments(self, record):
        names = {"count": record.count, "late": record.late, "days": count_days(self.env, abs(record.days))}
        if record.days > 0:
            return self.env._(
                "Last %(count)d payments: %(late)d late, on average %(days)s after they were due", **names
            )
        return self.env._("Last %(count)d payments: %(late)d late, on average %(days)s before they were due", **names)

    def _tell_late(self, days):
        if days > 0:
            return self.env._("%(days)s late", days=count_days(self.env, days))
        return self.env._("%(days)s early", days=count_days(self.env, -days)) if days else self.env._("on the day")
