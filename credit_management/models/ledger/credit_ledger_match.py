from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...core.ledger.name import Similar

LISTED = 500  # missing customers in the list


class CreditLedgerMatch(models.Model):
    """A customer of a file that is not in Odoo by this name: perhaps under another."""

    _name = "credit.ledger.match"
    _description = "Missing Customer of a Ledger"
    _order = "proposed_id, id"
    _rec_name = "name"
    _log_access = False
    _check_company_auto = True

    import_id = fields.Many2one("credit.ledger.import", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    name = fields.Char(string="In the File", readonly=True)
    reference = fields.Char(readonly=True)
    proposed_id = fields.Many2one(
        "res.partner", string="Similar Customer", readonly=True, ondelete="set null",
        help="Found by a name that resembles the one in the file. It counts only when you choose it.",
    )  # fmt: skip
    partner_id = fields.Many2one(
        "res.partner", string="Customer in Odoo", check_company=True, ondelete="cascade",
        help="The customer whose invoices these are. A new customer when left empty.",
    )  # fmt: skip

    def write(self, vals):
        for one in self.import_id:
            one._require_draft()
        if vals.keys() - {"partner_id"} and not self.env.su:
            raise AccessError(self.env._("Only the customer can be chosen here. The rest follows from the file."))
        return super().write(vals)

    def action_take(self):
        """Choose the customer proposed."""
        for one in self.filtered("proposed_id"):
            one.import_id.write({"match_ids": [(1, one.id, {"partner_id": one.proposed_id.id})]})
        return True

    def _key(self):
        return self.import_id._key_of(self.reference, self.name or "")


class CreditLedgerImport(models.Model):
    """Customers of a file that are missing: similar ones are proposed, and a person chooses."""

    _inherit = "credit.ledger.import"

    match_ids = fields.One2many("credit.ledger.match", "import_id", string="Missing Customers", copy=False)
    similar_count = fields.Integer(
        string="Similar Customers",
        readonly=True,
        copy=False,
        help="Missing customers whose name resembles one that is in Odoo.",
    )

    def _chosen(self):
        """The customer chosen for each key, as far as any is."""
        return {one._key(): one.partner_id.id for one in self.match_ids if one.partner_id}

    def _note_missing(self, look):
        """List the customers that are missing, each with one that resembles it.

        :return: what to note on the import
        """
        kept = {one._key(): one for one in self.match_ids}
        missing = [key for key, partner_id in look.customers.items() if not partner_id]
        chosen = self._chosen()
        kept_rows = [kept[key].id for key in look.customers if key in kept and (key in chosen or key in missing)]
        # As the superuser: rows follow from the file, and a person only chooses among them.
        (self.match_ids - self.match_ids.browse(kept_rows)).sudo().unlink()
        added = [key for key in missing[:LISTED] if key not in kept]
        similar = self._similar() if added else None
        self.env["credit.ledger.match"].sudo().create(  # as above
            [
                {
                    "import_id": self.id, "reference": key[0] or False, "name": look.names[key],
                    "proposed_id": similar.find(look.names[key]) or False,
                }
                for key in added
            ]
        )  # fmt: skip
        return {"similar_count": len(self.match_ids.filtered(lambda one: one.proposed_id and not one.partner_id))}

    @api.model
    def _similar(self):
        """
        :rtype: core.ledger.name.Similar
        """
        domain = [("parent_id", "=", False), ("company_id", "in", [False, *self.company_id.parent_ids.ids])]
        partners = self.env["res.partner"].search_fetch(domain, ["name"])
        return Similar({one.id: one.name for one in partners if one.name})
