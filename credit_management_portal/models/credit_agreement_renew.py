from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.core.limit.difference import SAME

from ..core import agreement as core
from .credit_agreement_state import AGREEMENT_ACTIVITY


class CreditAgreement(models.Model):
    """Renewing an agreement, and being reminded in time."""

    _inherit = "credit.agreement"

    difference = fields.Json(
        string="What Changes", compute="_compute_difference", help="Against the agreement that it renews."
    )

    @api.depends(
        "renews_id", "limit_text", "payment_term_id", "late_interest_rate", "valid_from", "valid_to", "notice_days",
        "retention", "guarantees", "special_terms", "state",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_difference(self):
        for agreement in self:
            agreement.difference = None
            if agreement.renews_id and agreement.valid_from and agreement.state in (core.DRAFT, core.APPROVED):
                rows = core.changes(agreement.renews_id._get_facts(), agreement._get_facts())
                agreement.difference = {
                    "label": self.env._("What this agreement changes"),
                    "head": [agreement.renews_id.name, agreement.name],
                    "rows": [
                        {"label": label, "from": before, "to": after, "turn": SAME} for label, before, after in rows
                    ],
                }

    def action_renew(self):
        """Draft the agreement that follows this one, with the terms as granted now, and open it."""
        self.ensure_one()
        self._check_role("analyst")
        self._check_state(core.COUNTERSIGNED)
        # A draft out of sight renews it, too.
        if drafted := self.sudo().search([("renews_id", "=", self.id), ("state", "!=", core.DECLINED)], limit=1):
            raise UserError(
                self.env._("%(agreement)s renews it already. Open that one.", agreement=drafted.display_name)
            )
        renewal = self.create(self._prepare_renewal())
        renewal._credit_by_method().write({"renews_id": self.id})
        return renewal._get_records_action()

    def _prepare_renewal(self):
        today = self.company_id._credit_today()
        first, last = today, False
        if self.valid_to:
            first, last = core.next_term(self.valid_from, self.valid_to)
            if first < today:
                first, last = today, today + (last - first)
        newest = self.env["credit.agreement.template"]._get_in_force(self.company_id)
        same = newest.filtered(lambda one: one.family_id == self.template_id.family_id)
        return {
            "account_id": self.account_id.id,
            "template_id": (same or newest)[:1].id or self.template_id.id,
            "contact_id": self.contact_id.id,
            "lang": self.lang,
            "valid_from": first,
            "valid_to": last,
            "notice_days": self.notice_days,
            "retention": self.retention,
            "guarantees": self.guarantees,
            "special_terms": self.special_terms,
        }

    # === REMINDER === #

    @api.model
    def _remind_ending(self):
        """Remind who looks after a customer before notice has to be given; once for each agreement."""
        running = self.search(
            [("state", "=", core.COUNTERSIGNED), ("valid_to", "!=", False), ("reminded_on", "=", False)]
        )
        for agreement in running:
            company = agreement.company_id._credit_root()
            today = company._credit_today()
            ahead = company.credit_agreement_remind_days
            if core.remind_on(agreement.valid_to, agreement.notice_days, ahead) <= today <= agreement.valid_to:
                agreement._credit_by_method().write({"reminded_on": today})
                agreement._remind()

    def _remind(self):
        user = self.account_id.controller_id or self._credit_successor(self.env["res.users"])
        if user:
            words = self.with_context(lang=user.lang)
            self.activity_schedule(
                AGREEMENT_ACTIVITY,
                user_id=user.id,
                date_deadline=max(self.valid_to - timedelta(days=self.notice_days), self.company_id._credit_today()),
                summary=words.env._("Renew or end: %s", words.display_name),
            )
