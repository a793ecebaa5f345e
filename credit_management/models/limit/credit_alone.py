import math

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount

from ...const import ANALYST
from ..common.day import format_moment
from .credit_authority_lookup import ALONE


class CreditAlone(models.AbstractModel):
    """A document whose amount one person may decide on alone, as far as an authority says so.

    Without such an authority nobody does. With it a hand in the document is no obstacle up to that amount; all else
    that a decision asks for stays: the role, the authority for the amount, what was shown, what was refused before.
    What was decided on alone within the window adds up over the customer's limits, assessments and releases, and the
    document keeps who had allowed how much.
    """

    _name = "credit.alone"
    _description = "Document One Person May Decide On"
    _inherit = ["credit.hands"]

    # Which authority decides (RAISE or RELEASE), and the role beside it.
    _decision = None
    _deciding_role = ANALYST
    # The state in which it waits for approval.
    _waiting_state = ""

    currency_id = fields.Many2one("res.currency")  # of the company, as each model says
    alone_up_to = fields.Monetary(
        string="Allowed Alone",
        readonly=True,
        copy=False,
        groups=ANALYST,
        help="Up to how much one person was allowed to decide on alone, where the one who decided had a hand in it.",
    )
    alone_allowed_by = fields.Many2one("res.users", readonly=True, copy=False, groups=ANALYST)
    alone_allowed_on = fields.Datetime(readonly=True, copy=False, groups=ANALYST)
    alone_amount = fields.Monetary(
        string="Decided Alone",
        readonly=True,
        copy=False,
        groups=ANALYST,
        help="By one person alone, within what the company allows.",
    )
    alone_text = fields.Char(string="One Person", compute="_compute_alone_text", groups=ANALYST)
    obstacle_text = fields.Char(
        string="Why You Cannot Decide",
        compute="_compute_obstacle_text",
        groups=ANALYST,
        help="What keeps you from approving it, and who may.",
    )

    @api.depends("alone_up_to", "alone_allowed_by")
    @api.depends_context("lang", "tz")
    def _compute_alone_text(self):
        for document in self:
            document.alone_text = document._get_alone_text() if document.alone_up_to else False

    @api.depends("state", "hand_ids")
    @api.depends_context("uid", "lang")
    def _compute_obstacle_text(self):
        for document in self:
            document.obstacle_text = document._origin._get_obstacle_text()

    def _get_obstacle_text(self):
        """Why the user has no button to approve it; nothing where there is one, or nothing to approve."""
        if not self or self.state != self._waiting_state:
            return ""
        if self not in self._get_free():
            return self._get_hands_text(self.env.user)
        if not self.env.user.has_group(self._deciding_role):
            return self._get_others_remedy()
        return self._get_authority_obstacle()

    def _get_authority_obstacle(self):
        """Why the authority of the user is not enough to approve it; nothing where it is."""
        raise NotImplementedError

    def _get_alone_text(self):
        return self.env._(
            "Approved by the same person, allowed up to %(amount)s by %(user)s on %(moment)s",
            amount=format_amount(self.env, self.alone_up_to, self.currency_id),
            user=self.sudo().alone_allowed_by.name,  # users of the past, too
            moment=format_moment(self.env, self.alone_allowed_on) or "–",
        )

    # === WHAT A MODEL SAYS === #

    def _measure_alone(self):
        """How much approving each of these decides on: ``{document: amount}``, in the company's currency."""
        raise NotImplementedError

    def _get_alone_before(self, accounts):
        """What was decided on alone in the window beside what the measure counts already: ``{account: amount}``."""
        raise NotImplementedError

    # === ASK === #

    def _get_alone(self):
        # EXTENDS 'credit.hands'
        if not self or not self.env.user.has_group(ANALYST) or not self._is_allowed_any():
            return self.browse()
        allowed = self._ask_alone(self._measure_alone())
        return self.filtered(lambda document: allowed[document] is not None)

    def _is_allowed_any(self):
        """Whether the user decides alone on anything here: asked first, for mostly nobody does."""
        companies = self.sudo().account_id.company_id  # an authority out of sight is one, too
        user = self.env.user
        return bool(self.env["credit.authority"]._read_granted(user, companies, ALONE)[user])

    def _ask_alone(self, amounts):
        """The authority by which the user decides on each of these alone; None where there is none.

        :param amounts: {document: amount}
        :return: {document: core.limit.authority.Authority | None}
        """
        accounts = self.sudo().account_id  # it decides, readable or not
        found = self.env["credit.authority"]._lookup(self.env.user, accounts, ALONE)
        if not any(found.values()):
            return dict.fromkeys(self)
        before, allowed = self._get_alone_before(accounts), {}
        for document in self:
            account = document.sudo().account_id  # see above
            authority = found[self.env.user, account]
            needed = amounts[document] + before.get(account, 0.0)
            needed = needed if needed == math.inf else account.currency_id.round(needed)
            allowed[document] = authority if authority is not None and authority.covers(needed) else None
        return allowed

    def _check_alone(self, amount):
        """Refuse to decide on one's own document where that is for more than is allowed alone.

        :param amount: of this decision, in the company's currency
        :return: the values that keep on record by whom it was allowed; none where a second person decides
        """
        self.ensure_one()
        user = self.env.user
        if user.id == SUPERUSER_ID or user not in self._get_hands()[self]:
            return {}
        authority = self._ask_alone({self: amount})[self]
        if authority is None:
            raise AccessError(self._get_hands_text(user))
        granted = self.env["credit.authority"].sudo().browse(authority.source)  # who allowed it is no secret
        return {
            "alone_up_to": authority.amount,
            "alone_allowed_by": granted.own_allowed_by.id,
            "alone_allowed_on": granted.own_allowed_on,
            "alone_amount": amount,
        }

    # === WHO ELSE === #

    def _get_others_entitled(self):
        """Who else may approve it, those with the smallest authority first; the user is none of them."""
        document = self.sudo()  # whom to ask is no secret
        people = self.env["credit.authority"]._entitled(
            document.account_id, self._get_needed(), self._decision, document._may_lend
        )
        people &= self.env["res.users"]._credit_with_role(self._deciding_role)
        return people - self._get_hands()[self] - self.env.user

    def _get_hands_remedy(self):
        # EXTENDS 'credit.hands'
        return self._get_others_remedy()

    def _get_others_remedy(self):
        """The sentence that says who else may approve it, or how somebody comes to."""
        if others := self._get_others_entitled():
            return self.env._("%(people)s may.", people=self._list_people(others))
        return self.env._(
            "Nobody else may approve up to %(amount)s: invite a credit manager, or let one person decide alone on that"
            " much under Credit → Configuration → Authorities.",
            amount=self._format_needed(),
        )

    def _list_people(self, people):
        names = people[:3].mapped("name")
        return ", ".join(names) + (" …" if len(people) > len(names) else "")

    def _format_needed(self):
        needed = self._get_needed()
        return self.env._("any amount") if needed == math.inf else format_amount(self.env, needed, self.currency_id)
