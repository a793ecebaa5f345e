from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StatementTemplate(http.Controller):
    """The workbook in which a customer's financial statements are filled in."""

    @http.route("/credit_management/statement_template/<model('credit.account'):account>", type="http", auth="user")
    def download(self, account):
        request.env["credit.statement.import"].check_access("create")
        account.check_access("read")
        content = request.env["credit.statement.import"]._template_content(account)
        name = request.env._("Statements of %(partner)s.xlsx", partner=account.partner_id.display_name)
        headers = [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)
