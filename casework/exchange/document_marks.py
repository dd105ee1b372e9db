"""The mark that our workbooks carry in their document properties, read without opening a sheet."""

import zipfile

from casework.exchange.guarded import GuardedWorkbook, WorkbookKind

_PROPERTIES = {WorkbookKind.OOXML: "docprops/custom.xml", WorkbookKind.XLSB: "docprops/custom.xml"}
_PROPERTIES[WorkbookKind.ODS] = "meta.xml"
_LARGEST = 1 << 20


def document_mark(workbook: GuardedWorkbook, name: str) -> str:
    """The text of the user-defined property called `name`; empty where the file has none or is of a kind without."""
    wanted = _PROPERTIES.get(workbook.kind)
    if wanted is None:
        return ""
    with zipfile.ZipFile(workbook.path) as archive:
        part = next((i for i in archive.infolist() if i.filename.replace("\\", "/").lower() == wanted), None)
        return _property(archive.read(part), name) if part and part.file_size <= _LARGEST else ""


def _property(content: bytes, name: str) -> str:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        elements = fromstring(content).iter()
    except (ParseError, DefusedXmlException):
        return ""
    for element in elements:
        if any(key.rpartition("}")[2] == "name" and value == name for key, value in element.attrib.items()):
            return "".join(element.itertext())
    return ""
