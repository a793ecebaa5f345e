from lxml import etree

from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillSettings(TillCommon):
    """The views of what this addon adds."""

    def test_settings(self):
        config = self._till("Third Till")
        settings = self.env["res.config.settings"].create(
            {"pos_config_id": config.id, "pos_credit_offline_allowance": 250}
        )
        settings.execute()
        self.assertEqual(config.credit_offline_allowance, 250)

    def test_only_credit_administrators_see_it(self):
        view = self.env.ref("point_of_sale.res_config_settings_view_form")
        for user, shown in ((self.boss, False), (self.administrator, True)):
            user.group_ids |= self.env.ref("base.group_system") | self.env.ref("point_of_sale.group_pos_manager")
            arch = etree.fromstring(self.env["res.config.settings"].with_user(user).get_view(view.id)["arch"])
            self.assertEqual(bool(arch.xpath("//field[@name='pos_credit_offline_allowance']")), shown)

    def test_preferences(self):
        view = self.env.ref("base.view_users_form_simple_modif")
        for user, shown in ((self.cashier, False), (self.manager, True)):
            arch = etree.fromstring(self.env["res.users"].with_user(user).get_view(view.id)["arch"])
            self.assertEqual(bool(arch.xpath("//button[@string='Release PIN for Tills']")), shown)

    def test_ticket_and_hold(self):
        order = self.open_ticket(1500)
        order.with_user(self.boss).action_credit_ask()
        hold = order.sudo().credit_hold_id
        self.assertEqual(order.sudo().action_credit_holds()["res_id"], hold.id)
        self.assertFalse(hold.can_justify)
        view = hold.with_user(self.manager).get_view(view_type="form")
        hold.with_user(self.manager).web_read({name: {} for name in view["models"]["credit.hold"]})

    def test_method_is_computed(self):
        method = self._method("Forged", credit_is_on_account=False)
        self.assertTrue(method.credit_is_on_account)
        method.write({"credit_is_on_account": False})
        self.assertTrue(method.credit_is_on_account)
        self.assertFalse(self.cash.credit_is_on_account)

    def test_goes_without_a_trace(self):
        """Functions of the database read no tills once the addon is gone."""
        functions = self.env["credit.sql.function"]
        for install, reads in (
            (functions._install_without_tills, False),
            (lambda: functions._install(functions._queries()), True),
        ):
            install()
            self.env.cr.execute("SELECT pg_get_functiondef(to_regproc('credit_exposure_sums'))")
            self.assertEqual("pos_payment" in self.env.cr.fetchone()[0], reads)
