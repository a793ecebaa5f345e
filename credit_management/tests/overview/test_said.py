from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import CreditCommon

NUMBERS = ("monetary", "float", "integer")
# Numbers nobody reads as a figure: order, colour and place of a row, the version of a document, a state of a job.
NO_FIGURES = {"sequence", "color", "version", "position", "next_part", "rank", "last_account_id", "rule_id", "failures"}
NOTHING = (None, "1", "True", "true")


@tagged("post_install", "-at_install")
class TestSaid(CreditCommon):
    """What is offered and shown is explained, and nothing is offered that is refused."""

    def ours(self):
        return [self.env[name] for name in self.registry if name.startswith("credit.")]

    # === FIGURES === #

    def figures(self):
        for model in map(self.env.__getitem__, self.registry):
            for field in model._fields.values():
                own = (field._module or "").startswith("credit_management") and not field.inherited
                if own and field.type in NUMBERS and field.name not in NO_FIGURES and not model._abstract:
                    yield field

    def test_every_figure_says_what_it_is(self):
        found = list(self.figures())
        self.assertGreater(len(found), 300)
        self.assertEqual([str(field) for field in found if not field.help and not field.related], [])

    def test_a_widget_of_a_day_stands_on_a_day(self):
        """On a moment the browser's console complains of it: there it is show_time that leaves the time out."""
        wrong = []
        for model in self.ours():
            for view in self.env["ir.ui.view"].search([("model", "=", model._name), ("type", "in", ("list", "form"))]):
                root = view.with_context(lang=None)._get_combined_arch()
                for node in root.iter("field"):
                    of = model
                    for above in reversed([one for one in node.iterancestors("field") if one.get("name")]):
                        of = of[above.get("name")] if of is not None and above.get("name") in of._fields else None
                    field = of is not None and of._fields.get(node.get("name"))
                    if node.get("widget") == "date" and field and field.type != "date":
                        wrong.append(f"{view.name}: {field}")
        self.assertEqual(wrong, [])

    # === DUPLICATE === #

    def offering(self, model):
        """Views of a model that offer to duplicate its records, as the web client reads them."""
        for view in self.env["ir.ui.view"].search([("model", "=", model._name), ("type", "in", ("list", "form"))]):
            root = view.with_context(lang=None)._get_combined_arch()
            if view.mode == "primary" and root.get("create") in NOTHING and root.get("duplicate") in NOTHING:
                yield view

    def test_duplicate_is_offered_where_it_makes_sense(self):
        """Where a form offers none, its list offers none; where copying is refused, neither does."""
        for model in self.ours():
            views = [view for view in self.offering(model) if self.is_opened(model)]
            with self.subTest(model=model._name):
                kinds = {view.type for view in views}
                self.assertFalse("list" in kinds and "form" not in kinds and self.has_form(model), views)
                if views:
                    self.assertTrue(self.can_copy(model), views)

    def is_opened(self, model):
        return bool(self.env["ir.actions.act_window"].search_count([("res_model", "=", model._name)], limit=1))

    def has_form(self, model):
        views = self.env["ir.ui.view"].search([("model", "=", model._name), ("type", "=", "form")])
        return any(view._get_combined_arch().get("create") in NOTHING for view in views)

    def can_copy(self, model):
        """Whether a record of the demonstration is copied, by whoever may do everything; true where there is none."""
        record = model.sudo().search([], limit=1)
        try:
            with self.env.cr.savepoint():
                record.copy() if record else None
        except (AccessError, UserError, ValidationError):
            return False
        return True
