from collections import defaultdict

import numpy as np

from odoo import api, models
from odoo.exceptions import UserError

from ...core.assessment import behaviour
from ...core.assessment.known import Known
from ...core.assessment.statement import FULL_YEAR
from ...core.exposure.exposure import ORDER, RECEIVABLE
from ...core.limit.limits import LIMITED
from ...core.monitoring import habits
from ...core.monitoring.figures import BUCKET_STARTS, Figures
from ...core.monitoring.group_use import group_use, largest_use
from ...core.monitoring.kinds import BACK, KINDS
from ...sql.policy import ordered


class CreditMonitoring(models.AbstractModel):
    """The figures of accounts today, collected for snapshots and rules in a fixed number of queries."""

    _name = "credit.monitoring"
    _description = "Monitoring of Accounts"

    @api.model
    def _monitor(self, accounts, receivables):
        """Keep a snapshot of each account and judge it by the rules; some of them propose another limit.

        :param receivables: what all customers of each company owe, ``{company id: amount}``
        :return: the alerts that were raised
        """
        figures, snapshots = self._collect(accounts, receivables)
        self.env["credit.snapshot"]._keep(snapshots)
        self.env["credit.limit.rule"]._propose(accounts)
        return self.env["credit.alert"]._judge(figures)

    @api.model
    def _collect(self, accounts, receivables):
        """
        :return: {account: core.monitoring.figures.Figures} and the snapshots, as rows to be written
        """
        accounts = accounts.sudo()  # alerts are raised on everything known of an account
        today = {company: company._credit_today() for company in accounts.company_id}
        exposures = self.env["credit.exposure"]._read_figures(accounts, bucket_starts=BUCKET_STARTS)
        limits = self.env["credit.limit"]._effective(accounts)
        beyond_terms, slowing = self._behaviour(accounts)
        orders = self._orders(accounts, today)
        statements = self._statement_ends(accounts)
        reconciled = accounts._get_reconciled_to()
        documents = self._document_days(accounts)
        gone = self._evidence_gone(accounts)
        shared = self._read_shared_use(accounts)
        earlier = self._earlier(accounts, today)
        more = self._read_more(accounts, today)
        places = {grade: place for place, grade in enumerate(self.env["credit.grade"]._get_active())}
        figures, snapshots = {}, []
        for account in accounts:
            exposure, limit, company = exposures[account], limits[account], account.company_id
            if exposure.is_broken:  # so that the run names this account, and goes on with the others
                raise UserError(account._name_broken())
            score = account.score if account.grade_id else None
            figures[account] = Figures(
                on=today[company],
                exposure=exposure.total,
                receivable=exposure.of(RECEIVABLE),
                overdue=exposure.overdue,
                oldest_days_past_due=exposure.oldest_days_past_due,
                buckets=exposure.buckets,
                limit_state=limit.state,
                limit_amount=limit.amount,
                limit_valid_to=limit.valid_to,
                document_valid_to=documents.get(account.id),
                next_review=account.next_review or None,
                statement_end=statements.get(account.id),
                reconciled_to=reconciled[account],
                slowing=slowing[account.id],
                shared_use=shared.get(account.id, 0.0),
                evidence_gone=gone.get(account.id),
                score=score,
                grade=places.get(account.grade_id),
                earlier=self._places_of(earlier.get(account.id, {}), places),
                company_receivable=receivables.get(company.id, 0.0),
                risk_class=account.risk_class or None,
                grade_id=account.grade_id.id or None,
                company_id=company.id,
                more=more.get(account.id, {}),
                **orders.get(account.id, {}),
            )
            use = figures[account].utilisation
            snapshots.append(self._snapshot(account, today[company], exposure, limit, use, beyond_terms[account.id]))
        return figures, snapshots

    @api.model
    def _read_more(self, accounts, today):
        """Figures that kinds of alerts of other addons look at, for them to extend; in a fixed number of queries.

        :param today: {company: its day}
        :return: {account id: {name of a kind: figure}}
        """
        return {}

    @api.model
    def _snapshot(self, account, day, exposure, limit, utilisation, beyond_terms):
        """The row of an account and a day; status, score and grade are those the account has now."""
        return {
            "account_id": account.id,
            "partner_id": account.partner_id.id,
            "company_id": account.company_id.id,
            "date": day,
            "exposure": exposure.total,
            "amount_receivable": exposure.of(RECEIVABLE),
            "amount_order": exposure.of(ORDER),
            "overdue_amount": exposure.overdue,
            "oldest_days_past_due": exposure.oldest_days_past_due,
            **self._bucket_columns(exposure.buckets),
            "limit_state": limit.state,
            "limit_amount": limit.amount if limit.state == LIMITED else None,
            "excess_amount": self._excess(exposure, limit, account.company_id),
            "utilisation": utilisation,
            "days_beyond_terms": beyond_terms,
            "status": account.status,
            "score": account.score if account.grade_id else None,
            "grade_id": account.grade_id.id or None,
        }

    @api.model
    def _excess(self, exposure, limit, company):
        """By how much the limit is exceeded; None where there is none to exceed."""
        if limit.state != LIMITED:
            return None
        return max(company.currency_id.round(exposure.total - limit.amount), 0.0)

    @api.model
    def _bucket_columns(self, buckets):
        amounts = buckets or (0.0,) * len(BUCKET_STARTS)
        return {f"bucket_{start}": amount for start, amount in zip(BUCKET_STARTS, amounts, strict=True)}

    @api.model
    def _behaviour(self, accounts):
        """Days beyond terms, and by how much slower the customers pay: both by account id."""
        behaviours = self.env["credit.behaviour"]
        on = np.broadcast_to(np.asarray(behaviours._days(accounts, None)), len(accounts))
        known = Known(behaviours._ledger(accounts), on)
        with np.errstate(divide="ignore", invalid="ignore"):
            days = behaviour.DEFINITIONS["days_beyond_terms"].compute(known)
        days = np.where(np.isnan(days), None, days).tolist()
        ids = accounts.ids
        return dict(zip(ids, days, strict=True)), dict(zip(ids, habits.slowing(known), strict=True))

    @api.model
    def _orders(self, accounts, today):
        """Orders of the last month and of a usual month: by account id, as fields of the figures."""
        self.env["sale.order"].flush_model(["state", "date_order", "amount_total", "partner_invoice_id"])
        found = {}
        for company, of_company in accounts.grouped("company_id").items():
            by_partner = {account.partner_id.id: account.id for account in of_company}
            query = ordered.by_customer(by_partner, company._credit_family().ids, today[company])
            until = today[company]
            for partner_id, recent, before, first in self.env.execute_query(query):
                usual = habits.usually(before, first, until) if before else None
                found[by_partner[partner_id]] = {"ordered": recent, "ordered_usually": usual}
        return found

    @api.model
    def _evidence_gone(self, accounts):
        """Percent of the payments that the last assessment rested on which are there no more, by account id."""
        adopted = self.env["credit.assessment"]._get_adopted(accounts)
        # Alerts are raised on everything known of an account.
        assessments = self.env["credit.assessment"].sudo().union(*adopted.values())
        return {one.account_id.id: gone for one, gone in self.env["credit.evidence"]._gone(assessments).items()}

    @api.model
    def _read_shared_use(self, accounts):
        """Percent of the shared limit in use, by the account that leads the group: one warning, at its head."""
        groups = self.env["credit.group"].sudo()  # alerts are raised on everything known of an account
        groups = groups.search([("lead_id", "in", accounts.ids), ("active", "=", True)])
        uses = self.env["credit.group.use"]._read(groups) if groups else {}
        found = defaultdict(list)
        for group, use in uses.items():
            found[group.lead_id.id].append(group_use(use.limit, use.owed))
        return {lead_id: largest_use(of_lead) for lead_id, of_lead in found.items()}

    @api.model
    def _statement_ends(self, accounts):
        """The end of the newest confirmed statement of at least a half-year, by account id."""
        groups = self.env["credit.financial.statement"]._read_group(
            [("account_id", "in", accounts.ids), ("state", "=", "confirmed"), ("months", ">=", FULL_YEAR)],
            ["account_id"],
            ["period_end:max"],
        )
        return {account.id: day for account, day in groups}

    @api.model
    def _document_days(self, accounts):
        """The last day of what expires first, by account id: the verified survey, or a licence in it."""
        surveys = self.env["credit.survey"]._verified(accounts)
        groups = self.env["credit.survey.licence"]._read_group(
            [("survey_id", "in", [survey.id for survey in surveys.values()]), ("expiry", "!=", False)],
            ["survey_id"],
            ["expiry:min"],
        )
        licences = {survey.id: day for survey, day in groups}
        found = {}
        for account, survey in surveys.items():
            if days := list(filter(None, (survey.valid_to, licences.get(survey.id)))):
                found[account.id] = min(days)
        return found

    @api.model
    def _earlier(self, accounts, today):
        """Score and grade as long ago as rules look back.

        :return: {account id: {days: (score, grade id)}}
        """
        rules = self.env["credit.alert.rule"]._in_use(accounts.company_id)
        spans = {rule.days for rule in rules if KINDS[rule.kind].days == BACK}
        found = {}
        for days in spans:
            for account_id, *there in self.env["credit.snapshot"]._before(accounts, today, days):
                found.setdefault(account_id, {})[days] = tuple(there)
        return found

    @api.model
    def _places_of(self, earlier, places):
        by_id = {grade.id: place for grade, place in places.items()}
        return {days: (score, by_id.get(grade_id)) for days, (score, grade_id) in earlier.items()}
