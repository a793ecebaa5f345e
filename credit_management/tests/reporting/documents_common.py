from odoo.tools import SQL

from ..assessment.assessment_common import CreditAssessmentCommon
from ..assessment.statement_common import FIGURES
from ..assessment.survey_common import CreditSurveyCommon
from ..exposure.ledger_common import LedgerCommon
from ..gate.hold_common import HoldCommon
from .print_common import PrintCommon

AGES = (-200, -100, -75, -45, -10, 20)


class EverywhereCommon(LedgerCommon):
    """Who makes the documents works in every company, and so may make what these share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.sudo().company_ids = cls.env["res.company"].sudo().search([])


class DocumentsCommon(PrintCommon, CreditAssessmentCommon, CreditSurveyCommon, HoldCommon, EverywhereCommon):
    """A customer with something on every document there is, as large as wanted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._grant_authority(cls.manager, unlimited=True)
        cls.second_analyst.write({"company_ids": cls.company.ids, "company_id": cls.company.id})
        users = cls.analyst | cls.manager | cls.second_manager | cls.salesperson | cls.second_analyst
        users.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})

    @classmethod
    def documents(cls):
        """The reports on paper of this addon, by name."""
        reports = cls.env["ir.actions.report"].search([("report_name", "=like", "credit_management.%")])
        ours = reports.filtered(
            lambda report: isinstance(report._get_rendering_context_model(report), cls.env.registry["credit.print"])
        )
        return {report.report_name.partition(".")[2]: report for report in ours}

    def dealings(self, partner, unit=1.0, currencies=()):
        """What each document of a customer is printed of: ``{name: records}``.

        :param unit: the amount of one invoice; everything else is so large as well
        :param currencies: of further invoices
        """
        account = self._create_account(partner, self.company, status="active", status_reason="Good")
        for age in AGES:
            self.invoice(unit, partner=partner, due=age)
        for currency in currencies:
            self.invoice(unit, partner=partner, due=-10, currency=currency)
        self.receive(unit / 2, partner=partner)
        for back in (3, 2, 1):
            self._stated(account, self._day(0).year - back, unit)
        survey = self._surveyed(account, unit)
        assessment = self._assess(account)
        self._judge(assessment, 80, reason="Has run it for years")
        assessment.write({"difference_reason": "Known for years", "limit_amount": 5 * unit})
        assessment.action_submit()
        assessment.with_user(self.manager).action_approve()
        order = self.order(unit * 3, partner_id=partner.id)
        hold = self.stop(order)
        order.with_user(self.salesperson).action_credit_request_release("They pay on Friday, and the goods are ready")
        return {
            "credit_report": account,
            "credit_file": account,
            "credit_reconciliation_form": self._reconciled(account),
            "credit_grade_form": assessment,
            "credit_grade_list": self.env["credit.grade.migration"].create({}),
            "credit_account_statement": account,
            "credit_aging_report": account,
            "credit_survey_blank": account,
            "credit_assessment_form": assessment,
            "credit_limit_form": assessment.limit_id,
            "credit_limit_request_form": self._requested(account, unit),
            "credit_limit_batch_form": self._batched(account),
            "credit_group_form": self._grouped(account, unit),
            "credit_survey_form": survey,
            "credit_hold_sheet": hold,
        }

    def _reconciled(self, account):
        """What has moved the account in a year, as it was sent."""
        vals = {"account_ids": account.ids, "date_from": self._day(-365), "date_to": self._day(0)}
        self.env["credit.reconciliation.prepare"].create({**vals, "reply_by": self._day(15)}).action_prepare()
        found = self.env["credit.reconciliation"].search([("account_id", "=", account.id)])
        found.action_mark_sent()
        return found

    def _requested(self, account, unit):
        vals = {
            "kind": "temporary",
            "amount": unit,
            "valid_to": self._day(30),
            "reason": "Season",
            "forecast_use": unit,
        }
        request = (
            self.env["credit.limit.request"].with_user(self.second_analyst).create({"account_id": account.id, **vals})
        )
        request.action_submit()
        return request

    def _batched(self, account):
        """A mass change of this customer alone."""
        values = {"percent": -10, "reason": "Losses in this trade", "domain": str([("id", "=", account.id)])}
        batch = self.env["credit.limit.batch"].with_user(self.second_analyst).create(values)
        batch.action_preview()
        return batch

    def _grouped(self, account, unit):
        """A group of the customer alone that owes more than its shared limit."""
        group = self.env["credit.group"].create({"name": f"Group of {account.partner_id.name}", "lead_id": account.id})
        vals = {"group_id": group.id, "reason": "One owner", "valid_from": self._day(0)}
        decided = {
            "state": "approved", "counts": True, "approver_id": self.manager.id, "approved_on": self.env.cr.now(),
        }  # fmt: skip
        limits = self.env["credit.group.limit"]._credit_by_method()
        limits.create({**vals, "amount": unit, **decided, "author_id": self.analyst.id})
        members = self.env["credit.group.member"]._credit_by_method()
        members.create({**vals, "account_id": account.id, "has_cap": True, "cap": unit, **decided})
        return group

    def _stated(self, account, year, unit):
        figures = {name: value * unit / 1000 for name, value in FIGURES.items()}
        self._create_statement(year=year, account=account, **figures).with_user(self.manager).action_confirm()

    def _surveyed(self, account, unit):
        survey = self._create_survey(account, self.analyst)
        self._complete(survey)
        survey.write({"requested_limit": 5 * unit, "expected_purchases": 20 * unit})
        survey.reference_ids[:1].credit = unit
        survey.action_submit()
        survey.with_user(self.second_analyst).action_verify()
        return survey

    def become(self, currency):
        """The company's amounts, told as those of another currency: one with entries cannot be changed."""
        self.env.cr.execute(
            SQL(
                "UPDATE res_currency SET symbol = %s, position = %s, rounding = %s, decimal_places = %s WHERE id = %s",
                currency.symbol, currency.position, currency.rounding, currency.decimal_places,
                self.company.currency_id.id,
            )
        )  # fmt: skip
        self.env.invalidate_all()
        self.env.registry.clear_cache()
