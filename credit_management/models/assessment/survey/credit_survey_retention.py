from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from .credit_survey import ROWS

BATCH = 100


class CreditSurvey(models.Model):
    """Closed surveys lose what is about persons once a company no longer needs to keep it."""

    _inherit = "credit.survey"

    @api.model
    def _cron_anonymise(self):
        """Batch by batch, so that thousands that fall due on one day do not hold up anybody."""
        due = self.search(self._beyond_retention(), order="id").ids
        remaining = len(due)
        for ids in split_every(BATCH, due):
            surveys = self.browse(ids).try_lock_for_update()
            surveys._anonymise()
            remaining -= len(surveys)
            if not self.env["ir.cron"]._commit_progress(len(surveys), remaining=remaining):
                break

    @api.model
    def _beyond_retention(self):
        """Surveys closed longer ago than their company keeps them: the day after, never the day itself."""
        roots = self.env["res.company"]._credit_all_roots().filtered("credit_survey_retention")
        return (
            Domain("state", "=", "closed")
            & Domain("anonymised_on", "=", False)
            & Domain.OR(
                Domain("company_id", "=", root.id)
                & Domain(
                    "closed_on", "<", fields.Date.subtract(root._credit_today(), months=root.credit_survey_retention)
                )
                for root in roots
            )
        )

    def _anonymise(self):
        """Take names, contacts, answers about persons, documents and letters away; figures stay."""
        if not self:
            return
        surveys = self.sudo()  # what is too old goes from lists nobody reads, too
        gone = surveys.env._("Anonymised")
        personal = {
            "answer_ids": {"value_text": False},
            "owner_ids": {"name": gone},
            "reference_ids": {"contact": False},
        }
        for name, vals in personal.items():
            rows = surveys._rows(name)._credit_by_method()
            rows = rows.filtered("personal") if name == "answer_ids" else rows
            rows.write(vals)
            rows.filtered("second_says").write({"second_says": gone})
            rows.filtered("resolution").write({"resolution": gone})
        surveys._documents().unlink()
        surveys._letters().unlink()
        for company, of_company in surveys.grouped("company_id").items():
            of_company._credit_by_method().write({"anonymised_on": company._credit_today(), "note": False})
        surveys._note(
            surveys.env._("The period for which personal data is kept is over: names, contacts and documents are gone.")
        )

    def _documents(self):
        """Everything attached to these surveys and to their rows."""
        owned = Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)
        for name in ["answer_ids", *ROWS]:
            rows = self._rows(name)
            owned |= Domain("res_model", "=", rows._name) & Domain("res_id", "in", rows.ids)
        return self.env["ir.attachment"].search(owned)

    def _letters(self):
        """Messages customers have written back; they may hold anything."""
        return self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids), ("message_type", "=", "email")]
        )
