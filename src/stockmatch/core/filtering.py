"""Products narrowed by what the supplier's table says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from stockmatch.core.catalogue import Product, natural_key

FILTERED = ("brand", "category", "colour")
"""Names of the ``Details`` that a choice of values narrows."""


@dataclass(frozen=True)
class ProductFilter:
    """What a product must be; empty for anything.

    Attributes:
        text: every word of it is in the product's codes, name or details, in any case.
        brand, category, colour: exactly this.
    """

    text: str = ""
    brand: str = ""
    category: str = ""
    colour: str = ""

    def fits(self, product: Product) -> bool:
        """Whether a product is what is asked for."""
        details = vars(product.details)
        if any(details[name] != wanted for name in FILTERED if (wanted := getattr(self, name))):
            return False
        searched = "\n".join((product.key, product.name, *details.values())).casefold()
        return all(word in searched for word in self.text.casefold().split())


def values(products: Iterable[Product], name: str) -> list[str]:
    """The values that products have of one of the ``FILTERED`` details, in natural order."""
    found = {str(getattr(product.details, name)) for product in products}
    return sorted(found - {""}, key=lambda value: (natural_key(value), value))
