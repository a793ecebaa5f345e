import base64
import json
from dataclasses import asdict, replace
from datetime import date

from odoo import models

from ...core.ledger import ledger
from ...core.ledger.ledger import Instalment, Invoice

PART = 500  # invoices booked between two commits


class CreditLedgerImport(models.Model):
    """The plan of an import: what is booked part by part, fixed when the button is pressed."""

    _inherit = "credit.ledger.import"

    def _plan(self, look):
        """Plan of what is booked, as plain data: whatever happens to file or customers later, this is imported."""
        missing = [key for key, partner_id in look.customers.items() if not partner_id]
        invoices = self._placed(look)
        return {
            "missing": [(look.names[key], key[0]) for key in missing],
            "parts": [[asdict(invoices[position]) for position in part] for part in ledger.parts(invoices, PART)],
        }

    def _placed(self, look):
        """The invoices, each with the id of its customer: for the first one missing -1, and so on."""
        missing = [key for key, partner_id in look.customers.items() if not partner_id]
        place = look.customers | {key: -1 - number for number, key in enumerate(missing)}
        return [replace(one, partner_id=place[self._key(one)]) for one in look.invoices]

    def _read_plan(self):
        return json.loads(base64.b64decode(self.with_context(bin_size=False).plan))

    def _invoice(self, row):
        """One row of the plan; customers that were missing have been created meanwhile."""
        days = {name: row[name] and date.fromisoformat(row[name]) for name in ("invoiced", "due", "paid_on")}
        days["instalments"] = tuple(
            Instalment(**part | {name: part[name] and date.fromisoformat(part[name]) for name in ("due", "paid_on")})
            for part in row["instalments"]
        )
        partner_id = row["partner_id"] if row["partner_id"] > 0 else self.created_ids[-1 - row["partner_id"]]
        return Invoice(**(row | days | {"partner_id": partner_id}))
