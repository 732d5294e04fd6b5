"""The one entry of the program."""

import multiprocessing
import sys

from stockmatch import boot, ending


def main() -> int:
    """Run Stockmatch; the engine's process of the frozen program starts here too and does not come back."""
    boot.ensure_streams()
    multiprocessing.freeze_support()
    status = boot.main()
    if ending.at_work():
        ending.leave(status)
    return status


if __name__ == "__main__":
    sys.exit(main())
