from odoo import api, fields, models

from ....const import ANALYST
from ....core.exposure.ratios import over
from ....core.limit.difference import turn
from ....core.limit.limits import LIMITED
from ...common.day import count_days


class CreditHold(models.Model):
    """The figures of a hold as they are now, beside those of when it was stopped: for those who decide."""

    _inherit = "credit.hold"

    comparison = fields.Json(
        string="Then and Now",
        compute="_compute_comparison",
        groups=ANALYST,
        help="When the document was stopped, or last re-checked, and as the policy would find it now.",
    )
    exposure_now = fields.Monetary(
        compute="_compute_standing_now", groups=ANALYST, help="What the customer owes or will owe at this moment."
    )
    limit_now = fields.Char(compute="_compute_standing_now", groups=ANALYST)
    overdue_now = fields.Monetary(
        compute="_compute_standing_now", groups=ANALYST, help="Of the customer at this moment."
    )

    # === STANDING === #

    @api.depends("account_id")
    def _compute_standing_now(self):
        for hold in self:
            account = hold.account_id
            hold.exposure_now, hold.overdue_now = account.exposure, account.overdue_amount
            hold.limit_now = account and account._limit_words(account.limit_state, account.effective_limit)

    def _get_shown(self):
        # EXTENDS 'credit.shown': who decides is shown the figures of this moment, and decides on them
        shown = super()._get_shown()
        if not self.env.user.has_group(ANALYST):
            return shown
        names = ("exposure_after", "exposure_now", "limit_now", "overdue_now")
        return shown | {
            self._fields[name]._description_string(self.env): self._get_shown_text(self._fields[name]) for name in names
        }

    # === NOW === #

    @api.depends("state", "account_id", "exposure", "claim", "limit_amount", "overdue_amount")
    @api.depends_context("lang")
    def _compute_comparison(self):
        decided = self._decide_now()
        for hold in self:
            facts = decided.get(hold)
            rows = hold._compare(facts) if facts else hold._compare_decided()
            hold.comparison = {
                "label": self.env._("When it was stopped, and now"),
                "head": [self.env._("Then"), self.env._("Now")],
                "rows": rows,
            }

    def _decide_now(self):
        """What the policy finds of the documents on hold as they stand, as a re-check would; nothing is changed by it.

        :return: ``{hold: core.policy.facts.Facts}``
        """
        found = {}
        stopped = self._origin.sudo().filtered(lambda hold: hold.state == "open")  # analysts need not read orders
        for (checkpoint, company, name), holds in stopped.grouped(
            lambda hold: (hold.checkpoint, hold.company_id, "move_id" if hold.move_id else "order_id")
        ).items():
            decisions = holds[name].with_company(company)._credit_decide(checkpoint)
            by_document = {document.id: decision for document, decision in decisions.items()}
            for hold in holds:
                if decision := by_document.get(hold[name].id):
                    wanted = hold._decide_as_wanted(hold._document(), decision, hold._wanted(), checkpoint)
                    found[hold.id] = wanted.facts
        return {hold: found[hold._origin.id] for hold in self if hold._origin.id in found}

    def _compare(self, facts):
        """Rows of then and now, coloured by what has become better or worse.

        :param facts: core.policy.facts.Facts of this moment
        """
        limit = facts.limit.amount if facts.limit.state == LIMITED else None
        before = self._get_limit()
        account = self.account_id
        then_over = None if before is None else over(self.exposure_after, before)
        now_over = None if limit is None else over(facts.exposure_after, limit)
        let_off = (self.sudo().facts or {}).get("let_off") or 0.0  # who sees this reads them
        agreed = [self._amounts(self.env._("Past due, not counted"), let_off, facts.let_off)]
        return [
            self._row(
                self.env._("Limit"),
                account._limit_words(self.limit_state, self.limit_amount),
                account._limit_words(facts.limit.state, facts.limit.amount),
                turn(before, limit, rising=True),
            ),
            self._amounts(self.env._("Exposure without it"), self.exposure, facts.exposure),
            self._amounts(self._order_words(), self.claim, facts.claim_unpaid),
            self._amounts(self.env._("Exposure with it"), self.exposure_after, facts.exposure_after),
            self._amounts(self.env._("Over by"), then_over, now_over),
            self._amounts(self.env._("Overdue"), self.overdue_amount, facts.overdue),
            self._days(facts.oldest_days_past_due),
            *(agreed if let_off or facts.let_off else ()),
        ]

    def _order_words(self):
        return self.env._("This invoice") if self.move_id else self.env._("This order")

    def _compare_decided(self):
        """Of a hold that is decided: the account as it is now."""
        account = self.account_id
        return [
            self._row(
                self.env._("Limit"),
                account._limit_words(self.limit_state, self.limit_amount),
                account._limit_words(account.limit_state, account.effective_limit),
                "same",
            ),
            self._amounts(self.env._("Exposure with it"), self.exposure_after, account.exposure),
            self._amounts(self.env._("Overdue"), self.overdue_amount, account.overdue_amount),
            self._days(account.oldest_days_past_due),
        ]

    def _amounts(self, label, before, after):
        texts = ["–" if amount is None else self._in_words(amount) for amount in (before, after)]
        return self._row(label, *texts, turn(before, after))

    def _days(self, now):
        then = self.oldest_days_past_due
        words = [count_days(self.env, days) if days else "–" for days in (then, now)]
        return self._row(self.env._("Days past due"), *words, turn(then, now))

    def _row(self, label, before, after, direction):
        return self.account_id._difference_row(label, before, after, direction)
