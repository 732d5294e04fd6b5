"""Finished parts of a study: whole and of the same facts, or computed anew."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockmatch.core.errors import StudyFailed
from stockmatch.services.study_parts import PartFolder
from stockmatch.study.results import Descriptor

PART = Descriptor([1, 3, 2], 12.5)
FACTS = {"set": "abc", "steps": 3}


def test_a_part_comes_back_as_it_was_put(tmp_path: Path) -> None:
    PartFolder(tmp_path / "parts").put("one", FACTS, PART)
    assert PartFolder(tmp_path / "parts").get("one", dict(reversed(FACTS.items())), Descriptor) == PART


def test_a_part_of_other_facts_is_not_reused(tmp_path: Path) -> None:
    parts = PartFolder(tmp_path / "parts")
    parts.put("one", FACTS, PART)
    assert parts.get("one", {**FACTS, "steps": 4}, Descriptor) is None
    assert parts.get("two", FACTS, Descriptor) is None
    assert parts.damaged == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_part_is_never_taken_for_whole(tmp_path: Path, data: st.DataObject) -> None:
    parts = PartFolder(tmp_path / "parts")
    parts.put("one", FACTS, PART)
    file = tmp_path / "parts" / "one.json"
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:place]
    else:
        content[place] ^= data.draw(st.integers(1, 127))
    file.write_bytes(bytes(content))
    assert parts.get("one", FACTS, Descriptor) in (None, PART)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"result": 3}', "\x00" * 40])
def test_a_damaged_part_is_named(tmp_path: Path, content: str) -> None:
    parts = PartFolder(tmp_path / "parts")
    (tmp_path / "parts" / "one.json").write_text(content)
    assert parts.get("one", FACTS, Descriptor) is None
    assert parts.damaged == ["one"]


def test_a_folder_that_cannot_be_written_to_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, not a folder")
    with pytest.raises(StudyFailed, match="--out"):
        PartFolder(tmp_path / "out" / "parts")
