"""The pictures of docs/pictures: who is logged in, what is opened and clicked. SVGs there are drawn by bench/."""

import base64
from dataclasses import dataclass
from datetime import date, timedelta

from PIL import Image
from provision import console, places

from .steps import account, act, button, call, first, partner, printed, signature, tab

WIDE, PHONE = (1440, 900), (390, 844)
SAMPLES = places.ADDON / "tests/core/ledger_samples"
MISSING = (("Acme Corporation", 100, 500), ("Azure Interior Ltd", 70, 200), ("Nordlicht & Sons", 45, 300))
COLOURS = 256  # of a picture: screens have few


@dataclass(frozen=True)
class Scene:
    """One picture.

    :param play: brings the page where it is to be, and may return the element to be taken, or a picture of its own
    :param history: taken after two years of other customers have been played, see history.py
    """

    name: str
    login: str
    play: callable
    size: tuple = WIDE
    history: bool = False


SCENES = {}


def scene(login, size=WIDE, history=False):
    def register(play):
        name = play.__name__.replace("_", "-")
        SCENES[name] = Scene(name, login, play, size, history)
        return play

    return register


def choose(names, abroad=False):
    """:param abroad: in another country; what needs the two years of others is not taken there"""
    unknown = sorted(set(names) - SCENES.keys())
    if unknown:
        raise console.Refusal(f"There is no picture {unknown[0]}: {', '.join(sorted(SCENES))}.")
    return [SCENES[name] for name in names or SCENES if not (abroad and SCENES[name].history and not names)]


def take(page, wanted, folder):
    """Take pictures; those that fail leave the others alone."""
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for one in wanted:
        try:
            with console.Step(one.name):
                take_one(page, one, folder / f"{one.name}.png")
        except console.Refusal as refusal:
            console.say(f"! {refusal}")
            failed.append(one.name)
    for complaint in page.complaints:
        console.say(f"! {complaint}")
    if failed:
        raise console.Refusal(f"Not taken: {', '.join(failed)}. Mend their scenes in dev/picturing/scenes.py.")


def take_one(page, one, path):
    page.size(*one.size, phone=one.size == PHONE)
    page.log_in(one.login)
    found = one.play(page)
    if isinstance(found, Image.Image):
        found.save(path)
    else:
        page.picture(path, found)
    shrink(path)


def shrink(path):
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)  # keeps those of small areas
    few.save(path, optimize=True)


# === OVERVIEW AND ACCOUNTS === #


@scene("manager", (1440, 1940))
def overview(page):
    page.open("/odoo/credit")


@scene("manager", PHONE)
def overview_phone(page):
    page.open("/odoo/credit")
    height = page.run("document.querySelector('.o_credit_overview').scrollHeight + 120")
    page.size(PHONE[0], min(height, 2400), phone=True)
    page.settle()


@scene("manager")
def accounts(page):
    page.open("/odoo/credit-accounts")


@scene("analyst")
def account_(page):
    page.open(f"/odoo/credit-accounts/{account(page, 'Wood Corner')}")


@scene("salesperson")
def customer(page):
    page.open(f"/odoo/credit-customers/{partner(page, 'Acme Corporation')}")
    tab(page, "credit")


@scene("analyst")
def aging(page):
    page.open("/odoo/credit-aging")


def learn(page):
    """Let the nightly job learn how customers pay, as the administrator of Odoo."""
    page.log_in("admin")
    job = first(page, "ir.cron", [("model_id.model", "=", "credit.forecast.model")])
    call(page, "ir.cron", "method_direct_trigger", [job])
    page.log_in("analyst")


@scene("analyst", (1440, 2460), history=True)
def risk_report(page):
    learn(page)
    page.open("/odoo/credit-risk")


@scene("analyst", history=True)
def receipts(page):
    learn(page)
    page.open("/odoo/credit-receipts")


@scene("analyst")
def alerts(page):
    page.open("/odoo/credit-alerts")


@scene("manager", history=True)
def assessment(page):
    found = first(page, "credit.assessment", [("account_id.partner_id.name", "=", "Linden Homeware")], "id desc")
    page.open(f"/odoo/credit-assessments/{found}")


# === HOLDS === #


def waiting(page):
    return first(page, "credit.hold", [("state", "=", "open"), ("order_id", "!=", False)], "order_total")


@scene("manager")
def holds(page):
    page.open("/odoo/credit-holds")


@scene("manager")
def release(page):
    page.open(f"/odoo/credit-holds/{waiting(page)}")
    button(page, "action_open_release")
    page.wait("!!document.querySelector('.modal .o_form_view')")
    page.settle()


def quotation(page, **vals):
    """A quotation of the salesperson to a customer that is over its limit."""
    customer = partner(page, "Acme Corporation")
    product = first(page, "product.product", [("sale_ok", "=", True), ("list_price", ">", 500)])
    line = (0, 0, {"product_id": product, "product_uom_qty": 4})
    return call(page, "sale.order", "create", {"partner_id": customer, "order_line": [line], **vals})


@scene("salesperson")
def order_held(page):
    page.open(f"/odoo/sales/{quotation(page)}")
    button(page, "action_confirm")
    page.wait("!!document.querySelector('.o_notification')")


@scene("salesperson", (1280, 800))
def portal(page):
    order = quotation(page, require_signature=True, require_payment=False)
    call(page, "sale.order", "action_quotation_sent", [order])
    path = call(page, "sale.order", "action_preview_sale_order", [order])["url"]
    token = path.partition("access_token=")[2].partition("&")[0]
    words = {"name": "Joel Willis", "signature": base64.b64encode(signature()).decode(), "access_token": token}
    page.log_in(None)
    page.session.post(
        f"{page.url}/my/orders/{order}/accept",
        json={"jsonrpc": "2.0", "method": "call", "params": words},
        timeout=120,
    )
    page.open(f"/my/orders/{order}?access_token={token}&message=sign_ok")


# === LEDGER AND POLICY === #


def imported(page, name, text, **vals):
    """A ledger as it is read, on its form."""
    vals = {"file": base64.b64encode(text.encode()).decode(), "file_name": name, **vals}
    made = call(page, "credit.ledger.import", "create", vals)
    call(page, "credit.ledger.import", "action_read", [made])
    page.open(f"/odoo/credit-ledger-imports/{made}")


def sample(name):
    return (SAMPLES / name).read_text()


@scene("admin", (1440, 1150))
def ledger_import(page):
    imported(page, "demonstration.csv", (places.ADDON / "demo/ledger.csv").read_text())


@scene("admin", (1440, 1150))
def ledger_import_question(page):
    imported(page, "datev_open_items.csv", sample("datev_opos_table.txt"))


@scene("admin", (1440, 1150))
def ledger_import_total(page):
    imported(page, "quickbooks_open_invoices.csv", sample("quickbooks_online_open_invoices.txt"), expected_total=10000)


@scene("admin", (1440, 1150))
def ledger_import_customers(page):
    today = date.today()
    rows = ["Customer;Number;Date;Due date;Amount;Currency;Open"]
    for number, (name, ago, amount) in enumerate(MISSING, 1):
        days = [f"{today - timedelta(days):%Y-%m-%d}" for days in (ago, ago - 30)]
        rows.append(f"{name};{number};{days[0]};{days[1]};{amount}.00;USD;{amount}.00")
    imported(page, "open_items.csv", "\n".join(rows))
    tab(page, "matches")


@scene("administrator")
def replay(page):
    policy = first(page, "credit.policy", [("state", "=", "published")], "version desc")
    tried = call(page, "credit.policy", "action_what_if", [policy])["res_id"]
    rule = first(page, "credit.replay.rule", [("replay_id", "=", tried), ("kind", "=", "overdue_days")])
    call(page, "credit.replay.rule", "write", [rule], {"days": 60})
    page.open(f"/odoo/credit-policies/{policy}")
    act(page, call(page, "credit.replay", "action_replay", [tried]))


@scene("administrator", (1440, 1000), history=True)
def threshold(page):
    policy = first(page, "credit.policy", [("state", "=", "published")], "version desc")
    draft = call(page, "credit.policy", "action_copy_version", [policy])["res_id"]
    page.open(f"/odoo/credit-policies/{draft}")
    act(page, call(page, "credit.policy", "action_choose_threshold", [draft]) | {"views": [[False, "form"]]})


# === PRINTS === #


@scene("analyst")
def print_credit_report(page):
    return printed(page, "credit_report", [account(page, "Gemini Furniture")], pages=2)


@scene("analyst")
def print_statement(page):
    return printed(page, "credit_account_statement", [account(page, "Acme Corporation")])


@scene("manager")
def print_hold(page):
    return printed(page, "credit_hold_sheet", [waiting(page)])


SCENES["account"] = Scene("account", SCENES["account-"].login, SCENES.pop("account-").play)
