"""Before any app: the company's country, so that Odoo installs what belongs to it. Runs in Odoo's shell."""

lang = env["res.lang"].with_context(active_test=False).search([("code", "=", COUNTRY["language"])])  # noqa: F821
env["base.language.install"].create({"lang_ids": [(6, 0, lang.ids)], "overwrite": True}).lang_install()  # noqa: F821
company = env.ref("base.main_company")  # noqa: F821
currency = env.ref("base." + COUNTRY["currency"])  # noqa: F821
currency.active = True
place = {"country_id": env.ref("base." + COUNTRY["code"]).id, "city": COUNTRY["city"]}  # noqa: F821
company.partner_id.write({"name": COUNTRY["company"], "lang": lang.code, **place})  # noqa: F821
company.write({"name": COUNTRY["company"], "currency_id": currency.id})  # noqa: F821
users = env["res.users"].with_context(active_test=False).search([("share", "=", False)])  # noqa: F821
users.write({"lang": lang.code, "tz": COUNTRY["timezone"]})  # noqa: F821
env.cr.commit()  # noqa: F821
