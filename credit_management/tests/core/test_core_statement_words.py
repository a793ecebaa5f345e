from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment.statement import LINES
from ...core.assessment.statement_sheet import HEAD
from ...core.assessment.statement_words import (
    FINANCE,
    INTEREST,
    KNOWN,
    NAMES,
    NO_LINE,
    bare,
    doubled,
    find,
    operating_result,
)
from ...core.common import late_rate


class TestStatementWords(TestCase):
    def test_every_name_is_of_a_line(self):
        self.assertLessEqual(set(NAMES), {*LINES, *HEAD, NO_LINE})
        words = " ".join(NAMES.values()).replace("-", "").split()
        self.assertEqual(len(words), len(set(words)), "a name is of one line")

    def test_names_are_known_as_they_are_printed(self):
        for text, line in (
            ("一、营业收入", "sales"), ("减:营业成本", "cost_of_sales"), ("其中:利息费用", "interest_expense"),
            ("四、净利润(净亏损以“-”号填列)", "net_result"), ("三、利润总额(亏损总额以“-”号填列)", "result_before_tax"),
            ("信用减值损失(损失以“-”号填列)", "other_operating_income"), ("加:其他收益", "other_operating_income"),
            ("货 币 资 金", "cash"), ("实收资本(或股本)", "share_capital"), ("所有者权益(或股东权益)合计", "equity"),
            ("资产总计", "total_assets"), ("1.应收账款", "receivables"),
            ("加:期初现金及现金等价物余额", "opening_cash"),
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(find(text).line, line)
        for text in ("Sales", "", "应付利润分配", "x" * 99):
            self.assertIsNone(find(text))

    def test_the_profit_of_operations_is_not_ebit(self):
        self.assertEqual(find("二、营业利润(亏损以“-”号填列)").line, NO_LINE)
        values = {"result_before_tax": 100.0, "interest_expense": 20.0}
        self.assertEqual(operating_result(values), 120)
        self.assertEqual(operating_result(values | {"financial_income": 5.0, "extraordinary_result": -3.0}), 118)
        for name in values:
            self.assertIsNone(operating_result({key: one for key, one in values.items() if key != name}))

    def test_expenses_are_taken_off(self):
        self.assertEqual([find(text).sign for text in ("加:营业外收入", "减:营业外支出")], [1, -1])

    def test_interest_stands_once(self):
        names = [KNOWN[INTEREST], KNOWN[FINANCE]]
        self.assertEqual(doubled(names), {FINANCE})
        self.assertEqual(doubled(names[1:]), set())

    @given(st.text(max_size=40))
    def test_bare_is_bare(self, text):
        self.assertEqual(bare(bare(text)), bare(text))


class TestLateRate(TestCase):
    def test_five_in_ten_thousand(self):
        self.assertEqual(late_rate.yearly(5), 18.25)
        self.assertEqual(late_rate.daily(18.25), 5)
        self.assertEqual(late_rate.percent_a_day(18.25), 0.05)

    @given(st.integers(0, 9999).map(lambda cents: cents / 100))
    def test_there_and_back(self, percent):
        self.assertEqual(late_rate.yearly(late_rate.daily(percent)), percent)
