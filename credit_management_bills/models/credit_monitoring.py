from odoo import api, fields, models

from ..core.bill import DISHONOURED
from . import alert_kinds as kinds

SINCE = 90  # days for which a dishonoured bill is a reason to look at its customer


class CreditMonitoring(models.AbstractModel):
    """Bills that were dishonoured, and those of which nobody has said how they ended."""

    _inherit = "credit.monitoring"

    @api.model
    def _read_more(self, accounts, today):
        # EXTENDS 'credit_management'
        more = super()._read_more(accounts, today)
        payments = self.env["account.payment"].sudo()  # alerts are raised on everything known of an account
        ended = payments._read_group(
            [
                ("partner_id.commercial_partner_id", "in", accounts.partner_id.ids),
                ("credit_bill_kind", "!=", False),
                # Bank bills mature by themselves and stay as they are for ever: only those that ended badly are told.
                "|",
                ("credit_bill_state", "=", DISHONOURED),
                "&",
                ("credit_bill_state", "=", "held"),
                ("credit_bill_kind", "=", "commercial"),
                ("move_id.state", "=", "posted"),
            ],
            ["partner_id", "company_id", "credit_bill_state", "credit_bill_kind"],
            ["id:recordset"],
        )
        by_key = {(account.partner_id, account.company_id): account for account in accounts}
        for partner, company, state, kind, bills in ended:
            account = by_key.get((partner.commercial_partner_id, company._credit_root()))
            if account:
                figures = more.setdefault(account.id, {})
                self._add_bills(figures, bills, state, kind, today[account.company_id])
        return more

    @api.model
    def _add_bills(self, figures, bills, state, kind, today):
        if state == DISHONOURED:
            since = fields.Date.add(today, days=-SINCE)
            late = bills.filtered(lambda bill: bill.credit_bill_ended_on >= since)
            amount = sum(late.mapped("amount_company_currency_signed"))
            figures[kinds.DISHONOURED] = figures.get(kinds.DISHONOURED, 0.0) + amount
        elif kind == "commercial":
            days = [(today - bill.credit_bill_matures_on).days for bill in bills if bill.credit_bill_matures_on]
            figures[kinds.UNSETTLED] = max([figures.get(kinds.UNSETTLED, 0), *days])

    @api.model
    def _monitor_now(self, accounts):
        """Judge a few accounts by the rules, right away; snapshots and limits are the day's job. As the system."""
        receivables = self.env["credit.exposure"]._read_receivables(accounts.company_id)
        figures, _snapshots = self._collect(accounts, receivables)
        return self.env["credit.alert"]._judge(figures)
