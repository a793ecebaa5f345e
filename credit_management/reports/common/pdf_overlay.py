"""A page of a PDF laid over another one, without reading what is drawn on either.

PyPDF's own merge parses and rewrites every glyph: seconds a page. Here the upper page becomes a
form the lower one draws last, and both keep their streams as they are.
"""

from odoo.tools.pdf import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

FORM = "/CreditFoot"


def lay_over(writer, page, upper):
    """
    :param page: a page of the writer
    :param upper: a page of a reader, of the same size
    """
    name = f"{FORM}{writer.getNumPages()}"  # pages may share their resources
    forms = _entry(_entry(page, "/Resources"), "/XObject")
    forms[NameObject(name)] = writer._addObject(_form(writer, upper))
    lower = page["/Contents"].getObject()
    lower = list(lower) if isinstance(lower, ArrayObject) else [page.raw_get("/Contents")]
    before, after = _stream(b"q\n"), _stream(f"\nQ\nq {name} Do Q\n".encode())
    page[NameObject("/Contents")] = ArrayObject([writer._addObject(before), *lower, writer._addObject(after)])


def _drawn(page):
    """What is drawn on a page."""
    contents = page["/Contents"].getObject()
    streams = contents if isinstance(contents, ArrayObject) else [contents]
    return b"\n".join(_bytes(stream.getObject().getData()) for stream in streams)


def _form(writer, page):
    """A page as something to be drawn on another."""
    form = _stream(_drawn(page))
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = _own(writer, page["/MediaBox"])
    form[NameObject("/Resources")] = _own(writer, page["/Resources"])
    return form


def _own(writer, found):
    """Objects of another file: newer versions want them copied, older ones copy them when they write."""
    return found.clone(writer) if hasattr(found, "clone") else found


def _entry(parent, name):
    """A dictionary in a dictionary, made where there is none."""
    if name not in parent:
        parent[NameObject(name)] = DictionaryObject()
    return parent[name].getObject()


def _stream(data):
    stream = DecodedStreamObject()
    stream.setData(data)
    return stream


def _bytes(data):
    return data if isinstance(data, bytes) else data.encode("latin-1")
