from odoo import models
from odoo.tools.image import image_data_uri

from odoo.addons.credit_management.models.common.day import format_day

from ..models.credit_agreement_sign import PrintedFor


class CreditAgreementForm(models.AbstractModel):
    """A credit agreement on paper: both parties, what is agreed, its text, both signatures."""

    _name = "report.credit_management_portal.credit_agreement_form"
    _description = "Credit Agreement on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.agreement"

    def _check_may_print(self, docs):
        # EXTENDS 'credit_management': the customer's copy is printed by our code, and nobody else's
        printed = self.env.context.get("credit_agreement_print")
        if isinstance(printed, PrintedFor) and docs.ids == [printed.agreement_id]:
            return
        super()._check_may_print(docs)

    def _title(self):
        return self.env._("Credit Agreement")

    def _title_of(self, doc):
        return f"{doc._get_content()['title']} {doc.name}"

    def _language(self, doc):
        return doc._get_lang()

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), doc.name),
            (self.env._("Signed on"), self._utc(doc.signed_on)),
            (self.env._("Countersigned on"), self._utc(doc.countersigned_on)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management': both parties'
        content = doc._get_content()
        return [content["customer"][0], content["company"][0]]

    def _prepare_sheets(self, docs):
        return {agreement: self._sheet(agreement) for agreement in docs}

    def _sheet(self, agreement):
        content = agreement._get_content()
        draft = agreement.state == "draft"
        return {
            "parties": [
                (self.env._("Supplier"), content["company"]),
                (self.env._("Customer"), content["customer"]),
            ],
            "facts": [*content["facts"][:1], *self._words_of_limit(agreement), *content["facts"][1:]],
            "clauses": content["clauses"],
            "note": self.env._("Draft: not approved, and not to be signed.") if draft else "",
            "customer_signature": self._customer_signature(agreement, content["customer"][0]),
            "our_signature": self._our_signature(agreement, content["company"][0]),
            "digest": agreement.content_hash or "",
            "template": content["template"],
        }

    def _words_of_limit(self, agreement):
        if agreement.unlimited:
            return []
        words = self._in_words(agreement.limit_amount, agreement.currency_id)
        return [(self.env._("Credit limit in words"), words)] if words else []

    def _customer_signature(self, agreement, name):
        """:param name: of the customer, as it was approved"""
        return {
            "who": self.env._("For %s", name),
            "image": image_data_uri(agreement.signature) if agreement.signature else None,
            "name": agreement.signed_by or "",
            "line": self.env._(
                "Signed electronically on %(moment)s from address %(address)s",
                moment=self._utc(agreement.signed_on),
                address=agreement.signed_ip or "–",
            )
            if agreement.signed_on
            else self.env._("Name, date, signature"),
        }

    def _our_signature(self, agreement, name):
        """:param name: of the company, as it was approved"""
        return {
            "who": self.env._("For %s", name),
            "image": None,
            "name": agreement.countersigned_by.sudo().name or "",  # whoever prints
            "line": self.env._("Countersigned on %s", self._utc(agreement.countersigned_on))
            if agreement.countersigned_on
            else self.env._("Name, date, signature"),
        }

    def _utc(self, moment):
        """The same moment whoever prints it, wherever."""
        return f"{format_day(self.env, moment.date())} {moment:%H:%M} UTC" if moment else ""
