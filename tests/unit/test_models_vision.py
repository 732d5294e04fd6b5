"""torchvision without torch's compiler."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from stockmatch.core.model import Head
from stockmatch.models.backbones import build


def said_by(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_photo_is_matched_and_the_compiler_is_not_loaded(catalogue: Path, tmp_path: Path) -> None:
    torch.save(build("mobilenet_v3_small", Head.STUDY).state_dict(), tmp_path / "weights.pth")
    (catalogue / "broken.jpg").unlink()
    command = ["match", catalogue, catalogue / "A-100.png", "--data-dir", tmp_path / "data", "--json"]
    command += ["--backbone", "mobilenet_v3_small", "--weights", tmp_path / "weights.pth"]
    found = said_by(
        f"import sys; from stockmatch import boot; code = boot.main({[str(part) for part in command]!r}); "
        "print(code, 'torch' in sys.modules, 'torch._dynamo' in sys.modules)"
    )
    assert found.splitlines()[-1] == "0 True False"


@pytest.mark.parametrize("before", ["", "import torch._dynamo; "])
def test_whoever_needs_the_compiler_has_it(before: str) -> None:
    assert (
        said_by(
            f"{before}import torch; from stockmatch.models import vision; from torchvision.ops import roi_align; "
            "module = __import__('sys').modules[roi_align.__module__]; import torch._dynamo.utils as real; "
            "asked = [one.is_compile_supported(name) for one in (module, real) for name in ('cpu', 'cuda')]; "
            "weight = torch.nn.Parameter(torch.ones(2)); weight.sum().backward(); torch.optim.Adam([weight]).step(); "
            "print(asked[:2] == asked[2:], real.counters is torch._dynamo.utils.counters, float(weight[0]) < 1)"
        ).split()
        == ["True"] * 3
    )


def test_another_name_of_the_compilers_is_found_while_torchvision_is_loaded() -> None:
    assert said_by(
        "import sys; from stockmatch.models import vision; name = 'torch._dynamo.utils'\n"
        "with vision._without_the_compiler():\n"
        "    from torch._dynamo.utils import counters\n"
        "    import torch._dynamo.utils as real\n"
        "print(counters is real.counters, sys.modules[name] is real, type(real).__name__)"
    ).split() == ["True", "True", "module"]
