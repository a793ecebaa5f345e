from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import formatLang

from ...const import ANALYST
from ...models.common.day import format_day

# Workbooks that may be made of a selection of records.
REPORTS_OF = {
    "credit.open.item": ("aging",),
    "credit.account": ("portfolio", "aging"),
    "credit.hold": ("hold",),
}


class CreditWorkbookExport(models.TransientModel):
    """Which workbook to make: of a selection in a list, or of all the user may read."""

    _name = "credit.workbook.export"
    _description = "Export a Workbook"
    _inherit = ["credit.finite", "credit.single"]

    report = fields.Selection(
        [("aging", "Aging"), ("portfolio", "Portfolio"), ("hold", "Holds and releases"), ("risk", "Risk report")],
        required=True,
        default=lambda self: REPORTS_OF.get(self.env.context.get("active_model"), ["aging"])[0],
    )
    date = fields.Date(
        string="As of",
        required=True,
        default=lambda self: self.env.context.get("credit_as_of") or self.env.company._credit_today(),
        help="The end of this day; today is as of now. For holds the last day on which they were asked for.",
    )
    date_from = fields.Date(string="Asked From", help="Leave empty for all up to the last day.")
    company_ids = fields.Many2many(
        "res.company",
        string="Companies",
        required=True,
        default=lambda self: self.env.companies,
        help="Companies of one legal entity share their sheets; another one has its own, in its own currency.",
    )
    grouping = fields.Selection(
        [("all", "Customer, group, salesperson and grade"), ("partner", "Customer"), ("group", "Commercial group"),
         ("user", "Salesperson"), ("grade", "Grade"), ("none", "Nothing")],
        string="Sums by",
        required=True,
        default="all",
    )  # fmt: skip
    with_detail = fields.Boolean(string="List Every Item", default=True)
    only_overdue = fields.Boolean(string="Only Overdue Items")
    partner_ids = fields.Many2many("res.partner", string="Customers", help="Leave empty for all.")
    user_ids = fields.Many2many("res.users", string="Salespeople", help="Leave empty for all.")
    only_receivable = fields.Boolean(
        string="Only Receivables", help="What is invoiced or paid, without orders and drafts: as the aging shows it."
    )
    grade_ids = fields.Many2many(
        "credit.grade",
        string="Grades",
        groups=ANALYST,
        help="Of the customer's credit account, as it is today. Leave empty for all.",
    )
    country_ids = fields.Many2many(
        "res.country", string="Countries", help="Where the customers are. Leave empty for all."
    )
    minimum = fields.Float(
        string="Balance From",
        digits=(16, 2),
        help="Only customers whose receivables, less what is not matched, come to as much in the company's currency.",
    )
    record_model = fields.Char(default=lambda self: self._default_records()[0], readonly=True)
    record_ids = fields.Json(default=lambda self: self._default_records()[1], readonly=True)
    record_count = fields.Integer(
        string="Selected",
        compute="_compute_record_count",
        help="Records that were ticked in the list; without any the workbook has all.",
    )

    @api.model
    def _default_records(self):
        model, ids = self.env.context.get("active_model"), self.env.context.get("active_ids")
        return (model, ids) if model in REPORTS_OF and ids else (False, [])

    @api.depends("record_ids")
    def _compute_record_count(self):
        for export in self:
            export.record_count = len(export.record_ids or ())

    def _read_record_ids(self):
        """The records chosen, as the cache has them: the field would copy a hundred thousand numbers one by one."""
        self.ensure_one()
        self.fetch(["record_ids"])
        return self._fields["record_ids"]._get_cache(self.env)[self.id] or []

    # === CONSTRAINTS === #

    @api.constrains("date", "date_from", "company_ids")
    def _check_dates(self):
        for export in self:
            today = export._today()
            if export.date > today:
                raise ValidationError(
                    self.env._(
                        "%(date)s has not come yet. Choose %(today)s or an earlier day.",
                        date=format_day(self.env, export.date),
                        today=format_day(self.env, today),
                    )
                )
            if export.date_from and export.date_from > export.date:
                raise ValidationError(
                    self.env._(
                        "The first day, %(first)s, comes after the last, %(last)s. Choose an earlier one.",
                        first=format_day(self.env, export.date_from),
                        last=format_day(self.env, export.date),
                    )
                )

    @api.constrains("report", "grouping", "with_detail", "record_model", "record_ids")
    def _check_contents(self):
        for export in self:
            if export.report == "aging" and export.grouping == "none" and not export.with_detail:
                raise ValidationError(self.env._("Nothing is left to write. List every item, or sum them."))
            known = REPORTS_OF.get(export.record_model, ())
            ids = export.record_ids or []
            if export.record_model and (export.report not in known or not all(isinstance(one, int) for one in ids)):
                raise ValidationError(self.env._("This workbook cannot be made of what is selected. Choose another."))

    # === ACTIONS === #

    def action_make(self):
        """Have the browser fetch the workbook and show how far it is."""
        self.ensure_one()
        self._with_companies()
        return {
            "type": "ir.actions.client",
            "tag": "credit_management.workbook",
            "name": self._title(),
            "params": {"url": f"/credit_management/workbook/{self.id}"},
        }

    # === BUSINESS === #

    def _with_companies(self):
        """This export at work in its companies, as far as the user may; whatever the client sent."""
        self.ensure_one()
        chosen = self.sudo().company_ids  # users of a branch need not read the entity
        if not chosen:
            raise UserError(self.env._("Choose a company."))
        if foreign := chosen - self.env.user.company_ids:
            raise AccessError(
                self.env._(
                    "%(user)s does not work in %(companies)s. Choose other companies.",
                    user=self.env.user.name,
                    companies=", ".join(foreign.mapped("name")),
                )
            )
        return self.with_context(allowed_company_ids=chosen.ids)

    def _roots(self):
        """The legal entities, each with sheets of its own; read by their branches too."""
        return self.sudo().company_ids.root_id  # names of companies the user chose

    def _get_customer_ids(self):
        """Ids of the customers chosen."""
        # Also of contacts that the user cannot read: access filters the rows.
        return self.sudo().partner_ids.commercial_partner_id.ids

    def _today(self):
        return max(root._credit_today() for root in self._roots() or self.env.company)

    def _as_of(self):
        """The past day to look from; None for now."""
        return self.date if self.date < self._today() else None

    def _chosen(self):
        """What was chosen, in words: pairs of a label and a text, empty where nothing was."""
        fields_ = self._fields
        # Names of customers and people the user chose, in sight or not.
        partners, users = self.sudo().partner_ids, self.sudo().user_ids
        aging = self.report == "aging"
        grouping = dict(fields_["grouping"]._description_selection(self.env))[self.grouping]
        return [
            (self.env._("Asked From"), format_day(self.env, self.date_from) if self.date_from else ""),
            (
                self.env._("Selected"),
                self.env._("%(count)s records", count=self.record_count) if self.record_count else "",
            ),
            (self.env._("Customers"), ", ".join(partners.mapped("display_name"))[:500]),
            (self.env._("Salespeople"), ", ".join(users.mapped("name"))[:500]),
            (self.env._("Countries"), ", ".join(self.country_ids.mapped("name"))[:500] if aging else ""),
            (self.env._("Grades"), ", ".join(self._get_grades().mapped("code")) if aging else ""),
            (self.env._("Balance From"), formatLang(self.env, self.minimum) if aging and self.minimum > 0 else ""),
            (self.env._("Sums by"), grouping if aging else ""),
            (self.env._("Items"), ", ".join(self._chosen_items()) if aging else ""),
        ]

    def _chosen_items(self):
        chosen = {
            self.env._("Only receivables"): self.only_receivable,
            self.env._("Only overdue ones"): self.only_overdue,
        }
        return [name for name, wanted in chosen.items() if wanted]

    def _get_grades(self):
        """The grades chosen; none by people who are shown none."""
        return self.grade_ids if self.env.user.has_group(ANALYST) else self.env["credit.grade"]

    def _screen_path(self):
        """The same figures on screen."""
        return {"aging": "credit-aging", "portfolio": "credit-accounts", "hold": "credit-holds"}.get(self.report, "")

    def _title(self):
        return dict(self._fields["report"]._description_selection(self.env))[self.report]

    def _file_name(self):
        return f"{self._title()} {fields.Date.to_string(self.date)}.xlsx"
