from ast import literal_eval
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .overview_common import OverviewCommon


@tagged("post_install", "-at_install")
class TestAnalyses(OverviewCommon):
    """Favourites shared with everybody who may read what they are about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.filters = cls.env["ir.filters"].sudo().search([("id", "in", [
            data.res_id
            for data in cls.env["ir.model.data"].sudo().search(
                [("module", "=", "credit_management"), ("model", "=", "ir.filters")]
            )
        ])])  # fmt: skip

    def test_every_one_gives_rows_or_none_without_an_error(self):
        self.hold(1500)
        self.invoice(100, due=-5)
        self.assertGreater(len(self.filters), 8)
        for favourite in self.filters:
            with self.subTest(favourite.name):
                context = literal_eval(favourite.context)
                model = self.env[favourite.model_id].with_user(self.manager)
                domain = literal_eval(favourite.domain)
                model.search(domain, limit=1)
                places = context.get("pivot_row_groupby", []) + context.get("pivot_column_groupby", [])
                for groupby in (context["group_by"], places, context["graph_groupbys"]):
                    model.formatted_read_group(domain, groupby, ["__count"])
                for measure in {*context.get("pivot_measures", []), context.get("graph_measure", "__count")}:
                    self.assertTrue(
                        measure == "__count"
                        or model._fields[measure].aggregator
                        or model._fields[measure].type == "many2one",
                        measure,
                    )

    def test_who_is_offered_which(self):
        """A favourite appears on the pages of its model; grades only on a page for analysts."""
        salesperson = self.env["ir.filters"].with_user(self.salesperson)
        everywhere = salesperson.get_filters(
            "credit.open.item", self.env.ref("credit_management.credit_open_item_action").id
        )
        self.assertTrue(everywhere)
        self.assertNotIn("grade", repr(everywhere))
        page = self.env.ref("credit_management.credit_exposure_action")
        analysts = self.env["ir.filters"].with_user(self.analyst)
        self.assertIn(
            "Exposure by grade and bucket", [one["name"] for one in analysts.get_filters("credit.open.item", page.id)]
        )
        self.assertEqual(page.group_ids, self.env.ref("credit_management.credit_management_group_analyst"))
        for favourite in self.filters.filtered(lambda one: not one.action_id):
            readable = self.env[favourite.model_id].with_user(self.salesperson).has_access("read")
            fields_of = self.env[favourite.model_id].with_user(self.salesperson).fields_get() if readable else {}
            for name in literal_eval(favourite.context)["group_by"] if readable else ():
                self.assertIn(name.split(":")[0], fields_of, favourite.name)

    def test_menus(self):
        visible = {
            user: self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for user in (self.salesperson, self.analyst)
        }
        for name, for_salespeople in (
            ("overview", True), ("hold_analysis", True), ("hold_reason", True), ("exposure", False),
            ("assessment_analysis", False), ("company_figure", False),
        ):  # fmt: skip
            menu = self.env.ref(f"credit_management.credit_{name}_menu").id
            self.assertIn(menu, visible[self.analyst], name)
            self.assertEqual(menu in visible[self.salesperson], for_salespeople, name)

    def test_the_app_opens_on_the_overview(self):
        for user in (self.salesperson, self.analyst, self.manager, self.administrator):
            menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
            app = menus[self.env.ref("credit_management.credit_management_menu_root").id]
            self.assertEqual(app["actionPath"], "credit", user.login)

    def test_hours_to_decision(self):
        hold = self.hold(1500)
        self.assertFalse(hold.hours_to_decision)
        hold._credit_by_method().write({"requested_on": fields.Datetime.now() - timedelta(hours=5)})
        self.release(hold)
        self.assertAlmostEqual(hold.hours_to_decision, 5, 1)

    def test_excess_of_a_snapshot(self):
        monitoring = self.env["credit.monitoring"]
        unlimited = self.accounts.search([("partner_id", "=", self.customer_of().id)])
        for amount, expected in ((900, 0), (100, 0), (0.01, 0.01)):
            self.invoice(amount)
            _figures, rows = monitoring._collect(self.account | unlimited, {})
            self.assertAlmostEqual(rows[0]["excess_amount"], expected, 6)
            self.assertIsNone(rows[1]["excess_amount"], "no limit to exceed")
