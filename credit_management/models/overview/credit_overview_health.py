import math
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...const import ANALYST, MANAGER
from ..common.day import format_day
from ..limit.credit_authority_lookup import RAISE, RELEASE

LATE = timedelta(hours=26)  # of a job that runs every day
JOBS = (
    "credit_limit_mirror_cron", "credit_hold_recheck_cron", "credit_hold_lapse_cron", "credit_survey_retention_cron",
    "credit_monitoring_cron", "credit_review_cron", "credit_ledger_import_cron", "credit_limit_batch_cron",
)  # fmt: skip


class CreditOverview(models.AbstractModel):
    """Health for administrators: what keeps credit from being decided on, watched or told of."""

    _inherit = "credit.overview"

    @api.model
    def _read_health(self, company):
        """Checks, those that fail first; each says what to do and leads there."""
        checks = self._check_health(company)
        wrong = [check for check in checks if not check["ok"]]
        tiles = [
            self._tile(
                "checks", self.env._("To be fixed"), str(len(wrong)),
                self.env._("of %d checks", len(checks)), "danger" if wrong else "success",
            )
        ]  # fmt: skip
        return {"as_of": False, "tiles": tiles, "blocks": [], "checks": wrong + [one for one in checks if one["ok"]]}

    @api.model
    def _check_health(self, company):
        """The checks of a legal entity; addons add their own."""
        return [
            self._check_policy(company),
            self._check_untouched(company),
            *(self._check_authority(company, *kind) for kind in self._kinds_of_authority()),
            self._check_absences(company),
            self._check_controllers(company),
            *self._check_jobs(),
            self._check_run(),
            self._check_failures(),
        ]

    @api.model
    def _check(self, key, name, ok, text, button=None, opens=None):
        """
        :param opens: the XML id of an action, or an action
        """
        shown = bool(button and opens) and {"name": button, "action": opens, "method": False}
        return {"key": key, "name": name, "ok": bool(ok), "text": text, "button": shown}

    # === POLICY === #

    @api.model
    def _check_policy(self, company):
        missing = self.env["credit.policy"]._missing_text(company)
        text = missing or self.env._("A policy is in force.")
        return self._check(
            "policy", self.env._("Policy in force"), not missing, text, self.env._("Policies"),
            "credit_management.credit_policy_action",
        )  # fmt: skip

    @api.model
    def _check_untouched(self, company):
        """Whether somebody has made the shipped policy the company's own, or has read it at least."""
        versions = self.env["credit.policy"].sudo().search_count(  # that there are some is no secret
            [("company_id", "=", company.id), ("state", "=", "published")], limit=2
        )  # fmt: skip
        by = company.sudo().credit_read_by  # who has read it is no secret of the company
        ok = versions > 1 or by
        if versions > 1:
            text = self.env._("The company has published versions of its own.")
        elif by:
            text = self.env._("%s has read the policy and left it as it came.", by.name)
        else:
            text = self.env._("The policy is as it came with the installation, and nobody has said to have read it.")
        return self._check(
            "untouched", self.env._("Policy of the company"), ok, text, self.env._("First Steps"),
            "credit_management.credit_start_action",
        )  # fmt: skip

    # === PEOPLE === #

    @api.model
    def _kinds_of_authority(self):
        return (
            ("raise", self.env._("Raising limits"), RAISE, MANAGER),
            ("release", self.env._("Releasing orders"), RELEASE, ANALYST),
        )

    @api.model
    def _check_authority(self, company, key, name, decision, role):
        """Up to which amount there are two people, one of whom decides on what the other proposes."""
        authorities = self.env["credit.authority"]
        people = authorities._deciders(company) & self.env["res.users"]._credit_with_role(role)
        granted = authorities._read_granted(people, company, decision)
        ceilings = sorted(
            (max((math.inf if any_ else amount for _c, of, amount, any_, _id in rows if not of), default=0.0)
             for rows in granted.values()), reverse=True,
        )  # fmt: skip
        highest, second = (*ceilings, 0.0, 0.0)[:2]
        waiting = self._count_beyond(company, key, highest)
        if not highest:
            text = self.env._("Nobody has an authority for customers of every class: what waits stays waiting.")
        elif waiting:
            text = self.env._(
                "%(count)d wait for more than anybody may decide on: nobody has an authority beyond %(amount)s.",
                count=waiting,
                amount=self._ceiling_text(company, highest),
            )
        elif second < highest:
            text = self.env._(
                "One person alone may decide beyond %(second)s: when that person is away or has proposed it, nobody"
                " can.",
                second=self._ceiling_text(company, second),
            )
        else:
            text = self.env._("Two people and more, up to %s.", self._ceiling_text(company, second))
        ok = highest and not waiting and second == highest
        return self._check(
            f"authority_{key}", name, ok, text, self.env._("Authorities"), "credit_management.credit_authority_action"
        )

    @api.model
    def _ceiling_text(self, company, amount):
        return self.env._("any amount") if amount == math.inf else self._amount_text(company, amount)

    @api.model
    def _count_beyond(self, company, key, highest):
        """How many that wait are larger than anybody's authority, whatever adds up to them."""
        if highest == math.inf:
            return 0
        model, field, state = (
            ("credit.limit", "amount", "proposed") if key == "raise" else ("credit.hold", "claim", "open")
        )
        # How many there are is no secret to who grants authorities.
        records = self.env[model].sudo()
        domain = [("company_id", "child_of", company.id), ("state", "=", state), (field, ">", highest)]
        return records.search_count(domain)

    @api.model
    def _check_absences(self, company):
        absences = self.env["credit.absence"]._read_today(company)[company]
        alone = absences.filtered(lambda one: not one.user_id._credit_stand_in(company))
        if alone:
            names = ", ".join(alone.user_id.mapped("name"))
            text = self.env._("%s is absent, and no substitute who is there is named: others are asked.", names)
        elif absences:
            text = self.env._("Absent today, with a substitute: %s.", ", ".join(absences.user_id.mapped("name")))
        else:
            text = self.env._("Nobody who decides is absent today.")
        return self._check(
            "absences", self.env._("Absences"), not alone, text, self.env._("Absences"),
            "credit_management.credit_absence_action",
        )  # fmt: skip

    @api.model
    def _check_controllers(self, company):
        accounts = self.env["credit.account"].sudo()  # how many there are is no secret to who runs it
        domain = [("company_id", "=", company.id), ("controller_id", "=", False)]
        count = 0 if company.sudo().credit_controller_id else accounts.search_count(domain)
        ok = not count
        text = (
            self.env._("Every customer has somebody who looks after it.")
            if ok
            else self.env._(
                "%d customers have no controller, and the company names none: alerts and reviews are nobody's.", count
            )
        )
        opens = self._action(self.env._("Accounts without a Controller"), "credit.account", domain)
        return self._check(
            "controllers", self.env._("Controllers"), ok, text, not ok and self.env._("Show Them"), opens
        )

    # === JOBS === #

    @api.model
    def _jobs(self):
        """XML ids of the scheduled actions; addons add their own."""
        return [f"credit_management.{name}" for name in JOBS]

    @api.model
    def _check_jobs(self):
        """Jobs that are switched off, fail or are behind; one line where all run."""
        now = fields.Datetime.now()
        # Which jobs there are, and whether they run, is for who runs the app.
        jobs = self.env["ir.cron"].sudo().browse(
            [job.id for name in self._jobs() if (job := self.env.ref(name, raise_if_not_found=False))]
        )  # fmt: skip
        wrong = []
        for job in jobs:
            if not job.active:
                wrong.append((job, self.env._("It is switched off.")))
            elif job.failure_count:
                wrong.append((job, self.env._("It has failed %d times in a row.", job.failure_count)))
            elif job.nextcall and job.nextcall < now - LATE:
                wrong.append((job, self.env._("It should have run on %s.", format_day(self.env, job.nextcall.date()))))
        if not wrong:
            return [self._check("jobs", self.env._("Scheduled actions"), True, self.env._("All of them run in time."))]
        may = self.env["ir.cron"].has_access("read")
        return [
            self._check(
                f"job_{job.id}", job.cron_name, False, text, may and self.env._("Open Job"),
                self._action(job.cron_name, "ir.cron", [("id", "=", job.id)], ("list", "form"), active_test=False),
            )
            for job, text in wrong
        ]  # fmt: skip

    @api.model
    def _check_run(self):
        last = self.env["credit.job.run"].sudo().search([("state", "=", "done")], limit=1)  # of all companies
        late = not last or last.started_on < fields.Datetime.now() - 2 * LATE
        if not last:
            text = self.env._("The daily job has not run yet.")
        else:
            text = self.env._(
                "It last ran on %(day)s, over %(count)d accounts.",
                day=format_day(self.env, last.started_on.date()),
                count=last.done_count,
            )
        return self._check(
            "run", self.env._("Daily job"), not late, text, self.env._("Runs"),
            "credit_management.credit_job_run_action",
        )  # fmt: skip

    @api.model
    def _check_failures(self):
        run = self.env["credit.job.run"].search([], limit=1)
        left = run._get_left() if run else run.failure_ids
        text = (
            self.env._("Not done in the last run: %d accounts.", len(left))
            if left
            else self.env._("No account failed in the last run.")
        )
        opens = self._action(
            self.env._("Accounts That Failed"), "credit.job.failure", [("id", "in", left.ids)], ("list",)
        )
        check = self._check(
            "failures", self.env._("Accounts that failed"), not left, text, left and self.env._("Show Them"), opens
        )
        if left and run.can_retry and self._has_role("manager"):
            check["button"] = {"name": self.env._("Retry"), "action": False, "method": "retry_failed"}
        return check

    @api.model
    def retry_failed(self, company_id=None):
        """Look again at the accounts that failed in the last run."""
        run = self.env["credit.job.run"].search([], limit=1)
        if not run:
            raise AccessError(self.env._("No run of the daily job is in sight of %s.", self.env.user.name))
        return run.action_retry_failed()
