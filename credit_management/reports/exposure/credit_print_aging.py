from odoo import fields, models


class CreditPrint(models.AbstractModel):
    """Parts that several documents show of open items, from the one definition of exposure."""

    _inherit = "credit.print"

    def _as_of(self):
        """The past day a print looks from; None for today."""
        return fields.Date.to_date(self.env.context.get("credit_as_of")) or None

    def _bucket_names(self, company):
        told = company.with_context(lang=self.env.lang)  # of the sheet, not of who asked for the figures
        return told.credit_aging_bucket_ids.sorted("day_from").mapped("name")

    def _padded(self, exposure, company):
        """Its buckets; a customer that owes nothing has none."""
        empty = [0.0] * len(company.credit_aging_bucket_ids)
        return [amount or 0.0 for amount in exposure.buckets[: len(empty)]] or empty

    def _aging_chart(self, exposure, company):
        """Chart of invoices by age; None where there is nothing to draw."""
        amounts = self._padded(exposure, company)
        return self._bar_chart(self._bucket_names(company), amounts, company.currency_id) if any(amounts) else None
