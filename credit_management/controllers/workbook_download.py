import json
import logging

from odoo import api, http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.modules.registry import Registry

_logger = logging.getLogger(__name__)

PIECE = 1 << 16


class Workbook(http.Controller):
    """A workbook, told of line by line while it is made.

    The answer is a line of JSON after the other, ``{"done": …, "total": …}``; the last one either says
    ``{"error": …}``, or ``{"name": …, "size": …}`` and is followed by the workbook itself. So one request
    shows how far it is and carries the file: no job queue, no attachment left behind, nothing to poll.
    """

    @http.route("/credit_management/workbook/<int:export_id>", type="http", auth="user", readonly=True)
    def make(self, export_id):
        return self._answer("credit.workbook.export", export_id)

    @http.route("/credit_management/replay/<int:replay_id>", type="http", auth="user", readonly=True)
    def make_replay(self, replay_id):
        return self._answer("credit.replay", replay_id)

    def _answer(self, model, export_id):
        # Checked here, where an error is still an answer of its own.
        request.env[model].browse(export_id).check_access("read")
        answer = self._stream(request.db, request.env.uid, dict(request.env.context), model, export_id)
        # A proxy that waits for the end would show no progress.
        headers = [("Content-Type", "application/octet-stream"), ("X-Accel-Buffering", "no")]
        return request.make_response(answer, headers + [("Cache-Control", "no-store")])

    def _stream(self, database, uid, context, model, export_id):
        """The answer; with a cursor of its own, as the request's is closed when it begins."""
        with Registry(database).cursor() as cr:
            export = api.Environment(cr, uid, context)[model].browse(export_id)
            try:
                yield from self._pieces(export)
            except UserError as error:
                yield self._line(error=str(error))
            except Exception:
                # The head of the answer is out: what is left is to say so and to leave a trace.
                _logger.exception("Workbook %s failed", export_id)
                yield self._line(error=export.env._("The workbook could not be made. Ask your administrator."))

    def _pieces(self, export):
        for piece in export.env["credit.workbook"]._stream(export):
            if isinstance(piece, bytes):
                yield self._line(name=export._file_name(), size=len(piece))
                for start in range(0, len(piece), PIECE):
                    yield piece[start : start + PIECE]
            else:
                done, total = piece
                yield self._line(done=done, total=total)

    @staticmethod
    def _line(**values):
        return json.dumps(values).encode() + b"\n"
