from odoo import models


class ValidateAccountMove(models.TransientModel):
    """Odoo's dialog that posts many entries: what the policy blocks goes on hold, the rest through."""

    _inherit = "validate.account.move"

    def validate_move(self):
        # EXTENDS 'account'
        moves = (
            self.move_ids if self.force_hash else self.move_ids.filtered(lambda move: not move.restrict_mode_hash_table)
        )
        due = moves._credit_due(soft=not self.force_post)
        if not due or not (self.env.su or self.env.user.has_group("account.group_account_invoice")):
            return super().validate_move()
        held, decisions = due._credit_hold_blocked()
        if held:
            self.move_ids -= held
            held._credit_tell_held(len(moves - held))
            if not moves - held:
                return {"type": "ir.actions.act_window_close"}
        checked = (due - held)._credit_with_decided(due - held)
        done = super(ValidateAccountMove, self.with_env(checked.env)).validate_move()
        moves.filtered(lambda move: move.state == "posted")._credit_tell_warnings(decisions)
        return done
