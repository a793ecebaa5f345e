# ruff: noqa: F821
"""Before any app: the company's country, so that Odoo installs what belongs to it. Runs in Odoo's shell."""

lang = env["res.lang"].with_context(active_test=False).search([("code", "=", COUNTRY["language"])])
env["base.language.install"].create({"lang_ids": [(6, 0, lang.ids)], "overwrite": True}).lang_install()
env["ir.default"].set("res.partner", "lang", lang.code)
company = env.ref("base.main_company")
currency = env.ref("base." + COUNTRY["currency"])
currency.active = True
place = {"country_id": env.ref("base." + COUNTRY["code"]).id} | {
    part: COUNTRY[part] for part in ("street", "zip", "city")
}
company.partner_id.write({"name": COUNTRY["company"], "lang": lang.code, **place})
company.write({"name": COUNTRY["company"], "currency_id": currency.id})
users = env["res.users"].with_context(active_test=False).search([("share", "=", False)])
users.write({"lang": lang.code, "tz": COUNTRY["timezone"]})
env.cr.commit()
