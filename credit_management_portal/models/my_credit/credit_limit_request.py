from odoo import fields, models

from odoo.addons.credit_management.const import LIMIT_REQUEST_ACTIVITY
from odoo.addons.credit_management.core.limit.request import APPROVED, PARTLY, RAISING, REFUSED, RETURNED, SUBMITTED

SHOWN = 5  # the latest of them


class CreditLimitRequest(models.Model):
    """Requests that the customer makes on the portal, and what of them is told there."""

    _inherit = "credit.limit.request"

    origin = fields.Selection(
        [("colleague", "One of Us"), ("portal", "Customer on the Portal")],
        string="Comes From",
        required=True,
        default="colleague",
        readonly=True,
        copy=False,
        help="The customer asks on the portal, on My Credit; all other requests are made by one of us.",
    )

    # === ASK === #

    def _ask_on_portal(self, account, amount, until, cause, reason, files):
        """Submit a request in the name of the user, a contact of the account's customer.

        :param account: one of ``_get_portal_accounts``, as the system
        :param until: the last day of an increase for a time; None for a new limit
        :param files: ``[(name, content)]``, checked by core/my_credit_files.py
        """
        # A portal user makes no request; this one is about the user's own account, which the page has looked up.
        # Nobody from outside follows it: its log says why we decide what.
        requests = self.sudo().with_context(mail_create_nosubscribe=True)._credit_by_method()
        request = self._get_portal_returned(account) or requests.browse()
        vals = {
            "kind": "temporary" if until else "raise",
            "amount": account.currency_id.round(amount),
            "valid_from": account.company_id._credit_today(),
            "valid_to": until or False,
            "reason_kind": cause,
            "reason": reason,
        }
        if request:
            request = request.with_env(requests.env)
            request.write(vals)
            request._add_hands()
        else:
            request = requests.create({**vals, "account_id": account.id, "origin": "portal"})
        request._file_from_portal(files)
        request.action_submit()
        return request

    def _get_portal_returned(self, account):
        return account._get_portal_requests().filtered(lambda one: one.state == RETURNED)[:1]

    def _file_from_portal(self, files):
        attachments = self.env["ir.attachment"].create(
            [{"name": name, "raw": content, "res_model": self._name, "res_id": self.id} for name, content in files]
        )
        self.message_post(
            body=self.env._("Asked for on the portal."),
            attachment_ids=attachments.ids,
            subtype_xmlid="mail.mt_note",
        )

    def _tell_author(self, body):
        # EXTENDS 'credit_management': reasons are ours; who looks after the customer tells it what it may know
        if self.origin != "portal":
            super()._tell_author(body)
            return
        self._credit_close_activities(LIMIT_REQUEST_ACTIVITY)
        # Told by whoever decides.
        told = self.sudo()
        user = told._credit_successor(self.env["res.users"])
        told.message_post(body=body, partner_ids=user.partner_id.ids, author_id=self.env.user.partner_id.id)

    # === TELL === #

    def _get_portal_waiting(self):
        return self.filtered(lambda request: request.state == SUBMITTED)

    def _prepare_portal_rows(self):
        """What the customer reads of its requests; of one that we made, only that it waits."""
        return [request._prepare_portal_row() for request in self if request.origin == "portal"] + [
            {
                "asked": "",
                "date": "",
                "state": self.env._("We are looking at your limit already."),
                "note": "",
            }
            for _request in self._get_portal_waiting().filtered(lambda one: one.origin != "portal")[:1]
        ]

    def _prepare_portal_row(self):
        """``note`` is a sentence for the customer, for others to add: never the reason of a decision."""
        account = self.account_id
        asked = account._portal_money(self.amount)
        if self.valid_to:
            asked = self.env._("%(amount)s more until %(day)s", amount=asked, day=account._portal_day(self.valid_to))
        granted = self.granted_amount if self.state == PARTLY else self.amount
        states = {
            SUBMITTED: self.env._("We are looking at it."),
            RETURNED: self.env._("We have a question: please add to it and send it again, or write to us."),
            APPROVED: self.env._("Approved."),
            PARTLY: self.env._("Approved: %s.", account._portal_money(granted)),
            REFUSED: self.env._("We could not agree to it."),
        }
        return {
            "asked": asked,
            "date": account._portal_day(self.submitted_on),
            "state": states.get(self.state, ""),
            "note": self.customer_reason_id._get_text() if self.state in (PARTLY, REFUSED, APPROVED) else "",
        }


class CreditAccount(models.Model):
    """The requests of a customer that *My Credit* tells of."""

    _inherit = "credit.account"

    def _get_portal_requests(self):
        """Those of the customer itself, the latest first, and whatever waits for the same."""
        domain = [
            ("account_id", "=", self.id),
            ("kind", "in", list(RAISING)),
            "|",
            ("state", "=", SUBMITTED),
            "&",
            ("origin", "=", "portal"),
            ("state", "!=", "draft"),
        ]
        return self.env["credit.limit.request"].search(domain, order="id desc", limit=SHOWN)
