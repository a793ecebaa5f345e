from odoo import Command
from odoo.tests.common import new_test_user

from ...core.policy.policy import CONFIRMATION
from ..common import CreditCommon


class HoldCommon(CreditCommon):
    """A customer with a limit of 1,000, and orders of the salesperson that are stopped by it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.credit_tz = "UTC"
        for user in (cls.salesperson, cls.analyst, cls.manager, cls.second_manager, cls.administrator):
            user.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.customer = cls._create_customer("Customer")
        cls.account = cls._create_account(cls.customer, status="active", status_reason="Good")
        cls.env["credit.authority"].sudo().search([]).unlink()  # nobody of the demonstration is to be asked
        cls._limit_to(1000)
        cls._grant_release(cls.manager, 100_000)
        cls._grant_release(cls.analyst, 2000)
        values = {"name": "Goods", "type": "service", "invoice_policy": "order", "list_price": 100}
        cls.goods = cls.env["product.product"].create(values | {"taxes_id": [Command.clear()]})
        cls.portal = new_test_user(cls.env, login="credit_test_portal", groups="base.group_portal")

    # === FACTORIES === #

    @classmethod
    def _limit_to(cls, amount, account=None):
        return cls._approve_limit(account or cls.account, amount, approver=cls._approver())

    @classmethod
    def _approver(cls):
        """Somebody of unlimited authority over limits who decides on no hold."""
        user = cls.env["res.users"].search([("login", "=", "credit_test_limits")])
        if not user:
            user = cls._create_user("limits", "credit_management.credit_management_group_manager")
            user.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
            cls._grant_authority(user, unlimited=True)
        return user

    @classmethod
    def _grant_release(cls, user, amount=0.0, unlimited=False, **vals):
        cls.env["credit.authority"].sudo().search([("user_id", "=", user.id)]).unlink()
        cls.env["credit.authority"].sudo().search([("role", "!=", False)]).unlink()
        values = {"user_id": user.id, "release_amount": amount, "release_unlimited": unlimited, **vals}
        return cls.env["credit.authority"].sudo().create(values)

    def order(self, total=1500, seller=None, **vals):
        """A quotation of the salesperson."""
        line = {"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": total, "tax_ids": [Command.clear()]}
        values = {
            "partner_id": self.customer.id,
            "user_id": (seller or self.salesperson).id,
            "company_id": self.company.id,
            "order_line": [Command.create(line)],
            **vals,
        }
        return self.env["sale.order"].create(values)

    def stop(self, *orders, user=None, checkpoint=CONFIRMATION, **how):
        """What the gate does with orders that a decision has stopped."""
        orders = self.env["sale.order"].concat(*orders).with_user(user or self.salesperson)
        decisions = {}
        for order in orders:  # each by itself: what one of them takes is not the subject here
            decisions |= order._credit_decide(checkpoint)
        return orders.env["credit.hold"]._stop(decisions, checkpoint, **how).with_env(self.env)

    def hold(self, total=1500, **how):
        return self.stop(self.order(total), **how)

    def release(self, holds, user=None, **terms):
        holds.with_user(user or self.manager).action_release("Known for years", **terms)

    def refuse(self, holds, user=None, **options):
        holds.with_user(user or self.manager).action_refuse("Pay first", **options)

    def activities(self, hold):
        return hold.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref("credit_management.credit_hold_activity_type")
        )

    def _recheck_triggers(self):
        cron = self.env.ref("credit_management.credit_hold_recheck_cron")
        return self.env["ir.cron.trigger"].sudo().search_count([("cron_id", "=", cron.id)])

    def mailed(self, order, subject):
        """To whom a message about the order went."""
        messages = order.message_ids.filtered(lambda message: subject in (message.subject or ""))
        return messages.notified_partner_ids
