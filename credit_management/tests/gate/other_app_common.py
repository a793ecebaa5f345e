from odoo.exceptions import UserError

from .hold_common import HoldCommon


class OtherAppCommon(HoldCommon):
    """Ways in that other apps of Odoo bring along; each test needs that app."""

    @classmethod
    def needs(cls, model):
        if model not in cls.env:
            cls.skipTest(cls, f"needs {model}")

    def assertRefusedOnce(self, call):
        """One clear error, about the one order, and nothing half done."""
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            call()
        message = str(caught.exception)
        self.assertEqual(message.count("cannot be confirmed"), 1, message)
        self.assertNotIn("Traceback", message)
        return message
