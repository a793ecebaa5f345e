"""What ./dev/odoo-tests reads in a log, and what it says of it."""

import pytest
from provision import console, odoo_tests

NOW = "2026-01-01 00:00:00,000 7"
SALE = "odoo.addons.sale.tests.test_sale_order"
LOG = f"""
{NOW} INFO credit {SALE}: Starting TestSaleOrder.test_passes ...
{NOW} INFO credit {SALE}: Starting TestSaleOrder.test_fails ...
{NOW} ERROR credit {SALE}: FAIL: TestSaleOrder.test_fails
Traceback (most recent call last):
AssertionError: 1 != 2
{NOW} INFO credit {SALE}: Starting TestSaleOrder.test_table ...
{NOW} ERROR credit {SALE}: ERROR: Subtest TestSaleOrder.test_table (<subtest>) (row=1)
{NOW} ERROR credit {SALE}: ERROR: Subtest TestSaleOrder.test_table (<subtest>) (row=2)
{NOW} INFO credit {SALE}: skipped TestSaleOrder.test_later : not today
{NOW} ERROR credit odoo.tests.suite: ERROR: setUpClass (odoo.addons.sale_stock.tests.test_report.TestReport)
{NOW} ERROR credit odoo.sql_db: bad query: a test that expects it goes on
{NOW} ERROR credit odoo.service.server: 1 failed, 3 error(s) of 4 tests when loading database 'credit'
"""
FAILED = {"/sale:TestSaleOrder.test_fails", "/sale:TestSaleOrder.test_table", "/sale_stock:TestReport"}


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "log"
        path.write_text(text)
        return odoo_tests.Outcome.read(path)

    return read_text


@pytest.fixture
def outcome(read):
    return read(LOG)


def test_the_log_names_what_failed(outcome):
    assert outcome.failed == FAILED
    assert str(outcome) == "4 tests run, 1 skipped, 3 failed"


def test_what_passed(outcome):
    assert outcome.has_passed("/sale:TestSaleOrder.test_passes")
    assert not outcome.has_passed("/sale:TestSaleOrder.test_fails")
    assert not outcome.has_passed("/sale_stock:TestReport")
    assert not outcome.has_passed("/account:TestNotAskedFor.test_one")


def test_a_class_that_was_known_to_fail_passes(read):
    log = f"""
{NOW} INFO credit {SALE}: Starting TestSaleOrder.test_passes ...
{NOW} INFO credit odoo.service.server: 0 failed, 0 error(s) of 1 tests when loading database 'credit'
"""
    outcome = read(log)
    assert outcome.failed == frozenset()
    assert outcome.has_passed("/sale:TestSaleOrder")


@pytest.mark.parametrize(
    "log",
    [
        f"{NOW} CRITICAL credit odoo.service.server: Failed to initialize database",
        f"{NOW} INFO credit odoo.service.server: 0 failed, 0 error(s) of 0 tests when loading database 'credit'",
        f"{NOW} ERROR credit odoo.service.server: 1 failed, 0 error(s) of 9 tests when loading database 'credit'",
    ],
    ids=["not to the end", "nothing", "unnamed"],
)
def test_a_run_that_proves_nothing_is_refused(read, log):
    with pytest.raises(console.Refusal):
        read(log)


def test_known_ones_are_told_from_new_ones(outcome):
    reasons = {
        "/sale:TestSaleOrder.test_fails": "reads Odoo's own limit",
        "/sale:TestSaleOrder.test_passes": "used to fail",
        "/account:TestNotAskedFor.test_one": "not among the tags",
    }
    text = "\n".join(odoo_tests.report(outcome, reasons))
    new, old, gone = text.strip().split("\n\n")
    assert new.splitlines()[1:] == ["  /sale:TestSaleOrder.test_table", "  /sale_stock:TestReport"]
    assert old.splitlines()[1:] == ["  /sale:TestSaleOrder.test_fails  # reads Odoo's own limit"]
    assert gone.splitlines()[1:] == ["  /sale:TestSaleOrder.test_passes"]


def test_every_known_failure_has_a_reason():
    assert [test for test, reason in odoo_tests.known().items() if not reason] == []
