"""What a supplier's table says of a product, as the person reads it."""

from PySide6.QtCore import QCoreApplication

from stockmatch.core.catalogue import Details
from stockmatch.core.table import Field


def field_name(field: Field) -> str:
    """A field's name."""
    return {
        Field.SKU: QCoreApplication.translate("details", "SKU"),
        Field.IMAGE: QCoreApplication.translate("details", "Image"),
        Field.NAME: QCoreApplication.translate("details", "Name"),
        Field.BRAND: QCoreApplication.translate("details", "Brand"),
        Field.CATEGORY: QCoreApplication.translate("details", "Category"),
        Field.COLOUR: QCoreApplication.translate("details", "Colour"),
        Field.COLOUR_CODE: QCoreApplication.translate("details", "Colour code"),
        Field.SIZE: QCoreApplication.translate("details", "Size"),
        Field.BARCODE: QCoreApplication.translate("details", "Barcode"),
        Field.SUPPLIER: QCoreApplication.translate("details", "Supplier"),
        Field.STYLE: QCoreApplication.translate("details", "Style"),
        Field.STYLE_IMAGE: QCoreApplication.translate("details", "Image of the style"),
    }[field]


def details_lines(details: Details) -> list[str]:
    """One line for each thing that is known: "Brand: Aurora"."""
    line = QCoreApplication.translate("details", "{name}: {value}")
    values = vars(details).items()
    return [line.format(name=field_name(Field(name)), value=value) for name, value in values if value]
