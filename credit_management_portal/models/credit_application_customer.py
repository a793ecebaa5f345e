from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.credit_management.core.account import resemblance
from odoo.addons.credit_management.models.common.text import id_of

from ..core import application as core
from .credit_application import WORKED
from .credit_application_fill import HEAD

MOST_CANDIDATES, MOST_SIMILAR = 500, 8
PARTNER_FIELDS = ("name", "vat", "street", "zip", "city", "country_id")
# What is taken over by one click.
PARTS = {"name": ("name",), "vat": ("vat",), "address": ("street", "zip", "city", "country_id")}
ANSWERS = {"name": "registered_name", "vat": "tax_number", "street": "street", "zip": "zip", "city": "city"}


class CreditApplication(models.Model):
    """Which customer an application is of, and what it says otherwise than our records do.

    Nothing of a customer's record is written without a click, and an application alone makes no customer.
    """

    _inherit = "credit.application"

    similar_html = fields.Html(string="Similar Customers", compute="_compute_similar_html", sanitize=False)
    summary_html = fields.Html(string="What Was Answered", compute="_compute_summary_html", sanitize=False)
    changes_html = fields.Html(string="Changed Since the Last Survey", compute="_compute_changes_html", sanitize=False)
    partner_html = fields.Html(string="Customer Record", compute="_compute_partner_html", sanitize=False)
    name_differs = fields.Boolean(compute="_compute_partner_html")
    vat_differs = fields.Boolean(string="Tax Number Differs", compute="_compute_partner_html")
    address_differs = fields.Boolean(compute="_compute_partner_html")
    can_take_over = fields.Boolean(compute="_compute_can_take_over")

    # === COMPUTE === #

    @api.depends_context("lang", "uid")
    def _compute_similar_html(self):
        for application in self:
            found = [] if application.partner_id else application._get_similar()
            rows = [(partner.display_name, grounds) for partner, grounds in found]
            head = (self.env._("Customer"), self.env._("In Common"))
            application.similar_html = rows and self._draw_table(head, rows)

    @api.depends_context("lang")
    def _compute_summary_html(self):
        for application in self:
            parts = []
            for part in application._get_summary() if application.answers else ():
                if part["lines"]:
                    parts += [Markup("<h5 class='mt-3'>{}</h5>").format(part["name"]), self._draw_lines(part["lines"])]
            application.summary_html = Markup().join(parts) or False

    @api.depends_context("lang")
    def _compute_changes_html(self):
        for application in self:
            rows = application._get_changes()
            head = (self.env._("Question"), self.env._("Last Survey"), self.env._("Application"))
            application.changes_html = rows and self._draw_table(head, rows)

    @api.depends_context("lang", "uid")
    def _compute_partner_html(self):
        labels = self.env["res.partner"]._fields
        head = (self.env._("Field"), self.env._("From"), self.env._("To"))
        for application in self:
            differing = application._get_differing()
            for part, names in PARTS.items():
                application[f"{part}_differs"] = bool(differing.keys() & set(names))
            rows = [
                (labels[name]._description_string(self.env), self._tell_of_partner(old), self._tell_of_partner(new))
                for name, (old, new) in differing.items()
            ]
            application.partner_html = rows and self._draw_table(head, rows)

    @api.depends("hand_ids", "state")
    @api.depends_context("uid")
    def _compute_can_take_over(self):
        working = self.filtered(lambda application: application.state in WORKED)
        free = working._get_free()
        for application in self:
            application.can_take_over = application in free

    @api.model
    def _draw_table(self, head, rows):
        def draw(tag, cells):
            return Markup().join(Markup("<{0}>{1}</{0}>").format(Markup(tag), cell) for cell in cells)

        body = Markup().join(Markup("<tr>{}</tr>").format(draw("td", row)) for row in rows)
        return Markup(
            '<div class="table-responsive" tabindex="0"><table class="table table-sm"><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>"
        ).format(draw("th", head), body)

    @api.model
    def _draw_lines(self, lines):
        row = Markup('<dt class="col-sm-5 fw-normal text-muted">{}</dt><dd class="col-sm-7">{}</dd>')
        return Markup('<dl class="row mb-0">{}</dl>').format(Markup().join(row.format(*line) for line in lines))

    @api.model
    def _tell_of_partner(self, value):
        return (value.display_name if isinstance(value, models.BaseModel) else value) or "–"

    # === WHAT CHANGED === #

    def _get_changes(self):
        """What the customer says otherwise than its last survey: question, then, now."""
        last = self._get_last_survey()
        if not last or not self.answers:
            return []
        rows = []
        labels = self.env["credit.survey"]._get_customer_requests()
        today = self.company_id._credit_today()
        for entry in core.REQUESTED:
            now = core.usable(entry, self.answers.get(entry.code, ""), today)
            if entry.code in HEAD and now is not None and now != last[entry.code]:
                then = self._tell(float(last[entry.code]), entry.kind)
                rows.append((labels[entry.code], then, self._tell(now, entry.kind)))
        for answer in last.answer_ids.filtered(lambda one: one.answer_type != "rows"):
            said = self._get_said(answer.question_id)
            if said is not None and said != self._get_answered(answer):
                entry = self._question_entry(answer.question_id)
                text = said if answer.question_id.code == "registered_address" else self._get_text(entry)
                rows.append((answer.question_id.text, answer.answer or "–", text))
        return rows + self._get_changed_rows(last)

    @api.model
    def _get_answered(self, answer):
        return answer.value_choice if answer.answer_type in ("choice", "flag") else answer._value()

    def _get_changed_rows(self, last):
        """Lists of which another row is named now."""
        rows = []
        for questions in self._get_questions().values():
            for question in questions.filtered("rows"):
                named = core.LISTS[question.rows][0].code
                now = {row[named] for row in core.rows_of(question.rows, self.answers, self.company_id._credit_today())}
                then = set(last[question.rows].mapped(named))
                if now and now != then:
                    rows.append((question.text, ", ".join(sorted(then)) or "–", ", ".join(sorted(now))))
        return rows

    def _get_last_survey(self):
        """The survey before this application's own."""
        surveys = self.env["credit.survey"]
        if not self.account_id:
            return surveys
        domain = [("account_id", "=", self.account_id.id), ("anonymised_on", "=", False)]
        return surveys.search([*domain, ("id", "!=", self.survey_id.id)], order="opened_on desc, id desc", limit=1)

    def _get_differing(self):
        """Fields of the customer's record that the application says otherwise: ``{name: (old, new)}``."""
        partner, said = self.partner_id, self._prepare_partner()
        if not partner or not self.answers:
            return {}
        return {
            name: (partner[name], new)
            for name, new in said.items()
            if new and (partner[name] or "") != new and name in PARTNER_FIELDS
        }

    def _prepare_partner(self):
        """The customer's record as the application has it."""
        answers = self.answers or {}
        said = {name: answers.get(code, "") for name, code in ANSWERS.items()}
        said["name"] = said["name"] or self.applicant
        if self._get_faults(core.COMPANY).get("tax_number"):
            said["vat"] = ""
        said["country_id"] = self._get_countries().filtered(lambda one: one.code == answers.get("country")).sudo(False)
        return said

    # === WHO IT MAY BE === #

    def _get_similar(self):
        """Customers that have something in common with the applicant: pairs of customer and grounds in words."""
        self.ensure_one()
        said = self._prepare_partner()
        place = " ".join(filter(None, (said["street"], said["zip"], said["city"])))
        own = resemblance.Customer(
            0, said["name"], said["vat"], (), (self.email,), (), place, said["country_id"].code or ""
        )
        candidates = self._get_candidates(own)
        matches = resemblance.resembling([own], self.env["credit.resemblance"]._read_known(candidates.ids))
        partners = self.env["res.partner"]
        words = self.env["credit.resemblance"]._in_words
        matches = sorted(matches, key=lambda match: resemblance.GROUNDS.index(match.grounds[0]))
        return [(partners.browse(one.other_id), words(" ".join(one.grounds))) for one in matches[:MOST_SIMILAR]]

    def _get_candidates(self, own):
        """Customers that share a tax number, a mail domain or the beginning of a name, as far as one may see them."""
        name = resemblance.plain_name(own.name)
        domains = [Domain("name", "ilike", word[:4]) for word in name.split()[:3] if len(word) > 2]
        if own.tax_number:
            domains.append(Domain("vat", "ilike", own.tax_number[-8:]))
        if key := resemblance.mail_key(own.emails[0]):
            domains.append(Domain("email", "ilike", key))
        partners = self.env["res.partner"].search(Domain.OR(domains), limit=MOST_CANDIDATES)  # none where no domain
        return partners.commercial_partner_id._filtered_access("read")

    # === ACTIONS === #

    def action_open_customer(self):
        """Ask which customer it is."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        action = {"type": "ir.actions.act_window", "name": self.env._("Which Customer Is It?"), "view_mode": "form"}
        similar = self._get_similar()
        return action | {
            "res_model": "credit.application.customer",
            "target": "new",
            "context": {"default_application_id": self.id, "default_partner_id": similar[:1] and similar[0][0].id},
        }

    def action_this_is(self, partner_id):
        """Say which of our customers the applicant is; its record stays as it is."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        self._check_no_customer()
        partner = self.env["res.partner"].browse(id_of(partner_id)).exists()
        if not partner:
            raise UserError(self.env._("Choose the customer that %s is.", self.display_name))
        partner.check_access("read")
        self._adopt(partner.commercial_partner_id)
        return True

    def action_create_customer(self):
        """Make a customer of the applicant."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        self._check_no_customer()
        said = self._prepare_partner()
        vals = {name: value for name, value in said.items() if name != "country_id" and value}
        # An analyst who decides so needs no right to make other contacts.
        partner = (
            self.env["res.partner"]
            .sudo()
            .create(
                {
                    **vals,
                    "country_id": said["country_id"].id,
                    "is_company": True,
                    "email": self.email,
                    "customer_rank": 1,
                }
            )
        )
        self._adopt(partner)
        return True

    def _check_no_customer(self):
        if self.partner_id:
            raise UserError(
                self.env._(
                    "%(application)s is of %(partner)s already.",
                    application=self.display_name,
                    partner=self.partner_id.display_name,
                )
            )

    def _adopt(self, partner):
        if partner.company_id and partner.company_id._credit_root() != self.company_id._credit_root():
            raise UserError(self.env._("%s belongs to another company. Choose another customer.", partner.display_name))
        self._add_hands()
        self._set({"partner_id": partner.id})
        self.sudo()._make_survey()  # nobody has access to write applications

    def action_take_name(self):
        return self._take_over("name")

    def action_take_vat(self):
        return self._take_over("vat")

    def action_take_address(self):
        return self._take_over("address")

    def _take_over(self, part):
        """Write these fields of the application into the customer's record; but not by who invited, or chose it."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        self._check_hands()
        differing = self._get_differing()
        taken = {name: new for name, (_old, new) in differing.items() if name in PARTS[part]}
        vals = {name: new.id if isinstance(new, models.BaseModel) else new for name, new in taken.items()}
        if vals:
            self.partner_id.check_access("read")
            self.partner_id.sudo().write(vals)  # an analyst who decides so needs no right to change other contacts
            told = "; ".join(
                f"{self._tell_of_partner(differing[name][0])} → {self._tell_of_partner(new)}"
                for name, new in taken.items()
            )
            self._note(self.env._("Taken over into the customer's record: %s", told))
        return True
