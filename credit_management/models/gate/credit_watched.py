from odoo import api, models


class CreditWatched(models.AbstractModel):
    """A model whose records decide what firm orders claim: a transaction that writes it is settled before it commits.

    The triggers of ``sql/gate/admission.py`` see what was touched; this only has the note read in time for one plain
    sentence instead of an error of the database.
    """

    _name = "credit.watched"
    _description = "Watched by the Credit Gate"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["credit.admission"]._watch()
        return records

    def write(self, vals):
        self.env["credit.admission"]._watch()
        return super().write(vals)

    def _write_multi(self, vals_list):
        # Computed fields reach the database by this way alone.
        self.env["credit.admission"]._watch()
        return super()._write_multi(vals_list)

    def unlink(self):
        self.env["credit.admission"]._watch()
        return super().unlink()
