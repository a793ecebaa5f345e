from odoo import api, models
from odoo.exceptions import UserError

# Which items are matched, how far, and since when: the exposure and the days somebody paid late follow from it.
BELIEVED = frozenset(
    {"debit_move_id", "credit_move_id", "amount", "debit_amount_currency", "credit_amount_currency", "max_date"}
)


class AccountPartialReconcile(models.Model):
    """A matching is made and undone, and never written: its day is the later one of what it matches."""

    _inherit = "account.partial.reconcile"

    # Matchings of a later day are few among many: each exposure looks for them.
    _credit_max_date = models.Index("(max_date)")

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': the day is computed, whatever a client has sent or stored as a default.
        sent = "max_date" in self.default_get(["max_date"]) or any("max_date" in vals for vals in vals_list)
        partials = super().create(vals_list)
        if sent:
            self.env.add_to_compute(self._fields["max_date"], partials)
        return partials

    def write(self, vals):
        # EXTENDS 'account'
        if not self.env.su and BELIEVED & vals.keys():
            raise UserError(
                self.env._(
                    "%(user)s cannot change how journal items are matched. Undo the matching, and match them anew.",
                    user=self.env.user.name,
                )
            )
        return super().write(vals)
