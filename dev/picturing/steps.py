"""What the scenes do: calls of methods, tabs, prints as pictures."""

import json
import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from provision import console


def call(page, model, method, *args, **kwargs):
    """Call a method as who is logged in."""
    words = {"model": model, "method": method, "args": args, "kwargs": kwargs}
    answer = page.session.post(
        f"{page.url}/web/dataset/call_kw", json={"jsonrpc": "2.0", "method": "call", "params": words}, timeout=120
    ).json()
    if "error" in answer:
        raise console.Refusal(f"{model}.{method}: {answer['error']['data']['message']}")
    return answer.get("result")  # none where a method returns nothing


def first(page, model, domain, order="id"):
    """The first record there is; a picture that lacks it says so."""
    found = call(page, model, "search", domain, order=order, limit=1)
    if not found:
        raise console.Refusal(f"The demonstration has no {model} with {domain}.")
    return found[0]


def act(page, action):
    """Do an action that a method has returned, as its button would."""
    page.run("window.o_shown = odoo.__WOWL_DEBUG__.root.env.services.action.doAction(" + json.dumps(action) + "), null")
    page.settle()


def tab(page, name):
    page.click(selector=f".o_notebook_headers .nav-link[name={name}]")


def press(page, method):
    """Press the button of a form that calls a method, whatever language it speaks."""
    page.click(selector=f".o_statusbar_buttons button[name={method}]")


def named(page, name):
    """What a customer of the demonstration is called in the country the pictures are of."""
    return page.words.get(name, name)


def account(page, name):
    return first(page, "credit.account", [("partner_id.name", "=", named(page, name))])


def printed(page, report, ids, pages=1):
    """The first pages of a print, side by side."""
    url = f"{page.url}/report/pdf/credit_management.{report}/{','.join(map(str, ids))}"
    answer = page.session.get(url, timeout=120)
    if not answer.content.startswith(b"%PDF"):
        raise console.Refusal(f"{report} cannot be printed here.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "print.pdf"
        path.write_bytes(answer.content)
        subprocess.run(["pdftoppm", "-r", "98", "-l", str(pages), "-png", path, Path(folder) / "page"], check=True)
        sheets = [Image.open(sheet).convert("RGB") for sheet in sorted(Path(folder).glob("page*.png"))]
    return beside(sheets)


def beside(sheets, edge=8):
    width = sum(sheet.width + edge for sheet in sheets) + edge
    whole = Image.new("RGB", (width, max(sheet.height for sheet in sheets) + 2 * edge), "#d4d4dc")
    left = edge
    for sheet in sheets:
        whole.paste(sheet, (left, edge))
        left += sheet.width + edge
    return whole


def signature():
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        Image.new("RGB", (80, 20), "white").save(file.name)
        return Path(file.name).read_bytes()
