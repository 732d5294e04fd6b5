"""Pictures that are cells' values, as Excel's "Place in Cell" and its function IMAGE write them."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from stockmatch.core.progress import ignore
from stockmatch.core.settings import Settings
from stockmatch.core.table import FindingKind, Reading, TablePreview
from stockmatch.services.engine import Engine
from stockmatch.services.table_file import read_table
from tests.conftest import garment

_RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REFERS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "sheetMetadata": "metadata.xml",
    "richValueRel": "richData/richValueRel.xml",
    "rdRichValue": "richData/rdrichvalue.xml",
    "rdRichValueStructure": "richData/rdrichvaluestructure.xml",
    "rdRichValueWebImage": "richData/rdRichValueWebImage.xml",
}
_STRUCTURES = (
    '<s t="_linkedentity"><k n="%EntityId" t="i"/></s>'
    '<s t="_localImage"><k n="CalcOrigin" t="i"/><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="Text" t="s"/></s>'
    '<s t="_webimage"><k n="WebImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s>'
)
ADDRESS = "https://shop.example/yx-3.jpg"


def relations(*targets: str) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_REFERS}/{"hyperlink" if "://" in target else "image"}" '
        f'Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if "://" in target else ""}/>'
        for number, target in enumerate(targets, 1)
    )
    return f"<Relationships>{found}</Relationships>"


def parts() -> dict[str, str]:
    """A stock's price, two pictures that were placed, and two of the function IMAGE: one kept, one on the web alone."""
    blocks = "".join(f'<bk><extLst><ext><r:rvb i="{number}"/></ext></extLst></bk>' for number in (0, 1, 2, 3, 4))
    records = "".join(f'<bk><rc t="1" v="0"/><rc t="2" v="{number}"/></bk>' for number in range(5))
    return {
        "metadata.xml": f'<metadata xmlns="{_MAIN}" xmlns:r="{_RICH}"><metadataTypes><metadataType name="XLDAPR"/>'
        '<metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLDAPR"><bk/></futureMetadata>'
        f'<futureMetadata name="XLRICHVALUE">{blocks}</futureMetadata><valueMetadata>{records}</valueMetadata>'
        "</metadata>",
        "richData/rdrichvaluestructure.xml": f'<rvStructures xmlns="{_RICH}">{_STRUCTURES}</rvStructures>',
        "richData/rdrichvalue.xml": f'<rvData xmlns="{_RICH}"><rv s="0"><v>7</v></rv><rv s="1"><v>5</v><v>1</v></rv>'
        '<rv s="1"><fb>9</fb><v>5</v><v>0</v><v>coat</v></rv><rv s="2"><v>0</v><v>1</v></rv>'
        '<rv s="2"><v>1</v><v>1</v></rv></rvData>',
        "richData/richValueRel.xml": f'<richValueRels xmlns="{_RICH}/rel" xmlns:r="{_REFERS}"><rel r:id="rId2"/>'
        '<rel r:id="rId1"/></richValueRels>',
        "richData/_rels/richValueRel.xml.rels": relations("../media/image1.png", "../media/image2.png"),
        "richData/rdRichValueWebImage.xml": f'<webImagesSrd xmlns="{_RICH}/web" xmlns:r="{_REFERS}"><webImageSrd>'
        '<address r:id="rId1"/><blip r:id="rId2"/></webImageSrd><webImageSrd><address r:id="rId1"/></webImageSrd>'
        "</webImagesSrd>",
        "richData/_rels/rdRichValueWebImage.xml.rels": relations(ADDRESS, "../media/image3.png"),
    }


def placed(folder: Path, changed: Mapping[str, str | None] | None = None, **formulas: str) -> Path:
    """A line sheet: pictures placed on YX-1 and YX-2, kept ones of IMAGE on YX-3, those on the web alone on YX-4.

    Args:
        folder: where it is written.
        changed: parts that are otherwise, or None for those that are missing.
        formulas: by cell.
    """
    folder.mkdir(exist_ok=True)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Picture", "Item No", "Price"])
    for number in range(1, 5):
        sheet.append([None, f"YX-{number}", None])
    for cell in ("A2", "A3", "A4", "A5", "C2"):
        sheet[cell] = "#VALUE!"
    for cell, formula in formulas.items():
        sheet[cell] = formula
    whole = io.BytesIO()
    book.save(whole)
    values = dict(zip(("C2", "A2", "A3", "A4", "A5"), range(1, 6), strict=True))
    path = folder / "quote.xlsx"
    refers = "".join(
        f'<Relationship Id="rich{kind}" Type="{_REFERS}/{kind}" Target="{part}"/>' for kind, part in _PARTS.items()
    )
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(path, "w") as written:
        for name in made.namelist():
            text = made.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text = re.sub(r'<c r="(\w+)"( t="e"|(?=><f>))', lambda cell: with_value(cell, values), text)
            written.writestr(name, text.replace("</Relationships>", refers + "</Relationships>")
                             if name == "xl/_rels/workbook.xml.rels" else text)  # fmt: skip
        for name, part in (parts() | dict(changed or {})).items():
            if part is not None:
                written.writestr(f"xl/{name}", part)
        for number in range(3):
            data = io.BytesIO()
            Image.fromarray(garment((90 * number, 30, 90), number)).save(data, "PNG")
            written.writestr(f"xl/media/image{number + 1}.png", data.getvalue())
    return path


def with_value(cell: re.Match[str], values: Mapping[str, int]) -> str:
    return cell[0] + (f' vm="{values[cell[1]]}"' if cell[1] in values else "")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path / "data")


def test_pictures_placed_in_cells_are_those_of_their_lines(engine: Engine, tmp_path: Path) -> None:
    path = placed(tmp_path / "delivery")
    preview = engine.preview(str(path), ignore)
    assert isinstance(preview, TablePreview)
    assert preview.images == str(path)
    snapshot = engine.open_catalogue(str(path), Settings(), ignore)
    assert {product.sku: [image.path for image in product.images] for product in snapshot.products} == {
        "YX-1": ["xl/media/image1.png"],
        "YX-2": ["xl/media/image2.png"],
        "YX-3": ["xl/media/image3.png"],
    }


def test_a_picture_on_the_web_alone_is_its_address(engine: Engine, tmp_path: Path) -> None:
    path = placed(tmp_path / "delivery")
    table = read_table(path, Reading())
    assert [row.cell(0) for row in table.rows] == ["", "", "", ADDRESS]
    assert [(row.line, column) for row in table.rows for column, _ in row.doubts] == [(2, 2)]
    preview = engine.preview(str(path), ignore)
    assert isinstance(preview, TablePreview)
    check = engine.check_import(str(path), preview.plan, ignore)
    assert (check.products, check.addresses) == (3, 1)
    assert [(finding.kind, finding.problem.file) for finding in check.findings] == [
        (FindingKind.MISSING_IMAGE, "quote.xlsx:5"),
        (FindingKind.WITHOUT_IMAGE, "quote.xlsx:5"),
    ]


@pytest.mark.parametrize("name", ["_xlfn.IMAGE", "IMAGE"])
def test_a_function_that_shows_a_picture_is_its_address_where_nothing_was_kept(tmp_path: Path, name: str) -> None:
    formula = f'={name}("https://shop.example/a.png", "a coat", 0)'
    path = placed(tmp_path, A2=formula, A4=formula, A5='=IMAGE(B5)&"x"', C3='=HYPERLINK("https://shop.example")')
    (placed_one, _, kept, other) = read_table(path, Reading()).rows
    assert (placed_one.cell(0), placed_one.pictures) == ("", ("xl/media/image1.png",))
    assert (kept.cell(0), kept.pictures) == ("", ("xl/media/image3.png",))
    assert other.cell(0) == ADDRESS
    alone = read_table(placed(tmp_path, {"metadata.xml": None}, A2=formula, C3="=A1"), Reading()).rows
    assert (alone[0].cell(0), alone[0].doubts[0][0], alone[1].cell(2)) == ("https://shop.example/a.png", 2, "")


@pytest.mark.parametrize("part", sorted(parts()))
@pytest.mark.parametrize("damage", [None, "", "<no xml", "<other/>"])
def test_a_workbook_whose_placed_pictures_are_damaged_is_read(
    engine: Engine, tmp_path: Path, part: str, damage: str | None
) -> None:
    path = placed(tmp_path / "delivery", {part: damage})
    rows = read_table(path, Reading()).rows
    assert [row.cell(1) for row in rows] == ["YX-1", "YX-2", "YX-3", "YX-4"]
    assert not any("#VALUE!" in cell for row in rows for cell in row.cells)
    preview = engine.preview(str(path), ignore)
    assert isinstance(preview, TablePreview)
    engine.check_import(str(path), preview.plan, ignore)


@pytest.mark.parametrize(
    ("part", "whole", "damage"),
    [
        ("metadata.xml", 'i="1"', 'i="99"'),
        ("metadata.xml", 'i="1"', 'i="-1"'),
        ("metadata.xml", '<rc t="2" v="1"/>', '<rc t="9" v="1"/>'),
        ("metadata.xml", '<rc t="2" v="1"/>', '<rc v="x"/>'),
        ("richData/rdrichvalue.xml", '<rv s="1"><v>5</v><v>1</v></rv>', '<rv s="8"><v>5</v><v>1</v></rv>'),
        ("richData/rdrichvalue.xml", '<rv s="1"><v>5</v><v>1</v></rv>', '<rv s="1"><v>5</v></rv>'),
        ("richData/rdrichvalue.xml", '<rv s="1"><v>5</v><v>1</v></rv>', '<rv s="1"><v>5</v><v>one</v></rv>'),
        ("richData/rdrichvalue.xml", '<rv s="1"><v>5</v><v>1</v></rv>', '<rv s="1"><v>5</v><v>12</v></rv>'),
        ("richData/richValueRel.xml", '<rel r:id="rId1"/>', "<rel/>"),
        ("richData/_rels/richValueRel.xml.rels", '"../media/image1.png"', '"../media/gone.png"'),
    ],
)
def test_one_damaged_picture_costs_no_other(tmp_path: Path, part: str, whole: str, damage: str) -> None:
    text = parts()[part]
    assert whole in text
    rows = read_table(placed(tmp_path, {part: text.replace(whole, damage)}), Reading()).rows
    assert [row.pictures for row in rows[1:3]] == [("xl/media/image2.png",), ("xl/media/image3.png",)]
    assert rows[0].pictures != ("xl/media/image1.png",)
