from odoo import SUPERUSER_ID, api, models

from ..core import application as core

ANSWERS = {
    core.COMPANY: {
        "registered_name": "Larkspur Garden Supplies Ltd",
        "legal_form": "limited",
        "founding_year": "2014",
        "registered_capital": "60000",
        "registry_number": "09214473",
        "tax_number": "980780684",
        "street": "14 Canal Street",
        "zip": "M1 3HE",
        "city": "Manchester",
        "country": "GB",
    },
    core.PEOPLE: {
        "legal_representative": "Harriet Voss",
        "payment_contact": "Accounts office, +44 161 496 0112",
        "owner_ids.0.name": "Harriet Voss",
        "owner_ids.0.role": "Director",
        "owner_ids.0.share": "70",
        "owner_ids.1.name": "Orchard Holdings Ltd",
        "owner_ids.1.share": "30",
    },
    core.BUSINESS: {
        "licence_ids.0.name": "Certificate of incorporation",
        "licence_ids.0.number": "09214473",
        "licence_ids.0.issuer": "Companies House",
        "staff": "23",
        "premises": "rented",
        "main_products": "Garden furniture and tools, to nurseries and hotels",
        "litigation": "no",
        "insolvency": "no",
    },
    core.REFERENCES: {
        "trade_reference_ids.0.name": "Fernwick Timber",
        "trade_reference_ids.0.contact": "Accounts, +44 161 496 0345",
        "trade_reference_ids.0.terms": "30 days",
        "trade_reference_ids.0.credit": "12000",
        "bank_reference_ids.0.name": "Northern Counties Bank",
    },
    core.REQUEST: {
        "requested_limit": "15000",
        "requested_days": "30",
        "expected_purchases": "60000",
        "requested_reason": "Furniture for the spring season",
    },
}
FIGURES = {
    "figures_currency": "USD",
    "figures_audited": "no",
    "figures_cash": "48000",
    "figures_receivables": "121000",
    "figures_inventory": "164000",
    "figures_current_assets": "333000",
    "figures_total_assets": "512000",
    "figures_current_liabilities": "171000",
    "figures_total_liabilities": "248000",
    "figures_equity": "264000",
    "figures_sales": "1430000",
    "figures_net_result": "61000",
}


class CreditDemonstration(models.AbstractModel):
    """Applications of the demonstration company: a customer that is invited, and a company that has applied."""

    _inherit = "credit.demonstration"

    @api.model
    def _play_applications(self):
        """By the methods that people and pages have; nothing where the demonstration itself was left out."""
        names = ("account_castlebrook", "user_analyst")
        found = [self.env.ref(f"credit_management.{name}", raise_if_not_found=False) for name in names]
        if not all(found):
            return
        account, analyst = found
        # Pages of applications act for the system.
        applications = self.env["credit.application"].with_user(SUPERUSER_ID)
        common = {"company_id": self._company().id, "lang": self.env.lang or "en_US", "user_id": analyst.id}
        partner = account.partner_id
        email = partner.email_normalized or "accounts@castlebrook.example"
        invited = {"applicant": partner.name, "email": email, "partner_id": partner.id}
        applications._invite({**invited, **common}, by=analyst)
        applied = {"applicant": "Larkspur Garden Supplies", "email": "harriet.voss@larkspur.example", "is_public": True}
        application = applications._invite({**applied, **common})
        self._fill_application(application)

    @api.model
    def _fill_application(self, application):
        application._start("Harriet Voss", "15000")
        for step, typed in ANSWERS.items():
            application._save(step, typed)
        year = application.company_id._credit_today().year - 1
        application._save(core.FIGURES, {**FIGURES, "figures_end": f"{year}-12-31"})
        application._consent("Harriet Voss", "203.0.113.7")
        application._send()
