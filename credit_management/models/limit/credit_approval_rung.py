from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError

from ...core.limit.approval import ONE_PERSON, Rung, Step, steps_for, strictest
from ..account.credit_grade import RISK_CLASSES
from .credit_authority_lookup import RAISE


class CreditApprovalRung(models.Model):
    """From which increase of a limit on how many people decide, for a risk class or for all of them.

    A company without any lets one person with the authority decide.
    """

    _name = "credit.approval.rung"
    _description = "Steps of Approval"
    _inherit = ["credit.finite", "credit.shared", "credit.log", "credit.cached", "credit.single"]
    _order = "company_id, risk_class, above, id"

    active = fields.Boolean(default=True, tracking=True, help="Steps that are archived bind nobody.")
    company_id = fields.Many2one(
        "res.company",
        domain=[("parent_id", "=", False)],
        ondelete="cascade",
        index=True,
        tracking=True,
        help="Empty for every company, each with the amount in its own currency.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    decides_on = fields.Selection(
        [("raise", "Raising a Limit")],
        required=True,
        default="raise",
        tracking=True,
        help="What so many people decide on.",
    )
    risk_class = fields.Selection(
        RISK_CLASSES,
        tracking=True,
        help="Empty for customers of every risk class that has no steps of its own, and of none.",
    )
    above = fields.Monetary(
        tracking=True,
        help="By how much a limit rises, together with the customer's other increases in the window of the company's"
        " settings. Of several steps of approval that fit, those with the highest amount hold.",
    )
    step_ids = fields.One2many("credit.approval.step", "rung_id", string="Steps")

    _above_not_negative = models.Constraint("CHECK (above >= 0)", "The amount cannot be negative.")

    _amount_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0), COALESCE(risk_class, ''), above, decides_on) WHERE active IS TRUE",
        "There are steps for increases above this amount already: change those.",
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for rung in self:
            rung.currency_id = (rung.company_id or self.env.company).currency_id

    @api.depends("risk_class", "above", "step_ids")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for rung in self:
            currency = rung.currency_id or self.env.company.currency_id
            rung.display_name = self.env._(
                "Above %(amount)s: %(count)d steps", amount=currency.format(rung.above), count=len(rung.step_ids)
            )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        rungs = super().create(vals_list)
        rungs._check_not_own()
        return rungs

    def write(self, vals):
        self._check_not_own()
        done = super().write(vals)
        self._check_not_own()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        """How many had to decide stays on record."""
        if not self.env.su:
            raise UserError(
                self.env._("The steps “%s” stay on record. Archive them: then they bind nobody.", self[:1].display_name)
            )

    @api.constrains("step_ids")
    def _check_steps(self):
        for rung in self:
            if not rung.step_ids:
                raise ValidationError(self.env._("Add the first step: how many people decide."))

    def _check_not_own(self):
        """Nobody changes how many decide beside them."""
        if self.env.su:
            return
        companies = self.sudo().company_id  # of a definition out of sight, too
        if self.filtered(lambda rung: not rung.company_id):
            companies = self.env["res.company"]._credit_all_roots()
        authorities, decisions = self.env["credit.authority"], self._get_decisions()
        bound = {decisions[kind] for kind in self.sudo().mapped("decides_on")}  # as above
        if any(authorities._read_granted(self.env.user, companies, one)[self.env.user] for one in bound):
            raise AccessError(
                self.env._(
                    "Steps of approval that bind %(user)s are changed by another administrator.",
                    user=self.env.user.name,
                )
            )

    # === BUSINESS === #

    @api.model
    def _get_decisions(self):
        """Which authority each kind is about."""
        return {"raise": RAISE}

    @api.model
    @tools.ormcache("company_id", "decides_on")
    def _get_rungs(self, company_id, decides_on="raise"):
        """Those of a legal entity and those of all of them, as plain data: neither makes the other less."""
        rungs = self.sudo()  # how many decide is no secret, and binds in sight or not
        rungs = rungs.search(
            [("company_id", "in", (False, company_id)), ("active", "=", True), ("decides_on", "=", decides_on)]
        )
        return [[rung._to_core() for rung in some] for some in rungs.grouped("company_id").values()]

    def _to_core(self):
        # Who was archived stays a member: else two of two could not even be asked for.
        rows = self.step_ids.with_context(active_test=False)
        steps = tuple(Step(step.needed, frozenset(step.member_ids.ids)) for step in rows)
        return Rung(self.above, steps or ONE_PERSON, self.risk_class or None)

    @api.model
    def _get_steps(self, account, raised, classes=None, decides_on="raise"):
        """The steps of raising the limit of a customer by so much: of the risk classes it may be of, those that ask for
        the most people.

        :param classes: the risk classes, where they are known
        :param decides_on: what else of the customer is decided on
        """
        account = account.sudo()  # the class decides, readable or not
        rungs = self._get_rungs(account.company_id._credit_root().id, decides_on)
        if not rungs:
            return ONE_PERSON
        classes = account._get_risk_classes()[account] if classes is None else classes
        found = [steps_for(some, raised, one or None) for some in rungs for one in sorted(classes, key=str)]
        return strictest(found)

    # === LOG === #

    def _describe_steps(self):
        return "; ".join(
            self.env._(
                "%(needed)d of %(people)s",
                needed=step.needed,
                # Users of the past, too.
                people=", ".join(step.sudo().member_ids.mapped("name")) or self.env._("all with the authority"),
            )
            for step in self.step_ids
        )

    def _log_steps(self, before):
        after = self._describe_steps()
        if before != after:
            self._message_log(body=f"{before} → {after}", author_id=self.env.user.partner_id.id)
