"""The conventions that ./dev/lint holds the source against."""

import pytest
from provision import conventions

SKIP = conventions.SKIP


@pytest.mark.parametrize("line", [")", "}", "]", "),", "):", "})", "    )"])
def test_a_table_may_keep_its_shape(line):
    assert list(conventions.loose_skips(f"TABLE = (\n    1,\n{line}  {SKIP}\n")) == []


@pytest.mark.parametrize("line", ["x = 1", "x = [1, 2]", '"last"}', "from a import (", "call(1)"])
def test_nothing_else_may(line):
    assert [number for number, _problem in conventions.loose_skips(f"\n{line}  {SKIP}\n")] == [2]


MODEL = """
class Order(models.Model):
    {names}

    def write(self, vals):
        {mark}
        return super().write(vals)

    def _credit_own(self):
        return True
"""


@pytest.mark.parametrize(
    "names", ['_inherit = "sale.order"', '_name = "sale.order"\n    _inherit = ["sale.order", "x"]']
)
def test_an_override_says_whose_it_is(names):
    assert [line for line, _ in conventions.unmarked_overrides(MODEL.format(names=names, mark="vals = vals"))]
    marked = MODEL.format(names=names, mark="# EXTENDS 'sale': it is asked first")
    assert list(conventions.unmarked_overrides(marked)) == []


@pytest.mark.parametrize("names", ['_inherit = "credit.hold"', '_name = "credit.hold"\n    _inherit = ["mail.thread"]'])
def test_models_of_our_own_need_no_mark(names):
    assert list(conventions.unmarked_overrides(MODEL.format(names=names, mark="vals = vals"))) == []


SUDO = """
class Hold(models.Model):
    def _order(self):
        {reason}
        return self.order_id.sudo(){beside}
"""


def test_the_superuser_needs_a_reason():
    bare = SUDO.format(reason="x = 1", beside="")
    assert [line for line, _problem in conventions.unexplained_superuser(bare)] == [5]
    for reason, beside in (("# who asks may not read the order", ""), ("x = 1", "  # it decides whose hold this is")):
        assert not list(conventions.unexplained_superuser(SUDO.format(reason=reason, beside=beside)))
    assert list(conventions.unexplained_superuser(SUDO.format(reason="# EXTENDS 'sale'", beside="")))


def test_a_block_is_judged_by_its_head_and_its_statements():
    source = "if known:\n    # read for everybody\n    pass\n    pass\n    pass\n    a.sudo()\n"
    assert [line for line, _problem in conventions.unexplained_superuser(source)] == [6]
    source = "if a.sudo():\n    # said too late\n    pass\n"
    assert [line for line, _problem in conventions.unexplained_superuser(source)] == [1]


def test_a_file_has_an_end():
    assert not list(conventions.overlong("x = 1\n" * conventions.LONGEST))
    assert list(conventions.overlong("x = 1\n" * (conventions.LONGEST + 1)))


def test_a_day_has_its_month_in_letters():
    bad = ["format_date(self.env, day)", "tools.format_datetime(hold.env, moment)"]
    assert [line for line, _problem in conventions.ambiguous_days("\n".join(bad))] == [1, 2]
    good = (
        "format_day(self.env, day)\nformat_date(self.env, day, date_format='MMM yyyy')\nformat_date(day, locale=locale)"
    )
    assert not list(conventions.ambiguous_days(good))
