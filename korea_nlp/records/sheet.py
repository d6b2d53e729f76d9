"""Rows as a workbook for Excel: a header that stays, a filter, days as days, text that is never a formula."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would take for a character by its number
LONGEST = 32_767  # characters of a cell
DAY_ZERO = date(1899, 12, 30)
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that there was not
STAMP = (1980, 1, 1, 0, 0, 0)  # of each member, so that the same rows are the same bytes
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="claims" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font/><font><b/></font></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills>"
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path) -> int:
    """Write rows as a workbook and return how many.

    Args:
        columns: Their names.
        rows: Texts, numbers, dates, or None, one for each column.
        path: The file.
    """
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
        with archive.open(zipfile.ZipInfo("xl/worksheets/sheet1.xml", STAMP), "w", force_zip64=True) as file:
            last = _letters(len(columns))
            file.write(
                f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>'
                f"{_row(1, [_text(name, style=2) for name in columns])}".encode()
            )
            for count, row in enumerate(rows, 1):
                file.write(_row(count + 1, map(_cell, row)).encode())
            file.write(f'</sheetData><autoFilter ref="A1:{last}{count + 1}"/></worksheet>'.encode())
    return count


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(_placed(cells, number))}</row>'


def _placed(cells: Iterable[str], number: int) -> Iterator[str]:
    for place, cell in enumerate(cells, 1):
        if cell:
            yield f'<c r="{_letters(place)}{number}"{cell}'


def _cell(value: Any) -> str:
    """Return what stands in a cell after its place; nothing where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, date) and value >= FIRST_DAY:
        return f' s="1"><v>{(value - DAY_ZERO).days}</v></c>'
    if isinstance(value, int | float):
        return f"><v>{value!r}</v></c>"
    return _text(str(value))


def _text(value: str, *, style: int = 0) -> str:
    plain = ESCAPED.sub("_x005F_", NOT_XML.sub("", value))[:LONGEST]
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(plain)}</t></is></c>'


def _letters(place: int) -> str:
    """Return the name of a column.

    Example:
        >>> _letters(1), _letters(27)
        ('A', 'AA')
    """
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
