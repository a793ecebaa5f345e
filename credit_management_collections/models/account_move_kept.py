from odoo import api, models
from odoo.exceptions import UserError

# What rests on an entry: model, its field, and which of them.
KEPT_BY = [
    ("credit.write.off", "move_ids", []),
    ("credit.write.off.recovery", "move_id", []),
    ("credit.provision.posting", "move_id", []),
    ("credit.charge", "move_id", []),
    ("credit.dispute", "credit_note_id", []),
    ("credit.promise.item", "move_id", [("chosen", "=", True), ("promise_id.state", "!=", "draft")]),
    ("credit.dispute.item", "move_id", [("chosen", "=", True), ("dispute_id.state", "!=", "draft")]),
    ("credit.handover.item", "move_id", [("chosen", "=", True), ("handover_id.state", "!=", "draft")]),
]


class AccountMove(models.Model):
    """Entries that a decision has made, or rests on, stay on record: they are cancelled or reversed, not deleted."""

    _inherit = "account.move"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_credit_kept(self):
        for model, name, domain in KEPT_BY:
            # What keeps an entry need not be in sight of who deletes it.
            row = self.env[model].sudo().search([(name, "in", self.ids), *domain], limit=1)
            if row:
                entry = (row[name] & self.sudo())[:1]  # as above
                whole = getattr(row, "_whole", None)  # of parts
                raise UserError(
                    self.env._(
                        "%(entry)s belongs to “%(document)s” and stays on record. Cancel or reverse it instead.",
                        entry=entry.display_name,
                        document=(row[whole] if whole else row).display_name,
                    )
                )
