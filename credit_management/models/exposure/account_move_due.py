from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import INTERNAL, MANAGER
from ..common.day import format_day


class AccountMove(models.Model):
    """A due date moved after posting is on record, and counts once a credit manager has agreed to it."""

    _inherit = "account.move"

    credit_first_due = fields.Date(
        string="First Due Date",
        readonly=True,
        copy=False,
        groups=INTERNAL,
        help="The earliest due date with which this entry was posted, where it has been reset to draft since.",
    )
    credit_due_moved = fields.Boolean(
        string="Due Date Moved", compute="_compute_credit_due_moved", groups=INTERNAL, export_string_translation=False
    )

    @api.depends("line_ids.date_maturity", "line_ids.credit_date_due", "state")
    def _compute_credit_due_moved(self):
        for move in self:
            move.credit_due_moved = bool(move._credit_moved_lines())

    def _credit_moved_lines(self):
        """The posted items whose due date lies later than the one that counts."""
        lines = self.sudo().line_ids  # the dates decide, whoever may read the lines
        if not isinstance(self[:1].id, int):
            return lines.browse()
        lines.flush_recordset(["date_maturity", "parent_state"])
        lines.invalidate_recordset(["credit_date_due"])  # which a trigger writes
        return lines.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.balance > 0
                and line.credit_date_due
                and line.credit_date_due < (line.date_maturity or line.date)
            )
        )

    def write(self, vals):
        # EXTENDS 'account'
        if "credit_first_due" in vals and not self.env.su:
            raise UserError(
                self.env._(
                    "%(user)s cannot set the first due date of an entry: it is the one it was posted with.",
                    user=self.env.user.name,
                )
            )
        return super().write(vals)

    def _post(self, soft=True):
        # EXTENDS 'account'
        again = self.filtered("posted_before")
        posted = super()._post(soft)
        (again & posted)._credit_tell_moved_due()
        return posted

    def _credit_tell_moved_due(self):
        """Say on the entry and on the customer's account whose due date was moved, by whom, and that it waits."""
        for move in self:
            moved = move._credit_moved_lines()
            moved.credit_due_moved_by = self.env.user  # as the system: nobody writes it
            for line in moved:
                move._credit_log_due(
                    line,
                    self.env._(
                        "%(user)s has moved the due date of %(entry)s from %(before)s to %(after)s after it was posted."
                        " Days past due are counted from %(before)s until a credit manager agrees.",
                        user=self.env.user.name,
                        entry=move.name,
                        before=format_day(self.env, line.credit_date_due),
                        after=format_day(self.env, line.date_maturity),
                    ),
                )

    def _credit_log_due(self, line, text):
        self.sudo()._message_log(body=text)  # the log is written whoever may write the entry
        customer, company = line.partner_id.commercial_partner_id, line.company_id._credit_root()
        accounts = self.env["credit.account"].sudo()  # told to those who decide on the customer
        account = accounts.search([("partner_id", "=", customer.id), ("company_id", "=", company.id)])
        if account:
            account._message_log(body=text)

    def action_credit_agree_due(self):
        """Let the due dates that somebody has written after posting count."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("%(user)s cannot agree to a later due date. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("read")
        for move in self:
            moved = move._credit_moved_lines()
            if not moved:
                raise UserError(self.env._("No due date of %(entry)s waits for consent.", entry=move.name))
            sellers = moved.partner_id._credit_get_sellers()
            entry = move.sudo()  # who sells it, or has sold it, is no secret
            selling = self.env["res.users"].union(*sellers.values(), *entry._credit_get_former_sellers().values())
            selling |= entry.invoice_user_id
            if self.env.user in moved.credit_due_moved_by | selling:
                raise AccessError(
                    self.env._(
                        "%(user)s has moved the due date of %(entry)s, or sells to this customer, and cannot agree to"
                        " it. Ask another credit manager.",
                        user=self.env.user.name,
                        entry=move.name,
                    )
                )
            for line in moved:
                line.credit_date_due = line.date_maturity  # as the system: consent is the only way
                text = self.env._(
                    "%(user)s agrees to %(after)s as the due date of %(entry)s.",
                    user=self.env.user.name,
                    entry=move.name,
                    after=format_day(self.env, line.date_maturity),
                )
                move._credit_log_due(line, text)
            move.sudo().credit_first_due = min(moved.mapped("date_maturity"))  # likewise
        return True
