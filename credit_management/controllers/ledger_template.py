from odoo import http
from odoo.http import content_disposition, request

from .statement_template import XLSX


class LedgerTemplate(http.Controller):
    """An empty workbook for paid and open invoices."""

    @http.route("/credit_management/ledger_template", type="http", auth="user")
    def download(self):
        imports = request.env["credit.ledger.import"]
        imports.check_access("read")  # it holds no data: whoever sees the link on the form may follow it
        name = request.env._("Paid and Open Invoices.xlsx")
        headers = [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        return request.make_response(imports._template_content(), headers)
