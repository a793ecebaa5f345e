from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import date_utils

from ...models.common.text import day_of


class Days(NamedTuple):
    """``first`` is None where the statement is as of a day; ``as_of`` is None for today."""

    first: object
    last: object
    as_of: object


class CreditStatementPeriod(models.TransientModel):
    """Asks for the day as of which, or the period of which, customers are sent a statement of account."""

    _name = "credit.statement.period"
    _description = "Statement of Account of a Day or a Period"
    _inherit = ["credit.finite", "credit.single"]

    account_ids = fields.Many2many(
        "credit.account", string="Accounts", default=lambda self: self.env.context.get("active_ids")
    )
    date_to = fields.Date(
        string="As Of",
        required=True,
        default=lambda self: self.env.company._credit_today(),
        help="The end of this day.",
    )
    with_movements = fields.Boolean(help="What was invoiced, paid and credited, between the balances before and after.")
    date_from = fields.Date(
        string="Movements From",
        default=lambda self: date_utils.start_of(self.env.company._credit_today(), "month"),
    )

    @api.constrains("date_from", "date_to", "with_movements")
    def _check_days(self):
        for asked in self:
            if asked.with_movements and (not asked.date_from or asked.date_from > asked.date_to):
                raise ValidationError(self.env._("The first day of the movements cannot be after the last one."))

    @api.model
    def _days(self, data, companies):
        """The days of a print, which anybody can ask for by its address."""
        last, first = day_of(data.get("statement_to")), day_of(data.get("statement_from"))
        if not last or (first and first > last):
            raise UserError(self.env._("There is nothing to print. Choose a day, or the days of a period."))
        is_past = all(last < company._credit_today() for company in companies)
        return Days(first, last, last if is_past else None)

    def action_print(self):
        self.ensure_one()
        report = self.env.ref("credit_management.credit_account_statement_action_report")
        data = {"account_ids": self.account_ids.ids, "statement_to": fields.Date.to_string(self.date_to)}
        if self.with_movements:
            data["statement_from"] = fields.Date.to_string(self.date_from)
        return report.report_action([], data=data, config=False)
