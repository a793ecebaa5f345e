from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...const import MANAGER
from ...core.policy.policy import BLOCK
from ..assessment.credit_account import MOST
from ..common.day import format_day
from ..limit.credit_authority_lookup import ALONE, RAISE

MAY_START = ("analyst", "administrator")
POLICIES = "credit_management.credit_policy_action"


class CreditOverview(models.AbstractModel):
    """The first steps of a company, from the policy that is read to the gate that is on.

    Whether a step is done follows from what is there; that the policy was read and tried on the past is written down
    with who and when.
    """

    _inherit = "credit.overview"

    # === READ === #

    @api.model
    def _read_start(self, company, always=False):
        """The steps of one legal entity; False where none is open, or for who only sells.

        :param always: also when all of them are done
        """
        if not any(map(self._has_role, MAY_START)):
            return False
        steps = [
            self._step_read(company),
            self._step_people(company),
            self._step_history(company),
            self._step_limits(company),
            self._step_trial(company),
            self._step_gate(company),
        ]
        return steps if always or not all(step["done"] for step in steps) else False

    @api.model
    def _step(self, key, name, done, text, buttons):
        """
        :param text: what has been done, or is to be
        :param buttons: tuples of name, what it opens (action or method of this model), and whether the user may
        """
        shown = [{"name": label, **opens} for label, opens, may in buttons if may]
        return {"key": key, "name": name, "done": bool(done), "text": text, "buttons": shown}

    @api.model
    def _opens(self, xml_id):
        return {"action": xml_id, "method": False}

    @api.model
    def _calls(self, method):
        return {"action": False, "method": method}

    @api.model
    def _step_read(self, company):
        settings = company.sudo()  # who has read it is no secret of the company
        by, on = settings.credit_read_by, settings.credit_read_on
        done = by and on
        text = (
            self.env._("%(user)s on %(day)s", user=by.name, day=format_day(self.env, on))
            if done
            else self.env._(
                "It holds from the day of the installation: which orders it stops, and what counts as owed."
            )
        )
        may = self._has_role("manager") or self._has_role("administrator")
        opened = self.env._("Open the Policy"), self._opens(POLICIES), True
        confirmed = self.env._("I Have Read It"), self._calls("start_confirm_read"), may and not done
        return self._step("read", self.env._("Read the credit policy"), done, text, (opened, confirmed))

    @api.model
    def _step_people(self, company):
        deciders = self.env["credit.authority"]._deciders(company)
        managers = deciders & self.env["res.users"]._credit_with_role(MANAGER)
        authorities = self.env["credit.authority"]
        able = [user for user, rows in authorities._read_granted(managers, company, RAISE).items() if rows]
        done = able and (
            len(deciders) > 1
            or any(rows for user, rows in authorities._read_granted(managers, company, ALONE).items() if user in able)
        )
        if not able:
            text = self.env._("No credit manager has an authority: nobody may approve a limit.")
        elif done:
            text = self.env._("%d people decide on credit.", len(deciders))
        else:
            text = self.env._(
                "Two people are needed, one proposes and another approves: invite one, or let one person decide alone"
                " up to an amount."
            )
        invite = self.env["res.users"].has_access("create")
        buttons = (
            (self.env._("Invite"), self._opens("base.action_res_users"), invite),
            (
                self.env._("Authorities"),
                self._opens("credit_management.credit_authority_action"),
                self._has_role("administrator"),
            ),
        )
        return self._step("people", self.env._("Say who decides on how much"), done, text, buttons)

    @api.model
    def _step_history(self, company):
        # That there is a ledger is no secret to who looks after customers.
        done = self.env["account.move.line"].sudo().search_count(self._domain_of_history(company), limit=1)
        text = (
            self.env._("Customers and their payments are known.")
            if done
            else self.env._(
                "Invoices of the last years, or the open ones, from a sheet: scores and limits follow from it."
            )
        )
        may = self.env["credit.ledger.import"].has_access("create")
        button = self.env._("Import"), self._opens("credit_management.credit_ledger_import_action"), may
        return self._step("history", self.env._("Bring in the history"), done, text, (button,))

    @api.model
    def _domain_of_history(self, company):
        return [
            ("account_id", "in", self.env["credit.open.item"]._receivable_account_ids()),
            ("company_id", "in", company.sudo()._credit_family().ids),  # branches out of sight belong to it
            ("parent_state", "=", "posted"),
        ]

    @api.model
    def _step_limits(self, company):
        counted = self._count_limits(company)
        # Most of the customers there were at the first approval have a limit; who came later are daily work.
        done = counted["granted"] and 2 * counted["granted_first"] >= counted["first"]
        text = (
            self.env._(
                "Customers with a limit: %(granted)d, without one: %(without)d. Assessments to be submitted or"
                " approved: %(waiting)d.",
                **{name: counted[name] for name in ("granted", "without", "waiting")},
            )
            if counted["granted"] or counted["without"]
            else self.env._("No customer has an account yet: bring in the history, or open one.")
        )
        analyst = self._has_role("analyst")
        buttons = (
            (self.env._("Assess All"), self._calls("start_assess_all"), analyst and counted["without"]),
            (self.env._("Decide"), self._calls("start_decide"), analyst and counted["waiting"]),
        )
        return self._step("limits", self.env._("Give customers their first limits"), done, text, buttons)

    @api.model
    def _count_limits(self, company):
        """How many customers have limits and how many wait for one, in one query."""
        self.env["credit.account"].flush_model(["company_id", "status"])
        self.env["credit.limit"].flush_model(["account_id", "counts", "state", "approved_on", "company_id"])
        self.env["credit.assessment"].flush_model(["company_id", "state"])
        (found,) = self.env.execute_query_dict(
            SQL(
                """
                WITH asked AS (
                    SELECT account.create_date, account.status IN ('stop', 'closed') AS left_out,
                           EXISTS (SELECT FROM credit_limit WHERE account_id = account.id AND counts) AS has_limit
                      FROM credit_account account
                     WHERE account.company_id = %(company)s
                ), begun AS (
                    SELECT MIN(approved_on) AS moment FROM credit_limit
                     WHERE company_id = %(company)s AND state IN ('approved', 'ended')
                )
                SELECT COUNT(*) FILTER (WHERE has_limit) AS granted,
                       COUNT(*) FILTER (WHERE NOT has_limit AND NOT left_out) AS without,
                       COUNT(*) FILTER (WHERE NOT left_out AND create_date <= begun.moment) AS first,
                       COUNT(*) FILTER (WHERE NOT left_out AND has_limit AND create_date <= begun.moment)
                           AS granted_first,
                       (SELECT COUNT(*) FROM credit_assessment
                         WHERE company_id = %(company)s AND state IN ('draft', 'submitted')) AS waiting
                  FROM asked CROSS JOIN begun
                """,
                company=company.id,
            )
        )
        return found

    @api.model
    def _domain_without_limit(self, company):
        return [
            ("company_id", "=", company.id),
            ("status", "not in", ("stop", "closed")),
            ("limit_ids", "not any", [("counts", "=", True)]),
        ]

    @api.model
    def _domain_of_waiting(self, company):
        return [("company_id", "=", company.id), ("state", "in", ("draft", "submitted"))]

    @api.model
    def _step_trial(self, company):
        settings = company.sudo()  # who has tried it is no secret of the company
        by, on = settings.credit_trial_by, settings.credit_trial_on
        text = (
            self.env._("%(user)s on %(day)s", user=by.name, day=format_day(self.env, on))
            if by and on
            else self.env._("Which orders of the last year would have been held, and how they were paid.")
        )
        may = self._has_role("analyst") or self._has_role("administrator")
        button = self.env._("What Would Have Been Held"), self._calls("start_trial"), may
        return self._step("trial", self.env._("Try the policy on the past"), by and on, text, (button,))

    @api.model
    def _step_gate(self, company):
        # What stops orders is decided for everybody, whoever reads policies.
        policy = self.env["credit.policy"].sudo()._in_force(company)
        stops = any(rule.effect == BLOCK for rule in policy.rules)
        text = (
            self.env._("Orders over the limit or long overdue wait for a release.")
            if stops
            else self.env._("No rule of the policy in force stops an order. Publish one that does.")
        )
        button = self.env._("Policies"), self._opens(POLICIES), True
        return self._step("gate", self.env._("Let the policy stop orders"), stops, text, (button,))

    # === CLICKS === #

    @api.model
    def _start_company(self, company_id):
        roots = self._entities()
        company = roots.filtered(lambda root: root.id == company_id)
        if not company:
            raise UserError(self.env._("Choose a company you work in, then click again."))
        return company

    @api.model
    def start_confirm_read(self, company_id):
        """Write down that this person has read the policy of a company."""
        if not (self._has_role("manager") or self._has_role("administrator")):
            raise AccessError(
                self.env._("%(user)s does not decide by the policy. Ask a credit manager.", user=self.env.user.name)
            )
        # A note of who has read it, in the name of who has; the company is not theirs to write.
        self._start_company(company_id).sudo().write(
            {"credit_read_by": self.env.uid, "credit_read_on": fields.Datetime.now()}
        )
        return False

    @api.model
    def start_assess_all(self, company_id):
        """Assess the customers of a company that have no limit, and show what is proposed for each."""
        company = self._start_company(company_id)
        self.env["credit.assessment"]._check_analyst()
        accounts = self.env["credit.account"]
        known = accounts.sudo().search([("company_id", "=", company.id)])  # so that none is opened twice
        owing = self.env["account.move.line"].sudo()._read_group(self._domain_of_history(company), ["partner_id"])
        customers = self.env["res.partner"].union(*(partner for (partner,) in owing)).sudo(False).commercial_partner_id
        if missing := customers - known.partner_id:
            accounts._for(missing, company)
        waiting = accounts.search(self._domain_without_limit(company), limit=MOST)
        if not waiting:
            raise UserError(
                self.env._(
                    "No customer of %(company)s is without a limit. Import the history first, or open an account"
                    " for a customer.",
                    company=company.name,
                )
            )
        return waiting._assess_in_one_go()

    @api.model
    def start_decide(self, company_id):
        """The list of assessments that wait, from what holds to what is proposed."""
        return self.env["credit.assessment"]._open_mass(self._domain_of_waiting(self._start_company(company_id)))

    @api.model
    def start_trial(self, company_id):
        """The replay of the policy in force on the orders of the last year."""
        policy = self.env["credit.policy"]._get_in_force(self._start_company(company_id))
        if not policy:
            raise UserError(self.env._("No policy is in force. Publish one first."))
        return policy.action_replay()
