from collections import Counter

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import split_every

from ...core.assessment import refit as core
from ...core.assessment.grade_record import YEARS
from ...core.assessment.items import day_number
from ...core.assessment.ready_scorecards import SECOND
from ...models.assessment.credit_assessment_inputs import READERS
from ...models.common.day import format_day
from ...models.common.number import format_number
from .credit_scorecard_comparison import BATCH


class CreditScorecardFit(models.TransientModel):
    """A scorecard fitted to the ledger of a company, beside the one there is; what is taken becomes a draft version.

    Figures are sums of all customers: whoever may read it learns nothing of any of them.
    """

    _name = "credit.scorecard.fit"
    _description = "Fit a Scorecard to the Ledger"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "scorecard_id"

    scorecard_id = fields.Many2one("credit.scorecard", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    invoice_count = fields.Integer(
        string="Invoices", readonly=True, help="Of the last two years, whose outcome is known."
    )
    late_count = fields.Integer(string="Late", readonly=True, help="Of these, by more than the days below.")
    customer_count = fields.Integer(string="Customers", readonly=True, help="To whom these invoices were.")
    tested_count = fields.Integer(
        string="Newest Invoices", readonly=True, help="Three in ten, on which both are told apart."
    )
    days = fields.Integer(
        string="Late by More Than (Days)", readonly=True, help="0: late at all. 10 for cards of serious lateness."
    )
    auc_before = fields.Float(
        string="AUC Now", digits=(4, 3), readonly=True, help="The same of what the card asks about paying as it is."
    )
    auc = fields.Float(
        string="AUC Fitted",
        digits=(4, 3),
        readonly=True,
        help="How often a late one of the newest invoices was to a customer with the lower score than one in time:"
        " 0.5 is a coin, 1 is perfect. Fitted on the older invoices alone, so that it is asked what it has not seen.",
    )
    ks_before = fields.Float(
        string="KS Now", digits=(4, 3), readonly=True, help="The same of what the card asks about paying as it is."
    )
    ks = fields.Float(
        string="KS Fitted",
        digits=(4, 3),
        readonly=True,
        help="The largest distance between the late and the others in the cumulative distribution of scores.",
    )
    is_better = fields.Boolean(compute="_compute_is_better")
    changed_count = fields.Integer(
        string="Change Grade", readonly=True, help="Customers whose grade differs between the cards."
    )
    judged_count = fields.Integer(
        string="Customers Judged", readonly=True, help="Customers with an account that the card is for."
    )
    line_ids = fields.One2many("credit.scorecard.fit.line", "fit_id", string="Criteria", readonly=True)
    grade_ids = fields.One2many("credit.scorecard.fit.grade", "fit_id", string="Grades", readonly=True)

    @api.depends("auc", "auc_before")
    def _compute_is_better(self):
        for fit in self:
            fit.is_better = fit.auc > fit.auc_before

    # === ACTIONS === #

    @api.model
    def _start(self, card):
        """Fit a card to the ledger of its company, or of the one at work, and open what came of it."""
        card.ensure_one()
        self._check_reader()
        company = card.company_id or self.env.company._credit_root()
        fit = self.create({"scorecard_id": card.id, "company_id": company.id})
        fit._show(fit._work_out())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Fit This Card to My Ledger"),
            "res_model": self._name,
            "res_id": fit.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_draft(self):
        """Make a draft version with what the ledger says now, and open it."""
        self.ensure_one()
        found = self._work_out()
        action = self.scorecard_id.action_copy_version()  # checks who may
        draft = self.env["credit.scorecard"].browse(action["res_id"])
        fitted = {one.code: one for one in found.criteria}
        for criterion in draft.criterion_ids:
            if one := fitted.get(criterion.code):
                vals = criterion._prepare_vals(one)
                criterion.write({"weight": vals["weight"], "bin_ids": [Command.clear(), *vals["bin_ids"]]})
            else:
                criterion.unlink()
        draft.note = "\n".join(filter(None, (draft.note, self._tell(found))))
        return action

    @api.model
    def _check_reader(self):
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._(
                    "%(user)s cannot see how customers are judged. Ask a credit analyst.", user=self.env.user.name
                )
            )

    def _check_company(self):
        """The ledger is one the user works with, whatever the client has sent."""
        if self.company_id not in self.env.companies._credit_roots():
            raise AccessError(
                self.env._(
                    "%(user)s does not work in %(company)s. Choose it among your companies first.",
                    user=self.env.user.name,
                    company=self.company_id.sudo().name,  # named, whether or not it may be read
                )
            )

    # === BUSINESS === #

    def _work_out(self):
        """:rtype: core.assessment.refit.Refit"""
        self._check_reader()
        self._check_company()
        card = self.scorecard_id
        card.check_access("read")
        if sentences := card._fault_sentences():
            raise UserError("\n".join(sentences))
        own = card._to_core()
        codes = [one.characteristic for one in core.asked_of(own.criteria)]
        if not codes:
            raise UserError(
                self.env._(
                    "“%(card)s” asks nothing about how customers pay, so the ledger has nothing to say. Choose another"
                    " card, or add such a criterion to a draft.",
                    card=card.display_name,
                )
            )
        today = self._entity()._credit_today()
        accounts = self._accounts()
        ledger = self.env["credit.behaviour"]._ledger(accounts) if accounts else None
        since = day_number(fields.Date.subtract(today, years=YEARS))
        rows = core.panel(ledger, day_number(today), codes, since) if ledger else None
        found = core.refit(own, rows, card.purpose == SECOND) if ledger else core.Thin(0, 0, 0)
        if isinstance(found, core.Thin):
            raise UserError(self._thin_text(found))
        return found

    def _entity(self):
        return self.company_id.sudo()  # its name and day, which people of a branch need not read

    def _accounts(self):
        # Sums of all customers; who reads them has been checked.
        return self.env["credit.account"].sudo().search([("company_id", "=", self.company_id.id)], order="id")

    def _thin_text(self, thin):
        return self.env._(
            "The ledger of %(company)s is too thin to fit a card: %(invoices)s invoices of the last two years whose"
            " outcome is known, %(late)s of them so late, of %(customers)s customers. It takes %(fewest)s invoices of"
            " %(fewest_customers)s customers, %(fewest_late)s of them late and %(fewest_late)s in time, some of each in"
            " the last months. Keep the card you have, or import your old ledger.",
            company=self._entity().name,
            invoices=thin.invoices,
            late=thin.late,
            customers=thin.customers,
            fewest=core.FEWEST,
            fewest_customers=core.FEWEST_CUSTOMERS,
            fewest_late=core.FEWEST_LATE,
        )

    def _tell(self, found):
        return self.env._(
            "Fitted to %(invoices)s invoices of %(customers)s customers of %(company)s on %(day)s. On the newest of"
            " them the card before told %(before)s, one fitted on the others %(after)s (area under the curve).",
            invoices=found.invoices,
            customers=found.customers,
            company=self._entity().name,
            day=format_day(self.env, self._entity()._credit_today()),
            before=format_number(self.env, found.before.auc, 3, 3),
            after=format_number(self.env, found.after.auc, 3, 3),
        )

    # === SHOWN === #

    def _show(self, found):
        """Write down old against new: how well they tell, criteria, and grades of the customers of today."""
        changed, judged, counts = self._grades(found)
        self.write(
            {
                "invoice_count": found.invoices,
                "late_count": found.late,
                "customer_count": found.customers,
                "tested_count": found.tested,
                "days": found.days,
                "auc_before": found.before.auc,
                "auc": found.after.auc,
                "ks_before": found.before.ks,
                "ks": found.after.ks,
                "changed_count": changed,
                "judged_count": judged,
                "line_ids": [Command.create(vals) for vals in self._prepare_lines(found)],
                "grade_ids": [Command.create(vals) for vals in counts],
            }
        )

    def _prepare_lines(self, found):
        fitted, criteria = {one.code: one for one in found.criteria}, self.env["credit.scorecard.criterion"]
        for criterion in self.scorecard_id.criterion_ids:
            one = fitted.get(criterion.code)
            yield {
                "name": criterion.name,
                "weight_before": criterion.weight,
                "points_before": criterion.points_text,
                "weight": one.weight if one else 0.0,
                "points": criteria.new(criteria._prepare_vals(one)).points_text if one else False,
            }

    def _grades(self, found):
        """How many customers the card is for change grade, of how many, and how many have each grade by either."""
        card, moves = self.scorecard_id, Counter()
        proposed = card._to_core_with(found.criteria)
        collect = self.env["credit.assessment.inputs"]._collect
        for ids in split_every(BATCH, self._accounts().ids):
            accounts = self.env["credit.account"].sudo().browse(ids)  # as above
            inputs = collect(accounts, self._entity()._credit_today())
            inputs = {account: known for account, known in inputs.items() if card._fits(account, known)}
            both = zip(card._judge(inputs), card._judge(inputs, proposed), strict=True)
            moves.update((before.grade, after.grade) for (_account, before), (_same, after) in both)
        before, after = Counter(), Counter()
        for (one, other), count in moves.items():
            before[one] += count
            after[other] += count
        grades = [*self.env["credit.grade"]._get_active().mapped("code"), None]
        rows = [
            {"grade": grade or self.env._("None"), "count_before": before[grade], "count": after[grade]}
            for grade in grades
            if before[grade] or after[grade]
        ]
        return sum(count for (one, other), count in moves.items() if one != other), sum(moves.values()), rows


class CreditScorecardFitLine(models.TransientModel):
    """One criterion as it is, and as the ledger has it."""

    _name = "credit.scorecard.fit.line"
    _description = "Criterion of a Fitted Scorecard"
    _inherit = ["credit.finite", "credit.single"]
    _order = "id"

    fit_id = fields.Many2one("credit.scorecard.fit", required=True, ondelete="cascade", index=True)
    name = fields.Char(string="Criterion")
    weight_before = fields.Float(
        string="Weight Now (%)", digits=(5, 2), help="Share of this criterion in the score, as the card is."
    )
    weight = fields.Float(string="Fitted (%)", digits=(5, 2), help="0: it told nothing and is left out.")
    points_before = fields.Char(string="Points Now")
    points = fields.Char(string="Points Fitted")


class CreditScorecardFitGrade(models.TransientModel):
    """How many of the customers of today have a grade by either card."""

    _name = "credit.scorecard.fit.grade"
    _description = "Grade Under a Fitted Scorecard"
    _inherit = ["credit.finite", "credit.single"]
    _order = "id"

    fit_id = fields.Many2one("credit.scorecard.fit", required=True, ondelete="cascade", index=True)
    grade = fields.Char()
    count_before = fields.Integer(string="Customers Now", help="With this grade by the card as it is.")
    count = fields.Integer(string="Customers Fitted", help="With this grade by the fitted card.")
