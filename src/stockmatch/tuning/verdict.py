"""What a check by pseudo-photos says of a tuning, and how that is told."""

from collections import defaultdict
from collections.abc import Sequence

from stockmatch.core.errors import TuningFailed
from stockmatch.core.evaluation import sign_test
from stockmatch.core.message import Message
from stockmatch.core.tuning import LEAST_PRODUCTS, TuneFigures
from stockmatch.tuning.pseudo_set import figures

SIGNIFICANT = 0.05

Found = tuple[int, float]
"""Rank of a photo's product in the order of all evidence, and its negative log-likelihood in nats."""


def errors(found: Sequence[Found]) -> TuneFigures:
    """Mistakes in the final order, of at least one photo."""
    return figures([rank for rank, _ in found])


def likelier(products: Sequence[int], before: Sequence[float], after: Sequence[float]) -> tuple[int, int]:
    """Of how many products the mean loss is less than before, and of how many it is more.

    Args:
        products: of each photo.
        before, after: each photo's loss.
    """
    change: dict[int, float] = defaultdict(float)
    for product, was, is_now in zip(products, before, after, strict=True):
        change[product] += is_now - was
    won, lost = (sum(sign * value < 0 for value in change.values()) for sign in (1, -1))
    return won, lost


def no_worse(before: Sequence[Found], after: Sequence[Found]) -> bool:
    """Whether products are likelier in the mean, and no more are missed, neither as the first nor by the first five."""
    was, would_be = errors(before), errors(after)
    mistakes = would_be.top1_error > was.top1_error or would_be.top5_error > was.top5_error
    return not mistakes and sum(loss for _, loss in after) < sum(loss for _, loss in before)


def refusal_in_final_order(
    step: int, products: Sequence[int], before: Sequence[Found], after: Sequence[Found], *, first_five: bool = True
) -> str | None:
    """Why the final order does not confirm a step, in a sentence; None if it does.

    It must make significantly more products likelier (exact sign test, 5 %), be likelier in the mean, and make no more
    mistakes.

    Args:
        step: the chosen one.
        products: of each photo.
        before, after: what was found of it.
        first_five: whether mistakes among the first five count too.
    """
    was, would_be = errors(before), errors(after)
    mistakes = [(1, would_be.top1_error, was.top1_error), (5, would_be.top5_error, was.top5_error)]
    for first, now, then in mistakes if first_five else mistakes[:1]:
        if now > then:
            return Message(
                "Step {step} looked better, but made more mistakes on other pseudo-photos ({would_be:.1f} % "
                "top-{first} error against {was:.1f} %), so the model stays as it was.",
                step=step,
                would_be=100 * now,
                first=first,
                was=100 * then,
            )
    losses = [[loss for _, loss in found] for found in (before, after)]
    won, lost = likelier(products, *losses)
    if sign_test(won, lost) > SIGNIFICANT:
        return Message(
            "Step {step} looked better, but on other pseudo-photos the right product became likelier for {won} of "
            "{products} products and less likely for {lost}, which may be chance, so the model stays as it was.",
            step=step,
            won=won,
            products=len(set(products)),
            lost=lost,
        )
    if sum(losses[1]) >= sum(losses[0]):
        return Message(
            "Step {step} looked better, but on other pseudo-photos it lost more certainty than it won, so the model "
            "stays as it was.",
            step=step,
        )
    return None


def refusal_alone(step: int, products: Sequence[int], before: Sequence[float], after: Sequence[float]) -> str | None:
    """The same of what was trained, alone: it must make significantly more products likelier."""
    won, lost = likelier(products, before, after)
    if sign_test(won, lost) <= SIGNIFICANT:
        return None
    return Message(
        "Step {step} looked better, but on other pseudo-photos what was tuned found only {won} of {products} products "
        "more clearly by itself and {lost} less so, which may be chance, so the model stays as it was.",
        step=step,
        won=won,
        products=len(set(products)),
        lost=lost,
    )


def refusal_by_untuned(step: int) -> str:
    """Why a step that is better than the tuned model in service is not offered."""
    return Message(
        "Step {step} looked better, but on other pseudo-photos it was no better than the untuned model, so the model "
        "stays as it was.",
        step=step,
    )


def confirmed(step: int) -> str:
    """What the check found of a step that is offered."""
    return Message(
        "Step {step} finds the right product more clearly on pseudo-photos of a kind that it was not made from, "
        "and makes no more mistakes.",
        step=step,
    )


def nothing_chosen(*, diverged: bool) -> str:
    """Why there was no step to check."""
    if diverged:
        return Message("Tuning went out of bounds, so the model stays as it was.")
    return Message("No step made clearly fewer mistakes than the model already does, so the model stays as it was.")


def too_few_products() -> TuningFailed:
    """Of a catalogue with fewer than ``LEAST_PRODUCTS`` different products."""
    return TuningFailed(
        Message(
            "Tuning needs at least {least} different products, or it cannot tell whether anything got better. Add "
            "products to the catalogue first.",
            least=LEAST_PRODUCTS,
        )
    )
