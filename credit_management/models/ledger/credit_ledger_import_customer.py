import logging
from collections import defaultdict

from psycopg2 import IntegrityError

from odoo import models
from odoo.exceptions import UserError, ValidationError

from ...core.ledger.reading import SEVERAL_CUSTOMERS, Fault

_logger = logging.getLogger(__name__)
CHUNK = 500


class CreditLedgerImport(models.Model):
    """Whose invoices they are: customers by their reference, else by their exact name."""

    _inherit = "credit.ledger.import"

    @staticmethod
    def _key(invoice):
        """What tells one customer of a file from another."""
        return (invoice.reference, "") if invoice.reference else ("", invoice.customer.casefold())

    def _match(self, invoices):
        """Find the customers of a file.

        :return: the id of the customer of each key, 0 where there is none; what the file calls it; faults
        """
        names, first = {}, {}
        for one in invoices:
            key = self._key(one)
            first.setdefault(key, one)
            if one.customer:
                names.setdefault(key, one.customer)
        by_reference = self._partners("ref", {key[0] for key in first if key[0]})
        by_name = self._partners("name", set(names.values()))
        found, faults = {}, []
        for key, one in first.items():
            names.setdefault(key, key[0])
            partners = by_reference.get(key[0]) or [
                # Of a namesake with another reference it is not.
                (partner_id, other)
                for partner_id, other in by_name.get(names[key], [])
                if not key[0] or not other
            ]
            if len(partners) > 1:
                faults.append(self._several(one, key[0] if key[0] in by_reference else names[key]))
            found[key] = partners[0][0] if partners else 0
        return found, names, faults

    def _partners(self, name, values):
        """Partners of the company by a field: tuples of id and reference; companies before contacts."""
        partners = self.env["res.partner"].search_fetch(
            [(name, "in", list(values)), ("company_id", "in", [False, *self.company_id.parent_ids.ids])],
            ["name", "ref", "parent_id"],
            order="id",
        )
        found = defaultdict(list)
        for partner in partners:
            found[partner[name]].append(partner)
        return {
            value: [(one.id, one.ref or "") for one in [each for each in some if not each.parent_id] or some]
            for value, some in found.items()
        }

    def _several(self, one, value):
        meaning = "reference" if one.reference == value else "customer"
        column = next((column.letter for column in self.column_ids if column.meaning == meaning), "")
        return Fault(SEVERAL_CUSTOMERS, one.row, column, meaning, value)

    def _create_customers(self, missing):
        """
        :param missing: tuples of name and reference
        """
        return (
            self.env["res.partner"]
            .with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
            .create(
                [
                    {"name": name, "ref": reference or False, "is_company": True, "customer_rank": 1}
                    for name, reference in missing
                ]
            )
        )

    def _delete_customers(self):
        """Those made for this import, as far as nobody has used them for anything else."""
        # The import has made them, whatever its user may delete otherwise.
        partners = self.env["res.partner"].sudo().browse(self.created_ids or []).exists()
        if not self._delete_together(partners):
            return
        for partner in partners:  # one by one, to find those that stay
            if error := self._delete_together(partner):
                _logger.info("Customer %s stays, for something else hangs on it: %s", partner.id, error)

    def _delete_together(self, partners):
        """Delete customers and their accounts, all or none; why not, if not."""
        try:
            with self.env.cr.savepoint():
                self.env["credit.account"].sudo().search([("partner_id", "in", partners.ids)]).unlink()
                partners.unlink()
        except (UserError, ValidationError, IntegrityError) as error:
            return error
        return None
