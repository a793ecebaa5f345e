"""What Odoo's own exporter finds of this checkout's addons in a database; runs inside Odoo, or inside a test of it."""

import io
import json
from collections import defaultdict
from pathlib import Path

from odoo.tools.translate import PoFileWriter, TranslationModuleReader


class Records(TranslationModuleReader):
    """Texts of records alone."""

    def _export_translatable_resources(self):
        """Leave them to another."""


class Sources(TranslationModuleReader):
    """Texts of files alone, in one folder: Odoo walks through every addon there is."""

    folder = ""

    def _export_translatable_records(self):
        """Leave them to another."""

    def _export_translatable_resources(self):
        self._path_list = [(self.folder, True)]
        super()._export_translatable_resources()


def templates(env, addons, checkout):
    """:return: addon → its template, as text"""
    rows = defaultdict(list)
    reader = type("Reader", (Sources,), {"folder": str(checkout)})
    for row in reader(env.cr, modules=list(addons)):
        rows[row[0]].append(row)
    for addon in addons:  # each on its own: of a record that two extend, Odoo tells one only
        rows[addon] += Records(env.cr, modules=[addon])
    return {addon: template(rows[addon]) for addon in addons}


def template(rows):
    into = io.BytesIO()
    PoFileWriter(into, None).write_rows(rows)
    return into.getvalue().decode()


def write(env, addons, checkout, path):
    Path(path).write_text(json.dumps(templates(env, addons, checkout)))
