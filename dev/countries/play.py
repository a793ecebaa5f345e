# ruff: noqa: F821
"""Plays the year of the demonstration in the words of a country. Runs in Odoo's shell, which gives ``env``."""

import ast
import re
from pathlib import Path

from lxml import etree

from odoo.tools import SQL, convert

WORDS = COUNTRY["words"]
CHECKOUT = Path(COUNTRY["checkout"])
NATIVE = env["res.lang"]._lang_get(COUNTRY["language"])
LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'")
# Of Odoo's own demonstration, which is not here: what ours stands on.
PARTNERS = {1: "Wood Corner", 2: "Acme Corporation", 3: "Gemini Furniture", 4: "Ready Mat", 10: "The Jackson Group"}
PARTNERS[18] = "Lumber Inc"


def told(text):
    return WORDS.get(text, text)


def localised(path):
    """The file with the country's words; customers live there."""
    tree = etree.parse(path).getroot()
    for node in tree.iter(etree.Element):
        if node.text and node.text.strip() in WORDS:
            node.text = WORDS[node.text.strip()]
        if "eval" in node.attrib:
            node.set("eval", LITERAL.sub(lambda found: repr(told(found[1])), node.get("eval")))
        if node.get("name") == "country_id":
            node.set("ref", "base." + COUNTRY["code"])
        if node.get("name") == "state_id":
            node.getparent().remove(node)
    return tree


def load(env, module, name):
    path = CHECKOUT / module / "demo" / name
    loading = convert.xml_import(env, module, {}, "init", noupdate=True, xml_filename=str(path))
    loading.envs[:] = [env]  # not in English: what is written stays in the language of who writes
    loading.parse(localised(path))


def replaced(value):
    """A constant of the demonstration's code, in the country's words."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, dict):
        return {key: replaced(part) for key, part in value.items()}
    return value


def stand_in(env):
    """Six customers and a desk that Odoo's own demonstration brings elsewhere."""
    country = env.ref("base." + COUNTRY["code"])
    data = []
    for number, name in PARTNERS.items():
        vals = {"name": told(name), "is_company": True, "country_id": country.id, "city": COUNTRY["city"]}
        data.append({"xml_id": f"base.res_partner_{number}", "values": vals, "noupdate": True})
    env["res.partner"]._load_records(data)
    env.ref("base.partner_admin").name = told("Administrator")
    pounds = env.ref("base.GBP")
    pounds.active = True
    env["res.currency.rate"].create({"currency_id": pounds.id, "name": "2010-01-01", "rate": COUNTRY["pound"]})
    desk = {"name": told("Desks"), "type": "consu", "list_price": 750}
    env["product.product"]._load_records([{"xml_id": "product.product_product_4", "values": desk, "noupdate": True}])


def modules():
    for path in sorted(CHECKOUT.glob("credit_management*/__manifest__.py"), key=lambda one: len(one.parts[-2])):
        files = ast.literal_eval(path.read_text()).get("demo", ())
        if files:
            yield path.parent.name, [Path(name).name for name in files]


def play(env):
    from odoo.addons.credit_management.demo.credit_demonstration import FILES
    from odoo.addons.credit_management_portal.demo import credit_demonstration_application as applied

    for name in ("ANSWERS", "FIGURES"):
        if hasattr(applied, name):
            setattr(applied, name, replaced(getattr(applied, name)))
    stand_in(env)
    for name in FILES:
        load(env, "credit_management", f"{name}_demo.xml")
    for module, files in modules():
        if module != "credit_management":
            for name in files:
                load(env, module, name)


def rename(env):
    """What code has named, without what a person's renaming would set off."""
    for model, field in (
        ("res.partner", "name"),
        ("credit.application", "applicant"),
        ("credit.agreement", "guarantees"),
    ):
        for record in env[model].with_context(active_test=False).search([(field, "in", list(WORDS))]):
            table, column = SQL.identifier(record._table), SQL.identifier(field)
            env.cr.execute(SQL("UPDATE %s SET %s = %s WHERE id = %s", table, column, told(record[field]), record.id))
    env.invalidate_all()
    partners = env["res.partner"].search([("name", "in", list(WORDS.values()))])
    env.add_to_compute(env["res.partner"]._fields["complete_name"], partners)


env = env(context={**env.context, "lang": NATIVE.code, "tz": COUNTRY["timezone"]})
play(env)
rename(env)
users = env["res.users"].with_context(active_test=False).search([])
users.partner_id.write({"lang": NATIVE.code, "tz": COUNTRY["timezone"]})
env["res.partner"].search([]).write({"lang": NATIVE.code})
if "website" in env:  # customers see their side in it, too
    env["website"].search([]).write({"language_ids": [(4, NATIVE.id)], "default_lang_id": NATIVE.id})
env.cr.commit()
