from odoo.exceptions import ValidationError
from odoo.http import request, route

from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.account_payment.controllers.portal import PortalAccount

from ..core import my_credit as core
from ..core import my_credit_form as form

MOST_PAYMENTS = 30  # in an hour


class MyCreditPayPortal(PortalAccount):
    """Open items chosen on *My Credit*, on Odoo's own form of payment."""

    @route("/my/credit/<int:account_id>/pay", type="http", auth="user", methods=["GET"], website=True, sitemap=False)
    def my_credit_pay(self, account_id, **_kwargs):
        account = request.env["credit.account"]._get_portal_account(account_id, core.PAY)
        if not account:
            return request.redirect("/my/credit")
        ids = form.ids(request.httprequest.args.getlist("items"))
        payment = account._prepare_portal_payment(ids)
        if not payment:
            return request.redirect(f"/my/credit/{account.id}?said={'mixed' if ids else 'none_chosen'}")
        values = self._get_common_page_view_values(
            {
                "partner": request.env.user.partner_id,
                "company": payment["company"],
                "total_amount": payment["amount"],
                "currency": payment["currency"],
                "amount_residual": payment["amount"],
                "transaction_route": f"/my/credit/{account.id}/transaction/{'-'.join(map(str, sorted(ids)))}",
                "landing_route": f"/my/credit/{account.id}?said=paid",
            }
        )
        shown = {
            "account_id": account.id,
            "items": payment["items"],
            "total": account._portal_money(payment["amount"], payment["currency"]),
        }
        values |= {"page_name": "my_credit", "amount": payment["amount"], "my_credit_pay": shown}
        return request.render("credit_management_portal.my_credit_pay", values)


class MyCreditTransaction(PaymentPortal):
    """The transaction behind that form: which items, by whom and how much is decided here, not by the page."""

    @route("/my/credit/<int:account_id>/transaction/<string:items>", type="jsonrpc", auth="user", website=True)
    def my_credit_transaction(self, account_id, items, **kwargs):
        self._validate_transaction_kwargs(kwargs)
        account = request.env["credit.account"]._get_portal_account(account_id, core.PAY)
        # Counted as the system: portal users have no rights on the count.
        quota = request.env["credit.portal.quota"].sudo()
        if not account or not quota._take(f"my_credit_pay:{request.env.user.partner_id.id}", MOST_PAYMENTS):
            raise ValidationError(self._my_credit_changed())
        payment = account._prepare_portal_payment(form.ids(items.split("-")))
        if not payment or payment["currency"].compare_amounts(
            form.amount(kwargs.get("amount")) or 0.0, payment["amount"]
        ):
            raise ValidationError(self._my_credit_changed())
        self._my_credit_check_provider(payment, kwargs)
        invoices, company = payment["invoices"], payment["company"]
        kwargs |= {
            "amount": payment["amount"],
            "landing_route": f"/my/credit/{account.id}?said=paid",
            "is_validation": False,
        }
        reference = invoices.name if len(invoices) == 1 else company.get_next_batch_payment_communication()
        partner = request.env.user.partner_id
        return self._process_transaction(partner.id, payment["currency"].id, invoices.ids, reference, **kwargs)

    def _my_credit_check_provider(self, payment, kwargs):
        """Only what the form could have offered: in this company, this currency, for this amount."""
        partner, company = request.env.user.partner_id, payment["company"]
        # Providers are the system's to read, as Odoo's own form reads them.
        providers = (
            request.env["payment.provider"]
            .sudo()
            ._get_compatible_providers(company.id, partner.id, payment["amount"], currency_id=payment["currency"].id)
        )
        if kwargs.get("provider_id") not in providers.ids or not self._can_partner_pay_in_company(partner, company):
            raise ValidationError(self._my_credit_changed())

    def _my_credit_changed(self):
        return request.env._("This cannot be paid as it is shown. Open the page again.")
