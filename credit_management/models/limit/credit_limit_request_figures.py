from dataclasses import replace

from odoo import api, fields, models
from odoo.tools import format_amount

from ...const import ANALYST
from ...core.limit import request as core
from ...core.limit.limits import effective_limit
from ..common.number import format_number


class CreditLimitRequest(models.Model):
    """What a request would change, from → to, and the figures of the customer then and now."""

    _inherit = "credit.limit.request"

    difference = fields.Json(
        string="What Changes",
        compute="_compute_difference",
        help="The account on the first day, without it and with it.",
    )
    comparison = fields.Json(
        string="Then and Now",
        compute="_compute_comparison",
        groups=ANALYST,
        help="The customer when it was submitted, and at this moment.",
    )

    # === FROM → TO === #

    @api.depends(
        "account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "yearly_until", "ends_suspension",
        "state", "granted_amount", "granted_from", "granted_to",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_difference(self):
        for request in self:
            request.difference = None
            if request._is_weighed():
                before, after = request._get_limits()
                request.difference = {
                    "label": self.env._("What this request changes"),
                    "head": request.account_id._difference_head(),
                    "rows": request.account_id._limit_rows(before, after),
                }

    def _is_weighed(self):
        """Whether there is a change to weigh: not while somebody types what no limit can be."""
        whole = self.account_id and self.kind and self.valid_from and self.amount >= 0
        if (
            not whole
            or (self.unlimited and self.kind != core.RAISE)
            or self.state not in ("draft", "returned", "submitted")
        ):
            return False
        return self.kind != core.TEMPORARILY or bool(self.valid_to)

    def _get_limits(self):
        """The limit in force on the day this one begins, without it and with it."""
        account = self.account_id._origin.sudo()  # the limit of who may read the request
        dated = account._dated_limits()[account]
        granted = self._to_granted()
        day = max(granted.valid_from, self.company_id._credit_today())
        standing = [one.component for _limit, one in dated if not one.withdrawn]
        if granted.last and granted.last < day:
            same = effective_limit(standing, day)
            return same, same
        change = self._get_change(dated, replace(granted, valid_from=day))
        return effective_limit(standing, day), effective_limit(change.applied(standing), day)

    # === THEN AND NOW === #

    def _freeze_figures(self):
        """The customer's figures of this moment, kept with the request."""
        account = self.account_id.sudo()  # kept for those who decide, whoever submits
        return {
            "exposure": account.exposure,
            "overdue": account.overdue_amount,
            "oldest": account.oldest_days_past_due,
            "limit_state": account.limit_state,
            "limit": account.effective_limit,
            "grade": account.grade_id.code or "",
            "score": account.score,
        }

    @api.depends("figures", "account_id")
    @api.depends_context("lang")
    def _compute_comparison(self):
        for request in self:
            then = request.figures
            request.comparison = then and {
                "label": self.env._("When it was submitted, and now"),
                "head": [self.env._("Then"), self.env._("Now")],
                "rows": request._compare(then, request._freeze_figures()),
            }

    def _compare(self, then, now):
        account = self.account_id
        labels = {
            "limit": self.env._("Limit"),
            "exposure": self.env._("Exposure"),
            "overdue": self.env._("Overdue"),
            "oldest": self.env._("Oldest (days past due)"),
            "grade": self.env._("Grade"),
            "score": self.env._("Score"),
        }
        rows = []
        for name, label in labels.items():
            before, after = (self._figure_text(name, figures) for figures in (then, now))
            worse = name in ("exposure", "overdue", "oldest") and (now[name] or 0) > (then[name] or 0)
            rows.append(account._difference_row(label, before, after, "worse" if worse else "same"))
        return rows

    def _figure_text(self, name, figures):
        value = figures.get(name)
        if name == "limit":
            return self.account_id._limit_words(figures["limit_state"], value)
        if name in ("exposure", "overdue"):
            return format_amount(self.env, value or 0.0, self.currency_id)
        if name == "score":
            return format_number(self.env, value or 0.0, least=1, most=1)
        return str(value or "–")
