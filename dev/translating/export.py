"""What Odoo's own exporter finds of this checkout's addons in a database; runs inside Odoo, or inside a test of it."""

import io
import json
from collections import defaultdict
from pathlib import Path

from odoo.tools.translate import PoFileWriter, TranslationModuleReader


def reader_of(checkout):
    """The exporter that reads sources of this checkout alone: Odoo's walks through every addon there is."""

    class Reader(TranslationModuleReader):
        def _export_translatable_resources(self):
            self._path_list = [(str(checkout), True)]
            super()._export_translatable_resources()

    return Reader


def templates(env, addons, checkout):
    """:return: addon → its template, as text"""
    rows = defaultdict(list)
    for row in reader_of(checkout)(env.cr, modules=list(addons)):
        rows[row[0]].append(row)
    return {addon: template(rows[addon]) for addon in addons}


def template(rows):
    into = io.BytesIO()
    PoFileWriter(into, None).write_rows(rows)
    return into.getvalue().decode()


def write(env, addons, checkout, path):
    Path(path).write_text(json.dumps(templates(env, addons, checkout)))
