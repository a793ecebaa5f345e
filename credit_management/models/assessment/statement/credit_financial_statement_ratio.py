from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import clean_context

from ....core.assessment import altman, ratios
from ....core.assessment.ratios import DEFINITIONS

SLACK = timedelta(days=31)  # fiscal years are moved, and books are closed on the last Friday
YEAR = timedelta(days=365)


class CreditFinancialStatement(models.Model):
    """The ratios of a statement, and the period they are compared with."""

    _inherit = "credit.financial.statement"

    ratio_ids = fields.One2many("credit.financial.ratio", "statement_id", string="Ratios", readonly=True, copy=False)
    previous_id = fields.Many2one(
        "credit.financial.statement",
        string="Compared With",
        compute="_compute_previous_id",
        help="Annual statements are compared with the period that ended when theirs began, interim ones with the same"
        " months a year ago; confirmed ones with confirmed ones only.",
    )

    @api.depends("account_id", "kind", "period_start", "period_end", "state")
    def _compute_previous_id(self):
        standing = self._standing(self.account_id)
        for statement in self:
            statement.previous_id = statement._previous(standing)

    @api.model
    def _standing(self, accounts):
        """The statements of these accounts that no newer version has replaced, by account."""
        standing = self.search([("account_id", "in", accounts.ids), ("state", "!=", "superseded")])
        return standing.grouped("account_id")

    def _previous(self, standing):
        """The statement of the period before among those ``standing``; a confirmed one first."""
        self.ensure_one()
        if not self.period_start or not self.period_end:
            return self.browse()
        fitting = standing.get(self.account_id, self.browse()).filtered(lambda other: other._ends_before(self))
        return fitting.sorted(lambda other: (other.state == "confirmed", other.period_end))[-1:]

    def _ends_before(self, later):
        """Whether this is what a later statement is compared with."""
        if self.account_id != later.account_id or self.kind != later.kind or self.id == later._origin.id:
            return False
        if later.state != "draft" and self.state != "confirmed":
            return False
        if later.kind == "annual":
            return self.period_end < later.period_end and abs(later.period_start - self.period_end) <= SLACK
        same_months = self.months == later.months
        return same_months and abs(later.period_end - self.period_end - YEAR) <= SLACK

    def _refresh_ratios(self):
        """Compute the ratios again: of these statements, and of those compared with them."""
        self._refresh_ratios_of(self.account_id)

    @api.model
    def _refresh_ratios_of(self, accounts):
        standing = self._standing(accounts)
        statements = self.browse().concat(*standing.values())
        cores = {statement: statement._to_core() for statement in statements}
        # Nobody writes it by hand, nor by the defaults of a client.
        table = self.env["credit.financial.ratio"].sudo()
        table = table.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        table.search([("statement_id", "in", statements.ids)]).unlink()
        rows = (statement._prepare_ratio_vals(cores, statement._previous(standing)) for statement in statements)
        table.create([vals for vals_list in rows for vals in vals_list])

    def _prepare_ratio_vals(self, cores, previous):
        """The rows of this statement, compared with those of the period before."""
        now = ratios.ratios(cores[self], cores.get(previous))
        before = ratios.ratios(cores[previous]) if previous else {}
        return [
            self._prepare_ratio_val(sequence, ratio, before.get(code))
            for sequence, (code, ratio) in enumerate(now.items())
        ]

    def _prepare_ratio_val(self, sequence, ratio, before):
        has_previous = before is not None and before.value is not None
        return {
            "statement_id": self.id,
            "sequence": sequence,
            "code": ratio.code,
            "group": DEFINITIONS[ratio.code].group,
            "value": ratio.value or 0.0,
            "reason": ratio.reason,
            "cause": ",".join(ratio.lines),
            "has_previous": has_previous,
            "previous_value": before.value if has_previous else 0.0,
            "trend": ratios.trend(ratio.code, ratio.value, before.value if has_previous else None),
            "zone": altman.zone(ratio.code, ratio.value),
        }
