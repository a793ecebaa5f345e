import base64
from urllib.parse import urlencode

from odoo import SUPERUSER_ID
from odoo.http import content_disposition, request, route
from odoo.tools import consteq

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..core import agreement as core

PAGE = "/my/credit/agreements"
# What a customer ever sees of an agreement: nothing that we have not sent.
SEEN = {core.SENT, core.DECLINED, *core.KEPT}


class AgreementPortal(CustomerPortal):
    """The page on which a customer reads and signs its agreement: by the link it was sent, or by the login of a contact
    who sees its credit. What is not there and what is not theirs is answered alike.
    """

    def _prepare_home_portal_values(self, counters):
        # EXTENDS 'portal'
        values = super()._prepare_home_portal_values(counters)
        if "credit_agreement_count" in counters:
            values["credit_agreement_count"] = len(self._get_own_agreements())
        return values

    @route(PAGE, type="http", auth="user", methods=["GET"], website=True, sitemap=False)
    def credit_agreements(self, **_kwargs):
        agreements = self._get_own_agreements()
        values = self._prepare_portal_layout_values() | {"page_name": "credit_agreement", "agreements": agreements}
        return request.render("credit_management_portal.credit_agreement_portal_list", values)

    @route(f"{PAGE}/<int:agreement_id>", type="http", auth="public", methods=["GET"], website=True, sitemap=False)
    def credit_agreement(self, agreement_id, access_token=None, said="", **_kwargs):
        agreement = self._get_agreement(agreement_id, access_token)
        if not agreement:
            return self._credit_agreement_away()
        agreement = agreement.with_context(lang=agreement._get_lang())
        can_sign = self._may_sign(agreement, access_token) and not self._get_signing_obstacle(agreement)
        values = {
            "page_name": "credit_agreement",
            "no_breadcrumbs": request.env.user._is_public(),
            "agreement": agreement,
            "page": agreement._prepare_page(),
            "said": said if said in ("signed", "declined", "not_declined") else "",
            "token": access_token or "",
            "link_text": agreement._describe_link() if self._is_link_of(agreement, access_token) else "",
            "can_sign": can_sign,
            "sign_url": self._url(agreement, "/sign", access_token, digest=agreement.content_hash),
            "decline_url": self._url(agreement, "/decline", access_token),
            "file_url": self._url(agreement, "/file", access_token),
        }
        response = request.render("credit_management_portal.credit_agreement_portal", values)
        response.headers["Referrer-Policy"] = "no-referrer"  # the link signs: no other site is told
        response.headers["Cache-Control"] = "no-store"
        return response

    @route(f"{PAGE}/<int:agreement_id>/file", type="http", auth="public", methods=["GET"], website=True, sitemap=False)
    def credit_agreement_file(self, agreement_id, access_token=None, **_kwargs):
        agreement = self._get_agreement(agreement_id, access_token)
        if not agreement:
            return self._credit_agreement_away()
        kept = agreement.final_file or agreement.signed_file
        content = base64.b64decode(kept) if kept else agreement._print_file()
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(f"{agreement.name.replace('/', '-')}.pdf")),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)

    @route(f"{PAGE}/<int:agreement_id>/sign", type="jsonrpc", auth="public", methods=["POST"], website=True)
    def credit_agreement_sign(self, agreement_id, access_token=None, name=None, signature=None, **_kwargs):
        sent = request.httprequest.args
        access_token = access_token or sent.get("access_token")
        agreement = self._get_agreement(agreement_id, access_token)
        if not agreement:
            return {"error": request.env._("This agreement is not there, or the link is not valid any more.")}
        if request.env.user._is_internal():
            return {"error": request.env._("You are logged in as one of us: only the customer signs.")}
        if not self._may_sign(agreement, access_token):
            return {"error": request.env._("Only the contacts whom we sent it to sign it, by the link in their mail.")}
        agreement = agreement.with_context(lang=agreement._get_lang())
        address = request.httprequest.remote_addr
        if obstacle := agreement._sign(sent.get("digest"), name, signature, address, self._get_signatory()):
            return {"error": obstacle}
        return {"force_refresh": True, "redirect_url": self._url(agreement, "", access_token, said="signed")}

    @route(f"{PAGE}/<int:agreement_id>/decline", type="http", auth="public", methods=["POST"], website=True)
    def credit_agreement_decline(self, agreement_id, access_token=None, comment=None, **_kwargs):
        access_token = access_token or request.httprequest.args.get("access_token")
        agreement = self._get_agreement(agreement_id, access_token)
        if not agreement:
            return self._credit_agreement_away()
        declined = self._may_sign(agreement, access_token) and agreement._decline(comment, self._get_signatory())
        said = "declined" if declined else "not_declined"
        return request.redirect(self._url(agreement, "", access_token, said=said))

    # === ACCESS === #

    def _get_agreement(self, agreement_id, token):
        """The agreement that this link or login opens, with the rights of the system; none otherwise.

        An agreement that we have not sent, or have taken back, is not there for anybody.
        """
        agreement = request.env["credit.agreement"].with_user(SUPERUSER_ID).browse(agreement_id).exists()
        if not agreement or agreement.state not in SEEN:
            return None
        is_theirs = self._is_link_of(agreement, token) or agreement in self._get_own_agreements()
        return agreement if is_theirs else None

    def _get_own_agreements(self):
        """Those of the user's own customer, where the user sees its credit."""
        agreements = request.env["credit.agreement"].with_user(SUPERUSER_ID)
        partner = request.env.user.partner_id.sudo()  # the user's own contact
        if request.env.user._is_public() or not partner.credit_viewer:
            return agreements
        own = [("partner_id", "=", partner.commercial_partner_id.id), ("state", "in", sorted(SEEN))]
        return agreements.search(own)

    def _may_sign(self, agreement, token):
        """Nobody of us signs for a customer; without the link only those do whom it was approved for."""
        if request.env.user._is_internal():
            return False
        return self._is_link_of(agreement, token) or agreement._is_addressed(request.env.user.partner_id)

    def _is_link_of(self, agreement, token):
        kept = agreement.access_token
        is_its = isinstance(token, str) and bool(kept) and consteq(kept, token)
        return is_its and agreement._is_link_open()

    def _get_signatory(self):
        """Who signs, where we know: the contact of the login."""
        user = request.env.user
        return user.partner_id.sudo() if not user._is_public() else user.partner_id.browse()  # the user's own contact

    def _get_signing_obstacle(self, agreement):
        """Why the page offers no signature; the name and the image come later."""
        return agreement._get_signing_obstacle(agreement.content_hash, "Name", core.PNG)

    # === ANSWERS === #

    def _credit_agreement_away(self):
        """The one answer to whatever is not there, or not theirs."""
        return request.redirect("/my")

    def _url(self, agreement, suffix, token, **query):
        values = {name: value for name, value in {"access_token": token, **query}.items() if value}
        return f"{PAGE}/{agreement.id}{suffix}" + (f"?{urlencode(values)}" if values else "")
