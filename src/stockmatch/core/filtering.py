"""Products narrowed by what the supplier's table says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from stockmatch.core.catalogue import Product, natural_key

FILTERED = ("brand", "category", "colour", "size")
"""Names of the ``Details`` that a choice of values narrows."""


@dataclass(frozen=True)
class ProductFilter:
    """What a product must be; empty, and then false, for anything.

    Attributes:
        text: every word of it is in the product's codes, name or details, in any case.
        brand, category, colour, size: exactly this.
    """

    text: str = ""
    brand: str = ""
    category: str = ""
    colour: str = ""
    size: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.split()) or any(getattr(self, name) for name in FILTERED)

    def __str__(self) -> str:
        """In the order of the fields: "brand Nord, colour Red, with coat"."""
        details = [f"{name} {getattr(self, name)}" for name in FILTERED if getattr(self, name)]
        return ", ".join([*details, *([f"with {self.text.strip()}"] if self.text.split() else [])])

    def fits(self, product: Product) -> bool:
        """Whether a product is what is asked for."""
        details = vars(product.details)
        if any(details[name] != wanted for name in FILTERED if (wanted := getattr(self, name))):
            return False
        searched = "\n".join((product.key, product.name, *details.values())).casefold()
        return all(word in searched for word in self.text.casefold().split())


ANY = ProductFilter()


def values(products: Iterable[Product], name: str) -> list[str]:
    """The values that products have of one of the ``FILTERED`` details, in natural order."""
    found = {str(getattr(product.details, name)) for product in products}
    return sorted(found - {""}, key=lambda value: (natural_key(value), value))
