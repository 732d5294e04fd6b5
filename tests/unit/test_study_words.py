"""What the report says in words: figures of one network and one photo are told as such."""

import html
import re
from pathlib import Path

import pytest
from PIL import Image

from stockmatch.core.model import Similarity
from stockmatch.core.progress import ignore
from stockmatch.core.study import StudyRequest
from stockmatch.study.material import Material
from stockmatch.study.page import decimal, number
from stockmatch.study.report import Conditions, write_report
from stockmatch.study.results import Curve, Findings, Judged, Triplets
from tests.conftest import garment

_SINGULAR = re.compile(r"\b1 (?:photos|products|images|networks|steps|parts|repeats|runs)\b")


def findings(name: str, batch_norm: str) -> Findings:
    """One network and one photo, trained for one step in every way."""
    curve = Curve([[2], [2], [2]], [-0.4, -0.5], [0.1, 0.1, 0.1], [1.0] * 3, [1.0] * 3, [[0, 1]], 1, None, drew=False)
    judged = Judged({similarity.value: [2] for similarity in Similarity}, [], batch_norm, 8)
    found = Findings(
        judged={("pretrained", name): judged, ("random", name): judged},
        curves={("pretrained", mode, name): curve for mode in ("corrected", "faithful", "restored")},
        triplets={name: Triplets([2], [2], 3)},
    )
    found.curves["random", "corrected", name] = curve
    found.repeats["random", "corrected", name] = [[1.0, 0.0]]
    return found


@pytest.mark.parametrize("batch_norm", ["live", "folded"])
def test_one_of_anything_is_told_in_the_singular(batch_norm: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.png" for name in ("A", "B", "photo")]
    for path in paths:
        Image.fromarray(garment((40, 90, 180), 3, 90)).save(path)
    *images, photo = paths
    material = Material(tuple(images), (0, 1), ("A", "B"), (photo,), ("photo.png",), (frozenset({0}),), "0" * 64)
    request = StudyRequest("catalogue", "pairs.csv", "out", steps=1, random_steps=1, repeats=1, faithful=True)
    conditions = Conditions(request, "CPU", 1, 1, (), 1.0)
    written = write_report(material, findings("resnet50", batch_norm), conditions, ignore)
    page = html.unescape(written.files["report.html"].decode("utf-8"))
    for words in ("1 photo against 2 products (2 images)", "for 1 photo.", "on 1 photo,", "of 1 network", "1 repeat."):
        assert words in page
    assert _SINGULAR.search(page) is None
    assert ("The weights file of ResNet-50 has lost its" in page) == (batch_norm == "folded")


def test_nothing_is_told_without_a_sign() -> None:
    assert [decimal(value, 1) for value in (-0.04, -0.06, 0.04)] == ["0.0", "−0.1", "0.0"]
    assert [number(value) for value in (-0.0001, -0.04, 3)] == ["0.000", "−0.040", "3"]
