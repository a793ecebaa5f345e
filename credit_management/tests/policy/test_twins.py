import random
from collections import Counter
from datetime import datetime, timedelta

from odoo.tests import freeze_time, tagged

from ...core.assessment.items import YEAR
from ...core.exposure.exposure import CLEARING, DRAFT_INVOICE, ORDER, UNALLOCATED
from ...core.policy.facts import PAYMENTS_WINDOW
from ...sql.exposure import paid_items
from ..common import CreditCommon
from ..exposure.ledger_common import LedgerCommon
from .policy_common import PolicyCommon

ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu")
COUNTS = {
    "count_draft": DRAFT_INVOICE, "count_order": ORDER, "count_unallocated": UNALLOCATED, "count_clearing": CLEARING,
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestPolicyTwins(PolicyCommon, CreditCommon):
    """What counts in a company, today and its horizon: asked for in Python, and read by the database."""

    def test_company_in_python_and_in_sql(self):
        dice, met = random.Random(11), Counter()
        start = datetime(2026, 3, 20, 0, 30)  # the clocks of some go forward in the days looked at
        with freeze_time(start):
            companies = self.env["res.company"].create(
                [{"name": f"Twin {number}", "credit_tz": dice.choice(ZONES)} for number in range(12)]
            )
            for company in companies:
                self._publish_some(dice, company)
        for _round in range(40):
            with freeze_time(start + timedelta(hours=dice.randrange(20 * 24), minutes=dice.randrange(60))):
                self._compare(companies, met)
        for case in ("no policy", "second version", "horizon", "other day than in UTC"):
            self.assertGreater(met[case], 20, met)

    def _publish_some(self, dice, company):
        """The policy of a company begins on some day, and one or two others follow it, or begin on the same."""
        ready = self.env["credit.policy"].search([("company_id", "=", company.id)])
        ready._credit_by_method().write({"valid_from": self._day_of_march(dice)})
        for _each in range(dice.randint(0, 2)):
            flags = {
                f"count_{name}": dice.random() < 0.5 for name in ("order", "draft_invoice", "unallocated", "clearing")
            }
            values = {"horizon_days": dice.choice([0, 1, 30]), **flags}
            policy = self.policy(company=company, **values)
            day = dice.choice([ready.valid_from, self._day_of_march(dice)])
            policy._credit_by_method().write({"state": "published", "valid_from": day})

    def _day_of_march(self, dice):
        return datetime(2026, 3, dice.randint(15, 31)).date()

    def _compare(self, companies, met):
        policies = self.env["credit.policy"]
        policies.flush_model()
        rows = {row.pop("id"): row for row in self._rows()}
        for company in companies:
            row, counted = rows[company.id], company._credit_counted_categories()
            self.assertEqual(row["today"], company._credit_today())
            self.assertEqual(row["later_from"], company._credit_later_from())
            self.assertEqual(
                {name for name in COUNTS if row[name]}, {name for name in COUNTS if COUNTS[name] in counted}
            )
            governing = policies._in_force(company)
            met["no policy"] += not governing.id
            met["second version"] += governing.version > 1
            met["horizon"] += governing.horizon is not None
            met["other day than in UTC"] += company._credit_today() != datetime.now().date()

    def _rows(self):
        items = self.env["credit.open.item"]
        items._flush()
        self.env.cr.execute(items._company_sql())
        return self.env.cr.dictfetchall()


@tagged("post_install", "-at_install")
class TestPaymentTwins(LedgerCommon):
    """Days beyond terms: of one customer for a decision by the database, of all for everything else in Python."""

    def test_days_beyond_terms_in_python_and_in_sql(self):
        dice, met = random.Random(5), Counter()
        customers = self.env["res.partner"].create(
            [{"name": f"Payer {number}", "is_company": True} for number in range(24)]
        )
        for customer in customers:
            for _each in range(dice.randint(0, 4)):
                self._trade(dice, customer)
        accounts = self.env["credit.account"]._for(customers, self.company)
        for offset in range(-20, 500, 15):
            on = self.day(-offset)
            decided = self._decided(customers, on)
            for account, known in self.env["credit.behaviour"]._read(accounts, on).items():
                days, expected = decided.get(account.partner_id.id), known.days_beyond_terms
                self.assertEqual(days is None, expected is None, (account.partner_id.name, on, days, expected))
                self.assertAlmostEqual(days or 0.0, expected or 0.0, 6)
                met["nothing paid" if expected is None else "late" if expected > 0 else "early"] += 1
        self.assertEqual(sum(met.values()), 24 * 35)
        for case in ("nothing paid", "late", "early"):
            self.assertGreater(met[case], 100, met)

    def test_both_look_at_the_same_year(self):
        self.assertEqual(PAYMENTS_WINDOW, timedelta(days=YEAR))

    def _trade(self, dice, customer):
        """An invoice of the last two years, paid at once or in parts, early or late, credited in part or still open."""
        due = -dice.randint(0, 600)
        move = self.invoice(dice.choice([10, 99.99, 1000]), partner=customer, due=due)
        paid = min(due + dice.randint(-25, 90), 0)
        how = dice.random()
        if how < 0.5:
            self.pay(move, payment_date=self.day(paid))
        elif how < 0.8:
            self.pay(move, move.amount_total / 2, payment_date=self.day(paid), payment_difference_handling="open")
            if how < 0.7:
                self.pay(move, payment_date=self.day(min(paid + dice.randint(0, 60), 0)))
        elif how < 0.9:
            refund = self.invoice(5, partner=customer, move_type="out_refund", due=due)
            lines = (move + refund).line_ids.filtered(lambda line: line.account_type == "asset_receivable")
            lines.reconcile()

    def _decided(self, customers, on):
        accounts = self.env["credit.open.item"]._receivable_account_ids()
        self.env["credit.open.item"]._flush()
        query = paid_items.days_beyond_terms(customers.ids, self.company.id, accounts, on - PAYMENTS_WINDOW, on)
        return dict(self.env.execute_query(query))
