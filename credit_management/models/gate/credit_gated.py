from odoo import models
from odoo.exceptions import UserError

from ...core.policy.policy import CHANGE, DELIVERY, decide, decide_all
from .decided import Decided


class CreditGated(models.AbstractModel):
    """A document that the policy decides on: an order, a customer invoice."""

    _name = "credit.gated"
    _description = "Document at the Credit Gate"

    # The attribute of an error that tells, by id, what was decided on the documents it stops.
    _credit_told_as = ""

    def _credit_stake(self):
        """State of the document that a decision rests on: when it differs, the decision is void."""
        raise NotImplementedError

    # === DECISIONS === #

    def _credit_decide(self, checkpoint, claim=False, together=True):
        """Decisions of the policy in force on these documents as they stand.

        :param checkpoint: one of core.policy.policy.CHECKPOINTS
        :param claim: whether a document is about to become firm; parallel decisions then wait
        :param together: whether what passes counts against the next one of the same customer
        :return: {document: core.policy.policy.Decision}, without those that nobody has to decide on
        """
        decisions = {}
        for root, documents in self.grouped(lambda document: document.company_id._credit_root()).items():
            today = root._credit_today()  # once: at midnight facts and policy would be of two days
            policy = self.env["credit.policy"]._in_force(root, today)
            if rules := policy.rules_at(checkpoint):
                facts = self.env["credit.order.facts"]._collect(
                    documents, rules, policy, today, claim, growing=checkpoint in (CHANGE, DELIVERY)
                )
                judged = (
                    decide_all(list(facts.values()), policy, checkpoint)
                    if together
                    else [decide(known, policy, checkpoint) for known in facts.values()]
                )
                decisions |= dict(zip(facts, judged, strict=True))
        return decisions

    def _credit_require(self, checkpoint):
        """Raise one clear error when the policy blocks one of these documents.

        :return: what was decided on those that pass
        """
        # A decision so far was about the order; whether its goods may leave is another question.
        pending = self if checkpoint == DELIVERY else self._credit_undecided()
        decisions = pending._credit_decide(checkpoint, claim=True)
        if blocked := {document: decision for document, decision in decisions.items() if decision.blocked}:
            explanation = self.env["credit.explanation"]
            error = UserError("\n".join(explanation._refusal(*refused, checkpoint) for refused in blocked.items()))
            # Who stands above the gate may put them on hold instead. An attribute: the web client knows no subclass.
            setattr(error, self._credit_told_as, {document.id: decision for document, decision in blocked.items()})
            raise error
        return decisions

    # === WHAT HAS BEEN DECIDED === #

    def _credit_undecided(self):
        """Documents among these on which this very call has not decided, or that have changed since."""
        decided = Decided.of(self.env)
        return self.filtered(lambda document: not decided.holds(document))

    def _credit_with_decided(self, passed):
        """These records, knowing that those that passed have been decided on."""
        return self.with_context(credit_decided=Decided.of(self.env).including(passed))
