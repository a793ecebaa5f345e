from odoo import models

from odoo.addons.credit_management.models.common.day import format_day

from ...core import my_credit as core

SHOWN = 12  # on the page of an account


class CreditReconciliation(models.Model):
    """A reconciliation on *My Credit*: what the customer reads of it, and its answer with one click."""

    _inherit = "credit.reconciliation"

    def _get_answer_url(self):
        # EXTENDS 'credit_management': where a contact sees credit, it answers there
        account = self.account_id.sudo()  # whoever sends it
        contacts = self.env["res.partner"].sudo()  # as above
        viewer = contacts.search_count([("credit_viewer_of_id", "=", account.partner_id.id)], limit=1)
        if not viewer or core.STATEMENT not in account._get_portal_parts():
            return super()._get_answer_url()
        return f"{self.get_base_url()}/my/credit/{account.id}/reconciliation/{self.id}"

    def _prepare_portal_page(self):
        """Plain texts: what is not put here does not reach the page."""
        self.ensure_one()
        return {
            "id": self.id,
            "account_id": self.account_id.id,
            "name": self.name,
            "company": self.company_id.name,
            "first": format_day(self.env, self.date_from),
            "last": format_day(self.env, self.date_to),
            "reply_by": format_day(self.env, self.reply_by),
            "state": self.state,
            "answered": format_day(self.env, self.answered_on),
            "waits": self.state == "sent",
            "sections": [self._prepare_portal_section(one) for one in self.balance_ids],
        }

    def _prepare_portal_section(self, balance):
        money = balance.currency_id.format
        return {
            "id": balance.id,
            "currency": balance.currency_id.name,
            "opening": money(balance.opening),
            "closing": money(balance.closing),
            "delivered": money(balance.delivered) if balance.delivered else "",
            "stated": money(balance.stated) if balance.has_stated else "",
            "movements": [
                {
                    "day": format_day(self.env, row["day"]),
                    "document": row["document"],
                    "reference": row["reference"],
                    "debit": money(row["debit"]) if row["debit"] else "",
                    "credit": money(row["credit"]) if row["credit"] else "",
                    "balance": money(row["balance"]),
                }
                for row in balance.movements or ()
            ],
        }


class CreditAccount(models.Model):
    """The reconciliations of a customer that *My Credit* tells of."""

    _inherit = "credit.account"

    def _get_portal_reconciliations(self):
        """What was sent to the customer, the latest first; called as the system for an account of the reader's own."""
        return self.env["credit.reconciliation"].search(self._get_portal_reconciliation_domain(), limit=SHOWN)

    def _get_portal_reconciliation_domain(self):
        """Not what another customer was told or said that was merged into this one."""
        told = ("sent", "agreed", "differs")
        return [("account_id", "=", self.id), ("state", "in", told), ("merged", "=", False)]

    def _prepare_portal_page(self, page, length):
        # EXTENDS 'credit_management_portal'
        shown = core.STATEMENT in self._get_portal_parts()
        found = self._get_portal_reconciliations() if shown else self.env["credit.reconciliation"]
        words = dict(found._fields["state"]._description_selection(self.env))
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "last": self._portal_day(one.date_to),
                "waits": one.state == "sent",
                "state": words[one.state],
            }
            for one in found
        ]
        return super()._prepare_portal_page(page, length) | {"reconciliations": rows}
