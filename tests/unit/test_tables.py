"""Tables as suppliers send them: how they are read, and what their columns are taken for."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from stockmatch.core.codes import is_ean
from stockmatch.core.columns import propose
from stockmatch.core.errors import CatalogueError
from stockmatch.core.table import Field, Reading, Table
from stockmatch.services import xlsx_table
from stockmatch.services.csv_table import delimiter_of, records
from stockmatch.services.table_file import read_table

AS_FOUND = Reading()
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n")
HEADER = "Article No;Title;Farbe;Bild"
BODY = ("007;Röck “Ünna”;Grün;007.jpg", "90.750;Mäntel;Weiß;90.750.jpg")


def read(tmp_path: Path, data: bytes | str, name: str = "products.csv", reading: Reading = AS_FOUND) -> Table:
    path = tmp_path / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_table(path, reading)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_delimiter_encoding_and_line_ending(tmp_path: Path, delimiter: str, encoding: str, ending: str) -> None:
    text = ending.join([HEADER, *BODY]).replace(";", delimiter)
    table = read(tmp_path, text.encode(encoding))
    assert table.header == ("Article No", "Title", "Farbe", "Bild")
    assert cells(table) == [tuple(line.split(";")) for line in BODY]
    assert [row.line for row in table.rows] == [2, 3]
    assert table.problems == ()
    assert bool(table.notes) == (encoding == "cp1252")


def test_the_encoding_and_delimiter_can_be_told(tmp_path: Path) -> None:
    data = "sku;名稱\n1;外套".encode("big5")
    table = read(tmp_path, data, reading=Reading(encoding="big5", delimiter=";"))
    assert (table.header, cells(table)) == (("sku", "名稱"), [("1", "外套")])
    wrong = read(tmp_path, data, reading=Reading(encoding="utf-8"))
    assert "products.csv:2" in [problem.file for problem in wrong.problems]
    with pytest.raises(CatalogueError, match="no encoding “klingon”"):
        read(tmp_path, data, reading=Reading(encoding="klingon"))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "gb18030",
            "序号,商品编码,款号,品名,颜色,尺码,主图\n1,KX1,KX,连衣裙,红,S,KX1红.jpg\n2,KX2,KX,卫衣,蓝,M,KX2蓝.jpg\n",
        ),
        ("big5", "貨號,品名,顏色,圖片\nA1,連帽外套,紅,A1.jpg\nA2,短袖上衣,深藍,A2.jpg\n"),
        ("cp1252", "Artikelnr.;Bezeichnung;Größe\n1;GRÖßE ÄÖÜ;Fußballschuhe für Mädchen\n"),
        ("cp1252", "Réf;Désignation;Taille\n1;Robe créée à l’été – Noël;38\n2;Manteau “Île d’Yeu”;40\n"),
        ("cp1252", "Artículo;Descripción\n1;¿Tamaño? Ñandú, camisón\n"),
    ],
)
def test_what_chinese_windows_writes_is_noticed(tmp_path: Path, encoding: str, text: str) -> None:
    table = read(tmp_path, text.encode(encoding))
    assert [*table.header, *(cell for row in table.rows for cell in row.cells)] == [
        cell for line in text.splitlines() for cell in line.split(table.delimiter)
    ]
    assert (table.encoding, len(table.notes)) == (encoding, 1)


def test_excel_may_say_its_delimiter(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=|\r\nsku|name\r\n1|a,b,c\r\n")
    assert cells(table) == [("1", "a,b,c")]
    assert table.rows[0].line == 3


def test_quotes(tmp_path: Path) -> None:
    text = 'sku,name\n1,"a, ""b"""\n2,"two\nlines"\n3,Screen 5" wide\n4,"5" wide\n5,last\n'
    table = read(tmp_path, text)
    assert [row.cell(1) for row in table.rows] == ['a, "b"', "two\nlines", 'Screen 5" wide', "5 wide", "last"]
    assert [row.line for row in table.rows] == [2, 3, 5, 6, 7]
    assert table.problems == ()


def test_a_quotation_mark_that_is_never_closed_costs_its_line_alone(tmp_path: Path) -> None:
    lines = ["sku,name", *(f"{n},name {n}" for n in range(400))]
    lines[5] = '4,"open'
    table = read(tmp_path, "\n".join(lines))
    assert len(table.rows) == 400
    assert table.rows[4].cells == ("4", "open")
    ((file, reason),) = [(problem.file, problem.reason) for problem in table.problems]
    assert file == "products.csv:6"
    assert "never closed" in reason


@given(
    rows=st.lists(
        st.lists(st.text(_LETTERS, max_size=8).filter(lambda cell: '="' not in cell), min_size=2, max_size=4),
        min_size=1,
        max_size=8,
    )
)
def test_what_python_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    expected = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [record.cells for record in records(out.getvalue(), ",")] == expected


def test_two_hundred_columns(tmp_path: Path) -> None:
    header = [f"Attribute {n}" for n in range(200)]
    header[150], header[199] = "SKU", "Image"
    row = [str(n) for n in range(200)]
    table = read(tmp_path, ";".join(header) + "\n" + ";".join(row))
    fields = propose(table, [])
    assert table.width == 200
    assert (fields[150], fields[199], fields.count(Field.SKU)) == (Field.SKU, Field.IMAGE, 1)


def test_a_row_with_more_cells_than_the_header_is_told(tmp_path: Path) -> None:
    table = read(tmp_path, "sku,name\n1,a\n2,b,c\n")
    assert [problem.file for problem in table.problems] == ["products.csv:3"]
    assert len(table.rows) == 2


def test_codes_stay_text(tmp_path: Path) -> None:
    codes = ["0042", " 17 / b ", "90.750", '="00123"', "=1+2", "-5", "+49", "1e5"]
    table = read(tmp_path, "sku;name\n" + "\n".join(f"{code};x" for code in codes))
    assert [row.cell(0) for row in table.rows] == ["0042", "17 / b", "90.750", "00123", "=1+2", "-5", "+49", "1e5"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [("A-1;A-1.jpg", 3), ("Ref;File", 2), ("Kode;Datei", 2), ("4006381333931;x", 3)],
)
def test_a_missing_header_is_noticed(tmp_path: Path, first: str, expected: int) -> None:
    table = read(tmp_path, f"{first}\nA-2;A-2.jpg\nA-3;A-3.jpg\n")
    assert len(table.rows) == expected
    assert bool(table.header) == (expected == 2)
    assert len(read(tmp_path, f"{first}\nA-2;A-2.jpg", reading=Reading(header=False)).rows) == 2


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    table = read(tmp_path, "Winter 2026;;\n\nSKU;Name;Image\n1;a;1.jpg\n")
    assert table.header == ("SKU", "Name", "Image")
    assert [row.line for row in table.rows] == [4]
    assert "lines 1 to 2" in table.notes[0]


@pytest.mark.parametrize("data", [b"", b"\n\n;;\n", b"\xef\xbb\xbf"])
def test_an_empty_table_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CatalogueError, match="no rows"):
        read(tmp_path, data)


def test_fields_are_proposed_by_name_in_several_languages(tmp_path: Path) -> None:
    table = read(tmp_path, "貨號,品名,品牌,顏色,尺寸,條碼,圖片\n1,a,b,c,d,e,f")
    assert propose(table, []) == (
        Field.SKU, Field.NAME, Field.BRAND, Field.COLOUR, Field.SIZE, Field.BARCODE, Field.IMAGE,
    )  # fmt: skip
    shopify = read(
        tmp_path, "Handle,Title,Vendor,Type,Variant SKU,Variant Barcode,Image Src,Image 2\n" + "1," * 7 + "1"
    )
    assert propose(shopify, []) == (
        Field.STYLE, Field.NAME, Field.BRAND, Field.CATEGORY, Field.SKU, Field.BARCODE, Field.STYLE_IMAGE, Field.IMAGE,
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "Artikel-Nr.;Artikelbezeichnung;Farbbezeichnung;Farb-Nr.;Größe;EAN-Nr.;Produktbild",
        "Code article;Désignation;Coloris;Code couleur;Taille;Code-barres;Photo",
        "Código;Descripción;Color;Código color;Talla;Código de barras;Foto",
        "Style #;Style Description;Colorway;Color Code;Size;UPC;Image File",
        "款号;品名;颜色;色号;尺码;条形码;商品图片",
    ],
)
def test_line_sheets_of_several_countries_are_understood(tmp_path: Path, header: str) -> None:
    assert propose(read(tmp_path, f"{header}\n1;a;b;c;d;e;f"), []) == (
        Field.SKU, Field.NAME, Field.COLOUR, Field.COLOUR_CODE, Field.SIZE, Field.BARCODE, Field.IMAGE,
    )  # fmt: skip


def test_of_headers_below_one_another_the_last_counts(tmp_path: Path) -> None:
    lines = [
        "TemplateType=fptcustom\tVersion=2023",
        "Product Type\tSeller SKU\tProduct ID\tProduct Name\tColor\tMain Image URL\tParent SKU",
        "feed_product_type\titem_sku\texternal_product_id\titem_name\tcolor_name\tmain_image_url\tparent_sku",
        "shirt\tT-1\t4006381333931\tTee\tcolor\tsize\tT",
    ]
    table = read(tmp_path, "\n".join(lines), "flat.txt")
    assert [row.line for row in table.rows] == [4]
    assert propose(table, []) == (
        None, Field.SKU, Field.BARCODE, Field.NAME, Field.COLOUR, Field.IMAGE, Field.STYLE,
    )  # fmt: skip


def test_a_column_without_a_word_gives_way_to_another_of_its_meaning(tmp_path: Path) -> None:
    table = read(tmp_path, "EAN,UPC,SKU,Custom SKU,Type,Categories\n,012345678905,,A-1,variable,Tops\n,,,A-2,simple,")
    assert propose(table, []) == (None, Field.BARCODE, None, Field.SKU, None, Field.CATEGORY)


def test_fields_are_proposed_by_content(tmp_path: Path) -> None:
    rows = [f"Nice thing,{number},K{n},{n}_front.JPG" for n, number in enumerate(("4006381333931", "96385074"))]
    table = read(tmp_path, "\n".join(rows), reading=Reading(header=False))
    assert propose(table, []) == (None, Field.BARCODE, Field.SKU, Field.IMAGE)
    named = read(tmp_path, "\n".join(f"X{n},A-{n}" for n in range(5)), reading=Reading(header=False))
    assert propose(named, [f"a-{n}_1.png" for n in range(5)]) == (None, Field.SKU)


def test_check_digits() -> None:
    assert all(map(is_ean, ("4006381333931", "96385074", "036000291452", "10614141000415")))
    assert not any(map(is_ean, ("4006381333932", "", "123", "abcdefgh", "９６３８５０７４")))


def test_the_delimiter_is_that_of_most_lines() -> None:
    assert delimiter_of("a;b;c\n1,5;2,5;3\n1,0;2;3") == ";"
    assert delimiter_of("just one column\nof words") == ","
    assert delimiter_of("sep=\r\na;b\r\n1;2") == ";"
    assert delimiter_of('sep="\na;b\n1;2') == ";"  # Python 3.13 refuses quotation marks as delimiters


def workbook(tmp_path: Path, book: Workbook, name: str = "products.xlsx") -> Path:
    path = tmp_path / name
    book.save(path)
    return path


@pytest.fixture
def book() -> Workbook:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Products"
    sheet.append(["SKU", "Name", "Image"])
    return made


def test_a_workbook_reads_as_it_is_seen(tmp_path: Path, book: Workbook) -> None:
    sheet = book["Products"]
    sheet.append(["0042", 7, 1.5])
    sheet.append([42, True, None])
    sheet["A3"].number_format = "00000"
    sheet.append([90.75, "x", 4006381333931])
    sheet["A4"].number_format = "0.000"
    table = read_table(workbook(tmp_path, book), AS_FOUND)
    assert cells(table) == [("0042", "7", "1.5"), ("00042", "TRUE"), ("90.750", "x", "4006381333931")]
    assert all(not row.doubts for row in table.rows)


def test_what_a_spreadsheet_may_have_spoilt_is_told(tmp_path: Path, book: Workbook) -> None:
    sheet = book["Products"]
    sheet.append([date(2026, 1, 2), "=A1&B1", "#N/A"])
    sheet["C2"].data_type = "e"
    sheet.append([12345678901234567890, None, None])
    table = read_table(workbook(tmp_path, book), AS_FOUND)
    assert table.rows[0].cells == ("2026-01-02",)
    doubts = dict(table.rows[0].doubts)
    assert "date" in doubts[0]
    assert "formula without its result" in doubts[1]
    assert "#N/A" in doubts[2]
    assert "15 digits" in dict(table.rows[1].doubts)[0]


def test_merged_cells_fill_down_and_not_across(tmp_path: Path, book: Workbook) -> None:
    sheet = book["Products"]
    for row in (["A1", "Coat", "1.jpg"], [None, None, "2.jpg"], ["B1", "Hat", "3.jpg"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.insert_rows(1)
    sheet["A1"] = "Winter"
    sheet.merged_cells.ranges = set()
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    table = read_table(workbook(tmp_path, book), AS_FOUND)
    assert table.header == ("SKU", "Name", "Image")
    assert cells(table) == [("A1", "Coat", "1.jpg"), ("A1", "", "2.jpg"), ("B1", "Hat", "3.jpg")]


def test_a_sheet_of_words_gives_way_to_the_first_that_lists_products(tmp_path: Path, book: Workbook) -> None:
    book["Products"].append(["1", "a", "1.jpg"])
    book.create_sheet("Instructions", 0).append(["How to fill in this template"])
    book.create_sheet("Names").append(["SKU", "Name"])
    table = read_table(workbook(tmp_path, book), AS_FOUND)
    assert (table.sheet, cells(table)) == ("Products", [("1", "a", "1.jpg")])
    assert "not “Instructions”, “Names”" in table.notes[0]
    del book["Products"], book["Names"]
    assert read_table(workbook(tmp_path, book), AS_FOUND).sheet == "Instructions"


def test_hidden_sheets_are_left_out_and_told(tmp_path: Path, book: Workbook) -> None:
    book["Products"].append(["1", "a", "1.jpg"])
    hidden = book.create_sheet("Prices", 0)
    hidden.append(["SKU", "Price"])
    hidden.append(["1", 9])
    hidden.sheet_state = "hidden"
    book.create_sheet("Empty", 0)
    path = workbook(tmp_path, book)
    table = read_table(path, AS_FOUND)
    assert (table.sheet, table.sheets, table.header) == ("Products", ("Empty", "Products"), ("SKU", "Name", "Image"))
    assert any("hidden: “Prices”" in note for note in table.notes)
    assert read_table(path, Reading(sheet="Prices")).header == ("SKU", "Price")
    with pytest.raises(CatalogueError, match="no sheet “Nope”"):
        read_table(path, Reading(sheet="Nope"))


def test_one_stray_cell_at_the_end_of_a_sheet_costs_nothing(tmp_path: Path, book: Workbook) -> None:
    book["Products"].append(["1", "a", "1.jpg"])
    book["Products"]["XFD1048576"] = "stray"
    assert len(read_table(workbook(tmp_path, book), AS_FOUND).rows) == 1


def test_workbooks_that_cannot_be_read(tmp_path: Path, book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CatalogueError, match="password"):
        read(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "locked.xlsx")
    with pytest.raises(CatalogueError, match="damaged"):
        read(tmp_path, b"PK\x03\x04rest", "broken.xlsx")
    with pytest.raises(CatalogueError, match="wrong ending"):
        read(tmp_path, b"PK\x03\x04rest", "really.csv")
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_table(tmp_path / "gone.csv", AS_FOUND)
    monkeypatch.setattr(xlsx_table, "MAX_UNPACKED", 1000)
    with pytest.raises(CatalogueError, match="Save the sheet as CSV"):
        read_table(workbook(tmp_path, book), AS_FOUND)
