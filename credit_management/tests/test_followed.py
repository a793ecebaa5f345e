from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .decided_common import DecidedCommon

REFUSED = (AccessError, UserError, ValidationError)
OTHER = {"char": "Forged", "text": "Forged", "integer": 77, "float": 77.0, "monetary": 77.0, "boolean": None}


@tagged("post_install", "-at_install")
class TestFollowed(DecidedCommon):
    """Stored fields that follow from others are nobody's to write: a decision may believe them.

    The web client shows them as readonly, which keeps no other client from writing them. Fields are found by the
    machine, in every model of ours and in what ours adds to Odoo's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = [cls.salesperson, cls.analyst, cls.manager, cls.administrator, cls.accountant]

    def _followed(self, model):
        for field in model._fields.values():
            follows = (field.compute or field.related) and field.store and field.readonly and not field.inverse
            if follows and (field.type in OTHER or field.type in ("selection", "many2one")):
                yield field

    def _other(self, record, field):
        """A value that the record does not have."""
        now = record.sudo()[field.name]
        if field.type == "boolean":
            return not now
        if field.type == "selection":
            return next((key for key in field.get_values(self.env) if key != now), None)
        if field.type == "many2one":
            return self.env[field.comodel_name].sudo().search([("id", "!=", now.id)], limit=1).id
        return OTHER[field.type]

    def test_nobody_writes_what_follows(self):
        tried = set()
        for name in sorted(self.env.registry):
            model = self.env[name]
            if not name.startswith("credit.") or model._abstract or not model._auto or model._transient:
                continue
            record = model.sudo().search([], limit=1)
            for field in self._followed(model) if record else ():
                value = self._other(record, field)
                for user in self.roles if value is not None else ():
                    if not model.with_user(user).has_access("write"):
                        continue
                    tried.add(f"{name}.{field.name}")
                    with self.subTest(field=f"{name}.{field.name}", user=user.login):
                        self._assert_kept(record, field, value, user)
        self.assertGreater(len(tried), 15, tried)

    def _assert_kept(self, record, field, value, user):
        before = record.sudo()[field.name]
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            record.with_user(user).write({field.name: value})
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(record.sudo()[field.name], before)
        except REFUSED:
            pass
        finally:
            self.env.cr.clear()
            savepoint.rollback()
            savepoint.close()
            self.env.invalidate_all()
