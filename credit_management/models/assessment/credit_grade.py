from odoo import fields, models

from ...core.assessment.grade_record import YEARS, records
from ...core.assessment.items import day_number


class CreditGrade(models.Model):
    """What a grade has meant so far, on the company's own ledger."""

    _inherit = "credit.grade"

    def _read_records(self, root, on):
        """How often invoices to customers of each grade have been late, by the grade approved on their day.

        No access is checked: it sees everything, and tells sums.

        :param root: a root company
        :param on: the day at whose end to look
        :return: ``{credit.grade: core.assessment.grade_record.Record}``, without grades nobody has had
        """
        # Sums of all customers; who asks has been checked.
        decided = (
            self.env["credit.assessment"]
            .sudo()
            .search([("company_id", "=", root.id), ("state", "=", "approved"), ("decided_on", "!=", False)])
        )
        accounts = decided.account_id
        if not accounts:
            return {}
        places = {account: place for place, account in enumerate(accounts)}
        zone, steps = root._credit_zone(), {}
        for assessment in decided:
            day = fields.Datetime.context_timestamp(self.with_context(tz=str(zone)), assessment.decided_on).date()
            steps.setdefault(places[assessment.account_id], []).append((day_number(day), assessment.grade_id.id))
        since = day_number(fields.Date.subtract(on, years=YEARS))
        found = records(self.env["credit.behaviour"]._ledger(accounts), day_number(on), steps, since)
        return {self.browse(grade_id): found[grade_id] for grade_id in found}
