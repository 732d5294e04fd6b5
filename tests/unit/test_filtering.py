"""Products narrowed by text and details."""

from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.catalogue import Details, Product
from stockmatch.core.filtering import ANY, FILTERED, ProductFilter, values

COAT = Product("a/0042", "0042", "Winter Coat", (), Details("Aurora", "Coats", "Red", "M", "4006381333931", "Nord"))
HAT = Product("77", "77", "Hat", (), Details("Nord", "Hats", "Red"))
PLAIN = Product("x", "x", "Ünlü", ())


def test_every_word_must_be_found_somewhere() -> None:
    assert ProductFilter().fits(PLAIN)
    assert ProductFilter("coat 0042 aurora").fits(COAT)
    assert ProductFilter("ÜNLÜ").fits(PLAIN)
    assert not ProductFilter("coat hat").fits(COAT)
    assert ProductFilter("nord").fits(COAT)


def test_details_must_be_exactly_so() -> None:
    assert ProductFilter(brand="Nord").fits(HAT)
    assert not ProductFilter(brand="Nord").fits(COAT)
    assert not ProductFilter(brand="nor").fits(HAT)
    assert [ProductFilter(colour="Red", category="Coats").fits(product) for product in (COAT, HAT)] == [True, False]
    assert not ProductFilter(colour="Red").fits(PLAIN)


def test_every_detail_that_narrows_is_one_that_products_have() -> None:
    assert ProductFilter(size="M").fits(COAT)
    assert not ProductFilter(size="M").fits(HAT)
    assert set(FILTERED) < set(vars(PLAIN.details))


def test_a_filter_is_true_where_it_narrows_and_says_how() -> None:
    assert not ANY
    assert not ProductFilter("  ")
    for name in FILTERED:
        assert ProductFilter(**{name: "x"})
        assert str(ProductFilter(**{name: "x"})) == f"{name} x"
    assert str(ProductFilter(" red coat ", "Nord", size="M")) == "brand Nord, size M, with red coat"


def test_values_are_those_that_occur() -> None:
    assert values([COAT, HAT, PLAIN], "brand") == ["Aurora", "Nord"]
    assert values([PLAIN], "colour") == []


@given(text=st.text(), brand=st.sampled_from(["", "Aurora", "Nord"]))
def test_more_wishes_never_show_more(text: str, brand: str) -> None:
    for product in (COAT, HAT, PLAIN):
        if ProductFilter(text, brand).fits(product):
            assert ProductFilter(text).fits(product)
            assert ProductFilter(brand=brand).fits(product)
