from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request


class ApplicationData(http.Controller):
    """What is kept of an applicant, as a file for the applicant; fetched by an analyst on request."""

    @http.route("/credit_management_portal/application/<int:application_id>/data", type="http", auth="user")
    def download(self, application_id):
        application = request.env["credit.application"].browse(application_id).exists()
        try:
            application._check_analyst()
        except AccessError:
            application = application.browse()
        if not application:
            return request.not_found()
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Disposition", content_disposition(request.env._("Data of an Applicant.json"))),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(application._export(), headers)
