from odoo import fields, models

from ..common.credit_print import WHOLE

YEARS = 3  # of financial statements that a file has
ON_FILE, MISSING, EXPIRED, WAITING = "on_file", "missing", "expired", "waiting"


class CreditFile(models.AbstractModel):
    """A customer's credit file: the index of all papers, each on file, missing or expired, and who keeps it."""

    _name = "report.credit_management.credit_file"
    _description = "Credit File on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.account"

    def _title(self):
        return self.env._("Customer Credit File")

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), self._number_of(doc, "CF")),
            (self.env._("Opened on"), self._moment(doc.create_date)),
            (self.env._("Kept by"), doc.controller_id.name),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _prepare_sheets(self, docs):
        papers, files = self._file_papers(docs), self._attachments(docs)
        return {
            account: {
                "facts": [(name, value) for name, value in self._facts(account) if value],
                "papers": self._paper_table(papers[account]),
                "attachments": files[account],
                "signatures": [(self.env._("Kept by"), account.controller_id.name, "")],
            }
            for account in docs
        }

    def _facts(self, account):
        customer, currency = account.partner_id, account.currency_id
        return [
            (self.env._("Customer number"), customer.ref),
            (self.env._("Registration or tax number"), customer.company_registry or customer.vat),
            (self.env._("Address"), ", ".join(self._address(customer))),
            (self.env._("Industry"), customer.industry_id.name),
            (self.env._("Salesperson"), customer.user_id.name),
            (self.env._("Status"), self._label(account, "status")),
            (self.env._("Grade"), account.grade_id.code),
            (self.env._("Risk class"), self._label(account, "risk_class")),
            (self.env._("Limit in force"), self._limit_text(account.limit_state, account.effective_limit, currency)),
            (self.env._("Terms"), account.payment_term_id.name),
            (self.env._("Next review"), self._day(account.next_review)),
        ]

    # === PAPERS === #

    def _file_papers(self, accounts):
        """``{account: [(section, papers), …]}``; a section without papers is missing."""
        sections = self._file_sections(accounts)
        return {account: [(name, found.get(account, [])) for name, found in sections] for account in accounts}

    def _file_sections(self, accounts):
        """The papers of all files, section by section, in a fixed number of queries; addons add theirs.

        :return: ``[(section, {account: [(name, day, last day, state), …]}), …]``
        """
        surveys = self.env["credit.survey"]._verified(accounts)
        return [
            (self.env._("Credit survey"), self._survey_papers(surveys)),
            (self.env._("Licences"), self._licence_papers(surveys)),
            (self.env._("Grades of others"), self._grade_papers(surveys)),
            (self.env._("Financial statements"), self._statement_papers(accounts)),
            (self.env._("Assessments"), self._assessment_papers(accounts)),
            (self.env._("Limits"), self._limit_papers(accounts)),
            (self.env._("Limit requests"), self._request_papers(accounts)),
            (self.env._("Reconciliations"), self._reconciliation_papers(accounts)),
        ]

    def _state_on(self, account, last):
        """Whether a paper that is valid to a day is still good."""
        return EXPIRED if last and last < account.company_id._credit_today() else ON_FILE

    def _day_of(self, moment):
        """The day of a moment where the user is, as everywhere else on the file."""
        return fields.Datetime.context_timestamp(self, moment).date()

    @staticmethod
    def _joined(*texts):
        return " ".join(filter(None, texts))

    def _survey_papers(self, surveys):
        return {
            account: [
                (one.display_name, self._day_of(one.verified_on), one.valid_to, self._state_on(account, one.valid_to))
            ]
            for account, one in surveys.items()
        }  # fmt: skip

    def _licence_papers(self, surveys):
        return {
            account: [
                (
                    self._joined(one.name, one.number),
                    one.date,
                    one.expiry,
                    self._state_on(account, one.expiry),
                )
                for one in survey.licence_ids
            ]
            for account, survey in surveys.items()
        }

    def _grade_papers(self, surveys):
        return {
            account: [(self._joined(one.agency, one.agency_grade), one.date, None, ON_FILE) for one in survey.grade_ids]
            for account, survey in surveys.items()
        }

    def _statement_papers(self, accounts):
        domain = [("account_id", "in", accounts.ids), ("state", "=", "confirmed")]
        found = self.env["credit.financial.statement"].search(domain, order="period_end desc, id desc")
        return {
            account: [(one.display_name, one.period_end, None, ON_FILE) for one in some[:YEARS]]
            for account, some in found.grouped("account_id").items()
        }

    def _assessment_papers(self, accounts):
        domain = [("account_id", "in", accounts.ids), ("state", "in", ("submitted", "approved", "refused"))]
        found = self.env["credit.assessment"].search(domain, order="assessed_on desc, id desc")
        return {
            account: [
                (
                    f"{one.reference} {one.grade_id.code or ''}",
                    one.assessed_on,
                    one.next_review,
                    WAITING if one.state == "submitted" else self._state_on(account, one.next_review),
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }

    def _limit_papers(self, accounts):
        domain = [("account_id", "in", accounts.ids), ("state", "!=", "draft")]
        found = self.env["credit.limit"].search(domain)
        return {
            account: [
                (
                    f"{one.amount_text} ({self._label(one, 'kind')}, {self._label(one, 'state')})",
                    one.valid_from,
                    one.valid_to,
                    WAITING if one.state == "proposed" else self._state_on(account, one.valid_to),
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }

    def _request_papers(self, accounts):
        domain = [("account_id", "in", accounts.ids), ("state", "!=", "draft")]
        found = self.env["credit.limit.request"].search(domain)
        return {
            account: [
                (
                    f"{one.name}: {one.asked_text} ({self._label(one, 'state')})",
                    one.submitted_on and self._day_of(one.submitted_on),
                    one.valid_to,
                    WAITING if one.state == "submitted" else ON_FILE,
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }

    def _reconciliation_papers(self, accounts):
        domain = [("account_id", "in", accounts.ids), ("state", "not in", ("draft", "cancelled"))]
        found = self.env["credit.reconciliation"].search([*domain, ("merged", "=", False)])
        return {
            account: [
                (
                    f"{one.name} ({self._label(one, 'state')})",
                    one.answered_on or one.date_to,
                    None,
                    ON_FILE if one.is_signed else WAITING if one.state == "sent" else MISSING,
                )
                for one in some
            ]
            for account, some in found.grouped("account_id").items()
        }

    def _paper_table(self, sections):
        words = {
            ON_FILE: self.env._("On file"),
            MISSING: self.env._("Missing"),
            EXPIRED: self.env._("Expired"),
            WAITING: self.env._("Awaited"),
        }
        columns = [
            (self.env._("Paper"), 20),
            (self.env._("Number or name"), 38),
            (self.env._("Day"), 14, WHOLE),
            (self.env._("Valid to"), 14, WHOLE),
            (self.env._("On file"), 14),
        ]
        rows = []
        for name, papers in sections:
            for number, (text, day, last, state) in enumerate(papers or [("–", None, None, MISSING)]):
                head = "" if number else name
                rows.append([head, text, self._day(day) or "–", self._day(last) or "–", words[state]])
        return self._tabulate(columns, rows)
