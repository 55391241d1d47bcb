"""The structure tree of a tagged PDF: what a screen reader follows.

ReportLab has no interface for it, yet it writes any object added to the document. Imports
ReportLab: only the sheet does so, when it is finished.
"""

from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFPage,
)


class _Raw(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object whose text is made here: the library only asks for its bytes."""

    __RefOnly__ = 1

    def __init__(self, text: bytes = b"") -> None:
        self.text = text

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002 - the library's signature
        return self.text


def tag(document: PDFDocument, page: PDFPage, roles: Sequence[str]) -> None:
    """Add one structure element for each marked piece of the page, in reading order.

    Args:
        document: the document, after its only page was shown.
        page: that page.
        roles: role of each piece ("H1", "H2", "P"); its place is its MCID.

    """
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents, page.Tabs = 0, PDFName("S")
    root, whole, numbers = _Raw(), _Raw(), _Raw()
    references = [document.Reference(each) for each in (root, whole, numbers, page)]
    to_root, to_whole, to_numbers, to_page = (each.format(document) for each in references)
    children: list[bytes] = []
    for number, role in enumerate(roles):
        element = _Raw(
            b"<< /Type /StructElem /S /%b /P %b /Pg %b /K %d >>"
            % (role.encode(), to_whole, to_page, number)
        )
        children.append(document.Reference(element).format(document))
    kids = b" ".join(children)
    numbers.text = b"[ %b ]" % kids
    whole.text = b"<< /Type /StructElem /S /Document /P %b /K [ %b ] >>" % (to_root, kids)
    root.text = (
        b"<< /Type /StructTreeRoot /K %b /ParentTree << /Nums [ 0 %b ] >> "
        b"/ParentTreeNextKey 1 >>" % (to_whole, to_numbers)
    )
    document.Catalog.StructTreeRoot = references[0]
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
