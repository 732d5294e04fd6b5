"""The report's chapters, in order."""

from stockmatch.core.evaluation import top_k_error
from stockmatch.core.study import StudyRequest
from stockmatch.study import figures, more_tables, tables, words
from stockmatch.study import gallery as pictures
from stockmatch.study.judging import FIRST
from stockmatch.study.material import Material
from stockmatch.study.page import Section
from stockmatch.study.results import Findings
from stockmatch.study.run import CORRECTED, FAITHFUL, PRETRAINED, RANDOM, RESTORED

_STUDYS_BEST = "convnext_tiny"


def shown_network(findings: Findings) -> str | None:
    """The network of the gallery: ConvNeXt as in the study, or else the best there is; None without any."""
    trained = list(words.curves(findings))
    return _STUDYS_BEST if _STUDYS_BEST in trained else tables.best_of(trained, findings)


def in_short(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("In short")
    said = [
        words.start(findings),
        words.norm_verdict(findings),
        words.picked(findings, material),
        words.significance(tables.tests(findings, material, request.seed), len(material.photos)),
        words.local(findings),
        words.siamese(more_tables.triplets(findings, material, request.seed)),
    ]
    section.items([sentence for sentence in said if sentence])
    if len(material.products) <= FIRST:
        section.text(
            f"With {len(material.products)} products all answers are among the first {FIRST}: only top-1 tells."
        )
    if not findings.pretrained():
        section.text("No pretrained weights were there, so only random weights and local descriptors could be judged.")
    return section


def before_training(material: Material, findings: Findings, _request: StudyRequest) -> Section:
    section = Section("Before any training")
    section.text(
        "Each network, its classification head cut off, turns a picture into a vector; products are ranked by the "
        "cosine between their vectors and the photo's."
    )
    if findings.judged:
        section.figure(figures.before(findings))
    section.table(tables.before(material, findings))
    kept = [
        f"{tables.title(name)} {100 * top_k_error(judged.ranks['cosine'], FIRST):.1f} → "
        f"{100 * top_k_error(judged.pooled, FIRST):.1f} %"
        for (_, name), judged in findings.judged.items()
        if judged.pooled
    ]
    if kept:
        section.text(f"The study's cut drops the final LayerNorm of some networks; with it kept: {'; '.join(kept)}.")
    return section


def orthogonalising(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("Pushing the catalogue's vectors apart")
    section.text(
        "The study's idea: train the network, without any answers, so that the vectors of different products point in "
        "different directions, by descending the sum of their pairwise dot products. Here batch norms and dropout are "
        "left as they are in use; dashed lines show the study's own way, in training mode, dotted ones the same after "
        "lost batch statistics were restored"
        f"{'' if request.faithful else ' (one step of it; --faithful runs all)'}."
    )
    section.figure(figures.error_curves(findings, PRETRAINED))
    section.figure(figures.loss_curves(findings, PRETRAINED))
    section.table(tables.training(findings, material, PRETRAINED, CORRECTED))
    if request.faithful:
        section.subheading("As in the study")
        folded = [name for name in findings.pretrained() if findings.judged[PRETRAINED, name].batch_norm == "folded"]
        if folded:
            section.text(words.lost_statistics([tables.title(name) for name in folded]))
        section.table(tables.training(findings, material, PRETRAINED, FAITHFUL))
        section.table(tables.training(findings, material, PRETRAINED, RESTORED))
    return section


def gallery(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("What it looks like")
    name = shown_network(findings)
    if name is None:
        return section
    if name != _STUDYS_BEST:
        reason = findings.unavailable.get(_STUDYS_BEST, "ConvNeXt-Tiny was not among the networks asked for.")
        section.text(f"The study shows ConvNeXt. {reason} This is {tables.title(name)}, the best there is here.")
    section.figure(pictures.gallery(name, findings.curves[PRETRAINED, CORRECTED, name], material))
    folded = findings.judged[PRETRAINED, name].batch_norm == "folded"
    study = findings.curves.get((PRETRAINED, RESTORED if folded else FAITHFUL, name))
    if request.faithful and study is not None:
        section.subheading("Trained as in the study, lost statistics restored" if folded else "Trained as in the study")
        section.figure(pictures.gallery(name, study, material, "gallery_as_in_the_study"))
    return section


def random_walk(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("Is the improvement a random walk?")
    if not any(kind == RANDOM for kind, *_ in (*findings.curves, *findings.repeats)):
        return section
    section.text(
        "The same training from random weights. A network that knows nothing cannot be improved by it, so what it "
        "gains is luck, and the pretrained networks must do better than luck."
    )
    section.figure(figures.error_curves(findings, RANDOM))
    section.figure(figures.loss_curves(findings, RANDOM))
    section.text(words.collapsed(findings, material))
    section.table(tables.training(findings, material, RANDOM, CORRECTED))
    for mode in (CORRECTED, FAITHFUL) if request.faithful else (CORRECTED,):
        if mode == FAITHFUL:
            section.subheading("As in the study")
            section.table(tables.training(findings, material, RANDOM, FAITHFUL))
        table = more_tables.random_walk(findings, mode)
        section.table(table)
        if table is not None and any(row["runs_pretrained"] == 1 for row in table.as_dicts()):
            section.text(
                "A pretrained run that draws nothing at random comes out the same each time: it was run once and "
                "stands for all in the test, which then asks whether luck alone reaches it."
            )
    runs = {name: each for (kind, mode, name), each in findings.repeats.items() if (kind, mode) == (RANDOM, CORRECTED)}
    section.figure(figures.probability(runs))
    return section


def different_k(_material: Material, findings: Findings, _request: StudyRequest) -> Section:
    section = Section("Other numbers of candidates")
    name = shown_network(findings)
    if name is not None:
        section.figure(figures.by_k(name, findings.curves[PRETRAINED, CORRECTED, name]))
    section.table(more_tables.by_k(findings))
    return section


def other_metrics(_material: Material, findings: Findings, _request: StudyRequest) -> Section:
    section = Section("Other ways to compare vectors")
    table = more_tables.metrics(findings)
    section.text(words.compared(table, findings))
    section.table(table)
    return section


def other_descriptors(_material: Material, findings: Findings, _request: StudyRequest) -> Section:
    section = Section("Local descriptors instead of networks")
    section.text(words.local(findings))
    section.table(more_tables.descriptors(findings))
    return section


def siamese(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("Learning from confirmed pairs")
    table = more_tables.triplets(findings, material, request.seed)
    if table is None and findings.triplets:
        section.text("Too few products were photographed to train on some and judge on others.")
    section.text(words.siamese(table))
    section.table(table)
    return section


def wrong(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("What the study got wrong")
    norm = words.norm(findings)
    if norm:
        section.subheading("“Works only for pure convolutional networks”: batch norm was left in training mode")
        section.text(
            "Training mode lets every batch norm take its statistics from the few catalogue pictures in the batch, and "
            "moves those it had learnt from ImageNet towards them. The error after a single step shows what that does."
        )
        section.items(norm)
        section.text(words.norm_verdict(findings))
        section.table(tables.batch_norm(findings))
    table = more_tables.by_k(findings)
    if table is not None:
        section.subheading("“Works for different k” is a slip in the loop")
        section.text(words.loop_bug(table))
    best = words.picked(findings, material)
    if best:
        section.subheading("The reported best was picked with the answers")
        section.text(best)
    tests = tables.tests(findings, material, request.seed)
    if tests is not None:
        section.subheading("The statistics did not ask the question")
        section.text(
            "The study tested 1 − best / first, which cannot be negative, between networks. What a user wants to know "
            "is whether the same photos are matched better than before."
        )
        section.text(words.significance(tests, len(material.photos)))
        section.table(tests)
    return section


def open_questions(material: Material, findings: Findings, request: StudyRequest) -> Section:
    section = Section("The study's open questions")
    answers = (
        (
            "Why does it work only for some models?",
            [words.norm_verdict(findings), *words.why_only_some(findings, material)],
        ),
        ("Why does more training hurt?", [words.forgetting(findings)]),
        ("Does it work for other k?", [words.loop_bug(more_tables.by_k(findings))]),
        ("Other metrics?", [words.compared(more_tables.metrics(findings), findings)]),
        ("Other descriptors?", [words.local(findings)]),
        ("Siamese training?", [words.siamese(more_tables.triplets(findings, material, request.seed))]),
    )
    for question, said in answers:
        if any(said):
            section.subheading(question)
            for sentence in said:
                section.text(sentence)
        if question.startswith("Why does more"):
            name = shown_network(findings)
            if name is not None and len(findings.curves[PRETRAINED, CORRECTED, name].ranks) > 2:
                section.figure(figures.forgetting(name, findings.curves[PRETRAINED, CORRECTED, name]))
            section.table(more_tables.forgetting(findings))
    return section
