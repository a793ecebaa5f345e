import ast
from collections import defaultdict
from pathlib import Path

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user
from odoo.tools import SQL, mute_logger

from ...models.assessment import credit_assessment_inputs
from ...sql.exposure import paid_items, present_sums
from ...sql.gate import admission
from ...sql.policy import customer_facts, order_facts, ordered
from ...sql.replay import replayed_items
from ..gate.gate_common import GateCommon
from .columns_kept import ADMITTED, KEPT, LOGGED, NOBODY, READ_BESIDE, REFUSED, WHOLE

ADDON = Path(__file__).parents[2]

ROLES = {
    "salesperson": "sales_team.group_sale_salesman_all_leads,base.group_partner_manager",
    "accountant": "account.group_account_invoice",
    "analyst": "credit_management.credit_management_group_analyst",
    "manager": "credit_management.credit_management_group_manager",
}

STOCK = "stock.group_stock_user"  # where that app is there

# What is read of records in Python: the names such a record has there.
PYTHON = {
    "models/policy/credit_order_facts.py": {"order": "sale.order"},
    "models/monitoring/credit_monitoring.py": {"account": "credit.account"},
    "models/monitoring/credit_review_renew.py": {"account": "credit.account"},
    "models/assessment/credit_assessment_basis.py": {
        "account": "credit.account", "statement": "credit.financial.statement",
    },
    "models/assessment/credit_assessment_case.py": {"account": "credit.account"},
    "models/assessment/credit_evidence.py": {"account": "credit.account"},
    "models/assessment/survey/credit_account.py": {"account": "credit.account"},
    "models/assessment/scorecard/credit_scorecard_segment.py": {"account": "credit.account"},
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestColumnsRead(GateCommon):
    """Every column that scores, behaviour, rules of the gate and alerts read is guarded, on record, or said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        roles = dict(ROLES)
        if cls.env.ref(STOCK, raise_if_not_found=False):
            roles["stock"] = STOCK
        cls.roles = {}
        for name, groups in roles.items():
            user = new_test_user(cls.env, f"reads_{name}", f"base.group_user,{groups}")
            user.company_ids = user.company_id = cls.company
            cls.roles[name] = user
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)
        module = cls.env["ir.module.module"].search([("name", "=", "credit_management")])
        needed = module.upstream_dependencies(exclude_states=("uninstalled",))
        cls.known = {"base", *(module | needed).mapped("name")}

    # === WHAT IS READ === #

    def queries(self):
        """The queries of every judgement, on one customer."""
        items, today = self.env["credit.open.item"], self.today
        scope, view = items._scope(self.customer.ids), self.company._credit_view()
        receivable, accounts = items._receivable_account_ids(), self.account.ids
        doubts = self.env["credit.behaviour"]._doubts(self.account)
        limits = self.env["credit.limit"]._effective_sql(today)
        past = (self.company.id, receivable, today, today)
        yield items._aged_sql(partner_ids=self.customer.ids, detailed=True)
        yield items._aged_sql(today, self.customer.ids, detailed=True)
        yield present_sums.sums([view], scope, present_sums.not_receivable)
        yield present_sums.overdue(view, scope)
        yield order_facts.facts([1], receivable)
        yield customer_facts.facts(self.customer.ids, self.company.id, SQL("%s::date", today), limits)
        yield customer_facts.earlier_orders(self.customer.ids, self.company.id, [1])
        yield paid_items.items(accounts, receivable)
        yield paid_items.settlements(accounts, receivable, SQL(" OR ").join(doubts.values()))
        yield paid_items.evidence(accounts, receivable, today, today, doubts)
        yield paid_items.standing([(self.account.id, today, today, self.env.cr.now())], receivable)
        yield paid_items.days_beyond_terms(self.customer.ids, self.company.id, receivable, today, today)
        yield ordered.by_customer(self.customer.ids, self.company.ids, today)
        for read in (replayed_items.items, replayed_items.settlements, replayed_items.unallocated):
            yield read(*past)
        yield replayed_items.invoices([1])
        yield SQL(credit_assessment_inputs.STATEMENT, statements=(1,))
        yield SQL(credit_assessment_inputs.INDUSTRY, accounts=(1,))

    def read_by_sql(self):
        """What PostgreSQL says a view of each query depends on: ``{table: columns}``."""
        found = defaultdict(set)
        for number, query in enumerate(self.queries()):
            name = SQL.identifier(f"credit_read_{number}")
            self.env.cr.execute(SQL("CREATE TEMPORARY VIEW %s AS SELECT 1 AS one FROM (%s) query", name, query))
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT dependent.refobjid::regclass::text, attribute.attname
                      FROM pg_depend dependent
                      JOIN pg_rewrite rule ON rule.oid = dependent.objid AND dependent.classid = 'pg_rewrite'::regclass
                      JOIN pg_attribute attribute ON attribute.attrelid = dependent.refobjid
                       AND attribute.attnum = dependent.refobjsubid
                     WHERE rule.ev_class = %s::regclass AND dependent.refobjsubid > 0
                    """,
                    f"credit_read_{number}",
                )
            )
            self.assertTrue(rows)
            for table, column in rows:
                found[table].add(column)
            self.env.cr.execute(SQL("DROP VIEW %s", name))
        return found

    def read_by_python(self):
        """Stored fields of records that collectors read by name: ``{table: columns}``."""
        found = defaultdict(set)
        for path, names in PYTHON.items():
            for node in ast.walk(ast.parse((ADDON / path).read_text())):
                if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
                    continue
                model = self.env.get(names.get(node.value.id, "?"))
                field = model._fields.get(node.attr) if model is not None else None
                if field is not None and field.store and field.type not in ("one2many",):
                    found[model._table].add(node.attr)
        return found

    def read_all(self):
        found = self.read_by_sql()
        for table, columns in self.read_by_python().items():
            found[table] |= columns
        return {table: columns for table, columns in found.items() if table not in WHOLE and self.is_read_here(table)}

    def is_read_here(self, table):
        """Whether a table is known to this addon; of others the addons that read them answer."""
        model = self.model_of(table)
        return model is None or model._original_module in self.known

    # === THE LIST === #

    def test_every_column_is_on_the_list(self):
        read = self.read_all()
        unlisted = {
            f"{table}.{column}" for table, columns in read.items() for column in columns - KEPT.get(table, {}).keys()
        } - READ_BESIDE
        self.assertFalse(unlisted, "read by judging: guard it, have it logged, or show it, and say so in KEPT")
        stale = {
            f"{table}.{column}" for table, columns in KEPT.items() for column in columns.keys() - read.get(table, set())
        }
        self.assertFalse(stale, "not read any more")

    def columns(self, way):
        for table, columns in KEPT.items():
            for column, how in columns.items():
                if how == way:
                    yield table, column

    def model_of(self, table):
        return next((model for model in self.env.values() if model._table == table and model._auto), None)

    # === ARE THEY KEPT? === #

    def test_nobody(self):
        for table, column in self.columns(NOBODY):
            model = self.model_of(table)
            for role, user in self.roles.items():
                with self.subTest(column=f"{table}.{column}", role=role):
                    model = model.with_user(user)
                    field = model._fields[column]
                    self.assertFalse(field.store and model.has_access("write"))

    def test_logged(self):
        for table, column in self.columns(LOGGED):
            model = self.model_of(table)
            if model is None:  # the tags of an account
                model, column = self.env["credit.account"], "category_ids"
            with self.subTest(column=f"{table}.{column}"):
                self.assertTrue(model._fields[column].tracking)

    def test_admitted(self):
        watched = admission.watched()
        for table, column in self.columns(ADMITTED):
            with self.subTest(column=f"{table}.{column}"):
                self.assertIn(column, watched[table])

    @mute_logger("odoo.models.unlink")
    def test_refused(self):
        """As every role, on a record that stands: refused in a sentence, or written to no effect."""
        for table, column in self.columns(REFUSED):
            record = self.standing()[table]
            for role, user in self.roles.items():
                with self.subTest(column=f"{table}.{column}", role=role):
                    self.assertKept(record, column, user)

    def test_linked(self):
        """An order is paid online by what a provider reports, not by what somebody links with it."""
        order, paid = self.standing()["sale_order"], self.standing()["payment_transaction"]
        for role, user in self.roles.items():
            for record, vals in (
                (order, {"transaction_ids": [Command.link(paid.id)]}),
                (paid, {"sale_order_ids": [Command.link(order.id)]}),
            ):
                with self.subTest(role=role, of=record._name), self.assertRaises(UserError), self.cr.savepoint():
                    record.with_user(user).write(vals)
            with self.subTest(role=role), self.assertRaises(UserError), self.cr.savepoint():
                paid.with_user(user).copy({"reference": "forged", "sale_order_ids": [Command.link(order.id)]})

    def standing(self):
        if not hasattr(self, "_standing"):
            invoice = self.invoice(100, due=-10)
            order = self.quotation(10)
            order.action_confirm()
            statement = self.env["credit.financial.statement"].create(
                {
                    "account_id": self.account.id, "period_start": "2024-01-01", "period_end": "2024-12-31",
                    "current_assets": 10, "total_assets": 10, "equity": 10, "difference_reason": "A sketch",
                }
            )  # fmt: skip
            statement.with_user(self.roles["manager"]).action_confirm()
            line = invoice.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
            self.env.flush_all()
            self._standing = {
                "account_move": invoice, "account_move_line": line, "sale_order": order,
                "sale_order_line": order.order_line, "res_partner": self.customer, "credit_account": self.account,
                "credit_financial_statement": statement, "account_partial_reconcile": self.paid(),
                "payment_transaction": self.paid_online(), "credit_group": self.grouped(),
            }  # fmt: skip
        return self._standing

    def paid(self):
        move = self.invoice(50, due=-10)
        self.pay(move)
        return move.line_ids.matched_credit_ids

    def grouped(self):
        group = self.env["credit.group"].create({"name": "Group", "lead_id": self.account.id})
        member = {"group_id": group.id, "account_id": self.account.id, "reason": "Test", "state": "approved"}
        self.env["credit.group.member"]._credit_by_method().create(
            {**member, "counts": True, "approver_id": self.roles["manager"].id}
        )
        return group

    def paid_online(self):
        provider = self.env["payment.provider"].sudo().search([("code", "=", "none")], limit=1)
        transactions = self.env["payment.transaction"].sudo()  # as the provider's report reaches Odoo
        return transactions.create(
            {
                "provider_id": (provider or provider.search([], limit=1)).id,
                "payment_method_id": self.env.ref("payment.payment_method_unknown").id,
                "reference": "paid online", "amount": 10, "currency_id": self.company.currency_id.id,
                "partner_id": self.customer.id, "operation": "online_direct", "state": "done",
            }
        )  # fmt: skip

    def assertKept(self, record, column, user):
        self.env.invalidate_all()
        before = record.sudo()[column]
        value = self.another(record, column)
        try:
            with self.env.cr.savepoint():
                record.with_user(user).write({column: value})
                self.env.flush_all()
                self.env.invalidate_all()
                changed = record.sudo()[column] != before
                if changed:
                    self.fail(f"{column} is {record.sudo()[column]} instead of {before}")
        except AssertionError:
            raise
        except Exception as error:  # noqa: BLE001 - how it is refused is not the subject
            self.assertTrue(str(error))
        self.env.invalidate_all()

    def another(self, record, column):
        """Another value of the kind of a field."""
        field, now = record._fields[column], record[column]
        if field.type == "many2one":
            return self.env[field.comodel_name].search([("id", "!=", now.id)], limit=1).id
        if field.type == "selection":
            names = [name for name, _label in field._description_selection(self.env)]
            return next(name for name in names if name != now)
        if field.type == "date":
            return self.day(400)
        if field.type == "boolean":
            return not now
        return (now or 0) + 7 if field.type in ("integer", "float", "monetary") else "other"
