"""Grouping of files into products."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.catalogue import group_files, is_camera_name, natural_key

CASES = {
    "the stem is the SKU": "4711.jpg | 4712.png",
    "numbered by underscore": "A1_1.jpg A1_2.jpg",
    "numbered by hyphen": "577004_Black-1.jpeg 577004_Black-2.jpeg",
    "a bare file and a numbered one": "A1.jpg A1_2.jpg",
    "one numbered file alone keeps its name": "A1_1.jpg | B7.jpg",
    "two digits": "A1_01.jpg A1_02.jpg A1_11.jpg",
    "three digits are no view number": "A_101.jpg | A_102.jpg",
    "views by name": "X_back.jpg X_detail.jpg X_front.jpg X_main.jpg X_side.jpg",
    "view names need an underscore": "X-back.jpg | X-front.jpg",
    "view names in any case": "X_MAIN.JPG X_Side.jpg",
    "camera files stay apart": "IMG_1.jpg | IMG_2.jpg",
    "camera files with a date": "IMG_20240101_01.jpg | IMG_20240101_02.jpg",
    "DSC and PXL": "DSC-1.jpg | DSC-2.jpg | PXL_1.jpg | PXL_2.jpg",
    "messengers": "WhatsApp-1.jpg | WhatsApp-2.jpg",
    "a SKU that only starts like a camera": "DSCW500_1.jpg DSCW500_2.jpg",
    "one stem, two formats": "A1.jpg A1.png",
    "natural order": "A_2.jpg A_10.jpg",
    "leading zeros are kept": "007.jpg | 7.jpg",
    "only the last mark counts": "A_1_1.jpg A_1_2.jpg | A_2_1.jpg",
    "EAN names": "4006381333931.jpg | 4006381333948.jpg",
    "Chinese names": "红裙_1.jpg 红裙_2.jpg",
    "a name that is all mark": "_1.jpg | _2.jpg",
}
"""What is meant by file names: products apart by a bar, the images of one by a blank."""


@pytest.mark.parametrize("meant", CASES.values(), ids=CASES.keys())
def test_grouping(meant: str) -> None:
    expected = [product.split() for product in meant.split(" | ")]
    found = group_files(sorted((name for product in expected for name in product), reverse=True))
    assert sorted([image.path for image in p.images] for p in found.products) == sorted(expected)
    assert not found.duplicates


@pytest.mark.parametrize(
    ("files", "sku"), [(["A_1.jpg", "A_2.jpg"], "A"), (["A_1.jpg"], "A_1"), (["B-front.png"], "B-front")]
)
def test_the_sku_is_the_base_of_a_group_and_else_the_stem(files: list[str], sku: str) -> None:
    assert [product.sku for product in group_files(files).products] == [sku]


@pytest.mark.parametrize(
    ("files", "skus"),
    [
        ("4711-1 4711-2 4712-1 4714-1 4714-2", "4711 4712 4714"),
        ("4711-1 4711-2 4712-1 4712-2 4714-1 4714-2", "4711 4712 4714"),
        ("4711-1 4711-2 4712-1 4713-1", "4711 4712-1 4713-1"),
        ("A_1 A_2 B_main C_1 C_2 D_0 E_front F_3 G-01 H_1 H_2 I_1 I_2 J_1 J_2", "A B C D E F_3 G H I J"),
        ("A_1 A_2 B_1 B_2 IMG_1", "A B IMG_1"),
    ],
)
def test_a_lone_first_image_has_the_sku_it_would_have_with_a_second_where_files_are_named_so(
    files: str, skus: str
) -> None:
    assert [product.sku for product in group_files(f"{name}.jpg" for name in files.split()).products] == skus.split()


def test_equal_skus_in_different_folders_are_listed_and_kept_apart() -> None:
    found = group_files(["men/A1.jpg", "women/A1.jpg", "A2.jpg"])
    assert [(p.key, p.sku) for p in found.products] == [("A2", "A2"), ("men/A1", "A1"), ("women/A1", "A1")]
    assert [(d.sku, d.folders) for d in found.duplicates] == [("A1", ("men", "women"))]


def test_views_are_joined_within_a_folder_only() -> None:
    found = group_files(["a/X_1.jpg", "b/X_2.jpg"])
    assert [p.key for p in found.products] == ["a/X_1", "b/X_2"]


def test_grouping_switched_off_makes_every_file_a_product() -> None:
    found = group_files(["A_1.jpg", "A_2.jpg", "B.jpg", "B.png"], enabled=False)
    assert [p.sku for p in found.products] == ["A_1", "A_2", "B.jpg", "B.png"]


@pytest.mark.parametrize(
    "base", ["IMG", "img_20240101", "DSC", "DSC_0042", "PXL_20230101", "WhatsApp Image 2024", "P1010042", "SAM_0001"]
)
def test_camera_names(base: str) -> None:
    assert is_camera_name(base)


@pytest.mark.parametrize("base", ["4711", "IMGX", "Parka", "P-4711", "ST-4711-NV", "photograph", "577004_Black"])
def test_names_that_are_no_cameras(base: str) -> None:
    assert not is_camera_name(base)


NAMES = st.lists(
    st.from_regex(r"\A[ab]{1,2}(_[0-9]{1,3}|-[0-9]|_front|_back)?\.(jpg|png)\Z").map(lambda n: n),
    max_size=12,
    unique=True,
)


@given(
    names=NAMES, folders=st.lists(st.sampled_from(["", "x/", "y/"]), min_size=12, max_size=12), enabled=st.booleans()
)
def test_every_file_is_in_exactly_one_product_and_keys_are_unique(
    names: list[str], folders: list[str], enabled: bool
) -> None:
    paths = {folder + name for folder, name in zip(folders, names, strict=False)}
    found = group_files(paths, enabled=enabled)
    assert sorted(i.path for p in found.products for i in p.images) == sorted(paths)
    assert len({p.key for p in found.products}) == len(found.products)
    for product in found.products:
        assert len({PurePosixPath(i.path).parent for i in product.images}) == 1


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_natural_order_follows_numbers(a: int, b: int) -> None:
    assert (natural_key(f"T{a}") < natural_key(f"T{b}")) == (a < b)
