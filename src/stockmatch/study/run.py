"""All computations of a study, one finished part at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from stockmatch.core.errors import LibraryMissing, WeightsMissing, WeightsRefused
from stockmatch.core.model import Head, ModelRef, Similarity, backbone
from stockmatch.core.progress import Meter, Progress, Report, Stage
from stockmatch.core.study import REPEATS_CPU, REPEATS_CUDA, STUDIABLE, STUDIED, StudyRequest
from stockmatch.models.device import DeviceChoice, choose_device
from stockmatch.models.loading import identify
from stockmatch.models.torch_embedder import TorchEmbedder
from stockmatch.study import descriptors, judging, networks, triplets
from stockmatch.study.material import Material, all_pixels
from stockmatch.study.results import Curve, Descriptor, Findings, Judged, Part, PartStore, Triplets
from stockmatch.study.training import Pictures, train
from stockmatch.tuning.pseudo_set import PseudoSet, make_pseudo_set, split_families

VERSION = 1
"""Raised whenever a part would come out differently, so that no part of an older program is reused."""

PRETRAINED, RANDOM = "pretrained", "random"
CORRECTED, FAITHFUL, RESTORED = "corrected", "faithful", "restored"
"""Ways to train: norms and dropout as in use; in training mode as the study did; the same after folded norms, whose
statistics the file has lost, were given some again (``networks.restored``)."""

_PSEUDO_PHOTOS = 96
_MOST_PER_PRODUCT = 2


@dataclass(frozen=True)
class Repeat:
    """Top-5 errors by step of one run, 0 to 1."""

    errors: list[float]


@dataclass(frozen=True)
class _Task:
    """One part: its file's name, words for the person, and what to do."""

    name: str
    words: str
    run: Callable[[], None]


class Runner:
    """Computes what is not there yet; see ``findings``.

    Args:
        material: the set.
        request: what to study.
        store: where finished parts are kept.
        report: progress by parts; may raise ``Cancelled``.
    """

    def __init__(self, material: Material, request: StudyRequest, store: PartStore, report: Report) -> None:
        self.findings = Findings()
        self.choice: DeviceChoice = choose_device(request.device)
        usual = REPEATS_CUDA if self.choice.device == "cuda" else REPEATS_CPU
        self.repeats = usual if request.repeats is None else request.repeats
        self.reused = 0
        self._material, self._request, self._store, self._report = material, request, store, report
        self._weights_dir = Path(request.weights_dir) if request.weights_dir else None
        self._seed = request.seed
        self._done = self._total = 0
        self._words = ""
        self._loaded: tuple[tuple[str, str, int], TorchEmbedder, Pictures] | None = None

    def backbones(self) -> list[str]:
        """What is studied: as asked, or the study's nine and whatever else the weights folder has."""
        if self._request.backbones:
            return list(self._request.backbones)
        return [name for name in STUDIABLE if name in STUDIED or networks.weights_file(name, self._weights_dir)]

    def run(self) -> Findings:
        """Compute or take up every part. Raises Cancelled, StudyFailed, DeviceUnusable."""
        tasks = list(self._tasks())
        self._total = len(tasks)
        for task in tasks:
            self._words = task.words
            self._tick("")
            task.run()
            self._done += 1
        self._words = ""
        self._tick("")
        return self.findings

    def _tick(self, detail: str) -> None:
        words = ", ".join(part for part in (self._words, detail) if part)
        self._report(Progress(Stage.STUDYING, self._done, self._total, detail=words or None))

    def _tasks(self) -> Iterator[_Task]:
        chosen = self.backbones()
        for name in chosen:
            yield self._task(f"judged-{PRETRAINED}-{name}", name, "before training", self._judge_pretrained)
            for mode in (CORRECTED, FAITHFUL, RESTORED):
                yield self._task(f"curve-{PRETRAINED}-{mode}-{name}", name, mode, self._curve, PRETRAINED, mode)
            yield self._task(f"triplets-{name}", name, "triplets", self._triplets)
        for kind in descriptors.KINDS:
            slug = kind.name.split()[0].lower()
            yield _Task(f"descriptor-{slug}", "Descriptors", partial(self._descriptor, kind, slug))
        for name in chosen:
            yield self._task(f"judged-{RANDOM}-{name}", name, "random weights", self._judge_random)
            for mode in self._modes():
                if self._request.random_steps:
                    yield self._task(f"curve-{RANDOM}-{mode}-{name}", name, "random weights", self._curve, RANDOM, mode)
                for kind_ in (PRETRAINED, RANDOM) if self.repeats else ():
                    words = f"repeats, {kind_}"
                    yield self._task(f"repeats-{kind_}-{mode}-{name}", name, words, self._repeat, kind_, mode)

    def _modes(self) -> tuple[str, ...]:
        return (CORRECTED, FAITHFUL) if self._request.faithful else (CORRECTED,)

    def _task(self, part: str, name: str, words: str, act: Callable[..., None], *args: str) -> _Task:
        return _Task(part, f"{backbone(name).title}, {words}", partial(act, part, name, *args))

    def _part(self, name: str, facts: Mapping[str, object], kind: type[Part], compute: Callable[[], Part]) -> Part:
        facts = {
            "version": VERSION,
            "set": self._material.content,
            "seed": self._seed,
            "device": self.choice.device,
            **facts,
        }
        found = self._store.get(name, facts, kind)
        if found is None:
            found = compute()
            self._store.put(name, facts, found)
        else:
            self.reused += 1
        return found

    def _network(self, kind: str, name: str, seed: int = 0) -> tuple[TorchEmbedder, Pictures]:
        """The network and the set prepared for it; the last one is kept."""
        key = (kind, name, seed)
        if self._loaded is None or self._loaded[0] != key:
            self._loaded = None
            if kind == PRETRAINED:
                embedder = networks.pretrained(name, self._weights_dir, self._request.device)
            else:
                embedder = networks.from_random(name, seed, self.choice)
            self._loaded = (key, embedder, Pictures(self._material, embedder, self._seed))
        return self._loaded[1], self._loaded[2]

    def _weights(self, kind: str, name: str, seed: int = 0) -> dict[str, object]:
        """What tells these weights from others. Raises WeightsMissing, WeightsRefused."""
        if kind == RANDOM:
            return {"backbone": name, "random": seed}
        own = networks.weights_file(name, self._weights_dir)
        return {"backbone": name, "model": str(identify(ModelRef(name, own, head=Head.STUDY)))}

    def _judge_pretrained(self, part: str, name: str) -> None:
        try:
            facts = self._weights(PRETRAINED, name)
            judged = self._part(part, facts, Judged, lambda: self._judge(PRETRAINED, name, 0))
        except (WeightsMissing, WeightsRefused, LibraryMissing) as error:
            self.findings.unavailable[name] = str(error)
        else:
            self.findings.judged[PRETRAINED, name] = judged

    def _judge_random(self, part: str, name: str) -> None:
        facts = self._weights(RANDOM, name, self._seed)
        judged = self._part(part, facts, Judged, lambda: self._judge(RANDOM, name, self._seed))
        self.findings.judged[RANDOM, name] = judged

    def _judge(self, kind: str, name: str, seed: int) -> Judged:
        embedder, pictures = self._network(kind, name, seed)
        images, photos = embedder.embed(pictures.images), embedder.embed(pictures.photos)
        ranks = {
            similarity.value: judging.ranks(
                self._material, judging.product_scores(self._material, images, photos, similarity)
            )
            for similarity in Similarity
        }
        pooled: list[int] = []
        if kind == PRETRAINED and networks.has_own_pooled_head(name):
            whole = networks.pretrained(name, self._weights_dir, self._request.device, Head.POOLED)
            scores = judging.product_scores(self._material, whole.embed(pictures.images), whole.embed(pictures.photos))
            pooled = judging.ranks(self._material, scores)
        return Judged(ranks, pooled, networks.batch_norm(embedder.module), embedder.dimension)

    def _steps(self, kind: str, mode: str) -> int:
        """Without ``faithful`` one faithful step shows what batch norm does."""
        if kind == RANDOM:
            return self._request.random_steps
        return self._request.steps if mode == CORRECTED or self._request.faithful else 1

    def _curve(self, part: str, name: str, kind: str, mode: str) -> None:
        if kind == PRETRAINED and name in self.findings.unavailable:
            return
        if mode == RESTORED and self.findings.judged[kind, name].batch_norm != "folded":
            return
        steps = self._steps(kind, mode)
        seed = self._seed if kind == RANDOM else 0
        with_pseudo = kind == PRETRAINED and mode == CORRECTED

        def compute() -> Curve:
            embedder, pictures = self._network(kind, name, seed)
            if mode == RESTORED:
                embedder = networks.restored(embedder, pictures.photos)
            pseudo = self._pseudo(embedder) if with_pseudo else None
            return self._train(embedder, pictures, steps, mode, seed=self._seed, pseudo=pseudo)

        facts = {**self._weights(kind, name, seed), "steps": steps, "mode": mode}
        self.findings.curves[kind, mode, name] = self._part(part, facts, Curve, compute)

    def _train(
        self, embedder: TorchEmbedder, pictures: Pictures, steps: int, mode: str, *, seed: int, pseudo: PseudoSet | None
    ) -> Curve:
        return train(
            embedder,
            self._material,
            pictures,
            steps=steps,
            faithful=mode != CORRECTED,
            seed=seed,
            tick=self._tick,
            pseudo=pseudo,
        )

    def _pseudo(self, embedder: TorchEmbedder) -> PseudoSet:
        """Pseudo-photos by the families that choose, as ``stockmatch tune`` divides them."""
        rng = np.random.default_rng(self._seed)
        choosing, _ = split_families(rng)
        first = self._material.first_images()
        each = max(1, min(_MOST_PER_PRODUCT, _PSEUDO_PHOTOS // len(first)))
        chosen = sorted(rng.choice(len(first), min(len(first), _PSEUDO_PHOTOS), replace=False).tolist())
        images = all_pixels([self._material.images[first[product]] for product in chosen], embedder.min_side)
        made = make_pseudo_set(
            images,
            [place for place in range(len(chosen)) for _ in range(each)],
            choosing,
            embedder,
            rng=rng,
            meter=Meter(lambda _: self._tick("pseudo-photos"), Stage.PREPARING, 0),
        )
        return PseudoSet(made.prepared, tuple(chosen[place] for place in made.truth))

    def _repeat(self, _part: str, name: str, kind: str, mode: str) -> None:
        """Runs that differ by random draws alone. A run that draws nothing stands for all of them."""
        if kind == PRETRAINED and name in self.findings.unavailable:
            return
        known = self.findings.curves.get((kind, mode, name))
        steps = self._request.steps
        runs: list[list[float]] = []
        for number in range(self.repeats):
            if number == 0 and known is not None and self._steps(kind, mode) >= steps:
                runs.append(errors(known)[: steps + 1])
                if kind == PRETRAINED and not known.drew:
                    break
                continue
            seed = self._seed + number
            facts = {**self._weights(kind, name, seed), "steps": steps, "mode": mode, "draw": seed}
            where = f"{_part}-{number}"
            runs.append(self._part(where, facts, Repeat, partial(self._one, kind, name, mode, seed)).errors)
        self.findings.repeats[kind, mode, name] = runs

    def _one(self, kind: str, name: str, mode: str, seed: int) -> Repeat:
        embedder, pictures = self._network(kind, name, seed if kind == RANDOM else 0)
        return Repeat(errors(self._train(embedder, pictures, self._request.steps, mode, seed=seed, pseudo=None)))

    def _triplets(self, part: str, name: str) -> None:
        if name in self.findings.unavailable:
            return

        def compute() -> Triplets:
            embedder, pictures = self._network(PRETRAINED, name)
            images, photos = embedder.embed(pictures.images), embedder.embed(pictures.photos)
            return triplets.cross_validate(self._material, images, photos, self._seed, self._tick)

        self.findings.triplets[name] = self._part(part, self._weights(PRETRAINED, name), Triplets, compute)

    def _descriptor(self, kind: descriptors.Kind, slug: str) -> None:
        facts = {"descriptor": slug, "there": kind.maker() is not None}
        judged = self._part(
            f"descriptor-{slug}", facts, Descriptor, lambda: descriptors.judge(kind, self._material, self._tick)
        )
        self.findings.descriptors[kind.name] = judged


def errors(curve: Curve, k: int = judging.FIRST) -> list[float]:
    """Top-k error by step, 0 to 1."""
    return [float(np.mean([rank > k for rank in found])) for found in curve.ranks]
