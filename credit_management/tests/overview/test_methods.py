import inspect

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...const import ADMINISTRATOR, MANAGER
from ..common import CreditCommon

OURS = "odoo.addons.credit_management"
# Reached by Odoo itself; a program that calls them without values has misspelt the ORM.
ORM = {"create", "write", "unlink", "copy", "copy_data", "default_get", "read", "search", "message_post", "init"}
ODD = (None, False, 0, -1, "", "x", [], [0], {})


@tagged("post_install", "-at_install")
class TestMethods(CreditCommon):
    """What a program may call without a record, or with odd values, answers with a sentence or a result."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everything = cls._create_user("everything", f"{MANAGER},{ADMINISTRATOR},base.group_system")

    def methods(self):
        """Every method of our addons that RPC reaches, as ``(model, name, what it must be given)``."""
        for model, cls in sorted(self.env.registry.items()):
            if cls._abstract and not cls._transient:
                continue
            names = {
                name
                for base in cls.mro()
                if base.__module__.startswith(OURS)
                for name, member in vars(base).items()
                if inspect.isfunction(member) and not name.startswith("_")
            }
            for name in sorted(names - ORM):
                method = getattr(cls, name)
                if getattr(method, "_api_private", False):
                    continue
                needed = [
                    parameter.name
                    for parameter in list(inspect.signature(method).parameters.values())[1:]
                    if parameter.default is parameter.empty
                    and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
                ]
                yield model, name, needed

    @mute_logger("odoo.models.unlink")
    def called(self, records, name, values):
        try:
            with self.env.cr.savepoint(flush=False):
                getattr(records, name)(**values)
                raise UserError("Undo it.")
        except UserError:
            return
        except Exception as error:  # noqa: BLE001 the test says of each what it is
            with self.subTest(model=records._name, method=name, values=values):
                self.fail(f"{type(error).__name__}: {error}")
        finally:
            self.env.invalidate_all(flush=False)
            self.env.transaction.clear()

    def test_methods_without_a_record(self):
        found = list(self.methods())
        self.assertGreater(len(found), 80)
        for user in (self.salesperson, self.everything):
            for model, name, needed in found:
                for value in ODD if needed else ODD[:1]:
                    self.called(self.env[model].with_user(user), name, dict.fromkeys(needed, value))

    def test_dialogs_without_values(self):
        """A dialog that a program has made without choosing anything."""
        for model, name, needed in self.methods():
            if not self.env[model]._transient or needed:
                continue
            dialogs = self.env[model].with_user(self.everything)
            try:
                with self.env.cr.savepoint():
                    dialog = dialogs.create({})
            except Exception:  # noqa: BLE001, S112 a required value: the database or the ORM says so
                continue
            self.called(dialog, name, {})
