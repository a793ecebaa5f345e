import math
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date

from odoo import api, fields, models

from ....const import ANALYST
from ....core.exposure.ratios import share
from ....core.limit.limits import LIMITED
from ....core.policy.kinds import BLOCK, KINDS, WARN
from ....core.policy.policy import NOT_APPLICABLE, NOT_REACHED, PASS

RANKS = {BLOCK: 0, WARN: 1}  # what stops stands above what warns, and both above what passes


def plain(value):
    """A value of core as what JSON can carry: dates in ISO format, no infinities, sets in order."""
    if hasattr(value, "to_plain"):
        return plain(value.to_plain())
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields_of(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


class CreditHold(models.Model):
    """Figures that were known when the document was stopped."""

    _inherit = "credit.hold"

    order_total = fields.Monetary(
        string="Total",
        currency_field="order_currency_id",
        readonly=True,
        help="Of the document when it was stopped, in its currency.",
    )
    order_size = fields.Monetary(
        string="Total with Invoiced",
        currency_field="order_currency_id",
        compute="_compute_order_size",
        help="What the document comes to now; of an order, with what was invoiced on it and is not on its lines any"
        " more.",
    )
    amount_wanted = fields.Monetary(
        string="Amount Asked For",
        currency_field="order_currency_id",
        readonly=True,
        help="Up to which total it should go through; more than its own for a change still to be made.",
    )
    claim = fields.Monetary(
        readonly=True,
        help="What the order, or the part of the invoice without an order, adds to the exposure, less what is prepaid.",
    )
    exposure = fields.Monetary(string="Exposure Before", readonly=True, help="Of the customer, without this document.")
    exposure_after = fields.Monetary(
        string="Exposure with It", readonly=True, help="What the customer would owe with this document."
    )
    limit_state = fields.Selection(
        selection=lambda self: self.env["credit.account"]._fields["limit_state"]._description_selection(self.env),
        string="Limit Type",
        readonly=True,
    )
    limit_amount = fields.Monetary(
        string="Limit", readonly=True, help="In force for the customer when the document was stopped."
    )
    utilisation_after = fields.Float(
        string="Utilisation with It",
        readonly=True,
        aggregator=None,
        help="Exposure with this document as a share of the limit.",
    )
    overdue_amount = fields.Monetary(
        string="Overdue", readonly=True, help="Of the customer when the document was stopped."
    )
    oldest_days_past_due = fields.Integer(
        string="Oldest (Days Past Due)",
        readonly=True,
        aggregator="max",
        help="Age of the customer's oldest overdue item when the document was stopped.",
    )
    policy_id = fields.Many2one("credit.policy", readonly=True, ondelete="set null", index="btree_not_null")
    policy_version = fields.Integer(readonly=True, aggregator=None, help="Version of the policy that stopped it.")
    facts = fields.Json(readonly=True, groups=ANALYST)
    results = fields.Json(readonly=True, groups=ANALYST)
    reason_ids = fields.One2many("credit.hold.reason", "hold_id", string="Rules", readonly=True)
    reasons_text = fields.Char(string="Reasons", compute="_compute_reasons_text")

    @api.depends(
        "order_id.amount_total", "order_id.order_line.qty_invoiced", "order_id.order_line.qty_delivered",
        "move_id.amount_total",
    )  # fmt: skip
    def _compute_order_size(self):
        # Analysts need not read orders or invoices.
        sizes = self.sudo().order_id._credit_sizes() | self.sudo().move_id._credit_sizes()
        for hold in self:
            hold.order_size = sizes.get(hold._document(), 0.0)

    @api.depends("reason_ids.outcome", "reason_ids.name")
    @api.depends_context("lang")
    def _compute_reasons_text(self):
        for hold in self:
            hold.reasons_text = ", ".join(
                hold.reason_ids.filtered(lambda reason: reason.outcome == "block").mapped("name")
            )

    # === BUSINESS === #

    @api.model
    def _prepare_figures_vals(self, decision):
        """The decision as fields of a hold."""
        facts = decision.facts
        limit = facts.limit.amount if facts.limit.state == LIMITED else 0.0
        return {
            "claim": facts.claim_unpaid,
            "exposure": facts.exposure,
            "exposure_after": facts.exposure_after,
            "limit_state": facts.limit.state,
            "limit_amount": facts.limit.amount,
            "utilisation_after": share(facts.exposure_after, limit) or 0.0,
            "overdue_amount": facts.overdue,
            "oldest_days_past_due": facts.oldest_days_past_due,
            "facts": plain(facts),
            "results": plain(decision.results),
        }

    def _write_reasons(self, decisions):
        """Replace the lines that say what every rule found, what stops first; rules that were not looked at have none.

        :param decisions: ``{hold: Decision}``
        """
        self.reason_ids._credit_by_method().unlink()
        names = self.env["credit.hold.reason"]._rule_names(
            {result.rule_id for decision in decisions.values() for result in decision.results}
        )
        self.env["credit.hold.reason"]._credit_by_method().create(
            [
                {
                    "hold_id": hold.id,
                    "sequence": number,
                    "rule_id": result.rule_id,
                    "rule_name": names.get(result.rule_id),
                    "kind": result.kind,
                    "outcome": result.outcome,
                    "result": plain(result),
                }
                for hold, decision in decisions.items()
                for number, result in enumerate(sorted(decision.results, key=lambda one: RANKS.get(one.outcome, 2)))
                if self._tells(result)
            ]
        )

    @staticmethod
    def _tells(result):
        """Whether a result belongs on the screen."""
        if result.outcome in (NOT_APPLICABLE, NOT_REACHED):
            return False
        return result.outcome != PASS or not KINDS[result.kind].is_excuse
