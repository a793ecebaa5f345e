from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

SECTIONS = [
    ("company", "Company"),
    ("people", "Owners and Management"),
    ("licences", "Licences"),
    ("business", "Business"),
    ("references", "References"),
    ("risk", "Risk"),
    ("registry", "Registers and Courts"),
]
# Lists of a survey that can be asked for: what each row of them is, they know themselves.
LISTS = [
    ("owner_ids", "Owners"),
    ("licence_ids", "Licences and Certificates"),
    ("trade_reference_ids", "Trade References"),
    ("bank_reference_ids", "Bank References"),
    ("site_ids", "Sites"),
    ("grade_ids", "Outside Grades"),
]
# Changes that would invalidate answers given already.
MEANING = {"code", "answer_type", "rows", "personal"}


class CreditSurveyQuestion(models.Model):
    """One line of the checklist: what is asked, how it is answered, and when it must be."""

    _name = "credit.survey.question"
    _description = "Question of Credit Surveys"
    _inherit = ["credit.finite", "credit.shared"]
    _order = "sequence, id"
    _rec_name = "text"

    code = fields.Char(required=True, copy=False, help="By this scorecards and imports know the question.")
    sequence = fields.Integer(default=100, aggregator=None)
    section = fields.Selection(SECTIONS, required=True, default="company")
    text = fields.Char(string="Question", required=True, translate=True)
    help_text = fields.Char(string="Hint", translate=True, help="What to look at, or where to find the answer.")
    customer_text = fields.Char(
        string="Question to the Customer",
        translate=True,
        help="How the customer is asked, in mails and on paper. Empty: as above.",
    )
    first = fields.Boolean(
        string="First Question",
        help="Stands first, must always be answered, and is enough where little is asked for: the policy in force says"
        " up to which amount.",
    )
    answer_type = fields.Selection(
        [
            ("text", "Text"),
            ("number", "Numeric Value"),
            ("amount", "Amount"),
            ("date", "Date"),
            ("choice", "Choice"),
            ("flag", "Yes or No"),
            ("rows", "Rows of a List"),
        ],
        required=True,
        default="text",
    )
    rows = fields.Selection(LISTS, string="List", help="The question is answered by a row of this list.")
    choice_ids = fields.One2many("credit.survey.choice", "question_id", string="Choices", copy=True)
    required_when = fields.Selection(
        [
            ("optional", "Optional"),
            ("always", "Always"),
            ("new", "New Customers"),
            ("large", "Large Amounts"),
            ("new_or_large", "New Customers or Large Amounts"),
        ],
        string="Required",
        required=True,
        default="optional",
        help="The policy in force says which amount is a large one, and from when on a customer is an existing one.",
    )
    looked_up = fields.Boolean(
        help="Found in a register or at a court by us, with the day and the source: customers are not asked.",
    )
    country_ids = fields.Many2many(
        "res.country",
        string="Countries",
        help="Of customers in these countries only; of one without a country, where your company is in one of them."
        " Empty: of all.",
    )
    personal = fields.Boolean(
        string="Personal Data", help="The answer is about a person: it goes when a closed survey is anonymised."
    )
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", "Another question has this code. Choose a different one.")
    _rows_of_a_list = models.Constraint(
        "CHECK ((answer_type = 'rows') = (rows IS NOT NULL))", "Say which list answers the question, and only then."
    )

    # === WORDING === #

    def _get_customer_text(self):
        """How the customer is asked, in the language of the context."""
        self.ensure_one()
        return self.customer_text or self.text

    # === OF WHOM === #

    def _get_asked(self, partner, company):
        """Those that are asked about a customer: where it is decides."""
        # Where a customer is, is no secret to who asks about it.
        country = partner.sudo().country_id or company.sudo().country_id
        return self.filtered(lambda question: not question.country_ids or country in question.country_ids)

    # === CONSTRAINTS === #

    @api.constrains("answer_type", "choice_ids")
    def _check_choices(self):
        for question in self:
            if question.answer_type == "choice" and not question.choice_ids:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” is answered by a choice and has none. Add its choices.", question=question.text
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        # Questions are shared: answers of every company count.
        self.env["credit.survey"].sudo().search([("state", "=", "draft")])._add_answers()
        return questions

    def write(self, vals):
        if any(question[name] != vals[name] for name in MEANING & vals.keys() for question in self):
            self._check_not_answered()
        done = super().write(vals)
        if vals.get("active"):
            # Questions are shared: answers of every company count.
            self.env["credit.survey"].sudo().search([("state", "=", "draft")])._add_answers()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self._check_not_answered()
        # Questions are shared: answers of every company count.
        self.env["credit.survey.answer"].sudo()._credit_by_method().search([("question_id", "in", self.ids)]).unlink()

    def _check_not_answered(self):
        """An answer keeps the meaning it was given with."""
        # Answers of every company count.
        answers = self.env["credit.survey.answer"].sudo().search([("question_id", "in", self.ids)])
        given = answers.filtered(lambda answer: answer._is_answered() or answer.survey_state in ("verified", "closed"))
        if given:
            raise UserError(
                self.env._(
                    "“%(question)s” has been answered in surveys and stays as it is. Archive it and add another"
                    " question.",
                    question=given[0].question_id.text,
                )
            )
