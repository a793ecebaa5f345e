from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import stripped

from ..const import ACCOUNTANT


class CreditProvisionPosting(models.Model):
    """The draft entry of a provision; its reversal follows when the entry is posted in Odoo."""

    _inherit = "credit.provision.posting"

    can_set_back = fields.Boolean(compute="_compute_can_set_back", help="Its entry is cancelled: nothing is booked.")
    set_back_reason = fields.Text(string="Why It Was Set Back", readonly=True, copy=False)

    @api.depends("state", "move_id.state", "reversal_id.state")
    @api.depends_context("uid")
    def _compute_can_set_back(self):
        accountant = self.env.user.has_group(ACCOUNTANT)
        for posting in self:
            entries = posting.sudo().move_id | posting.sudo().reversal_id  # entries need not be in sight
            cancelled = bool(entries) and set(entries.mapped("state")) == {"cancel"}
            posting.can_set_back = accountant and posting.state == "booked" and cancelled

    def action_book(self):
        """Make the draft entry, if the figures are still those that were worked out."""
        self._check_accountant()
        self.check_access("read")
        self._check_state("computed")
        self._check_hands()
        self._check_shown()
        for posting in self:
            own = posting.sudo()  # accountants write no provisions: it was checked that this one may book
            own._claim_rows()
            own._check_figures()
            move = posting._make_entry()
            own._credit_by_method().write(
                {
                    "state": "booked",
                    "booker_id": self.env.uid,
                    "booked_on": fields.Datetime.now(),
                    "move_id": move.id,
                }
            )
        return True

    def action_set_back(self, reason):
        """Let it be booked again, or worked out anew, where accounting has cancelled its entry.

        :param str reason: why; it stays on record
        """
        self._check_accountant()
        self.check_access("read")
        self._check_state("booked")
        self._check_shown()
        if not stripped(reason):
            raise UserError(self.env._("Say why its entry was cancelled: the reason stays on record."))
        for posting in self:
            own = posting.sudo()  # as above
            own._claim_rows()
            posting._check_cancelled()
            own._message_log(
                body=self.env._("Set back, for its entry is cancelled: %s", stripped(reason)),
                author_id=self.env.user.partner_id.id,
            )
            own._credit_by_method().write(
                {
                    "state": "computed",
                    "booker_id": False,
                    "booked_on": False,
                    "move_id": False,
                    "reversal_id": False,
                    "set_back_reason": stripped(reason),
                }
            )
        return True

    def action_open_set_back(self):
        """Ask why it is set back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set Back"),
            "res_model": "credit.provision.set.back",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_posting_id": self.id,
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    def _check_cancelled(self):
        """Refuse to set back what stands in the books, or may yet."""
        entries = self.sudo().move_id | self.sudo().reversal_id  # who sets it back reads no entries of the past
        standing = entries.filtered(lambda move: move.state != "cancel")
        if standing or not entries:
            raise UserError(
                self.env._(
                    "%(document)s stands in the books: cancel %(entries)s in accounting first.",
                    document=self.display_name,
                    entries=", ".join(standing.mapped("display_name")) or self.env._("its entry"),
                )
            )

    def action_open_entry(self):
        """The draft entry, to be posted in accounting."""
        self.ensure_one()
        return (self.move_id | self.reversal_id)._get_records_action()

    def _check_accountant(self):
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("%(user)s posts no entries. Ask an accountant to book it.", user=self.env.user.name)
            )

    def _check_figures(self):
        if self.unknown:
            raise UserError(
                self.env._(
                    "There is no loss rate for receivables %(bands)s days past due and later: nothing is booked. Judge"
                    " these customers by name, or wait for another month.",
                    bands=self.unknown,
                )
            )
        if self._read_figures()["token"] != self.token:
            raise UserError(
                self.env._("The figures of %s have changed since: have them worked out again.", self.display_name)
            )

    def _make_entry(self):
        """The draft; none where the account shows already what is needed."""
        root, amount = self.company_id._credit_root(), self.entry_amount
        if self.currency_id.is_zero(amount):
            return self.env["account.move"]
        settings = root.sudo()  # settings of a company decide, whoever books
        loss, allowance = settings.credit_loss_account_id, settings.credit_allowance_account_id
        if not loss or not allowance:
            raise UserError(
                self.env._(
                    "There is no account for losses, or for the allowance, of %(company)s. Set them under Credit →"
                    " Configuration → Settings.",
                    company=root.name,
                )
            )
        vals = {
            "move_type": "entry",
            "company_id": root.id,
            "date": self.date,
            "ref": self.display_name,
            "line_ids": [
                Command.create({"name": self.display_name, "account_id": loss.id, "balance": amount}),
                Command.create({"name": self.display_name, "account_id": allowance.id, "balance": -amount}),
            ],
        }
        if journal := settings.credit_write_off_journal_id:
            vals["journal_id"] = journal.id
        move = self.env["account.move"].with_company(root)._credit_create_draft(vals)
        if self.workbook:
            file = self.with_context(bin_size=False).workbook
            self.env["ir.attachment"].create(
                {"name": self.workbook_name, "datas": file, "res_model": move._name, "res_id": move.id}
            )
        return move

    def _check_entry(self):
        """Refuse to post another amount than was worked out: drafts are the accountant's to change."""
        root = self.company_id._credit_root().sudo()  # settings of a company decide, whoever posts
        allowance, loss = root.credit_allowance_account_id, root.credit_loss_account_id
        lines = self.move_id.line_ids
        reserve = lines.filtered(lambda line: line.account_id == allowance)
        # Of whatever cost centre; on an asset nothing would have been provided for.
        expense = (lines - reserve).filtered(
            lambda line: line.account_id == loss or line.account_id.internal_group == "expense"
        )
        sides = ((allowance, -sum(reserve.mapped("balance"))), (loss, sum(expense.mapped("balance"))))
        for account, balance in sides:
            posted = self.currency_id.round(balance)
            if self.currency_id.compare_amounts(posted, self.entry_amount):
                raise UserError(
                    self.env._(
                        "%(document)s was worked out with %(needed)s for %(account)s, and its entry says %(posted)s."
                        " Correct the entry to post it.",
                        document=self.display_name,
                        needed=self.currency_id.format(self.entry_amount),
                        account=account.display_name or self.env._("the allowance"),
                        posted=self.currency_id.format(posted),
                    )
                )

    def _reverse_entry(self):
        """The reversal of a posted entry on the next day: posted, or by Odoo as soon as the day has come.

        Odoo posts an entry of a locked period later: it is not reversed before it stands.
        """
        day = max(self.date, self.move_id.date) + timedelta(days=1)
        later = day > self.company_id._credit_today()
        values = {
            "date": day,
            "ref": self.env._("Reversal of %(entry)s, %(day)s", entry=self.move_id.ref, day=format_day(self.env, day)),
            "auto_post": "at_date" if later else "no",
        }
        reversal = self.move_id.with_env(self.env)._reverse_moves([values])
        if not later:
            reversal._post(soft=False)
        self.sudo()._credit_by_method().write({"reversal_id": reversal.id})  # who posts writes no provisions

    def _release_entry(self, cancelled):
        """Take the reversal back with its entry; where that is cancelled, the provision can be worked out anew.

        An entry that is only a draft again gets another reversal once it is posted, on the day after its own.
        """
        for posting in self.sudo():  # who takes entries back writes no provisions
            reversal, entry = posting.reversal_id, posting.move_id.name
            values = {"reversal_id": False}
            if cancelled:
                values |= {"state": "computed", "booker_id": False, "booked_on": False, "move_id": False}
            posting._credit_by_method().write(values)
            if cancelled:
                posting._drop_figures()
                posting._message_log(body=self.env._("Its entry %s was cancelled: work it out again.", entry or ""))
            if reversal.state != "cancel":
                reversal.with_env(self.env).button_cancel()
