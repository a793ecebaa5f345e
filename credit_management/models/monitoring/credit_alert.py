from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..common.text import stripped
from .credit_alert_rule import KINDS, SEVERITIES

STATES = [("new", "New"), ("acknowledged", "Acknowledged"), ("acting", "Acting"), ("closed", "Closed")]
OUTCOMES = [("effective", "Dealt With"), ("false", "False Alarm"), ("itself", "Cleared Automatically")]
OPEN = ("new", "acknowledged", "acting")


class CreditAlert(models.Model):
    """A finding on an account, from the day it is raised until it is dealt with or over.

    An account has at most one open alert of a cause. What somebody closes while the figure still
    stands is not raised again before the figure has been back: it is kept as muted until then.
    """

    _name = "credit.alert"
    _description = "Credit Alert"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _drafted_states = OPEN
    _deleted_states = ()
    _created_by_client = False
    _order = "is_open desc, rank desc, raised_on desc, id desc"
    _mail_post_access = "read"

    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    rule_id = fields.Many2one("credit.alert.rule", required=True, readonly=True, ondelete="restrict", index=True)
    cause = fields.Char(required=True, readonly=True, help="What an account has one open alert of.")
    kind = fields.Selection(KINDS, string="Looks At", required=True, readonly=True)
    severity = fields.Selection(SEVERITIES, required=True, readonly=True)
    rank = fields.Integer(
        string="Severity as a Number",
        compute="_compute_rank",
        store=True,
        aggregator="max",
        help="1 information, 2 warning, 3 critical.",
    )
    state = fields.Selection(
        STATES, required=True, default="new", readonly=True, index=True, tracking=True, group_expand=True
    )
    is_open = fields.Boolean(string="Open", compute="_compute_is_open", store=True)
    outcome = fields.Selection(OUTCOMES, readonly=True, tracking=True)
    raised_on = fields.Date(string="Since", required=True, readonly=True)
    due_date = fields.Date(string="Due", tracking=True)
    is_overdue = fields.Boolean(string="Past Its Due Date", compute="_compute_is_overdue", search="_search_is_overdue")
    owner_id = fields.Many2one("res.users", domain="[('share', '=', False)]", index="btree_not_null", tracking=True)
    value = fields.Float(
        string="Figure When Raised",
        readonly=True,
        aggregator=None,
        help="Of the account on the day the alert was raised.",
    )
    threshold = fields.Float(readonly=True, aggregator=None, help="Where the rule warns.")
    value_now = fields.Float(
        string="Figure Last Seen",
        readonly=True,
        aggregator=None,
        help="Of the account on the last day it was looked at.",
    )
    finding = fields.Char(compute="_compute_finding")
    finding_now = fields.Char(string="Now", compute="_compute_finding")
    note = fields.Text(string="Notes")
    muted = fields.Boolean(
        readonly=True, help="Closed while its figure still stood: not raised again until it has been back."
    )
    mailed_on = fields.Date(readonly=True)
    acknowledged_by = fields.Many2one("res.users", readonly=True)
    acknowledged_on = fields.Datetime(readonly=True)
    closed_by = fields.Many2one("res.users", readonly=True)
    closed_on = fields.Datetime(readonly=True)
    close_reason = fields.Text(string="What Was Done", readonly=True)

    _open_cause_unique = models.UniqueIndex(
        "(account_id, cause) WHERE state <> 'closed'", "This customer has an open alert of this cause already."
    )
    _muted_cause_unique = models.UniqueIndex(
        "(account_id, cause) WHERE muted IS TRUE", "An alert of this cause is muted already."
    )
    _closed_with_outcome = models.Constraint(
        "CHECK ((state = 'closed') = (outcome IS NOT NULL))", "An alert is closed with an outcome."
    )

    # === COMPUTE === #

    @api.depends("rule_id.name", "partner_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for alert in self:
            alert.display_name = f"{alert.partner_id.display_name or ''}: {alert._get_rule_name()}"

    @api.depends("severity")
    def _compute_rank(self):
        ranks = {severity: rank for rank, (severity, _label) in enumerate(SEVERITIES)}
        for alert in self:
            alert.rank = ranks.get(alert.severity, 0)

    @api.depends("state")
    def _compute_is_open(self):
        for alert in self:
            alert.is_open = alert.state != "closed"

    @api.depends("due_date", "state", "company_id")
    def _compute_is_overdue(self):
        for alert in self:
            due = alert.due_date
            alert.is_overdue = bool(due) and alert.state in OPEN and due < alert.company_id._credit_today()

    def _search_is_overdue(self, operator, value):
        """Against the day of each company: it is another one at the other end of the world."""
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        roots = self.env["res.company"]._credit_all_roots()
        late = Domain.OR(
            Domain("company_id", "=", root.id) & Domain("due_date", "<", root._credit_today()) for root in roots
        )
        return Domain("state", "in", OPEN) & late

    @api.depends("kind", "value", "value_now", "threshold", "currency_id")
    @api.depends_context("lang")
    def _compute_finding(self):
        for alert in self:
            text = self.env["credit.alert.rule"]._text_of
            alert.finding = self.env._(
                "%(figure)s (warns at %(threshold)s)",
                figure=text(alert.kind, alert.value, alert.currency_id),
                threshold=text(alert.kind, alert.threshold, alert.currency_id),
            )
            alert.finding_now = text(alert.kind, alert.value_now, alert.currency_id)

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"owner_id", "due_date", "note"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands': notes and who looks after it are no figures.
        return set()

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["rule_id", "severity", "finding_now"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Acknowledge, Act or Close instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Alerts are raised by the rules. Change a rule, or add one.")

    def _get_decided_text(self):
        return self.env._(
            "“%(alert)s” is closed and stays as it is. Write a message below instead.", alert=self.display_name
        )

    def _get_kept_text(self):
        return self.env._("“%(alert)s” stays on record. Close it.", alert=self.display_name)

    def copy_data(self, default=None):
        if self:
            raise UserError(self.env._("An alert belongs to one customer and day and is not copied."))
        return super().copy_data(default)

    def _get_rule_name(self):
        """The name of its rule; users who read an alert need not read the rules, hence sudo."""
        return self.rule_id.sudo().name or ""

    # === TRANSITIONS === #

    def _set_state(self, state, sources, **vals):
        """Move those in one of the source states; the others stay, so that a replay is harmless."""
        moving = self.filtered(lambda alert: alert.state in sources)
        if moving:
            moving._credit_by_method().write({"state": state, **vals})
        return moving

    def _set_acknowledged(self):
        vals = {"acknowledged_by": self.env.uid, "acknowledged_on": fields.Datetime.now()}
        return self._set_state("acknowledged", ["new"], **vals)

    def _set_acting(self):
        self._set_acknowledged()
        return self._set_state("acting", ["acknowledged"])

    def _set_closed(self, outcome, reason=None, muted=False):
        closing = self._set_state(
            "closed",
            OPEN,
            outcome=outcome,
            close_reason=reason,
            muted=muted,
            closed_by=False if outcome == "itself" else self.env.uid,
            closed_on=fields.Datetime.now(),
        )
        closing._close_activities()
        return closing

    # === ACTIONS === #

    def action_acknowledge(self):
        """Say that somebody has seen it."""
        self.check_access("write")
        self._check_draft()
        self._assign_to_user()
        self._set_acknowledged()
        return True

    def action_act(self):
        """Say that something is being done about it."""
        self.check_access("write")
        self._check_draft()
        self._assign_to_user()
        self._set_acting()
        return True

    def action_close(self, outcome, reason):
        """Close alerts that somebody has dealt with, or that were none.

        :param outcome: ``effective`` or ``false``
        """
        self.check_access("write")
        self._check_draft()
        self._check_shown()
        if outcome not in ("effective", "false"):
            raise UserError(self.env._("Say whether the alert was dealt with, or a false alarm."))
        if not stripped(reason):
            raise UserError(self.env._("Say what was done, or why it is a false alarm, so that others can follow it."))
        self._set_closed(outcome, reason, muted=True)
        self._tell_closed()
        return True

    def action_open_close(self):
        """Ask how to close these alerts."""
        self._check_draft()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_alert_close_action")
        return action | {
            "context": {"default_alert_ids": self.ids, "credit_shown": self.env.context.get("credit_shown", False)}
        }

    def action_send_statement(self):
        """Send the customers of these alerts their statements of account."""
        return self.account_id.action_send_statement()

    def action_open_account(self):
        """The customer it is about."""
        self.ensure_one()
        return self.account_id._get_records_action()

    def _assign_to_user(self):
        """Give alerts without an owner to the user who takes them up."""
        self.filtered(lambda alert: not alert.owner_id)._credit_by_method().write({"owner_id": self.env.uid})

    # === BUSINESS === #

    def _make_room_at(self, account):
        """Before a merge: of two open or muted alerts of one cause, the one of the remaining customer counts."""
        self.ensure_one()
        same = [("account_id", "=", account.id), ("cause", "=", self.cause)]
        if self.is_open and self.search_count([*same, ("is_open", "=", True)], limit=1):
            self._set_closed("itself", self.env._("Merged into a customer with the same alert."))
        if self.muted and self.search_count([*same, "|", ("muted", "=", True), ("is_open", "=", True)], limit=1):
            self._credit_by_method().write({"muted": False})
        self.flush_recordset()
