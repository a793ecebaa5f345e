from odoo.tests import tagged

from ...core.policy.policy import CONFIRMATION
from .gate_common import GroupCommon


@tagged("post_install", "-at_install")
class TestDrawing(GroupCommon):
    """A decision that draws reads in one query what others read in three: the same, and each pool is drawn on once."""

    def draws(self):
        self.env.cr.execute("SELECT partner_id, company_id, group_id, draws FROM credit_pool")
        return {owner: draws for *owner, draws in self.env.cr.fetchall() for owner in [tuple(owner)]}

    def assertDrawn(self, orders, *owners):
        """A decision on these orders finds what one that does not draw finds, and draws on these pools alone."""
        read = orders._credit_decide(CONFIRMATION)
        before = self.draws()
        drawing = orders._credit_decide(CONFIRMATION, claim=True)
        self.assertEqual(drawing, read)
        more = {owner: draws - before.get(owner, 0) for owner, draws in self.draws().items()}
        self.assertEqual({owner for owner, number in more.items() if number}, set(owners))
        self.assertLessEqual(set(more.values()), {0, 1})

    def pool(self, partner):
        return partner.id, self.company.id, None

    def test_the_customer_billed_is_drawn_on(self):
        self.order(3, price=100)
        self.assertDrawn(self.quotation(400) | self.quotation(500), self.pool(self.customer))
        self.agree_payer(self.other)
        self.grant(self.other_account, 100)
        billed = self.quotation(200, partner_id=self.customer.id, partner_invoice_id=self.other.id)
        self.assertDrawn(billed, self.pool(self.other))
        self.assertDrawn(self.quotation(100) | billed, self.pool(self.customer), self.pool(self.other))

    def test_who_is_not_assessed_is_not_drawn_on(self):
        stranger = self.env["res.partner"].create({"name": "Stranger", "is_company": True})
        order = self.quotation(200, partner_id=stranger.id, partner_invoice_id=stranger.id)
        scopes = self.env["credit.order.facts"]._get_measuring(
            self.env["credit.policy"]._in_force(self.company).rules_at(CONFIRMATION)
        )
        self.assertDrawn(order, *([self.pool(stranger)] if any(scope.everybody for scope in scopes) else []))

    def test_a_group_is_drawn_on_before_its_members(self):
        self.join(self.account)
        self.join(self.other_account)
        self.share(1200)
        group = (None, None, self.group.id)
        self.assertDrawn(self.quotation(100), self.pool(self.customer), group)
        self.assertDrawn(
            self.quotation(100) | self.of_other(50), self.pool(self.customer), self.pool(self.other), group
        )

    def test_reads_what_three_functions_read(self):
        """Whatever makes a query long that is short for most: nothing is left out where there is something."""
        self.order(3, price=50)
        owed = self.invoice(400, due=-10)
        order = self.quotation(100)
        self.assertReads(order, {"receivable", "order"})
        self.receive(20)
        self.assertReads(order, {"receivable", "order", "unallocated", "clearing"})
        self.pay(owed, 60, payment_date=self.day(20))
        self.assertReads(order, {"receivable", "order", "unallocated", "clearing"})
        self.assertEqual(sum(row[3] for row in self.drawn(order).owed if row[2] == "receivable"), 400)
        self.invoice(70, post=False)
        self.assertReads(order, {"receivable", "order", "unallocated", "clearing", "draft_invoice"})
        self.assertReads(order | self.of_other(30), {"receivable", "order", "unallocated", "clearing", "draft_invoice"})
        firm = self.order(2, price=80)
        self.bill(firm)
        self.assertReads(firm, {"receivable", "order", "unallocated", "clearing", "draft_invoice"})
        self.join(self.other_account)
        self.assertReads(order | self.of_other(30), set())

    def drawn(self, orders):
        policy = self.env["credit.policy"]._in_force(self.company)
        view = self.company._credit_view()
        return self.env["credit.order.facts"]._draw(orders.sudo(), self.company, policy.rules_at(CONFIRMATION), view)

    def assertReads(self, orders, categories):
        """One query reads what the functions of the database read each by itself, and items of these categories."""
        facts, drawn = self.env["credit.order.facts"], self.drawn(orders)
        rows = facts._read_rows(orders.sudo())
        self.assertEqual({order: list(row) for order, row in drawn.orders.items()}, rows)
        ids = {*(row[0] for row in rows.values()), *(row[6] for row in rows.values())}
        self.assertEqual(drawn.customers, facts._read_customers(self.company, ids))
        counted = self.company._credit_counted_categories()
        exposure = self.env["credit.exposure"]
        totals = exposure._sum_up_each(drawn.owed, drawn.partner_ids, counted)
        self.assertEqual(totals, exposure._read_totals(self.company, drawn.partner_ids, counted))
        self.assertEqual({row[2] for row in drawn.owed}, categories)

    def test_one_query_instead_of_three(self):
        order = self.quotation(100)

        def queries(claim):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            order._credit_decide(CONFIRMATION, claim=claim)
            return self.cr.sql_log_count - before

        queries(False)
        self.assertEqual(queries(True), queries(False) - 2)
