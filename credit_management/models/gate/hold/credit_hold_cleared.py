from odoo import SUPERUSER_ID, api, fields, models

from ....core.limit.limits import LIMITED
from ...common.day import format_day


class CreditHold(models.Model):
    """Who or what cleared a hold, and what had changed since the document was stopped."""

    _inherit = "credit.hold"

    cleared_by = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Who had it checked again when it passed. Empty where a job did, after a payment for instance.",
    )
    cleared_with = fields.Json(
        string="Figures When Cleared", readonly=True, copy=False, help="What was found when it passed."
    )
    cleared_text = fields.Char(
        string="Cleared",
        compute="_compute_cleared_text",
        help="When and by whom it was cleared, and what had changed since it was stopped.",
    )

    @api.depends("state", "decided_on", "cleared_by", "cleared_with", "reasons_text")
    @api.depends_context("lang", "tz")
    def _compute_cleared_text(self):
        for hold in self:
            hold.cleared_text = hold._describe_cleared() if hold.state == "cleared" else False

    def _prepare_cleared_vals(self, decision):
        """What a passing decision found; nothing where no rule looks at the document any more."""
        if decision is None:
            return {}
        facts = decision.facts
        found = {
            "claim": facts.claim_unpaid,
            "exposure": facts.exposure,
            "overdue_amount": facts.overdue,
            "limit_state": facts.limit.state,
            "limit_amount": facts.limit.amount if facts.limit.state == LIMITED else 0.0,
        }
        return {"cleared_with": found}

    def _get_clearer(self):
        """Who of ours had it checked again; nobody where the system or a customer did."""
        user = self.env.user
        return user if user.id != SUPERUSER_ID and user._is_internal() else self.env["res.users"]

    # === WORDS === #

    def _describe_cleared(self):
        clearer = self.cleared_by.sudo()  # whose it was is no secret of who reads the hold
        words = {"who": clearer.name, "on": format_day(self.env, self.decided_on), "rules": self.reasons_text}
        if clearer:
            text = self.env._(
                "Checked again by %(who)s and cleared on %(on)s. It had been stopped by: %(rules)s.", **words
            )
        else:
            text = self.env._("Cleared automatically on %(on)s. It had been stopped by: %(rules)s.", **words)
        changes = "; ".join(self._list_changes())
        return f"{text} {self.env._('Since then: %s.', changes)}" if changes else text

    def _list_changes(self):
        """What was found otherwise when it passed than when it was stopped, or checked last."""
        found = self.cleared_with or {}
        labels = {
            "claim": self.env._("Claim"),
            "exposure": self.env._("Exposure"),
            "overdue_amount": self.env._("Overdue"),
        }
        for name, label in labels.items():
            now = found.get(name)
            if now is not None and self.currency_id.compare_amounts(self[name], now):
                yield f"{label} {self.currency_id.format(self[name])} → {self.currency_id.format(now)}"
        if found:
            account = self.account_id.sudo()  # words of a limit: who asked reads the hold and not always the account
            then, now = (
                account._limit_words(state, amount)
                for state, amount in (
                    (self.limit_state, self.limit_amount),
                    (found["limit_state"], found["limit_amount"]),
                )
            )
            if then != now:
                yield f"{self._fields['limit_amount']._description_string(self.env)} {then} → {now}"
