from odoo import models

from ...core.limit import approval as core
from ...core.limit.authority import weakest


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

    def _drop_lost_votes(self, votes, hands):
        """These votes without the yes of who has a hand in it by now, or decides on no credit here any more.

        Asked until the last yes; what was granted stays granted.
        """
        agreed = votes.filtered("agrees")
        if not agreed:
            return votes
        people = agreed.user_id | agreed.seat_id
        lost = (people & hands) | (people - self._get_candidates())
        return votes - agreed.filtered(lambda vote: (vote.user_id | vote.seat_id) & lost)

    # === PEOPLE, OF A DOCUMENT ABOUT ONE CUSTOMER === #

    def _prepare_people(self):
        """Who may decide so much of each customer today, and who stands in for whom with the authority."""
        companies = self.company_id._credit_roots()
        candidates = {company: self._get_candidates_of(company) for company in companies}
        users, accounts = self.env["res.users"].union(*candidates.values()), self.account_id
        authorities = self.env["credit.authority"]
        own = authorities._lookup(users, accounts, self._decision)
        lent = authorities._lookup_lent(users, accounts, self._decision)
        standing_in = self.env["credit.absence"]._read_lent(users, companies)
        people = {}
        for request in self:
            company, account, today = request._get_root(), request.account_id, request.company_id._credit_today()
            found = {user.id: own[user, account] for user in candidates[company]}
            for user in candidates[company]:
                for authority in lent.get((user, account), ()):
                    found[authority.lent_by] = weakest((found.get(authority.lent_by), authority))
            absences = tuple(
                core.Absence(lender.id, user.id, today, today)
                for user in candidates[company]
                for lender in standing_in.get((user, company), ())
            )
            people[request] = core.People(today, {id_: one for id_, one in found.items() if one is not None}, absences)
        return people

    def _get_root(self):
        return self.company_id._credit_root()

    def _get_candidates_of(self, company):
        return self.env["credit.authority"]._deciders(company) & self.env["res.users"]._credit_with_role(
            self._deciding_role
        )

    def _get_candidates(self):
        """Everybody who decides on limits in the company."""
        return self._get_candidates_of(self.company_id)

    def _get_entitled(self, case, people, candidates=None):
        """Who may decide on the step that waits, those with the smallest authority first; who is absent last.

        :param candidates: who decides on limits in the company, where they are known
        """
        users = self.env["res.users"].sudo()  # whom to ask is no secret
        candidates = self._get_candidates() if candidates is None else candidates
        able = users.browse(core.entitled(case, candidates.ids, people))
        there = able._credit_there(self.company_id._credit_root())
        return there | (able - there)
