"""Chromium without a window, in a profile of its own, that reaches no network."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
CHROMEDRIVER = Path(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-color-profile=srgb"
)
DESKTOP, PHONE = (1280, 900), (390, 844)
"""Width and height of a window in CSS pixels."""


@contextmanager
def browser(size: tuple[int, int] = DESKTOP) -> Iterator[Any]:
    """A browser with a window of this size; what it logs and asks for is kept (`console`, `requests`)."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    with TemporaryDirectory() as profile:
        options = ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for option in OPTIONS.split():
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={profile}")
        options.add_experimental_option("prefs", {"download.default_directory": profile})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = Chrome(options, Service(str(CHROMEDRIVER)))
        try:
            resize(driver, size)
            driver.get("about:blank")
            console(driver), requests(driver)  # those of the page that a new window shows
            yield driver
        finally:
            driver.quit()


def resize(driver: Any, size: tuple[int, int]) -> None:
    """Give the page a window of this size, on a screen with two dots a pixel."""
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def console(driver: Any) -> list[str]:
    """What pages have complained of since the last call."""
    return [f"{entry['level']}: {entry['message']}" for entry in driver.get_log("browser")]


def requests(driver: Any) -> list[str]:
    """Every address that pages have asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def picture(driver: Any, clip: tuple[float, float, float, float] | None = None) -> bytes:
    """A PNG of the page: all of it, or a part (x, y, width, height in CSS pixels)."""
    asked: dict[str, Any] = {"format": "png", "captureBeyondViewport": True}
    if clip is None:
        content = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        clip = (0, 0, content["width"], content["height"])
    x, y, width, height = clip
    asked["clip"] = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
    return base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", asked)["data"])
