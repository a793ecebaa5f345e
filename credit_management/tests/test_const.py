import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from .. import const

ADDON = Path(const.__file__).parent
# External ids of the records that code refers to by name.
NAMED = re.compile(r"credit_management\.(?:credit_management_group_|\w+_activity_type\b|\w+_cron\b)")


@tagged("post_install", "-at_install")
class TestConst(TransactionCase):
    def test_roles_activities_and_jobs_are_written_once(self):
        sources = [
            path
            for path in ADDON.rglob("*.py")
            if "tests" not in path.relative_to(ADDON).parts and path.name != "const.py"
        ]
        self.assertGreater(len(sources), 100)
        found = [
            f"{path.relative_to(ADDON)}:{number}"
            for path in sources
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if NAMED.search(line)
        ]
        self.assertFalse(found, "Use the names of const.py")

    def test_each_name_leads_to_a_record(self):
        models = {"group": "res.groups", "ACTIVITY": "mail.activity.type", "CRON": "ir.cron"}
        names = [name for name in vars(const) if name.isupper() and name != "ROLES"]
        self.assertGreater(len(names), 10)
        for name in names:
            with self.subTest(name):
                model = models.get(name.rpartition("_")[2], models["group"])
                self.assertEqual(self.env.ref(getattr(const, name))._name, model)
