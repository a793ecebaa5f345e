from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, MANAGER
from ..common.day import format_day
from ..common.text import day_of, stripped
from .credit_alert import OPEN

REVIEWED = {"last_review", "next_review"}


class CreditAccount(models.Model):
    """The alerts and reviews of an account, and the alert that has set its status."""

    _inherit = "credit.account"

    alert_ids = fields.One2many("credit.alert", "account_id", string="Alerts", groups=ANALYST)
    alert_count = fields.Integer(
        string="Open Alerts", compute="_compute_alert_count", groups=ANALYST, help="Alerts that are not closed."
    )
    status_alert_id = fields.Many2one(
        "credit.alert", readonly=True, copy=False, groups=ANALYST, index="btree_not_null", help="Has set the status."
    )
    review_ids = fields.One2many("credit.review", "account_id", string="Reviews", groups=ANALYST)

    @api.depends("alert_ids.state")
    def _compute_alert_count(self):
        counts = self.env["credit.alert"]._read_group(
            [("account_id", "in", self.ids), ("state", "in", OPEN)], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in counts}
        for account in self:
            account.alert_count = counts.get(account.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create([{**vals, "status_alert_id": False} for vals in vals_list])
        # Also those that a client has sent or stored as a default.
        given = {name for name in REVIEWED if any(account[name] for account in accounts)}
        if given and not self.env.su:
            self._refuse_review(given)
        return accounts

    def write(self, vals):
        if not self.env.su:
            for account in self:
                account._check_review_days({name: vals[name] for name in REVIEWED & vals.keys()})
        if not self._credit_is_by_method():
            if "status_alert_id" in vals:
                self._credit_refuse_fields(
                    {"status_alert_id"}, self.env._("Alerts set this. Change the status instead.")
                )
            if "status" in vals:  # somebody has decided anew: no alert sets that back
                vals = {**vals, "status_alert_id": False}
        return super().write(vals)

    # === ACTIONS === #

    def action_open_alerts(self):
        """The alerts of this account, the closed ones too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_alert_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {"search_default_open": 1}}

    def action_open_trend(self):
        """Trend of the figures of this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_snapshot_action")
        title = self.env._("Trend of %s", self.partner_id.display_name)
        domain = [("account_id", "=", self.id)]
        # Under the address of all snapshots a reload would show all.
        return action | {"display_name": title, "domain": domain, "path": False, "context": {"search_default_year": 1}}

    def action_review(self):
        """Go on with the review that is open, or open one for today."""
        self.ensure_one()
        reviews = self.env["credit.review"]
        reviews.check_access("write")
        review = reviews.search([("account_id", "=", self.id), ("state", "=", "open")], limit=1)
        if not review:
            today = self.company_id._credit_today()
            review = reviews._open(self, due=today, event=self.env._("Wanted by %s", self.env.user.name))
            review._prepare_safely()
        return review.with_env(self.env)._get_records_action()

    # === NEXT REVIEW === #

    def _check_review_days(self, vals):
        """An approved assessment sets them. Sooner is strict, and for every analyst; later is for a manager to say."""
        before, day = self._origin.next_review if "next_review" in vals else None, day_of(vals.get("next_review"))
        if vals.keys() == {"next_review"} and day and before and day <= before:
            return
        if vals and any(vals[name] != self._origin[name] for name in vals):
            self._refuse_review(set(vals))

    def _refuse_review(self, names):
        self._credit_refuse_fields(
            names, self.env._("An approved assessment sets it. A credit manager moves it, and says why.")
        )

    def action_set_next_review(self, day, reason):
        """Move the next review of accounts, no farther than the longest interval of a grade."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("%(user)s cannot move a review. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")
        day = day_of(day)
        if not day or not stripped(reason):
            raise UserError(self.env._("Say when the customer is to be reviewed, and why it is not as planned."))
        # Grades in use need not be readable.
        months = max(self.env["credit.grade"].sudo()._get_active().mapped("review_interval"), default=12)
        sellers = self._map_sellers()
        for account in self:
            account._check_next_review(day, months, sellers[account])
            before = format_day(self.env, account.next_review) or "–"
            account.sudo().write({"next_review": day})  # the check above is the right to
            account._message_log(
                body=self.env._(
                    "%(user)s has moved the next review from %(before)s to %(day)s: %(reason)s",
                    user=self.env.user.name,
                    before=before,
                    day=format_day(self.env, day),
                    reason=reason.strip(),
                )
            )
        return True

    def _check_next_review(self, day, months, sellers):
        self.ensure_one()
        if self.env.user in sellers:
            raise AccessError(
                self.env._(
                    "%(user)s sells to %(customer)s and cannot move its review. Ask another credit manager.",
                    user=self.env.user.name,
                    customer=self.partner_id.display_name,
                )
            )
        today = self.company_id._credit_today()
        last = today + relativedelta(months=months)
        if not today <= day <= last:
            raise UserError(
                self.env._(
                    "The next review of %(customer)s cannot be on %(day)s. Choose a day from %(today)s to %(last)s, the"
                    " longest interval of a grade.",
                    customer=self.partner_id.display_name,
                    day=format_day(self.env, day),
                    today=format_day(self.env, today),
                    last=format_day(self.env, last),
                )
            )

    # === BUSINESS === #

    def _set_reviewed(self, next_review, note):
        """Reviewed today, with the next time on record."""
        self.ensure_one()
        self.write({"last_review": self.company_id._credit_today(), "next_review": next_review})
        self._message_log(body=note)

    def _survey_to_fill(self):
        """The open survey, or a new one with what is known already, for who sells to the customer."""
        self.ensure_one()
        surveys = self.env["credit.survey"]
        survey = surveys.search([("account_id", "=", self.id), ("state", "!=", "closed")], limit=1)
        if survey:
            return survey
        candidates = (self.partner_id.user_id, self.controller_id, self.company_id.credit_controller_id)
        user = next((one for one in candidates if one._credit_working_for(self.company_id)), None)
        return surveys.create({"account_id": self.id, "user_id": user.id} if user else {"account_id": self.id})

    def _adopt_assessment(self, assessment, today, next_review):
        """Close the open review of the account: it has been assessed."""
        done = super()._adopt_assessment(assessment, today, next_review)
        # A user who may approve an assessment closes the review, readable or not.
        reviews = self.env["credit.review"].sudo().search([("account_id", "=", self.id), ("state", "=", "open")])
        reviews._set_over("done", self.env._("Assessment %s approved", assessment.reference))
        return done

    def _move_references(self, other):
        # EXTENDS 'credit_management'
        self._absorb_reviews(other)
        self._absorb_alerts(other)
        return super()._move_references(other)

    def _absorb_reviews(self, other):
        # Through the ORM, for the customer is stored on each. Of two open ones that of the remaining customer goes on.
        reviews = self.env["credit.review"].sudo()  # a merge moves what its user cannot see, too
        if reviews.search_count([("account_id", "=", self.id), ("state", "=", "open")], limit=1):
            reviews.search([("account_id", "=", other.id)])._set_over("cancelled", self.env._("Merged"))
            reviews.flush_model(["state"])
        reviews.search([("account_id", "=", other.id)])._credit_by_method().write({"account_id": self.id})

    def _absorb_alerts(self, other):
        # Through the ORM, for the customer is stored on each. Of two alerts of one cause one goes on.
        alerts = self.env["credit.alert"].sudo()  # likewise
        for alert in alerts.search([("account_id", "=", other.id)]):
            alert._make_room_at(self)
            alert._credit_by_method().write({"account_id": self.id})
        # Kept by the job, which no role writes.
        self.env["credit.alert.met"].sudo().search([("account_id", "=", other.id)]).unlink()
        # The trend is that of the remaining customer: two cannot be added up for days on which only one is known.
        self.env["credit.snapshot"].sudo().search([("account_id", "=", other.id)]).unlink()
