from odoo import models


class CreditVoted(models.AbstractModel):
    """A document whose ``vote_ids`` are the decisions on its steps of approval: see ``credit.vote``."""

    _name = "credit.voted"
    _description = "Document Voted On"

    def _add_vote(self, place, seat, agrees, reason=""):
        """Write down who decided on which step, and for whom."""
        votes = self._fields["vote_ids"]
        self.env[votes.comodel_name].sudo().create(  # nobody writes decisions but the buttons
            {
                votes.inverse_name: self.id,
                "step": place + 1,
                "user_id": self.env.uid,
                "seat_id": seat.id,
                "agrees": agrees,
                "reason": reason,
                "standing": True,
            }
        )
        text = self.env._("agrees to step %d", place + 1) if agrees else self.env._("refuses step %d", place + 1)
        who = self.env.user.name
        if seat != self.env.user:
            who = self.env._("%(user)s for %(absent)s", user=who, absent=seat.sudo().name)  # whose seat is no secret
        # The log is told by whoever decides.
        self.sudo()._message_log(body=f"{who} {text}.", author_id=self.env.user.partner_id.id)

    def _forget_votes(self):
        """What was decided on before does not count for what is submitted anew."""
        self.sudo().vote_ids.write({"standing": False})  # nobody writes decisions but the buttons
