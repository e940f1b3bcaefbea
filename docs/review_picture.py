"""Draws docs/review.png: a figure for review of the document that comes with the project, as a browser shows it.

`make review-picture`, after a change of the pages. Chromium must be installed (tests/browsing.py).
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).parent.parent
SIZE = (1180, 1000)
LARGEST = 250_000
"""Bytes."""


def main() -> None:
    """Publish the document, make its pages, and keep what a browser shows of the first figure under a filter."""
    from selenium.webdriver.support.select import Select

    from tests.browsing import browser, picture
    from tests.cli import run
    from tests.reviewing import page_of, review

    with TemporaryDirectory() as folder, browser(SIZE) as driver:
        out = Path(folder) / "parquet"
        raw = ROOT / "data" / "raw"
        assert run(raw, out=out).code == 0
        assert review(out, raw).code == 0
        driver.get(page_of(out, "cea-rows.pdf").as_uri())
        driver.execute_async_script("Promise.all([...document.images].map(i => i.decode())).then(arguments[0])")
        Select(driver.find_element("id", "flag")).select_by_value("multiple_numbers")
        shown = driver.find_element("css selector", "article:not([hidden])").rect
        png = picture(driver, (0, 0, SIZE[0], shown["y"] + shown["height"] + 12))
    save(png, ROOT / "docs" / "review.png")


def save(png: bytes, path: Path) -> None:
    """Keep the picture with as many colours as it needs and no more. Fails where it is too large for a README."""
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path} has {size} bytes, {LARGEST} at most")
    print(f"{path}: {size} bytes")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
