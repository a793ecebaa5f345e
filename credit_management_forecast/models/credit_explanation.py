from odoo import models

from odoo.addons.credit_management.models.common.day import count_days
from odoo.addons.credit_management.models.common.number import format_number


class CreditExplanation(models.AbstractModel):
    """Rules that ask a forecast, and its reasons, in words."""

    _inherit = "credit.explanation"

    def _condition_late_risk(self, rule):
        return self.env._(
            "it is more than %(percent)s likely to be paid more than %(days)s late",
            percent=self._percent_text(rule),
            days=count_days(self.env, rule.days),
        )

    def _finding_late_risk(self, observed, allowed):
        if not observed:
            return self.env._("There is no forecast of when it is paid yet.")
        words = {
            "percent": format_number(self.env, observed["percent"], most=0),
            "days": count_days(self.env, observed["days"]),
            "allowed": format_number(self.env, allowed),
        }
        reasons = [self._forecast_reason(name, value) for name, value in observed["reasons"]]
        if not reasons:
            return self.env._(
                "%(percent)s %% likely to be paid more than %(days)s late, against %(allowed)s %% allowed.",
                **words,
            )
        return self.env._(
            "%(percent)s %% likely to be paid more than %(days)s late, against %(allowed)s %% allowed (%(reasons)s).",
            reasons=", ".join(reasons),
            **words,
        )

    def _condition_expected_loss(self, rule):
        return self.env._(
            "more than %(amount)s of it is expected to be paid more than %(days)s late: its claim times the chance",
            amount=self._amount_text(rule),
            days=count_days(self.env, rule.days),
        )

    def _finding_expected_loss(self, observed, allowed):
        return self.env._(
            "%(loss)s of it is expected to be paid too late, on average of orders like it; %(allowed)s is allowed.",
            loss=observed,
            allowed=allowed,
        )

    def _forecast_reason(self, name, value):
        """Why an invoice is likelier than others to be late."""
        days, number = count_days(self.env, value), format_number(self.env, value, most=0)
        words = {
            "segment": self.env._("customers of its country, industry and team are late"),
            "weekday_curve": self.env._("it pays late what is due on this day of the week"),
            "customer_curve": self.env._("it has paid late so far"),
            "recent_late": self.env._("%s %% of its latest items were paid late", number),
            "usual_days": self.env._("its items were paid %s late on average", days),
            "settling": self.env._("it pays later after the invoice than these terms ask for"),
            "amount_late": self.env._("it pays items of this amount later than others"),
            "size_late": self.env._("it pays items of this size later than others"),
            "overdue_share": self.env._("%s %% of what it owes is overdue", number),
            "overdue_number": self.env._("%s of its items are overdue", number),
            "oldest_overdue": self.env._("its oldest item has been overdue for %s", days),
            "large_amount": self.env._("the amount is larger than usual"),
            "small_amount": self.env._("the amount is smaller than usual"),
            "terms": self.env._("%s to pay", days),
            "due_on_weekend": self.env._("due on a weekend"),
            "due_at_month_end": self.env._("due at the end of a month"),
            "due_at_month_begin": self.env._("due at the beginning of a month"),
        }
        return words[name]

    def _forecast_feature(self, name):
        """What a forecast looks at, by the name of its feature."""
        words = {
            "weekday_curve": self.env._("how late it pays what is due on this day of the week"),
            "customer_curve": self.env._("how late it has paid so far"),
            "recent_late": self.env._("the share paid late lately"),
            "usual_days": self.env._("days late on average"),
            "settling": self.env._("days from invoice to payment, beyond the terms"),
            "amount_late": self.env._("how late it pays items of this amount"),
            "size_late": self.env._("how late it pays items of this size"),
            "overdue_share": self.env._("the share that is overdue"),
            "overdue_number": self.env._("the number of items overdue"),
            "oldest_overdue": self.env._("the oldest item overdue"),
            "large_amount": self.env._("amounts larger than usual"),
            "small_amount": self.env._("amounts smaller than usual"),
            "known_items": self.env._("the number of items paid so far"),
            "is_new": self.env._("whether it is new"),
            "terms": self.env._("days to pay"),
            "due_on_weekend": self.env._("due on a weekend"),
            "due_at_month_end": self.env._("due at the end of a month"),
            "due_at_month_begin": self.env._("due at the beginning of a month"),
        }
        return words[name]
