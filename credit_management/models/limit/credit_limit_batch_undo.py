from odoo import fields, models
from odoo.exceptions import UserError


class CreditLimitBatch(models.Model):
    """A batch is undone by another one, which others decide on as on any; a refused one is proposed anew as a copy."""

    _inherit = "credit.limit.batch"

    can_undo = fields.Boolean(compute="_compute_can_undo")

    def _compute_can_undo(self):
        for batch in self:
            taken = batch.counter_ids.filtered(lambda counter: counter.state != "refused")
            batch.can_undo = batch.state == "approved" and batch.formula != "undo" and not taken

    def action_undo(self):
        """Preview the batch that gives every customer the limit it had, as far as nothing else was decided since."""
        self.ensure_one()
        self._check_working()
        self._check_state("approved")
        if not self.can_undo:
            raise UserError(
                self.env._(
                    "%(batch)s is taken back by %(counter)s already.",
                    batch=self.display_name,
                    counter=self.counter_ids[:1].display_name,
                )
                if self.counter_ids
                else self.env._("%s takes another one back: make a new mass change.", self.display_name)
            )
        self._claim_rows()
        values = {
            "company_id": self.company_id.id,
            "formula": "undo",
            "counter_of_id": self.id,
            "reason": self.env._("Takes back %s.", self.name),
        }
        counter = self._credit_by_method().create(values).with_env(self.env)
        counter._add_hands()
        counter._preview()
        return counter.get_formview_action()

    def _copy_refused(self):
        """A new batch of the same choices; who worked on the refused one has a hand in it, too."""
        batch = self._credit_by_method().create(self._prepare_copy()).with_env(self.env)
        hands = [fields.Command.link(user.id) for user in self.sudo().hand_ids]  # users of the past, too
        batch._credit_by_method().write({"hand_ids": hands})
        return batch

    def _prepare_copy(self):
        [values] = self.with_context(active_test=False).copy_data({"author_id": self.env.uid})
        return values | {"counter_of_id": self.counter_of_id.id}
