import logging
from collections import defaultdict

from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...core.ledger.name import plain_name
from ...core.ledger.reading import SEVERAL_CUSTOMERS, Fault

_logger = logging.getLogger(__name__)
CHUNK = 500


class CreditLedgerImport(models.Model):
    """Customers of the invoices: by their reference, else by their name, whatever its spaces and case."""

    _inherit = "credit.ledger.import"

    def _key(self, invoice):
        return self._key_of(invoice.reference, invoice.customer)

    @api.model
    def _key_of(self, reference, name):
        """Key that tells one customer of a file from another."""
        return (reference, "") if reference else ("", plain_name(name))

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
        by_reference, by_name = self._partners({key[0] for key in first if key[0]}, set(names.values()))
        chosen, found, faults = self._chosen(), {}, []
        for key, one in first.items():
            names.setdefault(key, key[0])
            partners = by_reference.get(key[0]) or [
                # Of a namesake with another reference it is not.
                (partner_id, other)
                for partner_id, other in by_name.get(plain_name(names[key]), [])
                if not key[0] or not other
            ]
            if key in chosen:
                partners = [(chosen[key], "")]
            if len(partners) > 1:
                faults.append(self._several(one, key[0] if key[0] in by_reference else names[key]))
            found[key] = partners[0][0] if partners else 0
        return found, names, faults

    def _partners(self, references, names):
        """Partners of the company by reference, and by plain name: tuples of id and reference.

        Companies come before contacts.
        """
        company = ("company_id", "in", [False, *self.company_id.parent_ids.ids])
        fetched = ["name", "ref", "parent_id"]
        partners = self.env["res.partner"]
        plain = {plain_name(name) for name in names if name}
        by_reference = partners.search_fetch([("ref", "in", list(references)), company], fetched, order="id")
        by_name = partners.search_fetch([("id", "in", self._ids_of_names(plain)), company], fetched, order="id")
        return self._by(by_reference, lambda one: one.ref), self._by(by_name, lambda one: plain_name(one.name))

    @staticmethod
    def _by(partners, key_of):
        found = defaultdict(list)
        for partner in partners:
            found[key_of(partner)].append(partner)
        return {
            value: [(one.id, one.ref or "") for one in [each for each in some if not each.parent_id] or some]
            for value, some in found.items()
        }

    def _ids_of_names(self, plain):
        """Ids of partners by their plain names; what the user may not see is left out by the search that follows."""
        partners = self.env["res.partner"]
        partners.flush_model(["name", "active"])
        rows = self.env.execute_query(SQL("SELECT id, name FROM res_partner WHERE active AND name IS NOT NULL"))
        return [partner_id for partner_id, name in rows if plain_name(name) in plain]

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
        """Customers made for this import, as far as nobody has used them for anything else."""
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
                # Accounts come and go with their customers, whoever may see them.
                self.env["credit.account"].sudo().search([("partner_id", "in", partners.ids)]).unlink()
                partners.unlink()
        except (UserError, ValidationError, IntegrityError) as error:
            return error
        return None
