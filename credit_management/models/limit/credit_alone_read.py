from odoo import models

from ..common.read_once import remembering


class CreditAlone(models.AbstractModel):
    """Forms that say who may decide on a document, and why not: what they rest on is read once for all fields."""

    _inherit = "credit.alone"

    def _read_format(self, fnames, load="_classic_read"):
        # EXTENDS 'base'
        return super(CreditAlone, remembering(self))._read_format(fnames, load)
