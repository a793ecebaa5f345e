from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .overview_common import OverviewCommon

WORDS = {"Over the limit": "超额度", "Rented": "租赁", "Insolvency": "破产"}


@tagged("post_install", "-at_install")
class TestWordsMade(OverviewCommon):
    """Rows that code makes, and favourites, are read in languages that were added after the addons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def test_rows_that_code_makes_are_translated(self):
        rule = self.env["credit.policy.rule"].search([("name", "=", "Over the limit")], limit=1)
        choice = self.env["credit.survey.choice"].search([("code", "=", "rented")], limit=1)
        own = self.env["credit.policy.rule"].search([("name", "=", "Not assessed")], limit=1)
        self.env["ir.module.module"]._credit_translate_made({"zh_CN": WORDS})
        self.assertEqual(rule.with_context(lang="zh_CN").name, "超额度")
        self.assertEqual(choice.with_context(lang="zh_CN").name, "租赁")
        self.assertEqual(own.with_context(lang="zh_CN").name, "Not assessed")
        self.assertEqual(rule.with_context(lang="en_US").name, "Over the limit")

    def test_what_somebody_wrote_stays(self):
        choice = self.env["credit.survey.choice"].search([("code", "=", "rented")], limit=1)
        choice.sudo().with_context(lang="zh_CN").name = "租用"
        self.env["ir.module.module"]._credit_translate_made({"zh_CN": WORDS})
        self.assertEqual(choice.with_context(lang="zh_CN").name, "租用")

    def test_rows_are_reached_when_a_language_is_loaded(self):
        said = self.patch_words({"Rented": "租赁"})
        choice = self.env["credit.survey.choice"].search([("code", "=", "rented")], limit=1)
        self.env["ir.module.module"]._load_module_terms(["credit_management_website_sale"], ["zh_CN"])
        self.assertIn("credit_management", said[0])
        self.assertEqual(choice.with_context(lang="zh_CN").name, "租赁")

    def patch_words(self, words):
        asked = []

        def known(_self, modules, language):
            asked.append(modules)
            return words

        self.patch(type(self.env["ir.module.module"]), "_credit_known_words", known)
        return asked

    def test_every_ready_favourite_is_read_in_the_language_of_who_looks(self):
        data = [("module", "=", "credit_management"), ("model", "=", "ir.filters")]
        ready = self.env["ir.filters"].browse(self.env["ir.model.data"].sudo().search(data).mapped("res_id"))
        self.assertTrue(ready)
        for favourite in ready:
            filters = self.env["ir.filters"].with_context(lang="zh_CN")
            names = {one["id"]: one["name"] for one in filters.get_filters(favourite.model_id, favourite.action_id.id)}
            with self.subTest(favourite.name):
                self.assertNotEqual(names[favourite.id], favourite.name)

    def test_own_favourites_keep_their_names(self):
        vals = {"name": "Grade migration", "model_id": "credit.snapshot", "user_ids": [self.env.uid]}
        own = self.env["ir.filters"].create(vals)
        filters = self.env["ir.filters"].with_context(lang="zh_CN").get_filters("credit.snapshot")
        self.assertEqual({one["id"]: one["name"] for one in filters}[own.id], "Grade migration")

    def test_jobs_write_in_the_language_of_the_company(self):
        spoken = []
        self.patch(type(self.env["ir.actions.server"]), "run", lambda action: spoken.append(action.env.lang))
        job = self.env.ref("credit_management.credit_review_cron").with_user(SUPERUSER_ID)
        job.env.user.company_id.partner_id.lang = "zh_CN"
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cursor:
            job = job.with_env(self.env(cr=cursor, user=SUPERUSER_ID, context={}))
            job._callback(job.cron_name, job.ir_actions_server_id.id)
        self.assertEqual(spoken, ["zh_CN"])

    def test_jobs_run_as_who_reads_no_jobs(self):
        ran = []
        self.patch(type(self.env["ir.actions.server"]), "run", lambda action: ran.append(action.env.user))
        job = self.env["ir.cron"].search([("model_id.model", "not like", "credit.")], limit=1)
        self.assertTrue(job)
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cursor:
            job = job.with_env(self.env(cr=cursor, user=self.salesperson, context={}))
            job._callback("Somebody's job", job.sudo().ir_actions_server_id.id)
        self.assertEqual(ran, [self.salesperson])
