"""Codes to be read by a telephone, as drawings: sharp on paper, and without a library that makes pictures."""

from markupsafe import Markup
from reportlab.graphics.barcode.qr import QrCodeWidget

QUIET = 4  # modules around it, as the standard has it


def drawing(text, size):
    """
    :param size: pixels of an edge
    """
    code = QrCodeWidget(text).qr
    code.make()
    rows = code.modules
    edge = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {edge} {edge}">'
        '<path d="{path}" fill="#000"/></svg>'
    ).format(size=size, edge=edge, path=path)
