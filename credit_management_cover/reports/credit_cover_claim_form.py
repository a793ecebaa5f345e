from odoo import models

from odoo.addons.credit_management.reports.common.credit_print import FIGURE


class CreditCoverClaimForm(models.AbstractModel):
    """A claim on paper: of whom, for what, with which invoices, and what has happened."""

    _name = "report.credit_management_cover.credit_cover_claim_form"
    _description = "Claim on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.cover.claim"

    def _title(self):
        return self.env._("Claim on Cover")

    def _prepare_sheets(self, docs):
        return {claim: self._sheet(claim) for claim in docs}

    def _sheet(self, claim):
        cover, currency = claim.cover_id, claim.currency_id
        facts = [
            (self.env._("Number"), claim.name),
            (self.env._("Claimed of"), cover.issuer_id.name),
            (self.env._("Cover"), cover.display_name),
            (self.env._("Reference"), claim.reference or cover.reference),
            (self.env._("State"), self._label(claim, "state")),
            (self.env._("Filed on"), self._day(claim.filed_on)),
            (self.env._("Paid"), self._money(claim.paid_amount, currency) if claim.paid_amount else ""),
        ]
        return {
            "verdict": {
                "head": self.env._("Claimed: %s", self._money(claim.amount, currency)),
                "lines": [claim.note] if claim.note else [],
            },
            "facts": [(name, value) for name, value in facts if value],
            "invoices": self._invoice_table(claim),
            "signatures": [(self.env._("Filed by"), "", "")],
        }

    def _invoice_table(self, claim):
        columns = [
            (self.env._("Invoice"), 30),
            (self.env._("Date"), 20),
            (self.env._("Due"), 20),
            (self.env._("Open"), 30, FIGURE),
        ]
        rows = [
            [
                move.name,
                self._day(move.invoice_date),
                self._day(move.invoice_date_due),
                self._money(move.amount_residual, move.currency_id),
            ]
            for move in claim.move_ids.sorted("invoice_date_due")
        ]
        return self._tabulate(columns, rows)
