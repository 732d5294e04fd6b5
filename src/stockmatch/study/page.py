"""The report as one HTML file that needs nothing else, plain enough for the window's own viewer (Qt's rich text)."""

import base64
from dataclasses import dataclass, field

from jinja2 import Environment

from stockmatch.study.figures import Figure
from stockmatch.study.tables import NOTE, NUMBER, P_VALUE, POINTS, SHARE, TEXT, Column, Table, Value

_TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
<style>
body { font-family: system-ui, "Segoe UI", "Noto Sans", sans-serif; color: #20242a; background-color: #ffffff;
       max-width: 900px; margin: 24px auto; padding: 0 20px; }
h1 { font-size: 26px; margin-bottom: 2px; }
h2 { font-size: 19px; margin-top: 34px; border-bottom: 1px solid #d5d9df; padding-bottom: 3px; }
h3 { font-size: 15px; margin-top: 22px; margin-bottom: 4px; }
p, li { line-height: 1.5; }
p.figure { line-height: 1; margin-bottom: 2px; }
p.lead { color: #565d66; margin-top: 0; }
p.says { color: #565d66; font-size: 13px; margin-bottom: 4px; }
p.caption { color: #565d66; font-size: 13px; margin-top: 2px; }
table { border-collapse: collapse; margin-bottom: 14px; font-size: 12px; }
th { background-color: #eef1f5; text-align: right; font-weight: 600; vertical-align: bottom; }
td { text-align: right; }
th, td { padding: 3px 7px; border-bottom: 1px solid #d5d9df; }
th.text, td.text, td.note { text-align: left; }
td, th.text { white-space: nowrap; }
td.note { white-space: normal; }
img { max-width: 100%; height: auto; }
li { margin-bottom: 4px; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p class="lead">{{ lead }}</p>
{% for section in sections %}
<h2>{{ section.heading }}</h2>
{% for block in section.blocks %}
{% if block.kind == "text" %}<p>{{ block.text }}</p>
{% elif block.kind == "heading" %}<h3>{{ block.text }}</h3>
{% elif block.kind == "list" %}<ul>{% for item in block.items %}<li>{{ item }}</li>{% endfor %}</ul>
{% elif block.kind == "figure" %}
<p class="figure"><img src="data:image/png;base64,{{ block.data }}" width="{{ block.figure.width }}"
 alt="{{ block.figure.caption }}"></p>
<p class="caption">{{ block.figure.caption }} <i>({{ block.figure.name }}.png)</i></p>
{% elif block.kind == "table" %}
<p class="says">{{ block.table.says }} <i>({{ block.table.name }}.csv)</i></p>
<table cellspacing="0" cellpadding="3">
<tr>{% for column in block.table.columns %}
<th class="{{ column.kind }}" align="{{ side[column.kind] }}">{{ column.heading }}</th>
{% endfor %}</tr>
{% for row in block.rows %}<tr>{% for cell in row %}
<td class="{{ cell.kind }}" align="{{ side[cell.kind] }}">{{ cell.words }}</td>
{% endfor %}</tr>
{% endfor %}</table>
{% endif %}
{% endfor %}
{% endfor %}
</body>
</html>
"""


_SIDES = {kind: "left" if kind in (TEXT, NOTE) else "right" for kind in (TEXT, NOTE, SHARE, POINTS, P_VALUE, NUMBER)}


@dataclass
class Block:
    """A piece of a section: a paragraph, a heading, a list, a table or a figure."""

    kind: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    table: Table | None = None
    figure: Figure | None = None

    @property
    def rows(self) -> list[list[dict[str, str]]]:
        """The table's cells in words, with their column's kind."""
        assert self.table is not None
        columns = self.table.columns
        return [
            [{"words": shown(value, column), "kind": column.kind} for value, column in zip(row, columns, strict=True)]
            for row in self.table.rows
        ]

    @property
    def data(self) -> str:
        """The figure in base64."""
        assert self.figure is not None
        return base64.b64encode(self.figure.png).decode("ascii")


@dataclass
class Section:
    """A chapter of the report; what is None is left out."""

    heading: str
    blocks: list[Block] = field(default_factory=list)

    def text(self, words: str | None) -> None:
        if words:
            self.blocks.append(Block("text", words))

    def subheading(self, words: str) -> None:
        self.blocks.append(Block("heading", words))

    def items(self, items: list[str]) -> None:
        if items:
            self.blocks.append(Block("list", items=items))

    def table(self, table: Table | None) -> None:
        if table is not None and table.rows:
            self.blocks.append(Block("table", table=table))

    def figure(self, figure: Figure | None) -> None:
        if figure is not None:
            self.blocks.append(Block("figure", figure=figure))


def percent(value: float) -> str:
    """A fraction as "16.1 %"."""
    return f"{100 * value:.1f}\N{NO-BREAK SPACE}%"


def points(value: float) -> str:
    """A difference of fractions as "+3.2" points, with a true minus sign."""
    words = f"{100 * value:+.1f}".replace("-", "−")
    return "0.0" if words[1:] == "0.0" else words


def p_value(value: float) -> str:
    """A p-value as "0.031", or "< 0.001"."""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def number(value: float) -> str:
    """A count or a decimal number, with a true minus sign."""
    return str(value) if isinstance(value, int) else decimal(value, 3 if abs(value) < 1 else 1)


def decimal(value: float, places: int) -> str:
    """A number with so many decimal places and a true minus sign, of which 0 has none."""
    return f"{value:z.{places}f}".replace("-", "−")


def shown(value: Value, column: Column) -> str:
    """A cell in words; "–" where there is nothing."""
    if value is None or value == "":
        return "" if column.heading == "" else "–"
    if isinstance(value, str):
        return value
    return {SHARE: percent, POINTS: points, P_VALUE: p_value}.get(column.kind, number)(value)


def render(title: str, lead: str, sections: list[Section]) -> str:
    """The whole page; every text is escaped."""
    template = Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE)
    filled = [section for section in sections if section.blocks]
    return template.render(title=title, lead=lead, sections=filled, side=_SIDES)
