from odoo import models
from odoo.exceptions import AccessError

# JSON and XML carry values, never this object: a context holding it was made by server code.
BY_METHOD = object()


class CreditGuard(models.AbstractModel):
    """Fields that only the model's own methods change.

    Odoo lets whoever may write a record write every field of it, and lets a client send any
    context. Decisions must be reached by the method that checks them instead.
    """

    _name = "credit.guard"
    _description = "Fields Changed by Methods Only"

    def _by_method(self):
        """These records, for one write or create that a method has checked."""
        return self.with_context(credit_by_method=BY_METHOD)

    def _is_by_method(self):
        return self.env.context.get("credit_by_method") is BY_METHOD

    def _refuse_fields(self, names, remedy):
        """Say which of the fields cannot be written this way, and what to do instead."""
        labels = [self._fields[name]._description_string(self.env) for name in sorted(names)]
        raise AccessError(
            self.env._(
                "%(user)s cannot set %(fields)s here. %(remedy)s",
                user=self.env.user.name,
                fields=", ".join(f"“{label}”" for label in labels),
                remedy=remedy,
            )
        )
