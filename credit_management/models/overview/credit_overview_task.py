from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ..common.day import count_days

EXPIRING = 30  # days before a survey is over
# Since when something waits, where that is not when it was made; and how much is to be decided on.
SINCE = {
    "credit.hold": "requested_on",
    "credit.limit.request": "submitted_on",
    "credit.limit.batch": "submitted_on",
    "credit.alert": "raised_on",
    "credit.review": "due_date",
}
MONEY = {"credit.hold": "claim", "credit.limit": "amount", "credit.assessment": "limit_amount"}
WORKED_ON = ("list", "kanban", "form")


class CreditOverview(models.AbstractModel):
    """Tasks of this person today: a count of records, and the domain that opens them."""

    _inherit = "credit.overview"

    @api.model
    def _read_tasks(self, roots):
        """Those of the user's own role even when nothing is to be done; of a lesser one only where there is."""
        analyst, administrator = self._has_role("analyst"), self._has_role("administrator")
        found = []
        if analyst:
            found += [self._count(*task) for task in self._tasks_of_analyst(roots)]
        if administrator:
            found += [self._count(*task) for task in self._tasks_of_administrator()]
            found.append(self._count_health(roots))
        own = [self._count(*task) for task in self._tasks_of_salesperson(roots)]
        return found + (own if not (analyst or administrator) else [task for task in own if task["count"]])

    @api.model
    def _count(self, key, name, model, domain, views=WORKED_ON, others=None):
        """:param others: the domain of what is of the same kind, but beyond the user's authority; where there is one,
        what the authority is enough for is measured for all that wait at once
        """
        if others:
            able, beyond = self._measure_waiting(model)
            number, money, oldest = len(able), self._sum_waiting(able), self._find_oldest(able)
        else:
            (number, money, oldest), beyond = self._count_all(model, domain), 0
        task = {
            "key": key,
            "name": name,
            "count": number,
            "detail": " · ".join(filter(None, (money, oldest and self._tell_age(oldest)))) if number else False,
            "action": self._action(name, model, domain, views),
            "hint": False,
        }
        if beyond:
            action = self._action(self.env._("Beyond My Authority"), model, others, views)
            text = self.env._("%s beyond your authority", beyond)
            task["hint"] = {"count": beyond, "name": text, "action": action}
        return task

    @api.model
    def _measure_waiting(self, model):
        """Those that wait and the user may decide on, and how many are beyond the user's authority."""
        waiting = self.env[model]._get_waiting()
        able = waiting._within_authority()
        return able, len(waiting - able)

    @api.model
    def _sum_waiting(self, documents):
        """What is to be decided on, as a text; amounts of several currencies are never added up."""
        field = MONEY.get(documents._name)
        currencies = documents.currency_id
        if not field or len(currencies) != 1:
            return ""
        return format_amount(self.env, sum(documents.mapped(field)), currencies)

    @api.model
    def _find_oldest(self, documents):
        return min(filter(None, documents.mapped(SINCE.get(documents._name, "create_date"))), default=None)

    @api.model
    def _count_all(self, model, domain):
        """How many there are, and the day of the oldest, in one query."""
        since = SINCE.get(model, "create_date")
        if since not in self.env[model]._fields:
            return self.env[model].search_count(domain), "", None
        [(number, oldest)] = self.env[model]._read_group(domain, [], ["__count", f"{since}:min"])
        return number, self._describe_only(model, domain) if number == 1 else "", oldest

    @api.model
    def _describe_only(self, model, domain):
        """What the one mass change that waits comes to: of several it would be too long."""
        return self.env[model].search(domain).verdict if model == "credit.limit.batch" else ""

    @api.model
    def _tell_age(self, since):
        """How long the oldest has been waiting, or when the first is due."""
        moment = since if isinstance(since, datetime) else datetime.combine(since, time.min)
        days = (fields.Datetime.now() - moment).days
        if days < 0:
            return ""
        return self.env._("oldest %s", count_days(self.env, days)) if days else self.env._("since today")

    @api.model
    def _tasks_of_analyst(self, roots):
        """Also a manager's, whose authority is larger, and who decides on assessments."""
        mine = [self.env.uid, False]
        waiting = [("state", "=", "open"), ("can_release", "=", True)]
        beyond = [("state", "=", "open"), ("beyond_authority", "=", True)]
        yield "holds", self.env._("Holds to release"), "credit.hold", waiting, WORKED_ON, beyond
        limits, beyond_limits = [("can_decide", "=", True)], [("beyond_authority", "=", True)]
        yield "limits", self.env._("Limits to approve"), "credit.limit", limits, ("list", "form"), beyond_limits
        asked, name = [("can_decide", "=", True)], self.env._("Limit requests to decide")
        yield "requests", name, "credit.limit.request", asked, ("list", "form"), beyond_limits
        if batches := self.env["credit.limit.batch"].search([("state", "=", "submitted")]).filtered("can_decide"):
            # Rare: no place is kept for them.
            name = self.env._("Mass changes to decide")
            yield "batches", name, "credit.limit.batch", [("id", "in", batches.ids)], ("list", "form")
        if self._has_role("manager"):
            submitted, larger = [("can_approve", "=", True)], [("beyond_authority", "=", True)]
            name = self.env._("Assessments to approve")
            yield "assessments", name, "credit.assessment", submitted, WORKED_ON, larger
            proposed = self._domain_of_free("credit.account.change", "proposed")
            yield "changes", self.env._("Changes of accounts to approve"), "credit.account.change", proposed
        to_verify = self._domain_of_free("credit.survey", "submitted")
        yield "surveys", self.env._("Surveys to verify"), "credit.survey", to_verify
        drafts = [("state", "=", "draft"), ("user_id", "in", mine)]
        yield "drafts", self.env._("Assessments in draft"), "credit.assessment", drafts
        due = Domain.OR(
            Domain("company_id", "=", root.id) & Domain("due_date", "<=", root._credit_today()) for root in roots
        )
        reviews = Domain("state", "=", "open") & Domain("controller_id", "in", mine) & due
        yield "reviews", self.env._("Reviews due"), "credit.review", reviews, ("list", "form")
        alerts = [("is_open", "=", True), ("owner_id", "in", mine)]
        yield "alerts", self.env._("Open alerts"), "credit.alert", alerts

    @api.model
    def _domain_of_free(self, model, state):
        """Documents in a state that the user had no hand in and so may decide on; those that wait are few."""
        return [("id", "in", self.env[model].search([("state", "=", state)])._get_free().ids)]

    @api.model
    def _tasks_of_administrator(self):
        yield "policies", self.env._("Policies in draft"), "credit.policy", [("state", "=", "draft")], ("list", "form")
        last = self.env["credit.job.run"].search([], limit=1)
        failed = [("run_id", "=", last.id), ("retried_on", "=", False)]
        yield "failures", self.env._("Accounts that failed in the daily job"), "credit.job.failure", failed, ("list",)

    @api.model
    def _count_health(self, roots):
        """What is to be fixed under *Health*: “Nothing waits for you” is not said before that is done."""
        wrong = [check for root in roots for check in self._check_health(root) if not check["ok"]]
        return {
            "key": "health",
            "name": self.env._("Health checks to be fixed"),
            "count": len(wrong),
            "detail": wrong[0]["name"] if wrong else False,
            "action": self.env["ir.actions.actions"]._for_xml_id("credit_management.credit_health_action"),
            "hint": False,
        }

    @api.model
    def _tasks_of_salesperson(self, roots):
        uid = self.env.uid
        if self.env["sale.order"].has_access("read") or self.env["account.move"].has_access("read"):
            own = Domain("order_id.user_id", "=", uid) | Domain("move_id.invoice_user_id", "=", uid)
            held = Domain("state", "=", "open") & (Domain("requester_id", "=", uid) | own)
            yield "own_holds", self.env._("My orders and invoices on hold"), "credit.hold", held
        to_fill = [("state", "in", ["draft", "with_customer"]), ("user_id", "=", uid)]
        yield "own_surveys", self.env._("My surveys to complete"), "credit.survey", to_fill
        soon = Domain.OR(
            Domain("company_id", "=", root.id)
            & Domain("valid_to", "<=", root._credit_today() + relativedelta(days=EXPIRING))
            for root in roots
        )
        expiring = Domain("state", "=", "verified") & Domain("user_id", "=", uid) & soon
        yield "own_expiring", self.env._("My surveys that expire"), "credit.survey", expiring
