from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from ....const import ANALYST, HOLD_ACTIVITY
from ...common.read_once import read_once
from ...limit.credit_authority_lookup import RELEASE


class CreditHold(models.Model):
    """Authority to decide on a hold, and up to which amount."""

    _inherit = "credit.hold"

    _decision, _waiting_state = RELEASE, "open"

    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("state", "requester_id", "salesperson_id", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        free = self._get_free()
        for hold in self:
            hold.can_decide = hold.state == "open" and not hold._obstacle(free=free)

    # === CHECKS === #

    def _check_deciding(self):
        """Only analysts and managers, only what is open, and never an own request or order."""
        self.check_access("read")
        free = self._get_free()
        for hold in self:
            if hold.state != "open":
                hold._refuse_state()
            if obstacle := hold._obstacle(free=free):
                raise AccessError(obstacle)
            hold._check_same_order()
        self._check_hands()
        self.check_access("write")

    def _check_same_order(self):
        """Nobody decides about a customer or a company that the order has left since it was stopped."""
        order = self._document()
        customer = order._credit_customer()
        # Customers and companies out of sight are compared too.
        if order and (customer != self.sudo().partner_id or order.company_id != self.sudo().company_id):
            raise UserError(
                self.env._(
                    "%(order)s was stopped for %(before)s and is now for %(now)s. Choose Re-check, then decide.",
                    order=self.order_name,
                    before=f"{self.sudo().partner_id.display_name} ({self.sudo().company_id.name})",
                    now=f"{customer.display_name} ({order.company_id.name})",
                )
            )

    def _obstacle(self, amount=None, free=None):
        """Why the user cannot decide on this hold, as a sentence; nothing when the user can.

        :param amount: to be released, in the company's currency; without it a refusal
        :param free: the holds that the user may decide on as far as hands go, where many are asked at once
        """
        self.ensure_one()
        user = self.env.user
        if not user.has_group(ANALYST):
            return self.env._(
                "%(user)s cannot decide on credit holds. Ask a credit manager to decide on %(hold)s.",
                user=user.name,
                hold=self.reference,
            )
        if self not in (self._get_free() if free is None else free):
            return self._get_hands_text(user)
        if amount is None:
            return ""
        return self._get_refused_obstacle() or self._obstacle_of_amount(amount)

    def _measure(self, amounts):
        """Amounts the user may release of each hold's customer, and those needed, with what was released before.

        :param amounts: {hold: what is to be released of it, in the company's currency}
        :return: {hold: (core.limit.authority.Authority | None, amount needed, whether the one covers the other)}
        """
        authorities = self._lookup_authorities()
        before, measured = self._released_before_each(), {}
        for hold in self:
            authority = authorities[self.env.user, hold]
            needed = hold.currency_id.round(amounts[hold] + before[hold])
            measured[hold] = authority, needed, authority is not None and authority.covers(needed)
        return measured

    def _obstacle_of_amount(self, amount):
        authority, needed, covered = self._measure({self: amount})[self]
        if covered:
            return ""
        return self.env._(
            "%(user)s may release up to %(allowed)s of a customer's orders in %(days)d days; with %(hold)s those of"
            " %(partner)s would be %(needed)s. Ask a person with more authority to release it, or an administrator to"
            " grant it.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            days=self.company_id.sudo().root_id.credit_authority_window,  # settings of a company are read by its users
            hold=self.reference,
            partner=self.partner_id.display_name,
            needed=format_amount(self.env, needed, self.currency_id),
        )

    def _check_authority(self, cap):
        """Refuse to release more than the user may.

        :return: the values that keep on record who let one person decide, see ``credit.alone``
        """
        amount = self._in_company_currency(cap)
        if obstacle := self._obstacle(amount):
            raise AccessError(obstacle)
        authority, needed, _covered = self._measure({self: amount})[self]
        self._note_lent(authority, needed)
        return self._check_alone(self.currency_id.round(amount + self._released_before()))

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        return self._obstacle(self._in_company_currency(self._wanted()))

    def _get_others_entitled(self):
        # EXTENDS 'credit.alone': in the branch of the document
        return super()._get_others_entitled().filtered(lambda user: self.company_id in user.company_ids)

    def _may_lend(self, user, hands=None):
        # EXTENDS 'credit.alone': who lends it works in the branch of the document
        return super()._may_lend(user, hands) and self.company_id in user.company_ids

    # === ALONE === #

    def _measure_alone(self):
        # EXTENDS 'credit.alone': all releases of the customer in the window
        before = self._released_before_each()
        return {hold: hold._in_company_currency(hold._wanted()) + before[hold] for hold in self}

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone'
        return accounts._get_raised_alone()

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        return self._measure_alone()

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self, HOLD_ACTIVITY

    def _released_before(self):
        """Releases of the customer's other orders within the window, each at its largest."""
        self.ensure_one()
        return self._released_before_each()[self]

    def _released_before_each(self):
        """The same of many holds, in one query.

        :return: {hold: amount}
        """
        largest, found = self._read_released(self.sudo().account_id), {}  # all counts, readable or not
        for hold in self:
            # The keys are records of the system.
            others = largest[hold.sudo().account_id]
            found[hold] = sum(amount for key, amount in others.items() if key != hold._document_key())
        return found

    @api.model
    @read_once
    def _read_released(self, accounts):
        """What was released of customers within the window: ``{account of the system: {document: largest amount}}``."""
        accounts = accounts.sudo()  # all that was released of a customer counts, also what this user may not read
        now = fields.Datetime.now()
        since = {root: now - timedelta(days=root.credit_authority_window) for root in accounts.company_id.root_id}
        released = self.sudo().search(  # as above
            [
                ("account_id", "in", accounts.ids),
                ("decided_on", ">=", min(since.values(), default=now)),
                ("release_amount", ">", 0),
            ]
        )
        largest = {account: {} for account in accounts}
        for hold in released:
            if hold.decided_on >= since[hold.company_id.root_id]:
                of_account, key = largest[hold.account_id], hold._document_key()
                of_account[key] = max(of_account.get(key, 0.0), hold.release_amount)
        return largest

    def _in_company_currency(self, amount):
        """At today's rate, or at that of the document where it makes more of it: an old date makes none small."""
        document, company = self._document(), self.company_id.sudo()  # settings of a company are read by its users
        today = self.order_currency_id._get_conversion_rate(
            self.order_currency_id or self.currency_id, self.currency_id, company, company._credit_today()
        )
        rate = document._credit_rate() if document else 1.0 / today
        return self.currency_id.round(amount * max(today, 1.0 / rate))
