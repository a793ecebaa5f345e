from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools.misc import clean_context

# JSON and XML carry values, never this object: a context holding it was made by server code.
BY_METHOD = object()
# Likewise: what follows is of tickets of a till, which judges them by itself.
OF_TICKETS = object()


class CreditGuard(models.AbstractModel):
    """Fields that only the model's own methods change.

    Odoo lets a user who may write a record write every field of it, and lets a client send any
    context. Decisions must be reached by the method that checks them instead.
    """

    _name = "credit.guard"
    _description = "Fields Changed by Methods Only"
    _inherit = ["credit.single"]

    def _credit_by_method(self):
        """These records, for one write or create that a method has checked."""
        return self.with_context(credit_by_method=BY_METHOD)

    def _credit_is_by_method(self):
        return self.env.context.get("credit_by_method") is BY_METHOD

    @api.model
    def _credit_related_names(self):
        """Names of the stored related fields: Odoo lets a client write them."""
        return {name for name, field in self._fields.items() if field.store and field.related}

    def _credit_recompute_related(self):
        """Compute stored related fields again, over what a client has sent or stored as a default."""
        for name in self._credit_related_names():
            self.env.add_to_compute(self._fields[name], self)
        return self

    @api.model
    def _credit_read_defaults(self, names, vals):
        """The values a create sets of these fields: those sent, and defaults that a client has sent or stored."""
        return self.default_get(sorted(names & self._fields.keys())) | vals

    @api.model
    def _credit_add_client_defaults(self, vals_list, derived=()):
        """The values of a client's create with defaults that it has sent or stored, without what is derived."""
        filled = [self._add_missing_default_values(vals) for vals in vals_list]
        return [{name: value for name, value in vals.items() if name not in derived} for vals in filled]

    @api.model
    def _credit_document_names(self, vals):
        """The names of a write that are the document's own, not of its messages and activities."""
        return vals.keys() - self.env["mail.thread"]._fields.keys() - self.env["mail.activity.mixin"]._fields.keys()

    def _credit_close_activities(self, *activity_types):
        """Close activities of these types: each belongs to its owner, and others do the work, hence sudo."""
        self.sudo().activity_unlink(list(activity_types))

    def _credit_check_works_here(self):
        """Refuse to give a record to somebody who could not even open it."""
        for record in self:
            user, company = record.user_id, record.company_id
            if user.active and user != self.env.user and not user._credit_working_for(company):
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in %(company)s and would not see %(record)s. Choose somebody who does.",
                        user=user.name,
                        company=company._credit_root().name,
                        record=record.display_name,
                    )
                )

    def _credit_drop_defaults(self):
        """Drop ``default_*`` from the context, so that create() cannot fill fields after the check."""
        # Keywords would be added to the context and take nothing away.
        return self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden

    def _credit_refuse_fields(self, names, remedy):
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
