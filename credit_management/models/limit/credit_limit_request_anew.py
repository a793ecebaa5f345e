from odoo import api, fields, models

from ...core.limit import change as changes
from ...core.limit import request as core
from ..common.day import format_moment

ALONE = {"alone_up_to": 0.0, "alone_amount": 0.0, "alone_allowed_by": False, "alone_allowed_on": False}


class CreditLimitRequest(models.Model):
    """A request that was agreed to before its customer's limit was lowered: whoever agreed looks at it again.

    A yes to more credit counts until somebody lowers the limit, by a mass change or in any other way. Where all of it
    was granted and only waits for a condition, it is asked for anew once that is met; the condition stays met.
    """

    _inherit = "credit.limit.request"

    reduced_text = fields.Char(
        string="Lowered Since", compute="_compute_reduced_text", help="That the limit was lowered after it was granted."
    )

    @api.depends_context("lang")
    def _compute_reduced_text(self):
        waiting = self._origin.filtered(lambda request: request.state in core.GRANTED and not request.applied_on)
        reductions = waiting._get_reductions() if waiting else {}
        for request in self:
            moment = reductions.get(request._origin)
            reduced = moment and request._origin._is_reduced_since(moment)
            request.reduced_text = reduced and self.env._(
                "The limit was lowered on %(day)s, after this was granted: once its conditions are met it is decided"
                " on anew.",
                day=format_moment(self.env, moment),
            )

    def _get_reductions(self):
        """When the limit of each of these was lowered last; nothing for requests that ask for less themselves.

        :rtype: dict[credit.limit.request, datetime | None]
        """
        raising = self.filtered(lambda request: request.kind in core.RAISING)
        dated = raising.account_id.sudo()._dated_limits()  # every limit decides, readable or not
        days = {company: company._credit_today() for company in raising.company_id}
        last = {
            account: changes.last_reduction([one for _limit, one in dated[account]], days[account.company_id])
            for account in raising.account_id.sudo()  # as above
        }
        return {
            request: last[request.account_id.sudo()] if request in raising else None  # as above
            for request in self
        }

    def _drop_votes_before(self, moment):
        """The votes of this request without a yes from before the limit was lowered."""
        if not moment:
            return self.vote_ids
        return self.vote_ids.filtered(lambda vote: not vote.agrees or vote.decided_on >= moment)

    def _is_reduced_since(self, moment=None):
        """Whether the limit was lowered after the last decision on this.

        :param moment: when it was lowered last, where that is known
        """
        moment = moment or self._get_reductions()[self]
        return bool(moment and self.decided_on and moment > self.decided_on)

    def _ask_anew(self):
        """Back to who decides, with what was granted as the most that can be."""
        before = self.decided_by
        text = self.env._(
            "The limit of %(partner)s was lowered after %(request)s was granted: decide on it again as it stands now.",
            partner=self.partner_id.sudo().display_name,  # the customer need not be in sight
            request=self.display_name,
        )
        self._check_none_waits()
        self._forget_votes()
        self._set_state(core.ASK_ANEW, decided_by=False, decided_on=False, decision_reason=text, **ALONE)
        self._check_can_pass()
        self._ask_next()
        self.sudo().message_post(  # told by whoever meets the condition
            body=text,
            partner_ids=(self.author_id | before).partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
