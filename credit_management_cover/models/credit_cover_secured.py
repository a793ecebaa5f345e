from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.credit_management.core.limit.limits import SECURED, Component

from ..core.cover import secured


class CreditCover(models.Model):
    """What a cover secures of the limit: dated components, written when it is decided on, so that it ends on its day
    whatever jobs run.
    """

    _inherit = "credit.cover"

    def _get_cover(self):
        # EXTENDS 'credit.securing'
        return self

    def _get_spans(self, decisions=None):
        # EXTENDS 'credit.securing'
        cover = self.sudo()  # it decides, readable or not
        if not cover.secures or (cover.state == "ended" and not cover.counts):
            return []
        if decisions is None:
            decisions = cover._get_effective_decisions()
            if cover.state in ("draft", "proposed"):  # later, a draft waits for a decision of its own
                decisions |= cover._get_drafted_decisions()
        today, currency = cover._get_today(), cover.currency_id
        spans = secured(cover._to_core(decisions), cover._get_uplift(cover.company_id))
        rounded = [
            one._replace(amount=currency._credit_round(one.amount), first=max(one.first, today))
            for one in spans
            if one.last is None or one.last >= today
        ]
        return [one for one in rounded if one.amount > 0]

    def _get_standing_rows(self):
        """The components of the limit that it secures today or later."""
        today = self._get_today()
        # A limit counts, readable or not.
        rows = self.sudo().limit_ids
        return rows.filtered(lambda row: row.counts and (not row.valid_to or row.valid_to >= today))

    def _replace_secured(self, dated, spans):
        """A function that makes the components of a limit with these spans of those with what it secures now.

        :param dated: the decided limits of the account, see ``_dated_limits``
        """
        yesterday = self._get_today() - timedelta(days=1)
        own = [one.component for limit, one in dated if limit.cover_id == self and not one.withdrawn]

        def change(standing):
            others = [one for one in standing if one not in own]
            past = [
                replace(one, valid_to=min(one.valid_to or yesterday, yesterday))
                for one in own
                if one.valid_from <= yesterday
            ]
            number = len(standing)
            new = [
                Component(SECURED, span.amount, False, span.first, span.last, number + place)
                for place, span in enumerate(spans)
            ]
            return [*others, *past, *new]

        return change

    def _settle_secured(self, spans, author, approver, alone):
        """Write the difference: end what is too long or too much, add what is missing.

        :param spans: what it secures from today on
        """
        self.ensure_one()
        today, left = self._get_today(), list(spans)
        for row in self._get_standing_rows():
            kept = next((one for one in left if self._is_span_of(row, one, today)), None)
            if kept is None:
                row._set_ended(today - timedelta(days=1), self._get_row_reason(), {})
                continue
            left.remove(kept)
            if kept.last is not None and (not row.valid_to or kept.last < row.valid_to):
                row._set_ended(kept.last, self._get_row_reason(), {})
        self._add_secured(left, author, approver, alone)
        account = self.account_id
        account._mirror_limit()
        self.env["credit.hold"]._recheck_soon(account.partner_id)

    def _shorten_secured(self, last_day):
        """End what it secures on a day, whatever it would come to at the rate of today."""
        for row in self._get_standing_rows():
            if not row.valid_to or row.valid_to > last_day:
                row._set_ended(last_day, self._get_row_reason(), {})
        account = self.account_id
        account._mirror_limit()
        self.env["credit.hold"]._recheck_soon(account.partner_id)

    @api.model
    def _end_all_secured(self):
        """End every limit that a cover secures; what has not begun never will."""
        for cover in self.search([("limit_ids", "!=", False)]):
            cover._shorten_secured(cover._get_today() - timedelta(days=1))
        rows = self.env["credit.limit"].search([("cover_id", "!=", False)])
        rows._credit_by_method().write({"cover_id": False})

    def _get_alone_vals(self):
        """How one person was let decide on it, for what follows from it."""
        cover = self.sudo()  # evidence that not everybody reads
        return {
            "alone_up_to": cover.alone_up_to,
            "alone_allowed_by": cover.alone_allowed_by.id,
            "alone_allowed_on": cover.alone_allowed_on,
        }

    def _is_span_of(self, row, span, today):
        """Whether a component secures the same, and no less long: then it stays, or ends earlier."""
        if self.currency_id.compare_amounts(row.amount, span.amount) or max(row.valid_from, today) != span.first:
            return False
        return not row.valid_to or (span.last is not None and span.last <= row.valid_to)

    def _add_secured(self, spans, author, approver, alone):
        vals = {
            "account_id": self.account_id.id,
            "kind": SECURED,
            "origin": "cover",
            "cover_id": self.id,
            "reason": self._get_row_reason(),
            "state": "approved",
            "counts": True,
            "author_id": author.id,
            "approver_id": approver.id,
            "approved_on": fields.Datetime.now(),
            **alone,
        }
        rows = [vals | {"amount": one.amount, "valid_from": one.first, "valid_to": one.last} for one in spans]
        # Nobody types such a limit: it follows from what was decided on here.
        self.env["credit.limit"].sudo()._credit_by_method().create(rows)

    def _get_row_reason(self):
        return self.env._("Secured by %s", self.display_name)
