from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, formatLang

from ...core.exposure.exposure import CLEARING, DRAFT_INVOICE, ORDER, ORDER_LATER, RECEIVABLE, UNALLOCATED
from ...core.limit.limits import LIMITED

COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "in": "IN"}
TOTAL = "COALESCE(figures.total, 0)"
# Each figure in SQL: searched in the database, never by reading accounts here.
FIGURES = {
    "exposure": TOTAL,
    "overdue_amount": "COALESCE(figures.overdue, 0)",
    "oldest_days_past_due": "COALESCE(figures.oldest_days_past_due, 0)",
    "available_credit": f"CASE effective.state WHEN 'limited' THEN effective.amount - {TOTAL} END",
    "utilisation": f"CASE effective.state WHEN 'limited' THEN {TOTAL} / NULLIF(effective.amount, 0) END",
    "over_limit": f"effective.state = 'limited' AND {TOTAL} > effective.amount",
}


class CreditAccount(models.Model):
    """The live figures of an account: what the customer owes today, and what that leaves."""

    _inherit = "credit.account"

    exposure = fields.Monetary(
        compute="_compute_figures",
        search="_search_exposure",
        help="What the customer owes or will owe, as far as it counts against the limit.",
    )
    amount_receivable = fields.Monetary(string="Receivables", compute="_compute_figures")
    amount_draft_invoice = fields.Monetary(string="Draft Invoices", compute="_compute_figures")
    amount_order = fields.Monetary(string="Orders Not Invoiced", compute="_compute_figures")
    amount_order_later = fields.Monetary(
        string="Orders Beyond Horizon",
        compute="_compute_figures",
        help="Orders to be delivered later than the policy looks ahead: they do not count yet.",
    )
    amount_unallocated = fields.Monetary(string="Unallocated Payments", compute="_compute_figures")
    amount_clearing = fields.Monetary(string="Receipts in Clearing", compute="_compute_figures")
    overdue_amount = fields.Monetary(string="Overdue", compute="_compute_figures", search="_search_overdue_amount")
    oldest_days_past_due = fields.Integer(
        compute="_compute_figures",
        search="_search_oldest_days_past_due",
        help="Age of the oldest overdue item in days; 0 when nothing is overdue.",
    )
    available_credit = fields.Monetary(
        string="Available",
        compute="_compute_figures",
        search="_search_available_credit",
        help="What may still be ordered; negative when the limit is exceeded.",
    )
    utilisation = fields.Float(
        compute="_compute_figures",
        search="_search_utilisation",
        help="Exposure as a share of the limit; 0 where there is no limit, or one of zero: nothing is a share of it.",
    )
    over_limit = fields.Boolean(compute="_compute_figures", search="_search_over_limit")
    figures_note = fields.Char(
        string="Not Readable",
        compute="_compute_figures",
        help="Why no figure of this account can be told: an amount in its ledger is no number.",
    )
    limit_bar = fields.Html(string="Use of the Limit", compute="_compute_limit_bar", sanitize=False)

    # === COMPUTE === #

    @api.depends("partner_id", "company_id", "effective_limit", "limit_state")
    def _compute_figures(self):
        figures = self.env["credit.exposure"]._read_figures(self)
        for account in self:
            account._set_figures(figures[account])

    def _set_figures(self, exposure):
        self.ensure_one()
        limited = self.limit_state == LIMITED
        self.exposure = exposure.total
        self.amount_receivable = exposure.of(RECEIVABLE)
        self.amount_draft_invoice = exposure.of(DRAFT_INVOICE)
        self.amount_order = exposure.of(ORDER)
        self.amount_order_later = exposure.of(ORDER_LATER)
        self.amount_unallocated = exposure.of(UNALLOCATED)
        self.amount_clearing = exposure.of(CLEARING)
        self.overdue_amount = exposure.overdue
        self.oldest_days_past_due = exposure.oldest_days_past_due
        self.available_credit = exposure.available(self.effective_limit) if limited else 0.0
        self.utilisation = (limited and exposure.utilisation(self.effective_limit)) or 0.0
        self.figures_note = exposure.is_broken and self._name_broken()
        self.over_limit = limited and self.currency_id.compare_amounts(exposure.total, self.effective_limit) > 0

    def _name_broken(self):
        return self.env._(
            "An amount in the ledger of %(partner)s is no number. Ask an accountant to correct the journal item.",
            partner=self.partner_name,
        )

    @api.depends("exposure", "effective_limit", "limit_state")
    @api.depends_context("lang")
    def _compute_limit_bar(self):
        for account in self:
            account.limit_bar = account._draw_limit_bar()

    def _draw_limit_bar(self):
        """Used, ordered and available as one bar, with the amounts in words below it."""
        self.ensure_one()
        ordered = self.amount_order if ORDER in self.company_id._credit_counted_categories() else 0.0
        parts = [
            (self.exposure - ordered, "bg-primary", self.env._("Used")),
            (ordered, "bg-info", self.env._("Ordered")),
        ]
        if self.limit_state == LIMITED:
            over = self.over_limit
            parts.append(
                (abs(self.available_credit), "bg-danger", self.env._("Over the limit"))
                if over
                else (self.available_credit, "bg-success-subtle", self.env._("Available"))
            )
        whole = max(self.effective_limit, self.exposure) if self.limit_state == LIMITED else self.exposure
        return Markup('<div class="progress" style="height: 1rem" role="img">{}</div><div>{}</div>').format(
            Markup().join(self._bar_segment(*part, whole) for part in self._segments(parts)),
            Markup(" · ").join(
                Markup("<span>{}: {}</span>").format(label, formatLang(self.env, amount, currency_obj=self.currency_id))
                for amount, _colour, label in parts
            ),
        )

    def _segments(self, parts):
        """Parts of the bar with their colours: the excess over the limit is the end of what was ordered or used."""
        if not self.over_limit:
            return parts
        (used, *_), (ordered, *_), over = parts
        excess = over[0]
        from_ordered = min(max(ordered, 0.0), excess)
        return [
            (used - (excess - from_ordered), *parts[0][1:]),
            (ordered - from_ordered, *parts[1][1:]),
            over,
        ]

    @staticmethod
    def _bar_segment(amount, colour, label, whole):
        width = 100 * max(amount, 0.0) / whole if whole > 0 else 0.0
        return Markup('<div class="progress-bar {}" style="width: {:.1f}%" title="{}"></div>').format(
            colour, min(width, 100.0), label
        )

    # === SEARCH === #

    def _search_exposure(self, operator, value):
        return self._search_figure("exposure", operator, value)

    def _search_overdue_amount(self, operator, value):
        return self._search_figure("overdue_amount", operator, value)

    def _search_oldest_days_past_due(self, operator, value):
        return self._search_figure("oldest_days_past_due", operator, value)

    def _search_available_credit(self, operator, value):
        return self._search_figure("available_credit", operator, value)

    def _search_utilisation(self, operator, value):
        return self._search_figure("utilisation", operator, value)

    def _search_over_limit(self, operator, value):
        return self._search_figure("over_limit", operator, value)

    def _search_figure(self, name, operator, value):
        """A domain on a live figure, answered by the database over all accounts at once."""
        if operator not in COMPARISONS:
            return NotImplemented
        operand = tuple(value) if operator == "in" else value
        condition = SQL("(%s) %s %s", SQL(FIGURES[name]), SQL(COMPARISONS[operator]), operand)
        self.env["credit.open.item"]._flush()
        # Compiling a query over every source takes PostgreSQL several times as long as running it.
        self.env.cr.execute("SET LOCAL jit = off")
        limits = self.env["credit.limit"]
        limits._flush_for_effective()

        def to_sql(model, alias, query):
            return SQL(
                """
                %(id)s IN (SELECT account.id FROM credit_account account
                             JOIN (%(limits)s) effective ON effective.account_id = account.id
                        LEFT JOIN (%(figures)s) figures ON figures.partner_id = account.partner_id
                                                       AND figures.root_id = account.company_id
                            WHERE %(condition)s)
                """,
                id=SQL.identifier(alias, "id"),
                limits=limits._effective_sql(),
                figures=self.env["credit.exposure"]._figures_sql(),
                condition=condition,
            )

        return Domain.custom(to_sql=to_sql)

    # === ACTIONS === #

    def action_open_items(self):
        """Open the items that make up the exposure of this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_open_item_action")
        domain = [("partner_id", "=", self.partner_id.id), ("root_id", "=", self.company_id.id)]
        return action | {"domain": domain, "context": {"search_default_group_category": 1}}
