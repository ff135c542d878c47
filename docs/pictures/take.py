"""Takes the README's pictures of the demo's reports: `make pictures`. Needs Chromium."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parents[1] / "outputs" / "2022-summer" / "reports"
# Each page from its top to the end of what the selector finds first.
PAGES = {
    "board": ("trust/board.html", "table"),
    "standards": ("standards/trust.html", "figure"),
}
WIDTH, MARGIN = 1000, 14


def take_all() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (page, last) in PAGES.items():
            size = take(browser, REPORTS / page, last, HERE / f"{name}.png")
            print(f"{name}.png: {size // 1000} kB")  # noqa: T201 - it is the command


def take(browser: Browser, page: Path, last: str, picture: Path) -> int:
    view = browser.new_page(viewport={"width": WIDTH, "height": 800})
    view.goto(page.as_uri())
    box = view.locator(last).first.bounding_box()
    assert box is not None, f"{page.name} has no {last}"  # noqa: S101
    height = box["y"] + box["height"] + MARGIN
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height}
    shot = Image.open(io.BytesIO(view.screenshot(full_page=True, clip=clip))).convert("RGB")
    # This method keeps rare colours, which rating marks are.
    small = shot.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(picture, optimize=True)
    return picture.stat().st_size


if __name__ == "__main__":
    take_all()
