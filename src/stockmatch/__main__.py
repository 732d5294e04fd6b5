"""The one entry of the program. Whatever takes time to load is loaded where Ctrl-C is heeded."""

import sys

from stockmatch import ending


def main() -> int:
    """Run Stockmatch; the engine's process of the frozen program starts here too and does not come back."""
    try:
        status = _run()
    except KeyboardInterrupt:  # while modules were still loading
        ending.leave(ending.EXIT_CANCELLED)
    if ending.at_work():
        ending.leave(status)
    return status


def _run() -> int:
    import multiprocessing  # noqa: PLC0415

    from stockmatch import boot  # noqa: PLC0415

    boot.ensure_streams()
    multiprocessing.freeze_support()
    return boot.main()


if __name__ == "__main__":
    sys.exit(main())
