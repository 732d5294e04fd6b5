"""No tile is decided on that was not seen, or that has just changed."""

from stockmatch.ui.guard import Guard


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.ms = 0.0

    def __call__(self) -> float:
        return self.ms


def readiness(guard: Guard, count: int, *, pointer: bool) -> list[bool]:
    return [guard.ready(place, pointer=pointer) for place in range(count)]


def test_a_new_photo_waits_for_the_paint_and_then_a_moment() -> None:
    clock = Clock()
    guard = Guard(clock)
    guard.begin("AB")
    clock.ms = 5000
    assert readiness(guard, 3, pointer=False) == [False, False, False]
    guard.painted(range(9))
    clock.ms += 119
    assert readiness(guard, 2, pointer=False) == [False, False]
    clock.ms += 1
    assert readiness(guard, 3, pointer=False) == [True, True, False]
    assert not guard.ready(-1, pointer=False)
    assert readiness(guard, 2, pointer=True) == [False, False]
    clock.ms += 180
    assert guard.all_ready(pointer=True)


def test_only_what_moved_is_kept_from_keys_and_pointer() -> None:
    clock = Clock()
    guard = Guard(clock)
    guard.begin("ABC")
    guard.painted(range(9))
    clock.ms = 400
    guard.change("ACB")
    for _ in range(2):
        assert readiness(guard, 3, pointer=False) == [True, False, False]
        guard.painted(range(9))
    clock.ms += 200
    guard.change("ACB")  # the same once more, as the engine repeats its latest progress
    assert readiness(guard, 3, pointer=True) == [True, False, False]
    clock.ms += 99
    assert readiness(guard, 3, pointer=False) == [True, False, False]
    clock.ms += 1
    assert readiness(guard, 3, pointer=False) == [True, True, True]


def test_tiles_that_come_or_go() -> None:
    clock = Clock()
    guard = Guard(clock)
    guard.begin("AB")
    guard.painted(range(9))
    clock.ms = 400
    guard.change("ABC")
    guard.painted(range(9))
    assert readiness(guard, 3, pointer=True) == [True, True, False]
    guard.change("A")
    assert readiness(guard, 3, pointer=True) == [True, False, False]
    guard.begin("")
    assert not guard.all_ready(pointer=False)


def test_a_tile_out_of_sight_waits_until_it_is_scrolled_to() -> None:
    clock = Clock()
    guard = Guard(clock)
    guard.begin("ABC")
    guard.painted({0, 1})
    clock.ms = 1000
    assert readiness(guard, 3, pointer=False) == [True, True, False]
    assert guard.all_ready(pointer=True)
    guard.painted({1, 2})
    assert guard.seen(2)
    assert readiness(guard, 3, pointer=False) == [True, True, False]
    clock.ms += 120
    assert readiness(guard, 3, pointer=False) == [True, True, True]
    guard.change("ABC")
    assert readiness(guard, 3, pointer=False) == [True, True, True]
    guard.painted({0})
    assert guard.seen(2)
