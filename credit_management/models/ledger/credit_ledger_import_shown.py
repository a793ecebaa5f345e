import base64
import csv
import io
from collections import defaultdict

from markupsafe import Markup

from odoo import models
from odoo.tools import formatLang

from ..common.day import format_day

SHOWN_ROWS, SHOWN_FAULTS = 8, 50


class CreditLedgerImport(models.Model):
    """Excerpt of a file on the form: its first documents, faults and warnings."""

    _inherit = "credit.ledger.import"

    def _sum(self, invoices, amount_of):
        sums = defaultdict(float)
        for one in invoices:
            sums[one.currency or self.company_id.currency_id.name] += amount_of(one)
        return " · ".join(f"{code} {formatLang(self.env, total, 2)}" for code, total in sorted(sums.items()))

    def _draw(self, look):
        """The first invoices as they will be booked."""
        labels = self._meaning_labels()
        heads = [labels[name] for name in ("customer", "number", "invoiced", "due", "amount", "paid_on", "open")]
        cell, head = Markup("<td>{}</td>"), Markup("<th>{}</th>")
        row = Markup("<tr>{}</tr>")
        rows = Markup().join(
            row.format(Markup().join(cell.format(text) for text in self._shown(one, look)))
            for one in look.invoices[:SHOWN_ROWS]
        )
        table = Markup('<table class="table table-sm"><thead>{}</thead><tbody>{}</tbody></table>')
        return Markup('<div class="table-responsive">{}</div>').format(
            table.format(row.format(Markup().join(head.format(text) for text in heads)), rows)
        )

    def _shown(self, one, look):
        customer = self.env["res.partner"].browse(look.customers[self._key(one)])
        code = one.currency or self.company_id.currency_id.name
        name = customer.display_name or self.env._("%(name)s (new)", name=look.names[self._key(one)])
        still_open = one.amount - one.settled
        return (
            name,
            one.number,
            format_day(self.env, one.invoiced),
            format_day(self.env, one.due),
            f"{code} {formatLang(self.env, one.amount, 2)}",
            format_day(self.env, one.paid_on) if one.paid_on else "",
            f"{code} {formatLang(self.env, still_open, 2)}" if still_open else "",
        )

    # === FAULTS AND WARNINGS === #

    def _complaints(self, look):
        warnings = self._first_lines(look.warnings)
        vals = {
            "fault_count": len(look.faults),
            "warning_count": len(look.warnings) + len(look.remarks),
            "fault_text": "\n".join(self._first_lines(look.faults)) or False,
            "warning_text": "\n".join([*self._remark_texts(look.remarks), *warnings]) or False,
        }
        if look.faults or look.warnings:
            content = self._list_of(look.faults, look.warnings)
            vals |= {"fault_file": base64.b64encode(content), "fault_file_name": self.env._("Faults.csv")}
        return vals

    def _first_lines(self, faults):
        """One line a cause: the first fault of it, and in how many rows it stands."""
        causes = defaultdict(list)
        for fault in faults:
            causes[fault.reason, fault.column, fault.sheet].append(fault)
        lines = list(self._describe([some[0] for some in causes.values()][:SHOWN_FAULTS]))
        for position, some in enumerate(list(causes.values())[:SHOWN_FAULTS]):
            if len(some) > 1:
                lines[position] = self.env._(
                    "%(sentence)s (and %(count)s rows more: %(rows)s)", sentence=lines[position], count=len(some) - 1,
                    rows=", ".join(str(one.row) for one in some[1:6]) + (" …" if len(some) > 6 else ""),
                )  # fmt: skip
        if len(causes) > SHOWN_FAULTS:
            lines.append(self.env._("… and %(count)s more", count=len(causes) - SHOWN_FAULTS))
        return lines

    def _list_of(self, faults, warnings):
        """All of them as a file for a spreadsheet; what comes from the file is never read as a formula."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(
            [self.env._("Kind"), self.env._("Row"), self.env._("Column"), self.env._("Value"), self.env._("Problem")]
        )
        for kind, found in ((self.env._("Fault"), faults), (self.env._("Warning"), warnings)):
            for fault, text in zip(found, self._describe(found), strict=True):
                value = f"'{fault.value}" if fault.value.startswith(("=", "+", "-", "@", "\t", "\r")) else fault.value
                writer.writerow([kind, fault.row, fault.column, value, text])
        return stream.getvalue().encode("utf-8-sig")
