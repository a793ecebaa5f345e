from odoo import models
from odoo.exceptions import UserError

# Refusals told one by one; of more only how many there are.
TOLD = 5


class CreditAlone(models.AbstractModel):
    """Decisions on a selection."""

    _inherit = "credit.alone"

    def _decide_each(self, sentence, method):
        """Decide on one after the other; what is refused leaves the others as decided.

        :param sentence: what has been done, with a place for the number
        :param method: the decision, which checks for itself
        """
        if not self:
            raise UserError(self.env._("None of these is waiting for that. Choose others."))
        done, left = 0, []
        for document in self.sorted("id"):
            try:
                with self.env.cr.savepoint():
                    getattr(document, method)()
                done += 1
            except UserError as refusal:
                left.append(str(refusal))
        message = sentence % done
        if left:
            told = " ".join(dict.fromkeys(left[:TOLD]))
            message += " " + self.env._("Left out: %(count)d. %(reasons)s", count=len(left), reasons=told)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "sticky": bool(left),
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
