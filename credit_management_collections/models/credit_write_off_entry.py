from odoo import models
from odoo.exceptions import UserError


class CreditWriteOff(models.Model):
    """The entries of a write-off in accounting, where whoever posts entries may take them back and post them again."""

    _inherit = "credit.write.off"

    def action_open_entries(self):
        """The journal entries that were posted for it."""
        self.ensure_one()
        recovered = self.sudo().recovery_ids.move_id  # entries have rights of their own
        return (self.sudo().move_ids | recovered).with_env(self.env)._get_records_action()  # as above

    def _is_matched(self):
        """Whether its entries stand, each matched with an item; else the items are owed again.

        Odoo keeps matchings of entries that are set to draft; one that is reversed is matched with its reversal.
        """
        own = self.sudo()  # entries need not be in sight
        owed, items = own._get_owed(own.move_ids), own.line_ids.move_line_id
        return bool(owed) and all(
            line.reconciled and line.parent_state == "posted" and line.matched_debit_ids.debit_move_id & items
            for line in owed
        )

    def _check_entries(self):
        """Refuse to post other amounts, or of another customer, than were approved: drafts are an accountant's."""
        self.ensure_one()
        owed = self._get_owed(self.move_ids)
        self._check_entry(owed, -(self.allowance_amount + self.tax_amount + self.loss_amount))
        root = self.company_id._credit_root().sudo()  # settings of a company decide, whoever posts
        others = root.credit_allowance_account_id | root.credit_bad_debt_tax_account_id
        lost = (self.move_ids.line_ids - owed).filtered(
            lambda line: (
                line.account_id == root.credit_loss_account_id
                or (line.account_id.internal_group == "expense" and line.account_id not in others)
            )
        )
        self._check_balance(self.currency_id.round(sum(lost.mapped("balance"))), self.loss_amount)

    def _check_entry(self, owed, approved):
        """Refuse an entry whose receivables are not those that were approved.

        :param owed: the journal items of the customer
        :param approved: their balance as it was approved
        """
        posted = self.currency_id.round(sum(owed.mapped("balance")))
        self._check_balance(posted, approved, owed.partner_id.commercial_partner_id - self.partner_id)

    def _check_balance(self, posted, approved, others=()):
        if others or self.currency_id.compare_amounts(posted, approved):
            raise UserError(
                self.env._(
                    "%(document)s was approved with %(approved)s of %(partner)s, and its entries say %(posted)s."
                    " Correct the entry to post it.",
                    document=self.display_name,
                    approved=self.currency_id.format(abs(approved)),
                    partner=self.partner_id.display_name,
                    posted=self.currency_id.format(abs(posted)),
                )
            )

    def _get_owed(self, moves):
        return moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")


class CreditWriteOffRecovery(models.Model):
    _inherit = "credit.write.off.recovery"

    def _check_entries(self):
        """Refuse to post another amount than was recovered."""
        for recovery in self:
            write_off = recovery.write_off_id
            write_off._check_entry(write_off._get_owed(recovery.move_id), recovery.amount)
