from odoo import api, models

from odoo.addons.credit_management.core.exposure.exposure import CLEARING, RECEIVABLE, UNALLOCATED
from odoo.addons.credit_management.models.common.day import format_day

from ...core import my_credit as core

MOST = 20  # payments, orders and requests on one page


class CreditAccount(models.Model):
    """The figures of *My Credit*, as plain texts: what is not put here does not reach the page.

    Everything is read as the system, after ``_get_portal_accounts`` has said which accounts are the reader's own.
    """

    _inherit = "credit.account"

    @api.model
    def _get_portal_accounts(self):
        """The accounts that the user may see on the portal, of each legal entity one; none without the role.

        :rtype: credit.account, as the system
        """
        # Customers read no contact's role and no account: whose they are is asked here, of the person who is logged in.
        partner = self.env.user.partner_id.sudo()
        if self.env.user._is_public() or not partner.credit_viewer:
            return self.browse()
        domain = [("partner_id", "=", partner.commercial_partner_id.id)]
        # As above: the system, for the one customer.
        accounts = self.sudo().search(domain, order="company_id, id")
        return accounts.filtered(lambda account: core.PAGE in account._get_portal_parts())

    @api.model
    def _get_portal_account(self, account_id, part=None):
        """The user's account of that id, if it shows the part: one that is not theirs is as one that is not there."""
        accounts = self._get_portal_accounts()
        account = accounts.filtered(lambda one: one.id == account_id)
        return account if not part or (account and part in account._get_portal_parts()) else accounts.browse()

    # === PAGE === #

    def _prepare_portal_page(self, page, length):
        """:param page: of the items, from 1 on
        :param length: how many items are on one
        """
        self.ensure_one()
        parts = self._get_portal_parts()
        verdict = self._get_portal_verdict()
        items = self._get_portal_items() if core.ITEMS in parts else self.env["credit.open.item"]
        requests = self._get_portal_requests() if core.MORE in parts else self.env["credit.limit.request"]
        start = length * min(max(page - 1, 0), max(len(items) - 1, 0) // length)
        return {
            "id": self.id,
            "company": self.company_id.name,
            "customer": self.partner_id.name,
            "parts": parts,
            "contact": self._get_portal_contact(),
            "verdict": self._describe_portal_verdict(verdict, parts),
            "overdue": self._portal_money(self.overdue_amount)
            if core.ITEMS in parts and self.overdue_amount > 0
            else "",
            "items": self._prepare_portal_items(items[start : start + length], parts),
            "item_count": len(items),
            "payments": self._prepare_portal_payments() if core.PAYMENTS in parts else [],
            "orders": self._prepare_portal_orders() if core.ORDERS in parts else [],
            "terms": self._prepare_portal_terms() if core.TERMS in parts else [],
            "requests": requests._prepare_portal_rows(),
            "askable": core.MORE in parts and core.askable(verdict.kind, requests._get_portal_waiting().ids),
            "currency": self.currency_id.name,
            "today": str(self.company_id._credit_today()),
        }

    def _portal_money(self, amount, currency=None):
        return (currency or self.currency_id).format(amount)

    def _portal_day(self, day):
        return format_day(self.env, day) if day else ""

    # === VERDICT === #

    def _get_portal_verdict(self):
        return core.verdict(
            self.status,
            self.limit_state,
            self.limit_expired,
            self.effective_limit,
            self.currency_id.round(self.exposure),
        )

    def _describe_portal_verdict(self, verdict, parts):
        """The first sentence of the page, what to do about it, and the bar with its figures."""
        kind = verdict.kind
        if core.LIMIT not in parts and kind not in (core.CLOSED, core.STOPPED):
            return None
        figures = [(self.env._("Used"), self._portal_money(self.exposure))] if core.LIMIT in parts else []
        if core.LIMIT in parts and kind in (core.FREE, core.OVER):
            figures.insert(0, (self.env._("Limit"), self._portal_money(self.effective_limit)))
            figures.append((self.env._("Available"), self._portal_money(max(self.available_credit, 0.0))))
        headline, advice = self._get_portal_sentences(kind)
        return {
            "kind": kind,
            "headline": self.figures_note and self.env._("We cannot tell your figures at the moment.") or headline,
            "advice": advice,
            "share": round(verdict.share, 1),
            "figures": [] if self.figures_note else figures,
            "until": self.limit_valid_to and kind in (core.FREE, core.OVER) and self._portal_day(self.limit_valid_to),
            "shared": kind in (core.FREE, core.UNLIMITED) and self._shares_portal_limit(),
        }

    def _get_portal_sentences(self, kind):
        env = self.env  # under this name the exporter knows what is to be translated
        sentences = {
            core.CLOSED: (env._("Your credit account with us is closed."), env._("New orders are paid in advance.")),
            core.STOPPED: (
                env._("We cannot deliver on account at the moment."),
                env._("Please pay what is due, or talk to us: we will find a way."),
            ),
            core.NOT_ASSESSED: (
                env._("We have not agreed on a credit limit with you yet."),
                env._("Ask for one below, or talk to us."),
            ),
            core.ENDED: (
                env._("Your credit limit ended on %s.", self._portal_day(self.limit_valid_to)),
                env._("Ask for a new one below, or talk to us."),
            ),
            core.UNLIMITED: (env._("You order on account without a limit."), ""),
            core.OVER: (
                env._("You owe %s more than your limit.", self._portal_money(-self.available_credit)),
                env._("A payment makes room for new orders."),
            ),
            core.FREE: (
                env._("You can order for %s more on account.", self._portal_money(self.available_credit)),
                env._("A payment makes room for new orders.") if self.available_credit <= 0 else "",
            ),
        }
        return sentences[kind]

    def _shares_portal_limit(self):
        """Whether the customer draws on a limit with others; how much they use of it is theirs to know."""
        today = self.company_id._credit_today()
        return any(member._is_in_force(today) for member in self.group_member_ids)

    def _get_portal_contact(self):
        """Whom to ask: as on the statement of account."""
        company = self.company_id
        partner = (self.controller_id or self.partner_id.user_id).partner_id or company.partner_id
        return {
            "name": partner.name,
            "email": partner.email or company.email,
            "phone": partner.phone or company.phone,
        }

    # === ROWS === #

    def _get_portal_items(self):
        """What is posted and open, the oldest first: the items of the exposure, as on the statement of account."""
        return self.env["credit.open.item"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("root_id", "=", self.company_id.id),
                ("category", "in", (RECEIVABLE, UNALLOCATED)),
            ],
            order="date_due, id",
        )

    def _prepare_portal_items(self, items, parts):
        return [self._prepare_portal_item(item, parts) for item in items]

    def _prepare_portal_item(self, item, parts):
        owed = item.category == RECEIVABLE
        days = item.days_past_due if owed else 0
        return {
            "id": item.id,
            "reference": item.reference or item.move_id.name or "",
            "own": item.move_id.ref or "",
            "url": f"/my/invoices/{item.move_id.id}" if item.move_id.is_sale_document() else "",
            "date": self._portal_day(item.date),
            "due": self._portal_day(item.date_due) if owed else "",
            "overdue": self._describe_portal_delay(days),
            "amount": self._portal_money(
                item.amount_currency if item.currency_id else item.amount, item.currency_id or self.currency_id
            ),
            "payable": core.PAY in parts and item._is_portal_payable(),
        }

    def _describe_portal_delay(self, days):
        if days <= 0:
            return ""
        return self.env._("1 day overdue") if days == 1 else self.env._("%s days overdue", days)

    def _prepare_portal_payments(self):
        """What the customer has paid and the books do not show as received yet."""
        clearing = self.env["credit.open.item"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("root_id", "=", self.company_id.id),
                ("category", "=", CLEARING),
            ],
            limit=MOST,
        )
        rows = [
            (item.date, item.reference, abs(item.amount_currency or item.amount), item.currency_id) for item in clearing
        ]
        rows += [
            (one.create_date.date(), one.reference, one.amount, one.currency_id)
            for one in self._get_portal_transactions()
        ]
        return [
            {
                "date": self._portal_day(date),
                "reference": reference or "",
                "amount": self._portal_money(amount, currency or self.currency_id),
            }
            for date, reference, amount, currency in rows
        ]

    def _get_portal_transactions(self):
        """Online payments that are on their way."""
        return self.env["payment.transaction"].search(
            [
                ("partner_id.commercial_partner_id", "=", self.partner_id.id),
                ("company_id", "child_of", self.company_id.id),
                "|",
                ("state", "in", ("pending", "authorized")),
                "&",
                ("state", "=", "done"),
                ("is_post_processed", "=", False),
            ],
            limit=MOST,
        )

    def _prepare_portal_orders(self):
        """Orders the customer has confirmed and nobody has approved yet: which, and never why."""
        holds = self.env["credit.hold"].search(
            [
                ("account_id", "=", self.id),
                ("state", "=", "open"),
                ("customer_facing", "=", True),
                ("order_id.state", "!=", "cancel"),
            ],
            limit=MOST,
        )
        return [
            {
                "reference": order.name,
                "url": f"/my/orders/{order.id}",
                "date": self._portal_day(order.date_order),
                "amount": self._portal_money(order.amount_total, order.currency_id),
            }
            for order in holds.order_id
        ]

    def _prepare_portal_terms(self):
        rate, review = self.late_interest_rate, self.next_review
        ahead = review and review >= self.company_id._credit_today()
        found = [
            (self.env._("Payment terms"), self.payment_term_id.name),
            (self.env._("Late interest"), self.company_id._credit_late_interest_text(rate)),
            (self.env._("We look at your limit again on"), ahead and self._portal_day(review)),
        ]
        return [(label, text) for label, text in found if text]
