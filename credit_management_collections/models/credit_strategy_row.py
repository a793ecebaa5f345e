from odoo import api, models


class CreditStrategyRow(models.AbstractModel):
    """A row of a strategy: whoever may write the strategy writes it, and the log of the strategy says so."""

    _name = "credit.strategy.row"
    _description = "Row of a Strategy"
    _inherit = ["credit.finite", "credit.single"]

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_may_write()
        for row in rows:
            row._tell(self.env._("Added: %s", row.display_name))
        return rows

    def write(self, vals):
        self._check_may_write()
        before = {row: row.display_name for row in self}
        done = super().write(vals)
        self._check_may_write()
        for row, former in before.items():
            row._tell(self.env._("Changed: %(before)s → %(after)s", before=former, after=row.display_name))
        return done

    def unlink(self):
        self._check_may_write()
        for row in self:
            row._tell(self.env._("Removed: %s", row.display_name))
        return super().unlink()

    def _check_may_write(self):
        """A row of what all companies share is shared as well."""
        self.strategy_id.check_access("write")
        self.strategy_id._check_may_share()

    def _tell(self, text):
        # The log is told by whoever writes the row.
        self.strategy_id.sudo()._message_log(body=text, author_id=self.env.user.partner_id.id)
