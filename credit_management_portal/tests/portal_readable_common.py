import json
import os
from pathlib import Path

from odoo.tests import HttpCase

from odoo.addons.credit_management.tests.readable_common import PHONE, SCREEN

# What lies between Odoo's own head and foot: all that axe-core finds serious, and whether the page is wider than the
# screen. What stands closed is opened first.
LOOK = """
(async () => {
    document.querySelectorAll("details").forEach((one) => (one.open = true));
    const { violations } = await axe.run("#wrap", { resultTypes: ["violations"] });
    const found = violations
        .filter(({ impact }) => ["serious", "critical"].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 200)}`));
    const wide = document.querySelector("#wrap").scrollWidth - innerWidth;
    if (wide > 1) {
        found.push(`wider than the screen by ${wide} pixels`);
    }
    found.length ? console.error(found.join("\\n")) : console.log("test successful");
})()
"""


class PortalReadableCommon(HttpCase):
    """Pages of the portal in a real browser: nothing serious that axe-core finds, and nothing beside the screen."""

    def assertPortalReadable(self, url, user=None):
        """Look at a page on a screen and on a telephone.

        :param user: who is logged in; nobody when left out
        """
        path = os.environ.get("CREDIT_AXE")
        if not path:
            self.skipTest("axe-core is missing: ./dev/test fetches it.")
        for size in (SCREEN, PHONE):
            self.browser_size, self.touch_enabled = size, size == PHONE
            with self.subTest(url=url, size=size):
                try:
                    self.browser_js(
                        url,
                        f"{Path(path).read_text()};\n{LOOK}",
                        ready="document.readyState === 'complete' && !!document.querySelector('#wrap')",
                        login=user.login if user else None,
                        timeout=60,
                    )
                except AssertionError as error:  # it repeats the whole script before it says what was found
                    found = str(error).rpartition("failed\n")[2]
                    raise AssertionError(f"{json.dumps(url)}, {size}:\n{found}") from None
