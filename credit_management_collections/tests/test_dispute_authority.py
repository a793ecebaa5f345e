import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..core import dispute as core
from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestDisputeAuthority(AgreedCommon):
    """Disputes are confirmed within an authority, and answers that settle nothing come back to who gave them."""

    # === AUTHORITY === #

    def test_confirmed_up_to_ones_authority(self):
        """As much as one may release orders for, of a customer, whatever the number of disputes."""
        self.policy(core.NOT)
        self.env["credit.authority"].sudo().search([]).active = False
        grant = self.env["credit.authority"].sudo()
        grant.create({"role": "analyst", "release_amount": 500})
        first = self.dispute(amount=300)
        with self.assertRaisesRegex(AccessError, "Nobody else may"):
            self.dispute(self.invoice(600, due=-5)).with_user(self.analyst).action_confirm()
        grant.create({"user_id": self.manager.id, "release_amount": 1000})
        first.with_user(self.analyst).action_confirm()
        second = self.dispute(self.invoice(200.01, due=-5))
        with self.assertRaisesRegex(AccessError, f"500.01. {re.escape(self.manager.name)} may"):
            second.with_user(self.analyst).action_confirm()
        second.with_user(self.manager).action_confirm()
        self.assertEqual(second.confirmed_by_id, self.manager)
        first.with_user(self.analyst).action_close("withdrawn")
        self.assertEqual(second._measure_let_off(), 200.01, "what is closed lets nothing off")

    def test_all_that_is_let_off_asks_for_one_authority(self):
        """Or who may release 500 would let 500 off by a dispute, 500 by a plan and 500 by an order."""
        self.policy(core.NOT)
        self.env["credit.authority"].sudo().search([]).active = False
        self.env["credit.authority"].sudo().create({"user_id": self.manager.id, "release_amount": 500})
        late = self.invoice(300, due=-5)

        def plan(amount):
            promise = self.promise((5, amount), take=False)
            for item in promise.item_ids:
                item.chosen = item.sudo().move_id == late
            promise.action_take()
            promise.action_propose_terms("Season")
            return promise.with_user(self.manager)

        with self.cr.savepoint() as savepoint:
            plan(300).action_release_terms()
            disputed = self.dispute(amount=200.01)
            with self.assertRaisesRegex(AccessError, "500.01"):
                disputed.with_user(self.manager).action_confirm()
            savepoint.rollback()
        self.dispute(amount=300).with_user(self.manager).action_confirm()
        with self.assertRaisesRegex(AccessError, "would be .*500.01"):
            plan(200.01).action_release_terms()

    def test_a_policy_that_is_published_and_has_not_begun_asks_for_the_authority_too(self):
        self.policy(core.FULLY)
        self.policy(core.NOT)._credit_by_method().valid_from = self.day(1)
        self.env.registry.clear_cache()
        self.env["credit.authority"].sudo().search([]).active = False
        dispute = self.dispute(amount=300)
        with self.assertRaisesRegex(AccessError, "Nobody else may"):
            dispute.with_user(self.analyst).action_confirm()

    def test_of_another_currency(self):
        self.policy(core.NOT)
        self.env["credit.authority"].sudo().search([]).active = False
        self.env["credit.authority"].sudo().create({"role": "analyst", "release_amount": 199})
        dispute = self.dispute(self.invoice(100, due=-5, currency=self.euro))
        with self.assertRaisesRegex(AccessError, "200.00"):
            dispute.with_user(self.analyst).action_confirm()

    # === ANSWERED === #

    def test_answered_and_not_settled_reminds_who_is_responsible(self):
        dispute = self.dispute(responsible_id=self.collector.id)
        dispute.action_answer("Checked")
        self.assertFalse(dispute.activity_ids)
        self.account.sudo()._follow()
        self.assertFalse(dispute.activity_ids, "it is not due yet")
        self.go_to(30)
        self.account.sudo()._follow()
        self.account.sudo()._follow()
        self.assertEqual(dispute.activity_ids.user_id, self.collector)
        self.assertEqual(len(dispute.activity_ids), 1, "once")
        dispute.with_user(self.manager).action_close("withdrawn")
        self.assertFalse(dispute.activity_ids)
