"""The test case of the core: Odoo's where Odoo runs it, unittest's where there is no Odoo."""

import unittest

from .. import hypothesis_profile  # noqa: F401 - loads the settings of hypothesis

if __name__.startswith("odoo.addons."):
    from odoo.tests import BaseCase, tagged

    Case, tags = BaseCase, tagged("post_install", "-at_install")
else:
    Case, tags = unittest.TestCase, lambda case: case


@tags  # which its test classes inherit
class CoreCase(Case):
    pass
