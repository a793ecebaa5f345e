from markupsafe import Markup

from odoo import api, fields, models

from odoo.addons.credit_management.models.common.day import format_day

from ..core.item import CREDIT_NOTE
from .credit_reminder import STATEMENT

TABLE = "credit_management_collections.credit_reminder_table"


class CreditReminder(models.Model):
    """The words and figures of a message, in the language of its contact.

    Figures are those that core has added up and the row keeps: no template computes any.
    """

    _inherit = "credit.reminder"

    looks = fields.Html(
        string="As It Looks", compute="_compute_looks", sanitize=False, help="The message as it would be sent now."
    )

    @api.depends("sections", "channel", "tone", "level", "step_id", "lang")
    def _compute_looks(self):
        for one in self:
            one.looks = one.sudo()._render() if one.channel else False  # who reads it need not edit templates

    def _render(self):
        """The whole text by its channel, as HTML."""
        self.ensure_one()
        if self.channel == "sms":
            return Markup("<p>{}</p>").format(self._get_sms_text())
        if self.channel == "mail":
            template = self._get_mail_template()
            return template._generate_template(self.ids, ["body_html"])[self.id]["body_html"]
        return self._get_letter_text() + self._get_table()

    # === WORDS === #

    def _speaking(self):
        """This message in the language of its contact."""
        return self.with_context(lang=self.lang or self.env.lang)

    def _get_sms_text(self):
        template = self.step_id._get_sms_template(self.tone, self.level)
        return template._render_field("body", self.ids, compute_lang=True)[self.id]

    def _get_letter_text(self):
        """The words of the step, else the usual ones of its tone; they are nobody's HTML but an administrator's."""
        text = self.step_id.with_context(lang=self.lang).letter_text
        return text or Markup("<p>{}</p>").format(self._get_usual_text())

    def _get_usual_text(self):
        words = self._speaking().env
        if self.kind == STATEMENT:
            return words._("Here is what is open on your account today. Please tell us where your books differ.")
        if not self.level:
            return words._("This is a friendly note that the amounts below will be due shortly.")
        texts = {
            "friendly": words._(
                "We have not found your payment of the amounts below yet. It may have slipped your attention: please"
                " arrange for it."
            ),
            "firm": words._(
                "In spite of our reminders the amounts below are still open. Please pay them now, or tell us what"
                " stands in the way."
            ),
            "final": words._(
                "The amounts below are long overdue, and our reminders were without effect. Please pay within ten days:"
                " after that we have to take further steps, at your cost."
            ),
        }
        return texts[self.tone]

    def _get_consequence(self):
        """Said below the figures."""
        return self._speaking().env._("If you have paid in the meantime, please ignore this message.")

    def _get_payment_url(self):
        """Odoo's own page on which the customer pays what is overdue."""
        return self.account_id._get_statement_url()

    # === FIGURES === #

    def _get_table(self):
        """All items, credits and totals of the message, as HTML."""
        one = self._speaking()
        stated = self.kind == STATEMENT
        values = {"sections": one._get_printed(), "held": one._get_held_texts(), "stated": stated}
        return one.env["ir.qweb"]._render(TABLE, values, lang=self.lang or self.env.lang)

    def _get_printed(self):
        """Its sections with every figure as text."""
        currencies = self._get_currencies()
        return [self._print_section(one, currencies[one["currency"]]) for one in self.sections or ()]

    def _print_section(self, section, currency):
        return {
            "currency": currency.name,
            "lines": [
                {
                    "reference": line["reference"],
                    "due": self._format(line["due"]),
                    "days": line["days"] if line["days"] > 0 else "",
                    "amount": currency.format(line["amount"]),
                }
                for line in section["lines"]
            ],
            "set_off": [
                (self._name_credit(kind), self._format(day), currency.format(-amount))
                for kind, day, amount in section["set_off"]
            ],
            "charges": [(self._name_charge(kind), currency.format(amount)) for kind, amount in section["charges"]],
            "total": currency.format(section["total"]),
        }

    def _name_credit(self, kind):
        return self.env._("Credit note, not yet set off") if kind == CREDIT_NOTE else self.env._("Payment received")

    def _name_charge(self, kind):
        return self.env._("Late interest") if kind == "interest" else self.env._("Fixed sum for recovery")

    def _get_held_texts(self):
        """Amounts that are overdue and not asked for, each with the reason."""
        currencies, texts = self._get_currencies(), self._get_held_names()
        return [(texts[reason], currencies[name].format(amount)) for reason, name, amount in self.held or ()]

    def _get_held_names(self):
        return {
            "disputed": self.env._("in dispute"),
            "promised": self.env._("promised by you"),
            "stopped": self.env._("being looked into"),
        }

    def _format(self, day):
        return format_day(self.env, fields.Date.to_date(day))
