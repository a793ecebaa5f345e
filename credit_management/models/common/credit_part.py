from odoo import api, models


class CreditPart(models.AbstractModel):
    """A part of a decided document that is a model of its own: it changes with drafts, and stays in what is decided.

    A model names the field that leads to its document, or to a part of it. See ``credit.decided``.
    """

    _name = "credit.part"
    _description = "Part of a Decided Document"
    _inherit = ["credit.guard", "credit.finite"]
    _whole = None

    @api.model_create_multi
    def create(self, vals_list):
        # Filled in before the check: a client can send defaults in the context, or store them.
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        self._check_part(vals.get(self._whole) for vals in vals_list)
        parts = super().create(vals_list)._credit_recompute_related()
        parts._add_hands()
        return parts

    def write(self, vals):
        self._check_part([vals.get(self._whole)])
        self._add_hands()
        if forged := self._credit_related_names() & vals.keys():
            whole = self._fields[self._whole]._description_string(self.env)
            self._credit_refuse_fields(forged, self.env._("It is that of “%(whole)s”.", whole=whole))
        done = super().write(vals)
        if vals.get(self._whole):
            self._add_hands()  # in the document they have joined, too
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_part()
        self._add_hands()

    def update_field_translations(self, field_name, translations, source_lang=""):
        # EXTENDS 'base': translations are written beside write().
        self._check_part()
        self._add_hands()
        return super().update_field_translations(field_name, translations, source_lang)

    def _check_part(self, others=()):
        """No part of a decided document changes, leaves it or joins it.

        :param others: ids of the wholes these parts are about to join
        """
        if not self._credit_is_by_method():
            wholes = self.sudo()[self._whole]  # a document out of sight is decided, too
            documents = (wholes | wholes.browse(filter(None, others)))._get_whole()
            self._check_drafts(documents)

    @api.model
    def _check_drafts(self, documents):
        """Refuse a client's change of parts of these documents. They may be out of its sight."""
        documents._check_draft()

    def _add_hands(self):
        """Who changes a part has a hand in its document."""
        if not self._credit_is_by_method():
            self._get_whole()._add_hands()

    def _get_whole(self):
        """The documents these belong to."""
        return self[self._whole]._get_whole()
