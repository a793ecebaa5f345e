from odoo import api, models
from odoo.exceptions import UserError


class CreditDecided(models.AbstractModel):
    """A document that clients draft and methods decide on.

    A client writes the fields of the white list, while the document is in a state of drafting, and nothing
    afterwards. Every other field is written by the model's own methods (``_credit_by_method``). Messages and activities
    belong to Odoo and check for themselves; parts that are models of their own are ``credit.part``.

    A model says its white list, its states and its two sentences. A list is extended where a field is defined::

        def _get_drafted_fields(self):
            return super()._get_drafted_fields() | {"amount", "reason"}
    """

    _name = "credit.decided"
    _description = "Document Decided by Methods"
    _inherit = ["credit.guard", "credit.finite", "credit.shown", "credit.hands"]

    # The states in which a client writes the white list, and those in which it may delete the document.
    _drafted_states = ("draft",)
    _deleted_states = ("draft",)
    # Whether a client creates such documents at all.
    _created_by_client = True

    # === WHAT A MODEL SAYS === #

    @api.model
    def _get_drafted_fields(self):
        """The names a client may write while the document is drafted."""
        return set()

    @api.model
    def _get_creation_fields(self):
        """The names a client may set when it creates a document."""
        return self._get_drafted_fields()

    @api.model
    def _get_row_fields(self):
        """Those of the drafted fields that are lists of a model which says itself what may change when."""
        return set()

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return self._get_drafted_fields()

    @api.model
    def _get_remedy(self):
        """The sentence that says how the other fields are reached."""
        return self.env._("Use the buttons of the document.")

    @api.model
    def _get_creation_remedy(self):
        """The sentence that says how such a document comes to be, or what to do first."""
        return self._get_remedy()

    def _get_decided_text(self):
        """The sentence that says why this document is not written any more."""
        return self.env._("%(document)s is decided and stays as it is.", document=self.display_name)

    def _get_kept_text(self):
        """The sentence that says why this document is not deleted."""
        return self._get_decided_text()

    def _get_whole(self):
        """The documents themselves, where their parts (``credit.part``) ask for them."""
        return self

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self._credit_is_by_method():
            vals_list = [self._prepare_creation_vals(vals) for vals in vals_list]
        documents = super(CreditDecided, self._credit_drop_defaults()).create(self._complete_vals(vals_list))
        documents._credit_recompute_related()
        documents._add_hands()
        return documents.with_env(self.env)

    def write(self, vals):
        if not self._credit_is_by_method():
            self._check_drafting(self._credit_document_names(vals))
        done = super().write(vals)
        if not self._credit_is_by_method() and self._get_counting_fields() & vals.keys():
            self._add_hands()
        return done

    def update_field_translations(self, field_name, translations, source_lang=""):
        # EXTENDS 'base': translations are written beside write().
        if not isinstance(field_name, str):
            raise UserError(self.env._("Name the one field whose translations are given."))
        if not self._credit_is_by_method():
            self._check_drafting({field_name})
            self._add_hands()
        return super().update_field_translations(field_name, translations, source_lang)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_deletable()

    # === CHECKS === #

    @api.model
    def _prepare_creation_vals(self, vals):
        """The values of a client's create, completed with its defaults; refused where one is not the client's to set.

        A default of a client, sent in the context or stored, is a value of the client. Fields beside the white list
        begin as the model says, and those that follow from others are computed.
        """
        if not self._created_by_client:
            self._credit_refuse_fields({"state"}, self._get_creation_remedy())
        self._credit_check_finite(vals)
        allowed, created, forged = self._get_creation_fields(), {}, set()
        completed = self._add_missing_default_values(vals)
        document = self._credit_document_names(completed)
        for name, value in completed.items():
            field = self._fields.get(name)
            if field is None or name not in document or name in allowed:
                created[name] = value
            elif not field.compute and (value or field.default):
                created[name] = own = self._get_own_default(field)
                if value and field.convert_to_cache(value, self, validate=False) != field.convert_to_cache(own, self):
                    forged.add(name)
        if forged:
            self._credit_refuse_fields(forged, self._get_creation_remedy())
        return created

    @api.model
    def _get_own_default(self, field):
        """The default that the code gives a field, whatever clients have sent or stored."""
        value = field.default(self._credit_drop_defaults()) if field.default else False
        return field.convert_to_write(field.convert_to_cache(value, self, validate=False), self)

    @api.model
    def _complete_vals(self, vals_list):
        """Add what every new document gets, by a client or a method: a reference, a version, a first day."""
        return vals_list

    def _check_drafting(self, names):
        """Refuse a client's write of fields beside the white list, or of a document that is not drafted any more."""
        names = names & self._fields.keys()
        if forged := names - self._get_drafted_fields():
            self._credit_refuse_fields(forged, self._get_remedy())
        if names - self._get_row_fields():
            self._check_draft()

    def _check_draft(self):
        for document in self:
            if document.state not in self._drafted_states:
                raise UserError(document._get_decided_text())

    def _check_deletable(self):
        for document in self:
            if document.state not in self._deleted_states:
                raise UserError(document._get_kept_text())
