from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...const import ANALYST, LIMIT_BATCH_ACTIVITY
from ...core.limit import approval as core
from ...core.limit import mass_since
from ...sql.limit import mass as mass_sql
from ..common.text import in_sentence, stripped


class CreditLimitBatch(models.Model):
    """From preview to decision: proposed by one person, decided on by others as it was seen, or not at all."""

    _inherit = "credit.limit.batch"

    # === ASK === #

    def action_submit(self):
        """Ask those who decide; it stays as it is from now on."""
        self._check_working()
        self._check_state("previewed")
        for batch in self:
            if not stripped(batch.reason):
                raise UserError(self.env._("Say why these limits change: those who decide read it."))
            batch._add_hands()
            batch._claim()
            batch._check_as_previewed()
            batch._forget_votes()
            batch._keep_needs(batch._measure_needs())
            batch._check_can_pass()
            batch._credit_by_method().write(
                {"state": "submitted", "submitted_on": fields.Datetime.now(), "decision_reason": False}
            )
            batch._ask_next()
        return True

    # === DECIDE === #

    def action_approve(self):
        """Agree to every customer that is left in it; the last yes lets all of it hold at once."""
        self._check_deciding()
        self._check_shown()
        for batch in self:
            batch._approve()
        return True

    def _approve(self):
        self._claim()
        self._check_as_previewed()
        needs = self._measure_needs()
        case, people = self._prepare_case(needs)
        place, seat = self._check_seat(case, people)
        self._check_own_customers(self.env.user | seat)
        self._check_refused_before(seat)
        self._keep_needs(needs)
        self._add_vote(place, seat, agrees=True)
        if self._get_outcome(case, people, core.Vote(place, self.env.uid, seat.id, agrees=True)) != core.PASSED:
            self._ask_next()
            return
        self._set_decided("approved")
        self._apply()

    def action_open_refuse(self):
        """Ask why."""
        return self._open_refuse(self.env["credit.limit.batch.line"])

    def action_refuse(self, reason):
        """A no to the whole batch; of a committee it counts with the others.

        :param str reason: who proposed it reads it
        """
        self._check_deciding()
        self._check_shown()
        if not stripped(reason):
            raise UserError(self.env._("Say why: who proposed it reads this."))
        for batch in self:
            batch._claim_rows()
            case, people = batch._prepare_case()
            place, _state = core.open_step(case, people)
            seat = self.env.user
            if place is not None and case.steps[place].members:
                place, seat = batch._check_seat(case, people)
            batch._check_own_lowered(self.env.user | seat)
            batch._add_vote(place or 0, seat, agrees=False, reason=reason)
            vote = core.Vote(place or 0, self.env.uid, seat.id, agrees=False)
            if place is not None and batch._get_outcome(case, people, vote) == core.OPEN:
                batch._ask_next()
                continue
            batch._set_decided("refused", reason)
            batch._mark_refused(SQL("TRUE"), reason)
            batch._tell_author(self.env._("Refused: %s", reason))
        return True

    def _refuse_lines(self, lines, reason):
        """Leave customers out; what was decided on the others before stands, for it has become less."""
        self._claim_rows()
        lines = lines.filtered(lambda line: not line.left_out and not line.refused_on)
        if not lines:
            raise UserError(
                self.env._("These customers are left out of %s already: choose some that change.", self.display_name)
            )
        self._check_own_lowered(self.env.user, lines)
        self._mark_refused(SQL("id = ANY(%s)", lines.ids), reason)
        changing = self._read_lines()[0]
        if not changing:
            raise UserError(self.env._("No customer would be left: refuse the batch as a whole instead."))
        totals = self._get_totals(changing) | {"count_out": self.count_out}
        token = mass_since.token(changing, self._to_formula())
        self._credit_by_method().write({**totals, "token": token})
        self._keep_needs(self._measure_needs())
        names = self._list_names(lines.account_id.sudo())  # of a batch that is read as a whole
        # The log is told by whoever decides.
        self.sudo()._message_log(
            body=self.env._("%(names)s left out: %(reason)s", names=names, reason=reason),
            author_id=self.env.user.partner_id.id,
        )

    def _mark_refused(self, which, reason):
        """Keep on each line that it was refused, by whom and why."""
        lines = self.env["credit.limit.batch.line"].sudo()  # the system's, whoever decides
        lines.flush_model()
        query = SQL(
            "UPDATE credit_limit_batch_line SET refused_by = %s, refused_on = %s, refusal = %s"
            " WHERE batch_id = %s AND left_out IS NULL AND refused_on IS NULL AND %s",
            self.env.uid, fields.Datetime.now(), reason, self.id, which,
        )  # fmt: skip
        self.env.cr.execute(query)
        lines.invalidate_model()

    def _open_refuse(self, lines):
        batch = self[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Leave Out") if lines else self.env._("Refuse the Batch"),
            "res_model": "credit.limit.batch.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_batch_id": batch.id,
                "default_line_ids": lines.ids,
                "default_is_of_lines": bool(lines),
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    # === CHECKS === #

    def _check_state(self, state):
        for batch in self:
            if batch.state != state:
                raise UserError(
                    self.env._(
                        "%(batch)s is %(state)s, so this cannot be done. Open it again to see it as it stands.",
                        batch=batch.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[batch.state]
                        ),
                    )
                )

    def _check_deciding(self):
        """Only what is submitted, only by those who decide on limits, and never by who had a hand in it."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%(user)s cannot decide on credit limits. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")
        self._check_state("submitted")
        self._check_hands()

    def _check_as_previewed(self):
        """Refuse where a customer is not as it was previewed: nothing of the batch is decided on then."""
        lines, _unlimited = self._read_lines()
        if not lines or mass_since.token(lines, self._to_formula()) != self.token:
            raise UserError(self.env._("%s is not as it was previewed: preview it again.", self.display_name))
        if changed := self._find_changed(lines):
            remedy = self.env._("Preview it again.")
            if self.state == "submitted":  # who previews it does not decide on it
                remedy = self.env._("Leave them out under Changed Since, or let who proposed it preview it again.")
            raise UserError(
                self.env._(
                    "%(count)d of the %(total)d customers have changed since the preview (%(names)s): nothing is"
                    " changed. %(remedy)s",
                    count=len(changed),
                    total=len(lines),
                    names=self._list_names(self.env["credit.account"].browse(sorted(changed))),
                    remedy=remedy,
                )
            )

    def _find_changed(self, lines):
        """The ids of the accounts that are not as they were previewed.

        :param lines: core.limit.mass_row.Line of each customer that changes
        """
        today = self.company_id._credit_today()
        rows = self._read_rows([line.account_id for line in lines])
        over = {line.account_id for line in lines if line.new_valid_to and line.new_valid_to < today}
        return over | set(mass_since.changed_since(lines, rows.values(), self._to_formula().kind))

    def _claim(self):
        """Let what decides on these limits, and on this batch, pass one after the other."""
        self._claim_rows()
        self.env["credit.limit.batch.line"].flush_model()
        self.env.cr.execute(mass_sql.claim_accounts(self.id))

    # === TRANSITIONS === #

    def _set_decided(self, state, reason=False):
        self._credit_by_method().write(
            {
                "state": state,
                "decided_by": self.env.uid,
                "decided_on": fields.Datetime.now(),
                "decision_reason": reason,
            }
        )
        self._credit_close_activities(LIMIT_BATCH_ACTIVITY)

    @api.model
    def _get_outcome(self, case, people, vote):
        """How all steps stand once somebody has said this, too."""
        return core.open_step(replace(case, votes=(*case.votes, vote)), people)[1]

    def _ask_next(self):
        """Give the to-do to who may decide on the step that waits."""
        self._credit_close_activities(LIMIT_BATCH_ACTIVITY)
        self._credit_by_method().write({"waiting_since": self.company_id._credit_today(), "reminded_on": False})
        if user := (self._get_able() - self.env.user)[:1]:
            self._ask(user)

    def _get_able(self):
        # EXTENDS 'credit.nudged'
        return self._get_entitled(*self._prepare_case())

    def _ask(self, user):
        # EXTENDS 'credit.nudged'
        user = user.sudo()  # whom to ask is no secret
        words = self.with_context(lang=user.lang)
        self.sudo().activity_schedule(  # the to-do is theirs
            LIMIT_BATCH_ACTIVITY, user_id=user.id, summary=words.env._("Approve or refuse: %s", words.display_name)
        )

    def _tell_author(self, body):
        self.sudo().message_post(  # told by whoever decides
            body=body, partner_ids=self.author_id.partner_id.ids, author_id=self.env.user.partner_id.id
        )
