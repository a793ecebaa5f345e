from uuid import uuid4

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests.common import new_test_user

from odoo.addons.credit_management.tests.exposure.ledger_common import LedgerCommon
from odoo.addons.credit_management.tests.gate.hold_common import HoldCommon


class TillCommon(HoldCommon, LedgerCommon):
    """A till with cash and *Customer Account*, a customer with a limit of 1,000, and somebody who sells and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = cls._person("cashier", "point_of_sale.group_pos_user")
        cls.boss = cls._person("boss", "point_of_sale.group_pos_manager")
        journal = cls.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"})
        cls.cash = cls._method("Cash of the Till", journal_id=journal.id)
        cls.on_account = cls._method("Customer Account", split_transactions=True)
        cls.together = cls._method("All Together")
        cls.config = cls._till("Till")
        cls.shift = cls._open(cls.config)
        cls.bread = cls._bread()

    @classmethod
    def get_default_groups(cls):
        names = (
            "base.group_system",
            "point_of_sale.group_pos_manager",
            "credit_management.credit_management_group_manager",
        )
        return super().get_default_groups().union(*map(cls.quick_ref, names))

    @classmethod
    def _person(cls, name, groups):
        user = new_test_user(
            cls.env, f"credit_till_{name}", f"base.group_user,{groups}", password=f"credit_till_{name}"
        )
        user.write({"company_ids": [Command.set(cls.company.ids)], "company_id": cls.company.id})
        return user

    @classmethod
    def _method(cls, name, **vals):
        return cls.env["pos.payment.method"].create({"name": name, **vals})

    @classmethod
    def _till(cls, name, **vals):
        methods = cls.cash | cls.on_account | cls.together
        if name != "Till":  # a cash journal is of one till
            methods -= cls.cash
        return cls.env["pos.config"].create({"name": name, "payment_method_ids": [Command.set(methods.ids)], **vals})

    @classmethod
    def _open(cls, config):
        config.with_user(cls.cashier).open_ui()
        session = config.current_session_id
        session.set_opening_control(0, "")
        return session

    @classmethod
    def _bread(cls):
        values = {"name": "Bread", "type": "service", "list_price": 100, "available_in_pos": True}
        return cls.env["product.product"].create(values | {"taxes_id": [Command.clear()]})

    @classmethod
    def _set_pin(cls, user, pin):
        dialog = cls.env["credit.till.pin.change"].with_user(user).sudo(False).create({"pin": pin})
        dialog.action_apply()

    # === TICKETS === #

    def ticket(self, *payments, price=None, partner=None, session=None, **vals):
        """What the till sends of a ticket.

        :param payments: pairs of method and amount
        :param price: its total; what is paid when left out
        """
        total = sum(amount for _method, amount in payments) if price is None else price
        line = {"product_id": self.bread.id, "qty": -1 if total < 0 else 1, "price_unit": abs(total)}
        line |= {"price_subtotal": total, "price_subtotal_incl": total, "tax_ids": []}
        return {
            "amount_paid": sum(amount for _method, amount in payments),
            "amount_total": total,
            "amount_tax": 0,
            "amount_return": 0,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "fiscal_position_id": False,
            "to_invoice": False,
            "partner_id": (self.customer if partner is None else partner).id,
            "lines": [[0, 0, line]],
            "session_id": (session or self.shift).id,
            "payment_ids": [
                [0, 0, {"amount": amount, "payment_method_id": method.id, "name": "Payment"}]
                for method, amount in payments
            ],
            "user_id": self.cashier.id,
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "state": "paid",
            **vals,
        }

    def send(self, *tickets, user=None):
        """What the till does: the call and the end of its transaction."""
        env = self.env(user=user or self.cashier, su=False)
        env["pos.order"].sync_from_ui([dict(ticket) for ticket in tickets])
        self.env.cr.flush()
        return self.env["pos.order"].search([("uuid", "in", [ticket["uuid"] for ticket in tickets])])

    def sell(self, amount, method=None, **vals):
        """A ticket paid with one method, sent by the till."""
        return self.send(self.ticket((method or self.on_account, amount), **vals))

    def open_ticket(self, amount, method=None, **vals):
        """A ticket that waits at the till, sent by it."""
        return self.sell(amount, method, **{"state": "draft"} | vals).with_user(self.cashier).sudo(False)

    def refused(self, call, pattern="cannot go on the account of Customer"):
        """The call, and the end of its transaction, end in one sentence; it is undone as Odoo undoes the request."""
        with self.assertRaisesRegex(UserError, pattern) as caught, self.cr.savepoint():
            call()
            self.env.cr.flush()
        self.env.invalidate_all()
        return str(caught.exception)

    def close(self, session=None):
        session = session or self.shift
        session.with_user(self.cashier).sudo(False).action_pos_session_closing_control()
        self.assertEqual(session.state, "closed")
        self.env.cr.flush()

    def owed(self, partner=None):
        """What the customer owes now, by the one reader of it."""
        customer = (partner or self.customer).commercial_partner_id
        sums = self.env["credit.exposure"]._read_sums({(customer.id, self.company.id)})
        return sums[customer.id, self.company.id].total

    def holds(self, order):
        return self.env["credit.hold"].search([("pos_order_id", "=", order.id)])
