"""Two pictures under one lens: the product is equally large in both, and what is under the pointer stays there."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize, QSizeF

from stockmatch.core.evidence import Region
from stockmatch.ui.lens import Lens, Subject, placed, scale
from stockmatch.ui.region_box import framed

SIDES = st.integers(20, 4000)
LENSES = st.builds(Lens, st.floats(0.3, 20), st.floats(-1, 1), st.floats(-1, 1))
VIEW = QSizeF(500, 400)


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    left, top = draw(st.floats(0, 0.8)), draw(st.floats(0, 0.8))
    right, bottom = draw(st.floats(left + 0.1, 1)), draw(st.floats(top + 0.1, 1))
    return Subject(QSize(draw(SIDES), draw(SIDES)), Region(left, top, right, bottom))


@given(subjects(), subjects(), LENSES)
def test_the_product_is_equally_large_in_both_and_fits(first: Subject, second: Subject, lens: Lens) -> None:
    factor = scale([first, second], VIEW)
    areas = []
    for subject in (first, second):
        box = framed(subject.region, placed(subject, lens, factor, VIEW))
        areas.append(box.width() * box.height())
        whole = framed(subject.region, placed(subject, Lens(), factor, VIEW))
        assert whole.width() <= VIEW.width() + 1e-6
        assert whole.height() <= VIEW.height() + 1e-6
        assert whole.center().x() == pytest.approx(VIEW.width() / 2)
    assert areas[0] == pytest.approx(areas[1], rel=1e-6)


@given(subjects(), LENSES, st.floats(0.2, 5), st.floats(-1, 1), st.floats(-1, 1))
def test_what_is_under_the_pointer_stays_there(
    subject: Subject, lens: Lens, factor: float, across: float, down: float
) -> None:
    nearer = lens.zoomed(factor, QPointF(across, down))
    assume(nearer.zoom != lens.zoom)
    unit = scale([subject], VIEW)
    at = QPointF(VIEW.width() / 2 + across * unit * lens.zoom, VIEW.height() / 2 + down * unit * lens.zoom)
    shares = []
    for one in (lens, nearer):
        place = placed(subject, one, unit, VIEW)
        shares.append(((at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height()))
    assert shares[0] == pytest.approx(shares[1], abs=1e-6)
