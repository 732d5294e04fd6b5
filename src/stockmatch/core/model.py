"""Names and identities of backbones: what can be chosen, without loading any of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from stockmatch.core.message import Message

ModelId = NewType("ModelId", str)
"""``<backbone>-<12 hex digits>``: derived from architecture, head, weights, adapter and preprocessing version, so
that vectors of different models can never be compared."""

CLASSIC = "classic"


class Head(StrEnum):
    """Where a backbone's vector is taken."""

    POOLED = "pooled"
    """Just before the first Linear of the classification head, after pooling and any normalisation."""
    STUDY = "study"
    """``classifier`` or ``fc`` replaced by identity, as the original study does."""


class Device(StrEnum):
    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Similarity(StrEnum):
    """How two vectors are compared. A higher score is always more similar."""

    COSINE = "cosine"
    """Cosine of the angle, -1 to 1."""
    EUCLIDEAN = "euclidean"
    """Negative L2 distance of the un-normalised vectors."""
    MANHATTAN = "manhattan"
    """Negative L1 distance of the un-normalised vectors."""


@dataclass(frozen=True)
class Backbone:
    """One choosable backbone, whether or not what it needs is installed.

    Attributes:
        id: torchvision's name, ``classic``, or the name of an optional network.
        title: name for the person.
        download_mb: size of its pretrained weights in MB; 0 for Classic.
        in_study: one of the original study's nine.
        side: short side in px that images are resized to.
        about: one sentence on what it brings.
        extra: the extra of this package that its libraries come with; empty where they are always there.
        licence: of its pretrained weights; empty where it is torchvision's.
        non_commercial: whether the licence forbids commercial use.
    """

    id: str
    title: str
    download_mb: int
    in_study: bool
    side: int = 224
    about: str = ""
    extra: str = ""
    licence: str = ""
    non_commercial: bool = False

    @property
    def terms(self) -> str:
        """The licence of the weights in words; empty where ``licence`` is."""
        return (
            Message("non-commercial use only, {licence}", licence=self.licence) if self.non_commercial else self.licence
        )

    @property
    def install_command(self) -> str:
        """What installs the libraries it needs; empty where they are always there."""
        return f'pip install "stockmatch[{self.extra}]"' if self.extra else ""


BACKBONES: tuple[Backbone, ...] = (
    Backbone(
        CLASSIC, "Classic", 0, False, about=Message("Colour, texture and shape. Needs no download; the quickest.")
    ),
    Backbone(
        "convnext_tiny",
        "ConvNeXt-Tiny",
        109,
        True,
        about=Message("The best of the original study; slow without a GPU."),
    ),
    Backbone(
        "mobilenet_v3_small", "MobileNetV3-Small", 10, True, about=Message("Small and quick, a good first step up.")
    ),
    Backbone("resnet50", "ResNet-50", 98, False, about=Message("A strong all-rounder.")),
    Backbone("efficientnet_b0", "EfficientNet-B0", 21, True, about=Message("Good quality for its size.")),
    Backbone("maxvit_t", "MaxViT-T", 119, True, about=Message("As good as ConvNeXt in the study; the slowest.")),
    Backbone("densenet121", "DenseNet-121", 31, True, about=Message("Densely connected convolutions.")),
    Backbone("inception_v3", "Inception v3", 104, True, side=299, about=Message("Looks at 299 px instead of 224.")),
    Backbone("mnasnet0_5", "MNASNet-0.5", 9, True, about=Message("The smallest download.")),
    Backbone("mobilenet_v2", "MobileNetV2", 14, False, about=Message("Small and quick.")),
    Backbone("googlenet", "GoogLeNet", 50, True, about=Message("The classic Inception network.")),
    Backbone("resnet18", "ResNet-18", 45, False, about=Message("The small residual network.")),
    Backbone("alexnet", "AlexNet", 233, True, about=Message("The oldest of the study; large and weak.")),
    Backbone(
        "marqo_fashion_siglip",
        "Marqo-FashionSigLIP",
        813,
        False,
        about=Message("Trained on a million fashion products; slow without a GPU."),
        extra="fashion",
        licence="Apache 2.0",
    ),
    Backbone(
        "siglip2_vit_b_16",
        "SigLIP 2 ViT-B/16",
        372,
        False,
        about=Message("Trained on pictures with their captions, in many languages; slow without a GPU."),
        extra="fashion",
        licence="Apache 2.0",
    ),
    Backbone(
        "clip_vit_b_16",
        "CLIP ViT-B/16 (OpenAI)",
        599,
        False,
        about=Message("The first network trained on pictures with their captions; slow without a GPU."),
        extra="fashion",
        licence="MIT",
    ),
    Backbone(
        "dinov2_vit_s_14",
        "DINOv2 ViT-S/14",
        88,
        False,
        about=Message("Trained on pictures alone; good at details and parts."),
        extra="fashion",
        licence="Apache 2.0",
    ),
    Backbone(
        "dinov3_vit_s_16",
        "DINOv3 ViT-S/16",
        86,
        False,
        side=256,
        about=Message("The successor of DINOv2; looks at 256 px."),
        extra="fashion",
        licence=Message("Meta's DINOv3 License, not an open licence"),
    ),
    Backbone(
        "convnextv2_tiny",
        "ConvNeXt V2-Tiny",
        115,
        False,
        about=Message("The successor of ConvNeXt-Tiny."),
        extra="fashion",
        licence="CC BY-NC 4.0",
        non_commercial=True,
    ),
)

RECOMMENDED = "convnext_tiny"
"""What the window offers on the first start; never fetched unasked."""


def backbone(backbone_id: str) -> Backbone:
    """The backbone of that id. Raises KeyError for an unknown id."""
    for known in BACKBONES:
        if known.id == backbone_id:
            return known
    raise KeyError(backbone_id)


@dataclass(frozen=True)
class ModelRef:
    """Everything needed to load one model.

    Attributes:
        backbone: its id.
        weights_file: the person's own weights, absolute path; None takes torchvision's pretrained ones.
        tuned_file: safetensors file of a kept tuning, absolute path; None for the untuned model.
        head: where the vector is taken.
    """

    backbone: str = CLASSIC
    weights_file: str | None = None
    tuned_file: str | None = None
    head: Head = Head.POOLED


@dataclass(frozen=True)
class DeviceInfo:
    """Where models run.

    Attributes:
        name: for the person: "CPU", "NVIDIA H100".
        note: why CUDA is not used; None where it is.
    """

    name: str
    note: str | None
