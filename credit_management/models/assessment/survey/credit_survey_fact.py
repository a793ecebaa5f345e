from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

SOURCES = [
    ("customer", "Customer"),
    ("agency", "Agency Report"),
    ("tax_office", "Tax Office"),
    ("registry", "Registry"),
    ("court", "Court Register"),
    ("site_visit", "Site Visit"),
    ("bank", "Bank"),
    ("own_ledger", "Own Ledger"),
]
# Fields an analyst still writes while verifying a survey: not the fact itself.
CHECKED = {"verification", "second_source", "second_says", "resolution", "evidence_ids"}


class CreditSurveyFact(models.AbstractModel):
    """Source, date, evidence and verification that every fact of a survey has.

    Facts change while their survey is open, and not any more afterwards.
    """

    _name = "credit.survey.fact"
    _description = "Fact of a Credit Survey"
    _inherit = ["credit.guard", "credit.finite"]

    survey_id = fields.Many2one("credit.survey", required=True, readonly=True, ondelete="cascade", index=True)
    survey_state = fields.Selection(related="survey_id.state", string="State of Survey")
    source = fields.Selection(SOURCES, default="customer", help="Who says so.")
    date = fields.Date(default=lambda self: self.env.company._credit_today(), help="When they said so.")
    evidence_ids = fields.Many2many("ir.attachment", copy=False)
    evidence_count = fields.Integer(
        string="Documents", compute="_compute_evidence_count", help="Files attached to prove it."
    )
    verification = fields.Selection(
        [("unverified", "Unverified"), ("confirmed", "Confirmed"), ("contradicted", "Contradicted")],
        required=True,
        default="unverified",
        copy=False,
        help="Confirmed or contradicted by a second source. What is contradicted must be resolved before the survey is"
        " submitted.",
    )
    second_source = fields.Selection(SOURCES, copy=False)
    second_says = fields.Char(string="Second Source Says", copy=False)
    resolution = fields.Char(
        copy=False, help="Which of the two stands, and why. If the second source is right, correct the answer too."
    )
    contradicted = fields.Boolean(
        string="To Resolve",
        compute="_compute_contradicted",
        help="Another source contradicts this, and nobody has said yet which of the two stands.",
    )

    # === COMPUTE === #

    @api.depends("evidence_ids")
    def _compute_evidence_count(self):
        for fact in self:
            fact.evidence_count = len(fact.evidence_ids)

    @api.depends("verification", "resolution")
    def _compute_contradicted(self):
        for fact in self:
            fact.contradicted = fact.verification == "contradicted" and not (fact.resolution or "").strip()

    # === CONSTRAINTS === #

    @api.constrains("source", "date")
    def _check_source(self):
        for fact in self:
            if fact._is_answered() and not (fact.source and fact.date):
                raise ValidationError(
                    self.env._("Say of “%(fact)s” who says so, and since when.", fact=fact._fact_name())
                )
            if fact.date and fact.date > fact.survey_id.company_id._credit_today():
                raise ValidationError(
                    self.env._("“%(fact)s” bears a day still to come. Correct its date.", fact=fact._fact_name())
                )

    @api.constrains("verification", "source", "second_source", "second_says")
    def _check_verification(self):
        for fact in self:
            if fact.verification == "unverified":
                continue
            if not fact.second_source or fact.second_source == fact.source:
                raise ValidationError(
                    self.env._(
                        "“%(fact)s” is confirmed or contradicted by a second source only. Choose a “Second Source”"
                        " other than the first.",
                        fact=fact._fact_name(),
                    )
                )
            if fact.verification == "contradicted" and not (fact.second_says or "").strip():
                raise ValidationError(
                    self.env._(
                        "“%(fact)s” is contradicted. Write under “Second Source Says” what the other one says.",
                        fact=fact._fact_name(),
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self._credit_is_by_method():
            # Filled in before the check: a client can send defaults in the context, or store them.
            vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
            surveys = self.env["credit.survey"].browse({vals.get("survey_id") for vals in vals_list} - {None, False})
            surveys.check_access("read")
            surveys._check_fillable()
        facts = (
            super(CreditSurveyFact, self._credit_drop_defaults())
            .create(vals_list)
            ._credit_recompute_related()
            .with_env(self.env)
        )
        facts._own_evidence()
        if not self._credit_is_by_method():
            facts.survey_id._add_hands()
        return facts

    def write(self, vals):
        if not self._credit_is_by_method():
            if forged := ({"survey_id"} | self._credit_related_names()) & vals.keys():
                self._credit_refuse_fields(forged, self.env._("A fact stays in its survey. Enter it in the other one."))
            self.survey_id._check_fillable(vals.keys())
        done = super().write(vals)
        if "evidence_ids" in vals:
            self._own_evidence()
        if not self._credit_is_by_method() and not vals.keys() <= CHECKED:
            self.survey_id._add_hands()
        return done

    def unlink(self):
        if not self._credit_is_by_method():
            self.survey_id._check_fillable()  # before the record rule, which says less
            self.survey_id._add_hands()
        return super().unlink()

    def _own_evidence(self):
        """Attach documents to the fact they prove, so that both are seen by the same people.

        Only uploads of the user are taken: else linking a document would open it to the person who links it.
        """
        for fact in self:
            for document in fact.sudo().evidence_ids:  # documents are moved to where access to the fact decides
                if (document.res_model, document.res_id) == (fact._name, fact.id):
                    continue
                if document.res_id or document.res_field or (document.create_uid != self.env.user and not self.env.su):
                    raise AccessError(
                        self.env._(
                            "A document that belongs elsewhere cannot be evidence of “%(fact)s”. Upload it here.",
                            fact=fact._fact_name(),
                        )
                    )
                document.write({"res_model": fact._name, "res_id": fact.id, "public": False})

    # === BUSINESS === #

    def _is_answered(self):
        """Whether the row says anything; one that somebody entered into a list does."""
        self.ensure_one()
        return True

    def _fact_name(self):
        """How a person calls this fact, without what the answer to it is."""
        self.ensure_one()
        return self.display_name

    def _fact_vals(self):
        """Fields of any fact as core knows them."""
        self.ensure_one()
        return {"verification": self.verification, "resolved": not self.contradicted}

    def _prepare_carried_vals(self):
        """This row in the next survey of the customer: what it says, and not who had confirmed it."""
        self.ensure_one()
        return {name: value for name, value in self.copy_data()[0].items() if name != "survey_id"}
