"""What there is to walk: menus, actions, records of every state, dialogs, prints, pages of the portal."""

import re
from dataclasses import dataclass, field

from picturing.steps import call

OURS = ("credit_management%",)
MOST = 6  # records of a model whose forms are opened


@dataclass(frozen=True)
class Stop:
    """One place to look at."""

    name: str
    kind: str  # list, form, dialog, client, print
    action: object = None
    path: str = ""
    view: str = ""
    tabs: bool = False
    context: dict = field(default_factory=dict)


def ours(page, model):
    domain = [("model", "=", model), ("module", "=like", "credit_management%")]
    rows = call(page, "ir.model.data", "search_read", domain, ["module", "name", "res_id"])
    return {row["res_id"]: f"{row['module']}.{row['name']}" for row in rows}


def stops(page):
    yield from of_windows(page)
    yield from of_clients(page)
    yield from of_prints(page)


def of_windows(page):
    """Every view of every action, the forms of some records, the dialogs on a record of their model."""
    names = ours(page, "ir.actions.act_window")
    fields = ["name", "res_model", "view_mode", "target", "binding_model_id", "context"]
    seen = set()
    for action in call(page, "ir.actions.act_window", "read", sorted(names), fields):
        name = names[action["id"]]
        if action["target"] == "new":
            yield Stop(name, "dialog", action["id"], context=active(page, action))
            continue
        for view in action["view_mode"].split(","):
            if view != "form":
                yield Stop(f"{name}, {view}", "list", action["id"], view=view)
        if creates(page, action["res_model"]):
            yield Stop(f"{name}, new", "form", {**window(action["res_model"]), "res_id": False}, tabs=True)
        if action["res_model"] not in seen:
            seen.add(action["res_model"])
            yield from of_records(page, action["res_model"])


def window(model):
    return {"type": "ir.actions.act_window", "res_model": model, "views": [[False, "form"]], "target": "current"}


def creates(page, model):
    """Whether its views let anybody begin a record."""
    views = call(page, model, "get_views", [[False, "list"], [False, "form"]])["views"]
    return not any(re.match(r'<\w+[^>]* create="(0|false|False)"', view["arch"]) for view in views.values())


def of_records(page, model):
    for record in some(page, model):
        yield Stop(f"{model}, {record}", "form", {**window(model), "res_id": record}, tabs=True)


def some(page, model):
    """One record in each state, as many as may be."""
    columns = call(page, model, "fields_get", [], ["type", "store"])
    state = next((name for name in ("state", "stage", "status", "kind") if columns.get(name, {}).get("store")), None)
    if not state:
        return call(page, model, "search", [], limit=2)
    found = {}
    for row in call(page, model, "search_read", [], ["id", state], limit=500):
        found.setdefault(str(row[state]), row["id"])
    return list(found.values())[:MOST]


def active(page, action):
    """On what a dialog is opened: the first record of the model that offers it."""
    if not action["binding_model_id"]:
        return {}
    model = call(page, "ir.model", "read", [action["binding_model_id"][0]], ["model"])[0]["model"]
    found = call(page, model, "search", [], limit=1)
    return {"active_model": model, "active_id": found[0], "active_ids": found} if found else {}


def of_clients(page):
    names = ours(page, "ir.actions.client")
    for number, name in names.items():
        yield Stop(name, "client", number)


def of_prints(page):
    names = ours(page, "ir.actions.report")
    for report in call(page, "ir.actions.report", "read", sorted(names), ["report_name", "model", "report_type"]):
        if report["report_type"] == "qweb-pdf":
            for record in some(page, report["model"])[:3]:
                yield Stop(names[report["id"]], "print", path=f"/report/html/{report['report_name']}/{record}")
