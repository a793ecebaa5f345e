import re

from odoo import SUPERUSER_ID

from odoo.addons.credit_management.tests.common import CreditCommon

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
        "payment_contact": "Accounts office",
        "owner_ids.0.name": "Harriet Voss",
        "owner_ids.0.share": "70",
    },
    core.BUSINESS: {
        "licence_ids.0.name": "Certificate of incorporation",
        "staff": "23",
        "premises": "rented",
        "litigation": "no",
        "insolvency": "no",
    },
    core.REFERENCES: {"trade_reference_ids.0.name": "Fernwick Timber", "trade_reference_ids.0.credit": "12000"},
    core.FIGURES: {"figures_end": "2025-12-31", "figures_currency": "USD", "figures_sales": "1430000"},
    core.REQUEST: {
        "requested_limit": "15000",
        "requested_days": "30",
        "expected_purchases": "60000",
        "requested_reason": "Furniture for the spring",
    },
}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


class ApplicationCommon(CreditCommon):
    """Applications in any state, by the methods that pages and buttons call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.applications = cls.env["credit.application"].with_user(SUPERUSER_ID)
        cls.company.credit_controller_id = cls.manager

    @classmethod
    def _invite(cls, partner=None, by=None, **vals):
        values = {"applicant": "Larkspur", "email": "voss@larkspur.example", "lang": "en_US"}
        values |= {"company_id": cls.company.id, "partner_id": partner.id if partner else False}
        return cls.applications._invite(values | vals, by=by)

    @classmethod
    def _fill(cls, application, **more):
        application._start("Harriet Voss", "15000")
        for step, typed in ANSWERS.items():
            application._save(step, typed)
        for step, typed in more.items():
            application._save(step, typed)
        application._consent("Harriet Voss", "203.0.113.7")
        return application

    @classmethod
    def _apply(cls, partner=None, by=None, **vals):
        """An application that has been sent."""
        application = cls._fill(cls._invite(partner, by, **vals))
        if not application._send():
            raise AssertionError(application._get_missing(), application._get_obstacles())
        return application

    @classmethod
    def _mails(cls, application):
        return cls.env["mail.mail"].sudo().search([("email_to", "=", application.email)], order="id")

    @classmethod
    def _link_in(cls, mail):
        return re.search(r"/credit/application/[0-9a-f]{64}", mail.body_html).group()
