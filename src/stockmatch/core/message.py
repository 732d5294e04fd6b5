"""A sentence for the person that can still be translated: layers below the window say what happened in English."""

from collections.abc import Iterable, Mapping


class Message(str):
    """The English text, and how it was made, so that the window can say the same in another language.

    It is a plain ``str`` to whoever only shows or stores it; what it was made of goes across processes, but not into
    files. ``packaging/translations.py`` finds the templates by this class's name, so they must be written out in the
    call: ``Message("{file} has no rows.", file=path.name)``.

    Attributes:
        template: the text with ``{name}`` where values come in.
        values: these, by name; a message among them is translated too.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> "Message":
        plain = {name: value if isinstance(value, (str, int, float)) else str(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**plain) if plain else template)
        made.template = template
        made.values = plain
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.template, dict(self.values))


def _made(template: str, values: Mapping[str, object]) -> Message:
    return Message(template, **values)


def counted(n: int, thing: str) -> str:
    """ "1 product", "1240 products": for what is said in English alone, in the terminal and in the study's report."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def joined(separator: str, parts: Iterable[str]) -> str:
    """Texts one behind the other, each of which can still be translated."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(separator.join(f"{{{name}}}" for name in values), **values)
