from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, formatLang

from ...core.exposure.exposure import ORDER
from ...core.exposure.ratios import share
from ...core.limit.limits import LIMITED

TOTAL = "COALESCE(figures.total, 0)"
# Each figure in SQL: searched there, never by reading accounts here.
FIGURES = {
    "available_credit": f"CASE effective.state WHEN 'limited' THEN effective.amount - {TOTAL} END",
    "utilisation": f"CASE effective.state WHEN 'limited' THEN {TOTAL} / NULLIF(effective.amount, 0) END",
    "over_limit": f"effective.state = 'limited' AND {TOTAL} > effective.amount",
}


class CreditAccount(models.Model):
    """What the exposure leaves of the limit."""

    _inherit = "credit.account"

    available_credit = fields.Monetary(
        string="Available",
        compute="_compute_use_of_limit",
        search="_search_available_credit",
        help="What may still be ordered; negative when the limit is exceeded.",
    )
    utilisation = fields.Float(
        compute="_compute_use_of_limit",
        search="_search_utilisation",
        help="Exposure as a share of the limit; 0 where there is no limit, or one of zero: nothing is a share of it.",
    )
    over_limit = fields.Boolean(compute="_compute_use_of_limit", search="_search_over_limit")
    limit_bar = fields.Html(string="Utilisation in Parts", compute="_compute_limit_bar", sanitize=False)

    # === COMPUTE === #

    @api.depends("exposure", "effective_limit", "limit_state")
    def _compute_use_of_limit(self):
        for account in self:
            limited, limit, exposure = account.limit_state == LIMITED, account.effective_limit, account.exposure
            account.available_credit = limit - exposure if limited else 0.0
            account.utilisation = (share(exposure, limit) or 0.0) if limited else 0.0
            account.over_limit = limited and account.currency_id.compare_amounts(exposure, limit) > 0

    @api.depends("exposure", "effective_limit", "limit_state")
    @api.depends_context("lang")
    def _compute_limit_bar(self):
        for account in self:
            account.limit_bar = account._draw_limit_bar()

    def _draw_limit_bar(self):
        """Invoiced, ordered and available as one bar, with the amounts in words below it."""
        self.ensure_one()
        ordered = self.amount_order if ORDER in self.company_id._credit_counted_categories() else 0.0
        parts = [
            (self.exposure - ordered, "bg-primary", self.env._("Invoiced")),
            (ordered, "bg-info", self.env._("Ordered")),
        ]
        if self.limit_state == LIMITED:
            over = self.over_limit
            parts.append(
                (abs(self.available_credit), "bg-danger", self.env._("Over by"))
                if over
                else (self.available_credit, "bg-success-subtle", self.env._("Available"))
            )
        whole = max(self.effective_limit, self.exposure) if self.limit_state == LIMITED else self.exposure
        currency = self.currency_id
        texts = [f"{label}: {formatLang(self.env, amount, currency_obj=currency)}" for amount, _colour, label in parts]
        return Markup(
            '<div class="progress" style="height: 1rem" role="img" aria-label="{}">{}</div><div>{}</div>'
        ).format(
            ", ".join(texts),
            Markup().join(self._bar_segment(*part, whole) for part in self._segments(parts)),
            Markup(" · ").join(Markup("<span>{}</span>").format(text) for text in texts),
        )

    def _segments(self, parts):
        """Parts of the bar with their colours: the excess over the limit is the end of what was ordered or invoiced."""
        if not self.over_limit:
            return parts
        (invoiced, *_), (ordered, *_), over = parts
        excess = over[0]
        from_ordered = min(max(ordered, 0.0), excess)
        return [
            (invoiced - (excess - from_ordered), *parts[0][1:]),
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

    def _search_available_credit(self, operator, value):
        return self._search_figure("available_credit", operator, value)

    def _search_utilisation(self, operator, value):
        return self._search_figure("utilisation", operator, value)

    def _search_over_limit(self, operator, value):
        return self._search_figure("over_limit", operator, value)

    @api.model
    def _figure_sql(self, name):
        # EXTENDS 'credit_management': figures that compare with the limit
        if name not in FIGURES:
            return super()._figure_sql(name)
        limits = self.env["credit.limit"]
        limits._flush_for_effective()
        return SQL(FIGURES[name]), SQL(
            "JOIN (%s) effective ON effective.account_id = figures.account_id", limits._effective_sql()
        )

    # === ACTIONS === #

    def action_propose_limit(self):
        """Open an empty proposal for this account."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose a Limit"),
            "res_model": "credit.limit",
            "view_mode": "form",
            "context": {"default_account_id": self.id},
        }
