from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, date_utils

from ...models.common.day import format_day


class CreditGradeMigration(models.TransientModel):
    """Asks for two days, and shows which grade customers had on the one and have on the other."""

    _name = "credit.grade.migration"
    _description = "Grade Migration"
    _inherit = ["credit.finite", "credit.single"]

    date_from = fields.Date(string="From", required=True, default=lambda self: self._default_from())
    date_to = fields.Date(string="To", required=True, default=lambda self: self.env.company._credit_today())
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
        help="Whose customers are on the list that is printed.",
    )

    @api.model
    def _default_from(self):
        return date_utils.subtract(self.env.company._credit_today(), years=1)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for migration in self:
            if migration.date_from >= migration.date_to:
                raise ValidationError(
                    self.env._(
                        "%(day)s does not lie before %(other)s. Choose an earlier first day.",
                        day=format_day(self.env, migration.date_from),
                        other=format_day(self.env, migration.date_to),
                    )
                )

    @api.constrains("company_id")
    def _check_company(self):
        for migration in self:
            if migration.company_id not in self.env.user.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in the company whose list this would be. Choose another company.",
                        user=self.env.user.name,
                    )
                )

    def action_show(self):
        """The matrix, of the customers for whom figures were kept by the first of the days."""
        self.ensure_one()
        self.env["credit.snapshot"].check_access("read")
        lines = self.env["credit.grade.migration.line"]
        lines.search([("migration_id", "=", self.id)]).unlink()
        self._fill()
        title = self.env._(
            "Grades on %(day)s (Down) and on %(other)s (Across)",
            day=format_day(self.env, self.date_from),
            other=format_day(self.env, self.date_to),
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": lines._name,
            "view_mode": "pivot,list",
            "domain": [("migration_id", "=", self.id)],
        }

    def action_print(self):
        """The grades of all customers on one list to be signed, the last one and this one."""
        self.ensure_one()
        report = self.env.ref("credit_management.credit_grade_list_action_report")
        return report.report_action(self, config=False)

    def _fill(self):
        """Without the ORM: there are as many rows as accounts, and an index gives the last snapshot of each."""
        self.env["credit.grade"].flush_model()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO credit_grade_migration_line
                       (migration_id, account_id, company_id, grade_from_id, grade_to_id, steps, exposure,
                        create_uid, create_date, write_date)
                SELECT %(migration)s, account.id, account.company_id, before.grade_id, after.grade_id,
                       old.place - new.place, after.exposure,
                       %(user)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM credit_account account
            CROSS JOIN LATERAL (SELECT grade_id FROM credit_snapshot WHERE account_id = account.id
                                   AND date <= %(date_from)s ORDER BY date DESC LIMIT 1) before
            CROSS JOIN LATERAL (SELECT grade_id, exposure FROM credit_snapshot WHERE account_id = account.id
                                   AND date <= %(date_to)s ORDER BY date DESC LIMIT 1) after
             LEFT JOIN (%(places)s) old ON old.id = before.grade_id
             LEFT JOIN (%(places)s) new ON new.id = after.grade_id
                 WHERE account.company_id = ANY(%(companies)s)
                """,
                migration=self.id,
                user=self.env.uid,
                date_from=self.date_from,
                date_to=self.date_to,
                places=SQL("SELECT id, ROW_NUMBER() OVER (ORDER BY sequence, id) AS place FROM credit_grade"),
                companies=self.env.companies._credit_roots().ids,
            )
        )
        self.env["credit.grade.migration.line"].invalidate_model()


class CreditGradeMigrationLine(models.TransientModel):
    """One customer: its grade on both days."""

    _name = "credit.grade.migration.line"
    _description = "Grade of a Customer on Two Days"
    _inherit = ["credit.single"]

    migration_id = fields.Many2one("credit.grade.migration", required=True, ondelete="cascade", index=True)
    account_id = fields.Many2one("credit.account", string="Customer", readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    grade_from_id = fields.Many2one("credit.grade", string="Grade Before", readonly=True, ondelete="cascade")
    grade_to_id = fields.Many2one("credit.grade", string="Grade After", readonly=True, ondelete="cascade")
    steps = fields.Integer(string="Steps Better", readonly=True, aggregator="avg", help="Negative: worse.")
    exposure = fields.Monetary(
        string="Exposure After", readonly=True, help="What the customer owes or will owe on the later day."
    )
