import math
from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...const import ANALYST
from ...core.limit import approval as core
from ...core.limit import mass_rise
from ...core.limit.authority import weakest
from .credit_authority_lookup import RAISE

UNLIMITED = -1  # JSON has no infinity


class CreditLimitBatch(models.Model):
    """Who decides on a batch: authority for every customer's rise, and as many people as the strictest step says.

    All rises together count as one amount for the steps: else many small ones would pass one person.
    """

    _inherit = "credit.limit.batch"

    needs = fields.Json(
        readonly=True, copy=False, groups=ANALYST, help="The rises that decide who may approve it, when submitted."
    )
    vote_ids = fields.One2many(
        "credit.limit.batch.vote", "batch_id", string="Decisions", readonly=True, copy=False, groups=ANALYST
    )
    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_can_decide",
        help="You may decide on the step that waits: you had no hand in it, and your authority or seat is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    obstacle_text = fields.Char(
        string="Why You Cannot Decide",
        compute="_compute_can_decide",
        help="What keeps you from approving it, and who may.",
    )
    step_text = fields.Char(
        string="Step", compute="_compute_step_text", help="How many of the decisions it takes are there."
    )
    waits_for = fields.Char(compute="_compute_step_text", help="Who may decide on the step that waits.")

    # === COMPUTE === #

    @api.depends("state", "hand_ids", "needs")
    @api.depends_context("uid", "lang")
    def _compute_can_decide(self):
        for batch in self:
            batch.can_decide, batch.can_refuse, batch.obstacle_text = batch._origin._get_say()

    def _get_say(self):
        """Whether the user may approve it, and refuse it, and why not."""
        if self.state != "submitted" or not self.env.user.has_group(ANALYST):
            return False, False, False
        if self.env.user in self._get_hands()[self]:
            return False, False, self._get_hands_text(self.env.user)
        case, people = self._prepare_case()
        seat, obstacle = core.seat_of(case, self.env.uid, people)
        return bool(seat), True, self._describe_obstacle(obstacle, case) if obstacle else False

    @api.depends("state", "needs")
    @api.depends_context("lang")
    def _compute_step_text(self):
        for batch in self:
            batch.step_text = batch.waits_for = False
            if batch.state == "submitted" and batch._origin:
                case, people = batch._origin._prepare_case()
                agreed = sum(vote.agrees for vote in core.standing_votes(case, people))
                needed = sum(step.needed for step in case.steps)
                batch.step_text = self.env._("%(agreed)d of %(needed)d", agreed=agreed, needed=needed)
                batch.waits_for = batch._list_people(batch._get_entitled(case, people)) or self.env._("Nobody")

    def _search_can_decide(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        waiting = self.search([("state", "=", "submitted")])
        return Domain("id", "in", waiting.filtered("can_decide").ids)

    # === MEASURE === #

    def _measure_needs(self):
        """What approving it today takes, by the limits as they stand."""
        company = self.company_id._credit_root()
        today, window = company._credit_today(), company.credit_authority_window
        since = fields.Datetime.now() - timedelta(days=window)
        lines, unlimited = self._read_lines()
        raised = mass_rise.rises(lines, unlimited, self._read_dated(), today, window, since)
        rungs = self.env["credit.approval.rung"]._get_rungs(company.id)
        thresholds = {rung.above for some in rungs for rung in some}
        return mass_rise.needs(raised, self._read_authority_keys(), thresholds, self.currency_id.round)

    def _read_authority_keys(self):
        """What decides on authority over each account beside the amount: its grade, and the class that stood before."""
        self.env["credit.account"].flush_model(["grade_id", "authority_class", "graded_by"])
        query = SQL(
            """
            SELECT account.id, account.grade_id, account.authority_class, account.graded_by
              FROM credit_account account
              JOIN credit_limit_batch_line line ON line.account_id = account.id
             WHERE line.batch_id = %s
            """,
            self.id,
        )
        return {id_: tuple(key) for id_, *key in self.env.execute_query(query)}

    def _keep_needs(self, needs):
        def plain(amount):
            return UNLIMITED if amount == math.inf else amount

        rises = [[account_id, plain(amount)] for account_id, amount in needs.rises]
        self._credit_by_method().write({"needs": {"rises": rises, "total": plain(needs.total)}})

    def _get_needs(self):
        """What it took when it was measured last."""
        kept = self.sudo().needs or {"rises": [], "total": 0}  # it decides, readable or not

        def amount(value):
            return math.inf if value == UNLIMITED else value

        rises = tuple((account_id, amount(value)) for account_id, value in kept["rises"])
        return mass_rise.Needs(rises, amount(kept["total"]))

    # === CASE === #

    def _prepare_case(self, needs=None):
        """The batch as it waits, and the people who may decide on it today, as plain data.

        :param needs: what it takes; as measured last when left out
        """
        self.ensure_one()
        batch = self.sudo()  # it decides, readable or not
        needs = batch._get_needs() if needs is None else needs
        steps = batch._get_steps(needs)
        votes = batch.vote_ids.filtered(lambda vote: vote.standing and vote.step <= len(steps))
        able = batch._get_candidates()  # a yes of who decides on no credit any more is none
        votes = votes.filtered(lambda vote: not vote.agrees or (vote.user_id | vote.seat_id) <= able)
        said = tuple(vote._to_core() for vote in batch._drop_own_votes(votes))
        case = core.Case(steps, needs.largest, frozenset(batch._get_hands()[batch].ids), said)
        people = batch._prepare_people(needs)
        if core.open_step(case, people)[1] == core.PASSED:
            # It takes fewer people than agreed when more was in it: one more says yes to what is left.
            case = replace(case, steps=(*steps, core.Step()))
        return case, people

    def _get_steps(self, needs):
        """The strictest steps: of every customer's rise, and of all rises together."""
        rungs, accounts = self.env["credit.approval.rung"], self.env["credit.account"]
        there = accounts.browse(id_ for id_, _raised in needs.rises).exists()
        found = [core.ONE_PERSON]
        for account_id, raised in needs.rises:
            if (account := accounts.browse(account_id)) in there:
                found += [rungs._get_steps(account, raised), rungs._get_steps(account, needs.total)]
        return max(found, key=lambda steps: (sum(step.needed for step in steps), len(steps)))

    def _prepare_people(self, needs):
        company = self.company_id._credit_root()
        candidates = self._get_candidates()
        accounts = self.env["credit.account"].browse(id_ for id_, _raised in needs.rises).exists()
        authorities = self.env["credit.authority"]
        own = authorities._lookup(candidates, accounts, RAISE)
        lent = {}
        for (_user, account), found in authorities._lookup_lent(candidates, accounts, RAISE).items():
            for authority in found:
                of_lender = lent.setdefault(authority.lent_by, {})
                of_lender[account.id] = weakest((of_lender.get(account.id, authority), authority))
        people = {
            user.id: mass_rise.over_all({account.id: own[user, account] for account in accounts}, needs)
            for user in candidates
        }
        for lender, of_accounts in lent.items():
            people[lender] = people.get(lender) and mass_rise.over_all(of_accounts, needs)
        standing_in = self.env["credit.absence"]._read_lent(candidates, company)
        today = company._credit_today()
        absences = tuple(
            core.Absence(lender.id, user.id, today, today)
            for user in candidates
            for lender in standing_in.get((user, company), ())
        )
        return core.People(today, {id_: one for id_, one in people.items() if one is not None}, absences)

    def _get_candidates(self):
        """Everybody who decides on limits in the entity."""
        users = self.env["res.users"]
        return self.env["credit.authority"]._deciders(self.company_id._credit_root()) & users._credit_with_role(ANALYST)

    def _get_entitled(self, case, people):
        """Who may decide on the step that waits, those with the smallest authority first; who is absent last."""
        users = self.env["res.users"].sudo()  # whom to ask is no secret
        able = users.browse(core.entitled(case, self._get_candidates().ids, people))
        there = able._credit_there(self.company_id._credit_root())
        return there | (able - there)

    def _list_people(self, people):
        names = people[:3].sudo().mapped("name")  # whom to ask is no secret
        return ", ".join(names) + (" …" if len(people) > len(names) else "")

    # === VOTES === #

    def _check_seat(self, case, people):
        """For whom the user decides on the step that waits.

        :return: the step, counted from 0, and the user whose seat it is
        """
        seat, obstacle = core.seat_of(case, self.env.uid, people)
        if obstacle:
            raise AccessError(self._describe_obstacle(obstacle, case))
        return core.open_step(case, people)[0], self.env["res.users"].browse(seat)

    def _get_hands_remedy(self):
        # EXTENDS 'credit.hands'
        entitled = self._get_entitled(*self._prepare_case()) - self.env.user
        return self.env._("%s may.", self._list_people(entitled)) if entitled else self._get_nobody_text()

    def _get_nobody_text(self):
        return self.env._(
            "Nobody is left who may decide on it: ask an administrator to name somebody under Approval Steps or"
            " Authorities."
        )

    def _describe_obstacle(self, obstacle, case):
        """Why the user does not decide on the step that waits, and who may."""
        values = {"user": self.env.user.name, "batch": self.display_name, "remedy": self._get_hands_remedy()}
        texts = {
            core.HANDS: self.env._("The person for whom %(user)s acts had a hand in %(batch)s. %(remedy)s", **values),
            core.TWICE: self.env._(
                "%(user)s has decided on a step of %(batch)s already, or for somebody. %(remedy)s", **values
            ),
            core.NOT_A_MEMBER: self.env._(
                "%(user)s is no member of the committee that decides on %(batch)s now. %(remedy)s", **values
            ),
            core.DONE: self.env._(
                "%(batch)s waits for nobody any more. Open it again to see it as it stands.", **values
            ),
            core.AUTHORITY: self.env._(
                "%(batch)s raises single limits by up to %(amount)s in %(days)d days, which is more than %(user)s may"
                " for some of the customers. %(remedy)s",
                amount=self.env["credit.limit"]._get_amount_text(case.increase, self.currency_id),
                days=self.company_id._credit_root().credit_authority_window,
                **values,
            ),
        }
        if obstacle == core.HANDS and self.env.user in self._get_hands()[self]:
            return self._get_hands_text(self.env.user)
        return texts[obstacle]

    def _check_can_pass(self):
        """Refuse to submit what nobody can decide on."""
        case, people = self._prepare_case()
        if not core.can_pass(case, frozenset(self._get_candidates().ids), people):
            raise UserError(self._get_nobody_text())
