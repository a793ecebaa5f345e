from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount

from odoo.addons.credit_management.models.common.text import id_of, number_of

from ..core.write_off import booked, split
from .credit_write_off_recovery import RECOVERED


class CreditWriteOff(models.Model):
    """Posting by a third person through Odoo's accounting, and what comes in afterwards.

    Allowance, tax and loss are debited, the receivable is credited and matched with the item. Whoever posts does so
    with the rights they have in accounting.
    """

    _inherit = "credit.write.off"

    poster_id = fields.Many2one("res.users", string="Posted by", readonly=True, copy=False)
    posted_on = fields.Datetime(readonly=True, copy=False)
    move_ids = fields.Many2many("account.move", string="Entries", readonly=True, copy=False)
    allowance_amount = fields.Monetary(
        string="From the Allowance", readonly=True, copy=False, help="What was provided for, in the books."
    )
    tax_amount = fields.Monetary(
        string="Tax Claimed Back", readonly=True, copy=False, help="Booked to the account for tax on bad debts."
    )
    loss_amount = fields.Monetary(string="Loss", readonly=True, copy=False, help="The rest, an expense.")
    recovery_ids = fields.One2many("credit.write.off.recovery", "write_off_id", string="Recoveries", readonly=True)
    recovered_amount = fields.Monetary(
        string="Recovered", compute="_compute_memo_amount", store=True, help="Came in after it was written off."
    )
    memo_amount = fields.Monetary(
        string="Still Claimed",
        compute="_compute_memo_amount",
        store=True,
        help="Written off and not recovered: the claim against the customer goes on.",
    )
    is_reopened = fields.Boolean(
        compute="_compute_is_reopened", help="An entry is not posted, or not matched any more: the items may be open."
    )
    can_post = fields.Boolean(compute="_compute_can_post", string="Waits for Me to Post")

    _posted_by_a_third = models.Constraint(
        "CHECK (state <> 'posted' OR (poster_id <> author_id AND poster_id <> approver_id))",
        "Who asked for a write-off or approved it does not post it.",
    )

    @api.depends(
        "amount",
        "state",
        "move_ids.state",
        "move_ids.line_ids.matched_debit_ids",
        "recovery_ids.amount",
        "recovery_ids.move_id.state",
    )
    def _compute_memo_amount(self):
        for write_off in self:
            own, currency = write_off.sudo(), write_off.currency_id  # entries need not be in sight
            posted = own.recovery_ids.filtered(lambda one: one.move_id.state == "posted")
            recovered = sum(posted.mapped("amount"))
            write_off.recovered_amount = currency.round(recovered) if recovered else 0.0  # a new one has no currency
            left = own.amount - own.recovered_amount if own.state == "posted" and own._is_matched() else 0.0
            write_off.memo_amount = max(currency.round(left), 0.0) if left else 0.0

    @api.depends("move_ids.state", "move_ids.line_ids.matched_debit_ids", "state")
    def _compute_is_reopened(self):
        for write_off in self:
            write_off.is_reopened = write_off.state == "posted" and not write_off._is_matched()

    @api.depends("state", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_post(self):
        waiting = self._origin.filtered(lambda one: one.state == "approved")
        free = waiting._get_free() if waiting and self._credit_is_accountant() else self.browse()
        for write_off in self:
            write_off.can_post = write_off._origin.id in free.ids

    # === ACTIONS === #

    def action_post(self):
        """Book what was approved, as long as nothing of it was paid since."""
        self._check_posting("approved")
        self._check_hands()
        self._check_shown()
        own = self.sudo()  # accountants write no requests: it was checked that this one may post
        own._claim()
        for write_off in self:
            write_off._check_left()
            write_off._check_booked()
            moves, totals = write_off._post_entries()
            write_off.sudo()._credit_by_method().write(  # see above
                {
                    "state": "posted",
                    "poster_id": self.env.uid,
                    "posted_on": fields.Datetime.now(),
                    "move_ids": [Command.set(moves.ids)],
                    **totals,
                }
            )
        return True

    def action_open_recover(self):
        """Choose the receipt with which the customer has paid after all."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recovered"),
            "res_model": "credit.write.off.recover",
            "view_mode": "form",
            "target": "new",
            "context": {"default_write_off_id": self.id},
        }

    def action_recover(self, receipt, amount=None):
        """Book an unmatched receipt, or a part of it, as recovered.

        :param receipt: the journal item of the receipt, or its id
        :param amount: in the currency of the receipt; without it, as much of it as is still claimed
        """
        self.ensure_one()
        self._check_posting("posted")
        item = self.env["account.move.line"].browse(id_of(receipt)).exists()
        self._check_receipt(item)
        if self.is_reopened:
            raise UserError(self.env._("Items of %s are open again: match the receipt with them.", self.display_name))
        own = self.sudo()  # accountants write no requests
        own._claim()
        own.invalidate_recordset()
        rate = item.balance / item.amount_currency
        most = item.currency_id.round(min(-item.amount_residual_currency, self.memo_amount / rate))
        taken = most if amount is None else item.currency_id.round(number_of(amount) or 0.0)
        if taken <= 0 or taken > most + item.currency_id.rounding / 2:
            raise UserError(
                self.env._(
                    "Enter an amount above zero and up to %(most)s: no more is claimed, or left of the receipt.",
                    most=format_amount(self.env, most, item.currency_id),
                )
            )
        move = self._post_recovery(item, taken, self.currency_id.round(taken * rate))
        own._add_recovery(move, self.currency_id.round(taken * rate), self.env.user)
        return True

    # === CHECKS === #

    def _check_posting(self, state):
        if not self._credit_is_accountant():
            raise AccessError(
                self.env._("%(user)s posts no entries. Ask an accountant to post it.", user=self.env.user.name)
            )
        self.check_access("read")
        self._check_state(state)

    def _check_receipt(self, item):
        customer = self.sudo().partner_id  # the customer need not be in sight
        if (
            not item
            or item.move_id.move_type != "entry"  # a credit note is no money
            or self.sudo().search_count([("move_ids", "in", item.move_id.ids)], limit=1)  # nor is a write-off
            or item.account_type != "asset_receivable"
            or item.parent_state != "posted"
            or item.amount_residual_currency >= 0
            or item.partner_id.commercial_partner_id != customer
            or item.company_id not in self.company_id._credit_family()
        ):
            raise UserError(self.env._("Choose a posted receipt of %s that is not matched yet.", customer.display_name))

    def _get_account(self, company, name):
        """An account of the company's settings."""
        account = company._credit_root().sudo()[name]  # settings of a company decide, whoever posts
        if not account and name == "credit_loss_account_id":
            raise UserError(
                self.env._(
                    "There is no account for losses of %(company)s. Set it under Credit → Configuration → Settings.",
                    company=company.name,
                )
            )
        return account.with_env(self.env)

    # === ENTRIES === #

    def _post_entries(self):
        """One entry for each company whose items these are, matched with the items.

        :return: the entries; what was debited where, in the company's currency
        """
        moves, totals = self.env["account.move"], dict.fromkeys(("allowance_amount", "tax_amount", "loss_amount"), 0.0)
        lines = self.sudo().line_ids  # rows of the request; the ledger is read with the rights of who posts
        claims = {claim.id: claim for claim in self._get_claims()}
        for company, some in lines.grouped(lambda line: line.move_line_id.company_id).items():
            items = [(line.move_line_id.with_env(self.env), claims[line.id]) for line in some]
            move, parts = self._post_entry(company.with_env(self.env), items)
            moves |= move
            for name, amount in zip(totals, parts, strict=True):
                totals[name] = self.currency_id.round(totals[name] + amount)
        return moves, totals

    def _post_entry(self, company, items):
        coin, credits, splits = company.currency_id.rounding, [], []
        allowance = self._get_free_allowance(company)
        for item, claim in items:
            amount = booked(claim, item.amount_residual, coin)
            splits.append(split(amount, self._get_tax_share(company, item.move_id), allowance, coin))
            allowance -= splits[-1].allowance
            credits.append(self._prepare_receivable_vals(item, -claim.asked, -amount))
        parts = [
            company.currency_id.round(sum(getattr(one, name) for one in splits))
            for name in ("allowance", "tax", "loss")
        ]
        accounts = ("credit_allowance_account_id", "credit_bad_debt_tax_account_id", "credit_loss_account_id")
        debits = [
            {"name": self.name, "account_id": self._get_account(company, name).id, "balance": amount}
            for name, amount in zip(accounts, parts, strict=True)
            if not company.currency_id.is_zero(amount)
        ]
        move = self._post_move(company, credits + debits)
        for (item, _claim), line in zip(items, move.line_ids.sorted("id"), strict=False):
            (item | line).reconcile()
        return move, parts

    def _post_move(self, company, rows):
        vals = {
            "move_type": "entry",
            "company_id": company.id,
            "date": company._credit_today(),
            "ref": self.display_name,
            "line_ids": [Command.create(row) for row in rows],
        }
        if journal := self._get_account(company, "credit_write_off_journal_id"):
            vals["journal_id"] = journal.id
        move = self.env["account.move"].with_company(company)._credit_create_draft(vals)
        move.action_post()
        return move

    def _prepare_receivable_vals(self, item, amount, balance):
        return {
            "name": self.name,
            "account_id": item.account_id.id,
            "partner_id": item.partner_id.id,
            "currency_id": item.currency_id.id,
            "amount_currency": amount,
            "balance": balance,
        }

    def _get_tax_share(self, company, move):
        """What of an invoice is tax that is claimed back."""
        if (
            not self.correct_tax
            or not self._get_account(company, "credit_bad_debt_tax_account_id")
            or not move.amount_total
        ):
            return 0.0
        return abs(move.amount_tax / move.amount_total)

    def _get_free_allowance(self, company):
        """What stands on the allowance account today: only that can be used up."""
        account = self._get_account(company, "credit_allowance_account_id")
        if not account:
            return 0.0
        # Of two write-offs that use it up and do not see each other, one begins again.
        self.env.cr.execute(SQL("UPDATE account_account SET id = id WHERE id = %s", account.id))
        domain = [
            ("account_id", "=", account.id),
            ("company_id", "in", company._credit_root()._credit_family().ids),
            ("parent_state", "=", "posted"),
            ("date", "<=", company._credit_today()),
        ]
        # The balance decides, whatever of it the one who posts may read.
        ((balance,),) = self.env["account.move.line"].sudo()._read_group(domain, [], ["balance:sum"])
        return max(-(balance or 0.0), 0.0)

    # === RECOVERY === #

    def _post_recovery(self, item, amount, balance):
        """Take a receipt off the receivable, as income: a late payment of what was due, not one in time."""
        company, lines = item.company_id, self.sudo().line_ids  # rows of the request
        # A day that somebody has moved an item to since counts no more than it does elsewhere.
        posted = lines.move_line_id.mapped("credit_date_due")
        due = min(filter(None, (*lines.mapped("due"), *posted)), default=False)
        income = self._get_account(company, RECOVERED) or self._get_account(company, "credit_loss_account_id")
        move = self._post_move(
            company,
            [
                {**self._prepare_receivable_vals(item, amount, balance), "date_maturity": due},
                {"name": self.name, "account_id": income.id, "balance": -balance},
            ],
        )
        (item | move.line_ids.sorted("id")[:1]).reconcile()
        return move

    def _add_recovery(self, move, amount, user):
        self.env["credit.write.off.recovery"].create(
            {"write_off_id": self.id, "move_id": move.id, "amount": amount, "user_id": user.id, "day": move.date}
        )
        self._message_log(
            body=self.env._("%(amount)s recovered", amount=format_amount(self.env, amount, self.currency_id)),
            author_id=user.partner_id.id,
        )
