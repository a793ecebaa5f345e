import json
import os
from pathlib import Path

from odoo.tests import HttpCase, tagged

from odoo.addons.credit_management.tests.readable_common import PHONE, SCREEN, ReadableCommon

from ..core import application as core
from .application_common import ANSWERS, PDF, ApplicationCommon

# Each page takes the place of the one before: one browser looks at all of them, with the styles of the first.
LOOK = """
(async (paths) => {
    const found = [];
    for (const path of paths) {
        const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
        document.querySelector("#wrap").replaceWith(document.adoptNode(page.querySelector("#wrap")));
        document.querySelectorAll("details").forEach((one) => (one.open = true));
        await new Promise((resolve) => setTimeout(resolve, 100));
        const { violations } = await axe.run("#wrap", { resultTypes: ["violations"] });
        for (const { id, impact, nodes } of violations) {
            if (["serious", "critical"].includes(impact)) {
                found.push(`${path.slice(-20)}: ${id} ${nodes[0].target} ${nodes[0].html.slice(0, 200)}`);
            }
        }
        if (document.documentElement.scrollWidth > innerWidth + 1) {
            found.push(`${path.slice(-20)}: wider than the screen`);
        }
    }
    found.length ? console.error(found.join("\\n")) : console.log("test successful");
})
"""


@tagged("post_install", "-at_install")
class TestApplicationReadable(ApplicationCommon, ReadableCommon, HttpCase):
    """Every page of an application in a real browser, on a screen and on a telephone."""

    def _look(self, paths, size):
        axe = os.environ.get("CREDIT_AXE")
        if not axe:
            self.skipTest("axe-core is missing: ./dev/test fetches it.")
        self.browser_size, self.touch_enabled = size, size == PHONE
        code = f"{Path(axe).read_text()};\n({LOOK})({json.dumps(paths)})"
        self.browser_js(paths[0], code, ready="!!document.querySelector('#wrap')", login=None, timeout=120)

    def _pages(self):
        """A page of every kind, with faults and with what was sent."""
        self.company.credit_application_public = True
        invited, filling = self._invite(email="a@b.example"), self._fill(self._invite(email="c@d.example"))
        filling._save(core.COMPANY, {**ANSWERS[core.COMPANY], "tax_number": "123", "founding_year": "many"})
        filling._save(core.PEOPLE, {"owner_ids.1.share": "500"})
        filling._add_file("x.pdf", PDF)
        sent = self._apply(self._create_customer(), email="e@f.example")
        sent.with_user(self.analyst).action_ask("Who owns the rest?")
        steps = [filling._get_path(step) for step in core.STEPS]
        return ["/credit/apply", invited._get_path(), *steps, sent._get_path(), "/credit/application/" + "0" * 64]

    def test_pages_on_a_screen(self):
        self._look(self._pages(), SCREEN)

    def test_pages_on_a_telephone(self):
        self._look(self._pages(), PHONE)

    def test_desk(self):
        application = self._apply(self._create_customer("Other Name"))
        for size in (SCREEN, PHONE):
            self.assertReadable(self.analyst, {"application": self.form(application)}, size)
