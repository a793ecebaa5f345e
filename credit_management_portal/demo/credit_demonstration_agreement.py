import base64
from io import BytesIO

from PIL import Image, ImageDraw

from odoo import api, models

STROKE = [(18, 60), (40, 22), (52, 66), (70, 30), (88, 62), (110, 48), (128, 58), (150, 40), (176, 56), (230, 44)]


class CreditDemonstration(models.AbstractModel):
    """Agreements of the demonstration company: one in force, one that waits for its customer's signature."""

    _inherit = "credit.demonstration"

    @api.model
    def _play_agreements(self):
        """By the buttons that people have; nothing where the demonstration itself was left out."""
        names = ("account_castlebrook", "account_pemberton", "user_analyst", "user_director")
        found = [self.env.ref(f"credit_management.{name}", raise_if_not_found=False) for name in names]
        if not all(found):
            return
        signed, waiting, analyst, director = found
        agreements = self.env["credit.agreement"].with_user(analyst)
        vals = {"template_id": self.env.ref("credit_management_portal.credit_agreement_template_standard").id}
        first = agreements.create(
            vals | {"account_id": signed.id, "valid_from": self._day(0), "valid_to": self._day(-364)}
        )
        second = agreements.create(
            vals | {"account_id": waiting.id, "valid_to": self._day(-729), "guarantees": "a bank guarantee"}
        )
        for agreement in (first, second):
            agreement.with_user(director).action_approve()
            agreement.action_send()
        self._sign_agreement(first, director)

    @api.model
    def _sign_agreement(self, agreement, director):
        """As the customer does on the portal, where PDFs can be printed at all."""
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() in ("install", "broken"):
            return
        customer = agreement.sudo()  # the system takes what a customer signs
        if not customer._sign(customer.content_hash, "Robin Castle", self._draw_signature(), "", customer.partner_id):
            agreement.with_user(director).action_countersign()

    @api.model
    def _draw_signature(self):
        image, file = Image.new("RGB", (250, 90), "white"), BytesIO()
        ImageDraw.Draw(image).line(STROKE, fill="black", width=3, joint="curve")
        image.save(file, "PNG")
        return base64.b64encode(file.getvalue()).decode()
