from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ..core import my_credit as core
from ..models.my_credit.credit_account_statement import OwnStatement

ITEMS_ON_A_PAGE = 40
STATEMENT = "credit_management.credit_account_statement"


class MyCreditPortal(CustomerPortal):
    """*My Credit*: a page for who is logged in and has the role, about the user's own customer and nobody else.

    Accounts are looked up among the user's own: the id of another customer's is answered as one that does not exist.
    """

    @route("/my/credit", type="http", auth="user", methods=["GET"], website=True, sitemap=False)
    def my_credit(self, said="", **_kwargs):
        return self._my_credit_render(request.env["credit.account"]._get_portal_accounts()[:1], said=said)

    @route(
        ["/my/credit/<int:account_id>", "/my/credit/<int:account_id>/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def my_credit_account(self, account_id, page=1, said="", **_kwargs):
        account = request.env["credit.account"]._get_portal_account(account_id)
        return self._my_credit_render(account, page, said) if account else self._my_credit_away()

    @route(
        "/my/credit/<int:account_id>/statement", type="http", auth="user", methods=["GET"], website=True, sitemap=False
    )
    def my_credit_statement(self, account_id, **_kwargs):
        account = request.env["credit.account"]._get_portal_account(account_id, core.STATEMENT)
        if not account:
            return self._my_credit_away()
        # The user's own account, as looked up: the print is told so, for portal users read no account.
        prints = request.env["ir.actions.report"].sudo().with_company(account.company_id)
        prints = prints.with_context(credit_portal_statement=OwnStatement(account.id))
        content = prints._render_qweb_pdf(STATEMENT, account.ids)[0]
        name = f"{account.partner_id.name} {account.company_id._credit_today()}.pdf"
        headers = [("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, [*headers, ("Content-Length", len(content))])

    # === ANSWERS === #

    def _my_credit_away(self):
        """The one answer to whatever is not there, or not theirs."""
        return request.redirect("/my/credit")

    def _my_credit_render(self, account, page=1, said="", **values):
        """The page of an account; without one, a page that says how to get to it."""
        values |= self._prepare_portal_layout_values() | {"page_name": "my_credit", "said": said}
        values.setdefault("typed", {})
        if not account:
            return request.render("credit_management_portal.my_credit_without", values)
        shown = account._prepare_portal_page(page, ITEMS_ON_A_PAGE)
        url = f"/my/credit/{account.id}"
        others = request.env["credit.account"]._get_portal_accounts()
        values |= {
            "my_credit": shown,
            "others": [{"id": other.id, "company": other.company_id.name} for other in others],
            "pager": pager(url=url, total=shown["item_count"], page=page, step=ITEMS_ON_A_PAGE),
        }
        return request.render("credit_management_portal.my_credit", values)
