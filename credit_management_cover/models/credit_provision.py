from odoo import api, models

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE

from ..core.loss import covered_by_band


class CreditProvision(models.AbstractModel):
    """What others pay is no loss: receivables of a day by band, as far as cover pays them."""

    _inherit = "credit.provision"

    @api.model
    def _read_covered(self, root, on, starts, covers=None):
        """
        :param covers: the covers that count; all of the legal entity when left out
        :return: amounts by band
        """
        # Whatever stands behind a debt lowers what is lost of it, readable or not.
        counting = self.env["credit.cover"].sudo().search([("company_id", "=", root.id), ("counts", "=", True)])
        counting = counting if covers is None else counting & covers
        past = on if on < root._credit_today() else None
        read = self.env["credit.covering"]._read(root, counting.partner_id.ids, on, past)
        posted = [
            one.by(set(counting.ids))
            for standing, documents in read.values()
            for one in standing.covering().items
            if one.item.id in documents and documents[one.item.id].category == RECEIVABLE
        ]
        return covered_by_band(posted, starts, on)
