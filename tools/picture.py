"""The picture of a brief in the README: the top of the page on an example report, seen by Debian's chromium."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = {"width": 1000, "height": 1500}
LIMIT = 400_000


def main() -> None:
    """Write the picture to the place named on the command line."""
    from playwright.sync_api import sync_playwright

    from westphalia.examples import example_reports

    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed. Try: apt-get install chromium")
    place = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page = Path(folder) / "brief.html"
        westphalia = Path(sys.executable).with_name("westphalia")
        subprocess.run([westphalia, "brief", example_reports()[0], "--quiet", "-o", page], check=True)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport=SIZE)
        tab.goto(page.as_uri())
        tab.screenshot(path=place)
        browser.close()
    size = place.stat().st_size
    print(f"{place}: {size / 1000:.0f} kB")
    sys.exit(f"{place}: {size} bytes is above {LIMIT}. Make SIZE smaller." if size > LIMIT else 0)


if __name__ == "__main__":
    main()
