from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import INTERNAL
from ...sql.exposure import due_dates

# Followed from entries and matchings, and believed by the exposure: nobody sends them.
COMPUTED = frozenset(
    {"amount_residual", "amount_residual_currency", "reconciled", "parent_state", "price_total", "date", "invoice_date"}
)
# Kept by a trigger and by the consent of a credit manager.
KEPT = frozenset({"credit_date_due", "credit_due_moved_by"})


class AccountMoveLine(models.Model):
    """Posted receivables are what entries and matchings say, not what a client writes beside them."""

    _inherit = "account.move.line"

    credit_date_due = fields.Date(
        string="Past Due After",
        readonly=True,
        copy=False,
        groups=INTERNAL,
        help="The due date the item was posted with, where it has been touched since: days past due are counted from"
        " it, until a credit manager agrees to a later one.",
    )
    credit_due_moved_by = fields.Many2one(
        "res.users", string="Due Date Moved By", readonly=True, copy=False, groups=INTERNAL
    )

    # Open items with all that sums and lists read of them, by the day they fall due: DUE of sql/exposure/due_dates.py.
    _credit_open_due = models.Index(
        "(LEAST(credit_date_due, COALESCE(date_maturity, date)), partner_id, company_id)"
        " INCLUDE (id, move_id, account_id, amount_residual, credit_date_due, date_maturity, date, invoice_date)"
        " WHERE reconciled IS NOT TRUE AND parent_state = 'posted' AND amount_residual <> 0"
    )
    # The same by whose they are, for sums by customer: of a thousand customers, or of all in their order.
    _credit_open_partner = models.Index(
        "(partner_id) INCLUDE (move_id, account_id, company_id, amount_residual, credit_date_due, date_maturity, date,"
        " invoice_date)"
        " WHERE reconciled IS NOT TRUE AND parent_state = 'posted' AND amount_residual <> 0"
    )

    def init(self):
        # EXTENDS 'account'
        done = super().init()
        self._credit_drop_due()
        for statement in due_dates.create():
            self.env.cr.execute(statement)
        return done

    @api.model
    def _credit_drop_due(self):
        for statement in due_dates.drop():
            self.env.cr.execute(statement)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': values and defaults of a client are left out, whoever creates the line for it.
        if kept := KEPT & self.default_get(sorted(KEPT)).keys() | KEPT.intersection(set().union(*vals_list)):
            vals_list = [{**vals, **dict.fromkeys(kept, False)} for vals in vals_list]
        names = COMPUTED & self.default_get(sorted(COMPUTED)).keys()
        names |= COMPUTED.intersection(set().union(*vals_list))
        if not names:
            return super().create(vals_list)
        lines = super().create([{name: vals[name] for name in vals.keys() - names} for vals in vals_list])
        for name in names:
            self.env.add_to_compute(self._fields[name], lines)
        return lines

    def write(self, vals):
        # EXTENDS 'account'
        if not self.env.su:
            self._credit_check_computed(vals)
            self._credit_check_posted(vals)
        if "date_maturity" not in vals:
            return super().write(vals)
        before = {line: line.date_maturity for line in self}
        self.flush_recordset(["parent_state", "date_maturity", "date"])  # the trigger compares with what was posted
        done = super().write(vals)
        moved = self.filtered(lambda line: line.date_maturity != before[line] and line.parent_state == "posted")
        moved.move_id._credit_tell_moved_due()
        return done

    def _credit_check_computed(self, vals):
        """Refuse values other than those Odoo has computed."""
        changed = [
            name for name in sorted((COMPUTED | KEPT) & vals.keys()) if self._credit_will_change(name, vals[name])
        ]
        if changed:
            raise UserError(
                self.env._(
                    "%(user)s cannot set %(fields)s of journal items: they follow from entries and matchings. Change"
                    " the entry, or match it with its payment.",
                    user=self.env.user.name,
                    fields=", ".join(f"“{self._fields[name]._description_string(self.env)}”" for name in changed),
                )
            )

    def _credit_will_change(self, name, value):
        field = self._fields[name]
        try:
            wanted = field.convert_to_record(field.convert_to_cache(value, self), self[:1])
        except (TypeError, ValueError):  # no value of such a field at all
            return True
        return any(line[name] != wanted for line in self)

    def _credit_check_posted(self, vals):
        """A posted receivable changes its customer or its account by its document only, reset to draft.

        A document's own change reaches its lines as the same customer.
        """
        if not {"partner_id", "account_id"} & vals.keys():
            return
        owed = set(self.env["credit.open.item"]._receivable_account_ids())
        for line in self:
            if line.parent_state != "posted" or line.account_id.id not in owed:
                continue
            if "partner_id" in vals and not line._credit_is_of_document(vals["partner_id"]):
                self._credit_refuse_posted(line, self.env._("customer"))
            if "account_id" in vals and vals["account_id"] not in owed:
                self._credit_refuse_posted(line, self.env._("account"))

    def _credit_is_of_document(self, partner_id):
        # Contacts of other companies are read as the system: only whose they are is compared.
        line = self.sudo()
        customer = self.env["res.partner"].sudo().browse(partner_id or ()).commercial_partner_id
        documents = line.move_id.partner_id | line.payment_id.partner_id | line.statement_line_id.partner_id
        return customer == line.partner_id.commercial_partner_id or customer in documents.commercial_partner_id

    def _credit_refuse_posted(self, line, what):
        raise UserError(
            self.env._(
                "The %(what)s of the posted receivable %(entry)s of %(amount)s cannot be changed by itself. Reset the"
                " entry to draft, change it there, and post it again.",
                what=what,
                entry=line.move_id.name,
                amount=line.company_currency_id.format(line.balance),
            )
        )
