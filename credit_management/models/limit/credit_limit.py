from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from ...const import ANALYST, MANAGER, ROLES
from ..common.text import day_of, stripped

# Fields the second pair of eyes looks at: changing one makes the user author of the proposal.
PROPOSED = {"account_id", "kind", "amount", "unlimited", "valid_from", "valid_to"}


class CreditLimit(models.Model):
    """One dated component of an account's credit limit.

    The limit in force is never stored: ``_effective`` adds up the components that count on a
    day. Nothing has to run at midnight for a limit to begin or to expire.
    """

    _name = "credit.limit"
    _description = "Credit Limit"
    _inherit = ["credit.decided", "credit.refused"]
    _deleted_states = ()
    _order = "valid_from desc, id desc"

    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("base", "Base"), ("temporary", "Temporary")],
        required=True,
        default="base",
        help="A base limit replaces the one before it. A temporary one is added on top while it lasts.",
    )
    amount = fields.Monetary()
    unlimited = fields.Boolean(help="No ceiling at all. Zero, by contrast, grants nothing.")
    amount_text = fields.Char(string="Limit", compute="_compute_amount_text")
    valid_from = fields.Date(required=True, default=lambda self: self.env.company._credit_today())
    valid_to = fields.Date(help="The last day of this limit. Empty for no end.")
    origin = fields.Selection(
        [
            ("request", "Request"),
            ("assessment", "Assessment"),
            ("migration", "Migration"),
            ("merge", "Merged Customer"),
        ],
        required=True,
        default="request",
        readonly=True,
        copy=False,
    )
    reason = fields.Text(required=True, groups=ANALYST)
    end_reason = fields.Text(string="Reason of End", readonly=True, copy=False, groups=ANALYST)
    state = fields.Selection(
        [
            ("draft", "Taken Back"),
            ("proposed", "Proposed"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
        index=True,
    )
    counts = fields.Boolean(
        readonly=True,
        copy=False,
        help="Takes part in the effective limit between its dates: approved, and neither withdrawn before its"
        " first day nor brought here from a merged customer.",
    )
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Decided on", readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False, help="When it was decided that this limit ends early.")
    agreed_to = fields.Date(
        string="Agreed Until", readonly=True, copy=False, help="Its last day until it was ended. Empty for no end."
    )
    can_take_back = fields.Boolean(compute="_compute_can_take_back")
    can_end = fields.Boolean(compute="_compute_can_end")

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "A limit cannot be negative.")
    _unlimited_is_base = models.Constraint(
        "CHECK (unlimited IS NOT TRUE OR kind = 'base')", "Only a base limit can be unlimited."
    )
    _dates_in_order = models.Constraint(
        "CHECK (valid_to >= valid_from OR state = 'ended')", "The last day of a limit cannot be before its first."
    )
    _counts_once_approved = models.Constraint(
        "CHECK (counts IS NOT TRUE OR (state IN ('approved', 'ended') AND approver_id IS NOT NULL))",
        "Only an approved limit counts.",
    )
    _approver_is_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'ended') OR approver_id <> author_id)", "Nobody approves an own proposal."
    )
    _counting_idx = models.Index("(account_id, kind, valid_from) WHERE counts IS TRUE")

    # === COMPUTE === #

    @api.depends("amount", "unlimited", "currency_id")
    @api.depends_context("lang")
    def _compute_amount_text(self):
        for limit in self:
            currency = limit.currency_id or self.env.company.currency_id
            amount = self.env._("Unlimited") if limit.unlimited else format_amount(self.env, limit.amount, currency)
            limit.amount_text = amount

    @api.depends("kind", "amount_text", "valid_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for limit in self:
            limit.display_name = self.env._(
                "%(kind)s limit %(amount)s from %(day)s",
                kind=kinds.get(limit.kind, ""),
                amount=limit.amount_text,
                day=format_date(self.env, limit.valid_from),
            )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_end(self):
        manager = self.env.user.has_group(MANAGER)
        for limit in self:
            limit.can_end = manager and limit.state == "approved"

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | PROPOSED | {"reason"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return PROPOSED

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "kind", "amount_text", "valid_from", "valid_to", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Approve, Refuse, Take back or End instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a proposal and let another person approve it.")

    def _get_decided_text(self):
        if self.state == "proposed":
            return self.env._(
                "%(limit)s of %(partner)s is proposed and stays as it is. Take it back to change it.",
                limit=self.display_name,
                partner=self.partner_id.display_name,
            )
        return self.env._(
            "%(limit)s of %(partner)s is decided and stays as it is. Propose a new limit that replaces it.",
            limit=self.display_name,
            partner=self.partner_id.display_name,
        )

    def _get_kept_text(self):
        return self.env._(
            "%(limit)s of %(partner)s stays on record. Refuse it, or let a credit manager end it once it is approved.",
            limit=self.display_name,
            partner=self.partner_id.display_name,
        )

    # === ACTIONS === #

    def action_approve(self):
        """Make proposals effective, from today at the earliest: what is past is not rewritten."""
        self._check_deciding()
        self._check_shown()
        self._check_refused_before()
        self.account_id._claim_limits()
        for limit in self:
            limit._check_authority(limit._measure_increase())
            today = limit.company_id._credit_today()
            if limit.valid_to and limit.valid_to < today:
                raise UserError(
                    self.env._(
                        "%(limit)s of %(partner)s would be over since %(day)s. Choose a later last day first.",
                        limit=limit.display_name,
                        partner=limit.partner_id.display_name,
                        day=format_date(self.env, limit.valid_to),
                    )
                )
            limit._set_approved(max(limit.valid_from, today))
        self.account_id._mirror_limit()
        return True

    def action_refuse(self):
        """Turn proposals down; who had a hand in them withdraws them the same way."""
        own = self.filtered(lambda limit: self.env.user in limit.sudo()._get_authors())  # users of the past, too
        (self - own)._check_deciding()
        self._check_shown()
        own._check_state("proposed")
        self._set_refused()
        return True

    def action_open_end(self):
        """Ask for the last day and the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End Limit"),
            "res_model": "credit.limit.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_limit_id": self.id, "credit_shown": self.env.context.get("credit_shown", False)},
        }

    def action_end(self, last_day, reason):
        """End approved limits early.

        :param last_day: the last day they still hold; yesterday at the earliest
        :param str reason: why
        """
        self._check_role("manager")
        self._check_state("approved")
        self._check_shown()
        last_day = day_of(last_day)
        if not last_day or not stripped(reason):
            raise UserError(self.env._("Say which is the last day of the limit and why it ends."))
        self.account_id._claim_limits()
        for limit in self:
            limit._check_last_day(last_day)
            if raised := limit._measure_end(last_day):
                limit._check_hands()
                limit._check_authority(raised)
            limit._set_ended(last_day, reason)
        self.account_id._mirror_limit()
        return True

    # === CHECKS === #

    def _check_role(self, role):
        if not self.env.user.has_group(ROLES[role]):
            raise AccessError(
                self.env._("%(user)s cannot decide on credit limits. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, state):
        for limit in self:
            if limit.state != state:
                raise UserError(
                    self.env._(
                        "%(limit)s of %(partner)s is already decided (%(state)s).",
                        limit=limit.display_name,
                        partner=limit.partner_id.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[limit.state],
                    )
                )

    def _check_deciding(self):
        """Only proposals, only by another person who may decide at all."""
        self._check_role("analyst")
        self._check_state("proposed")
        self._check_hands()

    def _is_counted_until(self, last_day):
        """Whether the limit still counts once it ends: one that has begun does, one that never will does not."""
        return self.valid_from <= max(self.company_id._credit_today(), last_day)

    def _check_last_day(self, last_day):
        yesterday = self.company_id._credit_today() - timedelta(days=1)
        if last_day < yesterday:
            raise UserError(
                self.env._(
                    "A limit cannot end before %(day)s: what was granted until then stays on record.",
                    day=format_date(self.env, yesterday),
                )
            )
        if self.valid_to and last_day > self.valid_to:
            raise UserError(
                self.env._(
                    "%(limit)s of %(partner)s is over on %(day)s already. Propose a new limit to extend it.",
                    limit=self.display_name,
                    partner=self.partner_id.display_name,
                    day=format_date(self.env, self.valid_to),
                )
            )

    # === TRANSITIONS === #

    def _set_approved(self, valid_from):
        self._credit_by_method().write(
            {"state": "approved", "counts": True, "valid_from": valid_from, **self._prepare_decision_vals()}
        )
        self._log(self.env._("%(limit)s approved", limit=self.display_name))

    def _set_refused(self):
        self._credit_by_method().write({"state": "refused", **self._prepare_decision_vals()})
        for limit in self:
            limit._log(self.env._("%(limit)s refused", limit=limit.display_name))

    def _set_ended(self, last_day, reason):
        """A limit that has begun counts up to its end; one that has not never will."""
        self._credit_by_method().write(
            {
                "state": "ended",
                "counts": self._is_counted_until(last_day),
                "valid_to": last_day,
                "end_reason": reason,
                "ended_on": fields.Datetime.now(),
                "agreed_to": self.valid_to,
            }
        )
        self._log(self.env._("%(limit)s ends on %(day)s", limit=self.display_name, day=format_date(self.env, last_day)))

    def _prepare_decision_vals(self):
        return {"approver_id": self.env.uid, "approved_on": fields.Datetime.now()}

    def _log(self, body):
        self.account_id._message_log(body=body)
