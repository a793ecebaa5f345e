from odoo.fields import Command

from ..common import CreditCommon

# One answer to every question of the checklist that is required of a new customer asking for a large amount.
ANSWERS = {
    "registered_name": {"value_text": "Customer Ltd."},
    "legal_form": {"value_choice": "limited"},
    "founding_year": {"value_number": 2010},
    "registered_capital": {"value_number": 100_000},
    "registry_number": {"value_text": "HRB 1"},
    "registered_address": {"value_text": "Main Street 1"},
    "legal_representative": {"value_text": "Lee Legal"},
    "payment_contact": {"value_text": "Pat Payer"},
    "staff": {"value_number": 0},
    "premises": {"value_choice": "rented"},
    "litigation": {"value_choice": "no"},
    "insolvency": {"value_choice": "no"},
}
ROWS = {
    "owner_ids": {"name": "Olivia Owner", "role": "Shareholder", "share": 100},
    "licence_ids": {"name": "Business licence"},
    "site_ids": {"name": "Head office"},
    "grade_ids": {"agency": "Agency", "agency_grade": "1", "grade": "A"},
}
REFERENCES = [
    {"kind": "trade", "name": "Supplier", "contact": "Tom Trade", "pays": "good"},
    {"kind": "bank", "name": "Bank", "contact": "Bea Bank", "pays": "fair"},
]


class CreditSurveyCommon(CreditCommon):
    """A salesperson with a customer, a colleague without, and factories for surveys."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("seller", "sales_team.group_sale_salesman")
        cls.colleague = cls._create_user("colleague", "sales_team.group_sale_salesman_all_leads")
        cls.second_analyst = cls._create_user("analyst_2", "credit_management.credit_management_group_analyst")
        cls.account = cls._create_account(cls._create_customer("Surveyed", user_id=cls.seller.id))

    @classmethod
    def _create_survey(cls, account=None, user=None, **vals):
        values = {"account_id": (account or cls.account).id, **vals}
        return cls.env["credit.survey"].with_user(user or cls.seller).create(values)

    @classmethod
    def _answer(cls, survey, code):
        return survey.answer_ids.filtered(lambda answer: answer.question_id.code == code)

    @classmethod
    def _complete(cls, survey):
        """Answer everything that any survey may require."""
        survey.write(
            {
                "requested_limit": 100_000,
                "requested_days": 30,
                "expected_purchases": 400_000,
                "reference_ids": [Command.create(vals) for vals in REFERENCES],
                **{name: [Command.create(vals)] for name, vals in ROWS.items()},
            }
        )
        for code, vals in ANSWERS.items():
            cls._answer(survey, code).write(vals)
        return survey

    @classmethod
    def _create_submitted(cls, account=None, user=None):
        survey = cls._complete(cls._create_survey(account, user))
        survey.action_submit()
        return survey

    @classmethod
    def _create_verified(cls, account=None, user=None):
        survey = cls._create_submitted(account, user)
        survey.with_user(cls.analyst).action_verify()
        return survey

    @classmethod
    def _create_closed(cls, account=None, user=None):
        survey = cls._create_verified(account, user)
        survey.with_user(cls.analyst).action_close()
        return survey

    @classmethod
    def _contradict(cls, fact, **vals):
        fact.write(
            {"verification": "contradicted", "second_source": "tax_office", "second_says": "Something else", **vals}
        )

    def _question(self, code, **vals):
        values = {"code": code, "text": f"How many {code}?", "answer_type": "number", **vals}
        return self.env["credit.survey.question"].with_user(self.administrator).create(values)

    def _upload(self, user, **vals):
        return self.env["ir.attachment"].with_user(user).create({"name": "Licence.pdf", "raw": b"scan", **vals})
