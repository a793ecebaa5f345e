from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .overview_common import OverviewCommon

COUNT = 150  # accounts, each with an order half invoiced, an invoice and a draft
SEARCHES = (
    [("exposure", ">", 500)],
    [("overdue_amount", ">", 0)],
    [("oldest_days_past_due", ">", 30)],
    [("over_limit", "=", True)],
    [("utilisation", ">", 0.5)],
    [("available_credit", "<", 0)],
    ["|", ("overdue_amount", ">", 0), ("exposure", ">", 10_000)],
)
# Rows that a node of a plan gives, all its loops together, for each account. Joined row by row instead of once, the
# orders alone would give COUNT times as many.
MOST_ROWS = 40
# Rows read of all tables in one visit, for each account.
MOST_READ = 400


@tagged("post_install", "-at_install")
class TestEffort(OverviewCommon):
    """Searches by figures take work in proportion to the ledger, also where PostgreSQL knows nothing of its tables.

    A plan made without statistics may go through all lines for each order: twenty seconds where a few hundred accounts
    are. No clock tells that on a machine of any speed, the rows that the plan's nodes gave do.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_user("own_documents", "sales_team.group_sale_salesman")
        line = Command.create({"product_id": cls.goods.id, "product_uom_qty": 4, "price_unit": 100})
        partners = cls.env["res.partner"].create([{"name": f"Many {n}", "is_company": True} for n in range(COUNT)])
        accounts = cls.env["credit.account"]._for(partners, cls.company)
        orders = cls.env["sale.order"].create([{"partner_id": id_, "order_line": [line]} for id_ in partners.ids])
        orders.action_confirm()
        orders.order_line.qty_delivered = 2
        for order in orders[:: COUNT // 30]:
            order._create_invoices().action_post()
        item = Command.create({"name": "Goods", "quantity": 1, "price_unit": 70, "tax_ids": [Command.clear()]})
        moves = cls.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": id_,
                    "invoice_date": "2026-01-01",
                    "invoice_line_ids": [item],
                }
                for id_ in partners.ids
            ]
        )
        moves[: COUNT // 2].action_post()
        cls._limit_to(10, accounts[0])
        cls.env.flush_all()
        cls._forget_statistics()

    @classmethod
    def _forget_statistics(cls):
        """As in a database that was restored a minute ago; only who owns the server may."""
        cls.env.cr.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cls.env.cr.fetchone()[0]:
            cls.env.cr.execute(
                """
                DELETE FROM pg_statistic WHERE starelid IN
                       (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace);
                UPDATE pg_class SET reltuples = -1, relpages = 0
                 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
                """
            )

    def users(self):
        return self.manager, self.salesperson, self.own

    def nodes(self, plan):
        yield plan
        for part in plan.get("Plans", ()):
            yield from self.nodes(part)

    def busiest(self, query):
        """The node of a query's plan that gave the most rows, all its loops together."""
        [[[result]]] = self.env.execute_query(SQL("EXPLAIN (ANALYZE, FORMAT JSON) %s", query))
        nodes = list(self.nodes(result["Plan"]))
        self.assertGreater(len(nodes), 20)
        # An index still holds what was rolled back; what is there is counted by the heap scan above it.
        return max((node for node in nodes if node["Node Type"] != "Bitmap Index Scan"), key=self.rows)

    def rows(self, node):
        """Rows a node gave, and rows it read to give them, all its loops together."""
        thrown_away = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
        return (node["Actual Rows"] + thrown_away) * node["Actual Loops"]

    def words(self, node):
        return {name: value for name, value in node.items() if name != "Plans"}

    def test_searches_by_a_figure(self):
        for user in self.users():
            accounts = self.env["credit.account"].with_user(user).with_context(allowed_company_ids=self.company.ids)
            for domain in SEARCHES:
                with self.subTest(user=user.login, domain=domain):
                    node = self.busiest(accounts._search(domain).select())
                    self.assertLess(self.rows(node), MOST_ROWS * COUNT, self.words(node))

    def test_counted_and_sorted_as_a_list_does(self):
        for user in self.users():
            accounts = self.env["credit.account"].with_user(user).with_context(allowed_company_ids=self.company.ids)
            query = accounts._search([("overdue_amount", ">", 0), ("partner_id.active", "=", True)], limit=80)
            node = self.busiest(query.select())
            self.assertLess(self.rows(node), MOST_ROWS * COUNT, self.words(node))

    def rows_read(self):
        self.env.cr.execute(
            "SELECT SUM(COALESCE(seq_tup_read, 0) + COALESCE(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"
        )
        return int(self.env.cr.fetchone()[0])

    def test_overview(self):
        for user in self.users():
            before = self.rows_read()
            self.overview(user)
            self.assertLess(self.rows_read() - before, MOST_READ * COUNT, user.login)
