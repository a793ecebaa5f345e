from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from ..core import my_credit as core
from ..core import my_credit_files as uploads
from ..core import my_credit_form as form
from ..models.my_credit.credit_account_statement import OwnStatement
from .my_credit_say import FILE_BYTES, POSTS, MyCreditSayPortal

PRINT = "credit_management.credit_reconciliation_form"
SCANS = (".pdf", ".png", ".jpg", ".jpeg")
PAGE = "/my/credit/<int:account_id>/reconciliation/<int:reconciliation_id>"


class MyCreditReconcilePortal(MyCreditSayPortal):
    """A reconciliation on the portal: read, and answered by a contact that sees the customer's credit."""

    @route(PAGE, type="http", auth="user", methods=["GET"], website=True, sitemap=False)
    def my_credit_reconciliation(self, account_id, reconciliation_id, said="", **_kwargs):
        found = self._my_credit_own_reconciliation(account_id, reconciliation_id)
        return self._my_credit_show_reconciliation(found, said) if found else self._my_credit_away()

    @route(f"{PAGE}/file", type="http", auth="user", methods=["GET"], website=True, sitemap=False)
    def my_credit_reconciliation_file(self, account_id, reconciliation_id, **_kwargs):
        found = self._my_credit_own_reconciliation(account_id, reconciliation_id)
        if not found:
            return self._my_credit_away()
        # The user's own account, as looked up: the print is told so, for portal users read no account.
        prints = request.env["ir.actions.report"].sudo().with_company(found.company_id)
        prints = prints.with_context(credit_portal_statement=OwnStatement(account_id))
        content = prints._render_qweb_pdf(PRINT, found.ids)[0]
        name = f"{found.name.replace('/', '-')}.pdf"
        headers = [("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, [*headers, ("Content-Length", len(content))])

    @route(f"{PAGE}/answer", **{**POSTS, "max_content_length": FILE_BYTES})
    def my_credit_reconciliation_answer(self, account_id, reconciliation_id, **post):
        found = self._my_credit_own_reconciliation(account_id, reconciliation_id)
        if not found:
            return self._my_credit_away()
        # Counted as the system: portal users have no rights on the count.
        quota = request.env["credit.portal.quota"].sudo()
        if not quota._take(f"my_credit:{request.env.user.partner_id.id}"):
            return self._my_credit_show_reconciliation(found, "too_often", 429, post)
        try:
            with request.env.cr.savepoint():
                problem = self._my_credit_answer(found, post)
        except UserError:  # its words are for us
            problem = "answered"
        if problem:
            return self._my_credit_show_reconciliation(found, problem, 422, post)
        return request.redirect(f"/my/credit/{account_id}/reconciliation/{found.id}?said=thanks")

    def _my_credit_own_reconciliation(self, account_id, reconciliation_id):
        """The one of the user's own account that was sent: another's is as one that is not there."""
        account = request.env["credit.account"]._get_portal_account(account_id, core.STATEMENT)
        if not account:
            return account
        domain = [("id", "=", reconciliation_id), *account._get_portal_reconciliation_domain()]
        return account.env["credit.reconciliation"].search(domain)

    def _my_credit_answer(self, found, post):
        """Why it is not taken; nothing where it is written."""
        text, files = form.text(post.get("text")), self._my_credit_files()
        if text is None:
            return "too_long"
        if problem := uploads.problem(files) if files else None:
            return problem
        stated = {}
        if post.get("result") == "differs":
            stated = self._my_credit_stated(found, post)
            if stated is None:
                return "no_balance"
            if not text:
                return "no_text"
        elif post.get("result") != "agreed":
            return "no_result"
        today = found.company_id._credit_today()
        contact = request.env.user.partner_id.sudo()  # who answers, as the system that writes it
        taken = uploads.named(files)
        # A workbook is nobody's signature.
        is_slip = not stated and all(name.lower().endswith(SCANS) for name, _content in taken)
        found._set_answered(stated, today, contact, text, taken, is_slip)
        return None

    def _my_credit_stated(self, found, post):
        """What the customer has in its books by balance; None where one is no amount or none differs."""
        stated = {}
        for balance in found.balance_ids:
            amount = form.balance(post.get(f"balance_{balance.id}"))
            if amount is None:
                return None
            stated[balance.id] = amount
        differs = any(
            one.currency_id.compare_amounts(stated[one.id], one.closing)
            for one in found.balance_ids
            if one.id in stated
        )
        return stated if differs else None

    def _my_credit_show_reconciliation(self, found, said="", status=200, typed=()):
        found = found.with_context(lang=request.env.lang)
        typed = {name: value for name, value in dict(typed).items() if isinstance(value, str)}
        values = self._prepare_portal_layout_values() | {
            "page_name": "my_credit",
            "my_credit_pay": {"account_id": found.account_id.id},
            "my_credit_page": "reconciliation",
            "reconciliation": found._prepare_portal_page(),
            "said": said,
            "typed": typed,
        }
        response = request.render("credit_management_portal.my_credit_reconciliation", values)
        response.status_code = status
        return response
