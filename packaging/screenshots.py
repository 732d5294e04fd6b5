"""Make the pictures of the README and the manual with the real window on the sample, so that they stay true."""

import os
import sys
import tempfile
from pathlib import Path

from stockmatch.composition import build_services
from stockmatch.core.settings import Settings, Theme

OUT = Path(__file__).resolve().parent / "pictures"
SIZE = (1280, 760)
FIRST, PHOTOS = 14, 24
SECONDS = 900.0
"""A machine with other work to do needs minutes to learn from the sample."""


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from stockmatch.ui.screenshots import take  # noqa: PLC0415 - Qt reads the platform when it loads

    for theme in (Theme.LIGHT, Theme.DARK):
        with tempfile.TemporaryDirectory(prefix="stockmatch-pictures-", ignore_cleanup_errors=True) as folder:
            services = build_services(Path(folder))
            services.save_settings(Settings(offer_answered=True))
            photos = [str(photo) for photo in services.sample_photos[FIRST : FIRST + PHOTOS]]
            out = OUT / f"window-{theme.value}.png"
            take(services, str(services.sample_catalogue), photos, out, theme=theme, size=SIZE, seconds=SECONDS)
            print(out)
    import manual_pictures  # noqa: PLC0415 - as above

    return manual_pictures.make()


if __name__ == "__main__":
    sys.exit(main())
