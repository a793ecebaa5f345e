from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import date_utils

from ..common.day import format_day
from ..monitoring.credit_alert import OPEN

SHOWN = 4  # of each kind: what is more has a page of its own
TONES = {"critical": "danger", "warning": "warning", "notice": "info"}


class CreditAccount(models.Model):
    """What stands open with a customer, and what was decided last: each as far as its reader may see it."""

    _inherit = "credit.account"

    latest = fields.Json(
        string="Open and Decided",
        compute="_compute_latest",
        help="Open alerts, what is on hold or asked for, and the last decisions of a year.",
    )

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_latest(self):
        blocks = [block for block in (self._latest_alerts(), self._latest_holds(), self._latest_decisions()) if block]
        for account in self:
            shown = [
                {
                    "title": title,
                    "rows": rows[account._origin.id][:SHOWN],
                    "more": len(rows[account._origin.id]) - SHOWN,
                }
                for title, rows in blocks
                if rows[account._origin.id]
            ]
            account.latest = shown or None

    # === BLOCKS === #

    def _latest_alerts(self):
        alerts = self.env["credit.alert"]
        if not alerts.has_access("read"):
            return None
        rows = defaultdict(list)
        for alert in alerts.search([("account_id", "in", self._origin.ids), ("state", "in", OPEN)]):
            text = f"{alert._get_rule_name()}: {alert.finding_now}"
            rows[alert.account_id.id].append(self._row(alert, text, alert.raised_on, TONES[alert.severity]))
        return self.env._("Open alerts"), rows

    def _latest_holds(self):
        holds = self.env["credit.hold"]
        if not holds.has_access("read"):
            return None
        rows = defaultdict(list)
        for hold in holds.search([("account_id", "in", self._origin.ids), ("state", "=", "open")]):
            text = f"{hold.order_name or hold.reference}: {hold.headline or hold.reasons_text}"
            rows[hold.account_id.id].append(self._row(hold, text, hold.requested_on, "warning"))
        return self.env._("On hold"), rows

    def _latest_decisions(self):
        """Limits, assessments and holds that somebody has decided on within a year, the newest first."""
        since, found = date_utils.subtract(fields.Datetime.now(), years=1), defaultdict(list)
        for model, by, on in (
            ("credit.limit", "approver_id", "approved_on"),
            ("credit.assessment", "decided_by", "decided_on"),
            ("credit.hold", "decided_by", "decided_on"),
        ):
            documents = self.env[model]
            if documents.has_access("read"):
                domain = [("account_id", "in", self._origin.ids), (by, "!=", False), (on, ">=", since)]
                for document in documents.search(domain, order=f"{on} desc, id desc"):
                    row = self._decided_row(document, document[by], document[on])
                    found[document.account_id.id].append((document[on], row))
        rows = defaultdict(list)
        for account_id, decided in found.items():
            rows[account_id] = [row for _on, row in sorted(decided, key=lambda pair: pair[0], reverse=True)]
        return self.env._("Last decisions"), rows

    def _row(self, document, text, on, tone):
        return {
            "text": text,
            "detail": format_day(self.env, on),
            "tone": tone,
            "model": document._name,
            "id": document.id,
        }

    def _decided_row(self, document, user, on):
        """What was decided, by whom and when; hands are known by name to whoever reads the document."""
        states = dict(document._fields["state"]._description_selection(self.env))
        text = f"{document.display_name}: {states[document.state]}, {user.sudo().name}"  # also of the past
        return self._row(document, text, on, "danger" if document.state == "refused" else "secondary")
