from odoo import api, models

from ..core.cover import Cover


class CreditCover(models.Model):
    """A cover as the plain data that core computes with, in the company's currency at the rate of today."""

    _inherit = "credit.cover"

    def _to_core(self, decisions=None, rates=None):
        """
        :param decisions: records of the insurer's decisions; those in effect when left out
        :param rates: what ``_read_rates`` has given
        """
        self.ensure_one()
        cover = self.sudo()  # it decides, readable or not
        decisions = cover._get_effective_decisions() if decisions is None else decisions
        rates = self._read_rates() if rates is None else rates
        return Cover(
            id=cover.id or cover._origin.id or 0,
            kind=cover.kind,
            amount=None if cover.kind == "insurance" and not cover.amount else cover.amount,
            share=cover.share,
            first=cover.first,
            last=cover.last or None,
            rate=rates.get(self),
            issuer=str(cover.issuer_id.id),
            reference=cover._get_own_reference(),
            max_days=cover.max_days or None,
            waiting_days=cover.waiting_days,
            reporting_days=cover.reporting_days or None,
            call_days=cover.call_days,
            decisions=tuple(one._to_core(number) for number, one in enumerate(decisions)),
        )

    def _get_effective_decisions(self):
        return self.decision_ids.filtered(lambda one: one.state == "confirmed").sorted(
            lambda one: (one.approved_on, one.id)
        )

    def _get_own_reference(self):
        """What a cover is known by to its issuer: an insurance has many customers under one number."""
        if self.kind != "insurance":
            return self.reference or ""
        return f"{self.reference or self.insurance_id.name or ''} {self.account_id.id}"

    def _read_rates(self):
        """What one unit of each cover's currency costs today in the company's; None where there is no rate for it.

        :return: {cover: rate | None}
        """
        covers = self.sudo()  # it decides, readable or not
        rates = {}
        for (company, currency), some in covers.grouped(
            lambda cover: (cover.company_id, cover.cover_currency_id)
        ).items():
            rate = self._read_rate(company._credit_root(), currency)
            rates |= {cover.with_env(self.env): rate for cover in some}
        return rates

    @api.model
    def _read_rate(self, root, currency):
        if not currency or currency == root.currency_id:
            return 1.0
        today = root._credit_today()
        known = [("currency_id", "=", currency.id), ("name", "<=", today), ("company_id", "in", (False, root.id))]
        rates = self.env["res.currency.rate"].sudo()  # no secret to the code
        if not rates.search_count(known, limit=1):
            return None
        return currency._get_conversion_rate(currency, root.currency_id, root, today)

    @api.model
    def _get_uplift(self, company):
        return company._credit_root().credit_cover_uplift

    def _get_today(self):
        company = self.sudo().company_id or self.env.company  # the day of an entity that its branches need not read
        return company._credit_today()
