from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The paper behind a statement that stands stays as it is, like the evidence of a verified survey."""

    _inherit = "ir.attachment"

    def _credit_check_log(self):
        # EXTENDS 'credit_management' (common)
        # Whose papers they are decides, whoever may read those statements.
        papers = self.sudo().filtered(lambda file: file.res_model == "credit.financial.statement" and file.res_id)
        # As above.
        statements = self.env["credit.financial.statement"].sudo().browse(papers.mapped("res_id")).exists()
        if standing := statements.filtered(lambda statement: statement.state != "draft")[:1]:
            raise UserError(
                self.env._(
                    "%(statement)s is confirmed, and the documents behind it stay as they are. Make a new version of"
                    " it, or add another document.",
                    statement=standing.display_name,
                )
            )
        return super()._credit_check_log()
