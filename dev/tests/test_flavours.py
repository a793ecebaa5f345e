"""Each database has what its purpose needs, and no more."""

from provision import flavours

ADDONS = {
    "credit_management": ["account"],
    "credit_management_stock": ["credit_management", "sale_stock"],
}


def test_no_addon_is_taken_for_one_of_odoo(monkeypatch):
    monkeypatch.setattr(flavours, "addons", lambda: ADDONS)
    assert flavours.DEMONSTRATION.addons == list(ADDONS)
    assert flavours.DEMONSTRATION.modules == ["account", "sale_stock"]


def test_alone_there_is_nothing_of_its_neighbours(monkeypatch):
    monkeypatch.setattr(flavours, "addons", lambda: ADDONS)
    assert flavours.ALONE.addons == ["credit_management"]
    assert flavours.ALONE.modules == ["account"]


def test_only_the_tests_have_what_only_they_need(monkeypatch):
    monkeypatch.setattr(flavours, "addons", lambda: ADDONS)
    assert set(flavours.ONLY_FOR_TESTS) <= set(flavours.TEST.modules)
    for flavour in (flavours.DEMONSTRATION, flavours.EMPTY):
        assert not set(flavours.ONLY_FOR_TESTS) & set(flavour.modules)


def test_odoos_own_tests_find_their_apps():
    assert set(flavours.WITH_ODOO_TESTS) <= set(flavours.ODOO_TESTS.modules)


def test_no_flavour_drops_the_databases_of_another():
    names = [value.name for value in vars(flavours).values() if isinstance(value, flavours.Flavour)]
    assert [(a, b) for a in names for b in names if a != b and f"{b}_".startswith(f"{a}_")] == []
