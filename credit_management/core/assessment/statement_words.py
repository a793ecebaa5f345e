"""Names of lines in Chinese statements → our lines, beside the labels of the template.

What our statement has no line of its own for is added to the line it belongs to. 营业利润 is no line of ours: it comes
after the cost of finance and income from investments, and is not the operating result (EBIT), which is worked out from
利润总额 instead. 财务费用 stands for interest where 利息费用 is not given apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..common import unit
from .statement import LINES
from .statement_check import EMPTY, Cell

NO_LINE = ""  # known, and in no line of ours
INTEREST, FINANCE = "利息费用", "财务费用"
# Each name, and the line it is; several names of one line are added up, those with a minus are taken off.
NAMES = {
    "cash": "货币资金",
    "short_term_investments": "交易性金融资产",
    "receivables": "应收账款",
    "inventory": "存货",
    "other_current_assets": (
        "应收票据 应收款项融资 预付款项 预付账款 "
        "其他应收款 合同资产 一年内到期的非流动资产 其他流动资产"
    ),
    "current_assets": "流动资产合计",
    "tangible_assets": "固定资产 在建工程 使用权资产",
    "intangible_assets": "无形资产",
    "other_non_current_assets": (
        "长期股权投资 长期应收款 投资性房地产 商誉 "
        "长期待摊费用 递延所得税资产 开发支出 其他非流动资产"
    ),
    "non_current_assets": "非流动资产合计",
    "total_assets": "资产总计 资产合计",
    "payables": "应付账款 应付票据",
    "short_term_debt": "短期借款 一年内到期的非流动负债",
    "other_current_liabilities": "预收款项 预收账款 合同负债 应付职工薪酬 应交税费 其他应付款 其他流动负债",
    "current_liabilities": "流动负债合计",
    "long_term_debt": "长期借款 应付债券 租赁负债",
    "other_non_current_liabilities": "长期应付款 预计负债 递延收益 递延所得税负债 其他非流动负债",
    "non_current_liabilities": "非流动负债合计",
    "total_liabilities": "负债合计",
    "share_capital": "实收资本 股本 实收资本(或股本)",
    "retained_earnings": "未分配利润",
    "other_equity": "资本公积 盈余公积 其他综合收益 专项储备",
    "equity": "所有者权益合计 股东权益合计 所有者权益(或股东权益)合计 净资产",
    "sales": "营业收入 主营业务收入",
    "cost_of_sales": "营业成本 主营业务成本",
    "gross_profit": "毛利",
    "operating_expenses": "税金及附加 营业税金及附加 销售费用 管理费用 研发费用",
    "other_operating_income": "其他收益 资产处置收益 信用减值损失 资产减值损失",
    "financial_income": "利息收入 投资收益 公允价值变动收益",
    "interest_expense": f"{INTEREST} {FINANCE}",
    "extraordinary_result": "营业外收入 -营业外支出",
    "result_before_tax": "利润总额",
    "income_tax": "所得税费用",
    "net_result": "净利润",
    "depreciation": "折旧与摊销 折旧摊销",
    "operating_cash_flow": "经营活动产生的现金流量净额 经营活动现金流量净额",
    "investing_cash_flow": "投资活动产生的现金流量净额 投资活动现金流量净额",
    "financing_cash_flow": "筹资活动产生的现金流量净额 筹资活动现金流量净额",
    "exchange_effect": "汇率变动对现金及现金等价物的影响 汇率变动影响",
    "opening_cash": "期初现金及现金等价物余额",
    "closing_cash": "期末现金及现金等价物余额",
    "debt_repayment": "偿还债务支付的现金",
    "period_end": "报表日期 期末日期 截止日期 截止日",
    "period_start": "期初日期 开始日期",
    "currency": "币种 币别",
    NO_LINE: (
        "营业利润 营业总收入 营业总成本 "
        "综合收益总额 负债和所有者权益总计 负债和所有者权益(或股东权益)总计 现金及现金等价物净增加额"
    ),
}  # fmt: skip
# What stands before and behind a name: 一、 / 减: / 其中: / 1. / (损失以“-”号填列)
BEFORE = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[((]?[一二三四五六七八九十\d]+[)).、]|[减加]\s*[::]|其中\s*[::]|△)+"
)
BEHIND = re.compile(r"[((](?:[^()()]*(?:填列|列示)|[^()()]*总额以[^()()]*|净?亏损[^()()]*)[))]|[::]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a statement: the line it is, empty for none, and whether its amounts are taken off it."""

    text: str
    line: str
    sign: int = 1


def bare(text: str) -> str:
    """A name without numbers before and notes behind it, without spaces, and with wide signs as narrow ones."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    before = None
    while before != text:
        before, text = text, BEFORE.sub("", BEHIND.sub("", text))
    return text


def _names() -> dict[str, Name]:
    found = {}
    for line, words in NAMES.items():
        for word in words.split():
            text, sign = word.removeprefix("-"), -1 if word.startswith("-") else 1
            found[bare(text)] = Name(text, line, sign)
    return found


KNOWN = _names()


def find(text: str) -> Name | None:
    """The line of ours that a name of a Chinese statement is; None where it is none of them."""
    return KNOWN.get(bare(text)) if len(text) < 60 else None


def doubled(names: Iterable[Name]) -> set[str]:
    """Names that say again what others in the same statement say: the cost of finance beside its interest."""
    texts = {name.text for name in names}
    return {FINANCE} if INTEREST in texts else set()


def operating_result(values: dict[str, float]) -> float | None:
    """EBIT of a Chinese statement: the result before tax and what finance and the extraordinary made of it.

    None where the result or the interest is not known.
    """
    if values.get("result_before_tax") is None or values.get("interest_expense") is None:
        return None
    beside = values.get("financial_income", 0.0) + values.get("extraordinary_result", 0.0)
    return values["result_before_tax"] + values["interest_expense"] - beside


class Chinese:
    """Rows of a sheet that bear names of Chinese statements, and what follows for the amounts in them.

    ``left_out`` are rows that say nothing new; ``unit`` is what one of the amounts stands for.
    """

    def __init__(self, words: Mapping[int, Iterable[str]]) -> None:
        """
        :param words: texts at the head of each row
        """
        known = {row: name for row, texts in words.items() if (name := next(filter(None, map(find, texts)), None))}
        twice = doubled(known.values())
        self.left_out = {row for row, name in known.items() if name.line == NO_LINE or name.text in twice}
        self.names = {row: name for row, name in known.items() if row not in self.left_out}
        self.unit = 1.0
        self.units: set[float] = set()  # that the sheet states; two of them leave open which amounts are in which

    def take_unit(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells without the unit that one of them states: 单位:万元 above a table is taken as it is."""
        taken = [unit.written(value) if isinstance(value, str) else None for _bad, value in cells]
        self.unit = next(filter(None, taken), self.unit)
        self.units.update(filter(None, taken))
        return [EMPTY if factor else cell for factor, cell in zip(taken, cells, strict=True)]

    def line(self, row: int) -> str | None:
        return self.names[row].line if row in self.names else None

    def add(self, row: int, before: Any, value: Any) -> Any:
        """What a line comes to with another row of it; of a day or a currency what was said first."""
        if row not in self.names:
            return value
        if self.names[row].line not in LINES:
            return value if before is None else before
        return (before or 0.0) + self.names[row].sign * value

    def complete(self, values: dict[str, Any], rows: dict[str, int]) -> None:
        """EBIT, which Chinese statements do not state, and amounts in the unit of the sheet as they are."""
        if self.names and "operating_result" not in values:
            result = operating_result({line: amount for line, amount in values.items() if line in LINES})
            if result is not None:
                values["operating_result"] = result
                rows["operating_result"] = rows["result_before_tax"]
        if self.unit != 1:
            values |= {line: round(amount * self.unit, 2) for line, amount in values.items() if line in LINES}
