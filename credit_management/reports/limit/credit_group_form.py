from odoo import models

from ...core.common.rounding import adding_up
from ..common.credit_print import FIGURE, WHOLE

SHARE_DIGITS = 3  # a tenth of a percent


class CreditGroupForm(models.AbstractModel):
    """A group on paper: what it may owe and owes together, who belongs to it, and who decided on it."""

    _name = "report.credit_management.credit_group_form"
    _description = "Customer Group on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.group"

    def _title(self):
        return self.env._("Shared Credit Limit")

    def _subject(self, doc):
        return doc.name

    def _prepare_sheets(self, docs):
        return {group: self._sheet(group) for group in docs}

    def _sheet(self, group):
        members = group.member_ids
        today = members.filtered("in_force").sorted(lambda member: (-member.used, member.partner_id.display_name))
        later = members.filtered(lambda member: member.state in ("proposed", "approved")) - today
        last = group.limit_ids.filtered("counts")[:1] or group.limit_ids[:1]
        return {
            "verdict": self._verdict(group),
            "members": self._member_table(group, today),
            "later": self._later_table(later),
            "limits": self._limit_table(group.limit_ids.filtered(lambda limit: limit.state != "draft")),
            "signatures": [
                (self.env._("Proposed by"), last.author_id.name, self._moment(last.create_date)),
                (self.env._("Decided by"), last.approver_id.name, self._moment(last.approved_on)),
            ],
        }

    def _verdict(self, group):
        values = {
            "limit": group.limit_text,
            "used": self._money(group.used, group.currency_id),
            "free": self._money(group.free, group.currency_id),
            "over": self._money(group.over_by, group.currency_id),
        }
        if group.use_note:
            head = group.use_note
        elif group.is_over:
            head = self.env._("%(used)s used of a shared limit of %(limit)s: over by %(over)s", **values)
        elif any(group.limit_ids.mapped("in_force")):
            head = self.env._("%(used)s used of a shared limit of %(limit)s: %(free)s free", **values)
        else:
            head = self.env._("No shared limit in force: %(used)s owed together", **values)
        lines = [
            self.env._("Led by %(customer)s.", customer=group.lead_id.partner_id.display_name),
            self.env._("Members today: %(count)d.", count=group.member_count),
        ]
        return {"head": head, "lines": lines}

    def _member_table(self, group, members):
        columns = [
            (self.env._("Member"), 28),
            (self.env._("Our Entity"), 16),
            (self.env._("Owed"), 16, FIGURE),
            (self.env._("Share"), 10, FIGURE),
            (self.env._("Cap"), 15, FIGURE),
            (self.env._("Free"), 15, FIGURE),
        ]
        currency = group.currency_id
        owed = [max(member.used, 0.0) for member in members]  # one in credit lowers nobody else's debt
        unseen = max(currency.round(group.used - sum(owed)), 0.0)
        shares = adding_up([amount / group.used if group.used else 0.0 for amount in [*owed, unseen]], SHARE_DIGITS)
        rows = [
            [
                member.partner_id.display_name,
                member.company_id.name,
                self._dashed(amount, currency),
                self._share(share),
                member.cap_text or "–",
                member.free_text or "–",
            ]
            for member, amount, share in zip(members, owed, shares[:-1], strict=True)
        ]
        if unseen:
            others = [self.env._("Others, of entities not shown"), "–", self._figure(unseen, currency)]
            rows.append([*others, self._share(shares[-1]), "–", "–"])
        total = [self.env._("Together"), "", self._figure(group.used, currency), "", "", ""]
        return self._tabulate(columns, rows or [["–"] * len(columns)], total=total)

    def _later_table(self, members):
        """Memberships that wait, or begin later."""
        columns = [
            (self.env._("Member"), 40),
            (self.env._("State"), 20),
            (self.env._("From"), 20, WHOLE),
            (self.env._("Until"), 20, WHOLE),
        ]
        rows = [
            [
                member.partner_id.display_name,
                self._label(member, "state"),
                self._day(member.valid_from),
                self._day(member.valid_to) or self.env._("No end"),
            ]
            for member in members
        ]
        return {**self._tabulate(columns, rows), "rows": rows}

    def _limit_table(self, limits):
        columns = [
            (self.env._("Shared Limit"), 20, FIGURE),
            (self.env._("From"), 14, WHOLE),
            (self.env._("Until"), 14, WHOLE),
            (self.env._("State"), 14),
            (self.env._("Proposed by"), 19),
            (self.env._("Decided by"), 19),
        ]
        rows = [
            [
                self._money(limit.amount, limit.currency_id),
                self._day(limit.valid_from),
                self._day(limit.valid_to) or self.env._("No end"),
                self._label(limit, "state"),
                limit.author_id.name,
                limit.approver_id.name or "–",
            ]
            for limit in limits
        ]
        return self._tabulate(columns, rows or [["–"] * len(columns)])
