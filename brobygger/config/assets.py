"""Brings the design system's files and the accessibility checker from `node_modules` to where they are served.

Run by the set-up: `python -m brobygger.config.assets`. Only what the pages use is brought along: the neutral theme,
woff2 fonts, the script and the icons; never the marks of borger.dk and Virk, which are others'.
"""

import re
import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
MODULES = CHECKOUT / "node_modules"
LOOK = CHECKOUT / "brobygger/base/static/vendor/dkfds"
PAPER = CHECKOUT / "brobygger/base/fonts"
CHECKER = CHECKOUT / "journeys/vendor"

SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*")
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
FONT_SOURCES = re.compile(r"src:[^;}]*")
WOFF2 = re.compile(r"url\(([^)]*\.woff2)\)")
LOGO = re.compile(r"url\(\.\./img/logo[^)]*\)")
REFERENCE = re.compile(r"url\((\.\./[^)]*)\)")


class AssetsError(Exception):
    """The files are not there to be brought along; the message is one line and says what to do."""


def bring_look(modules: Path, target: Path) -> None:
    """The target holds the design system's styles, script, icons and fonts, and each file that the styles name.

    Refused where the package has not been installed, or its style sheet names a file that it does not bring.
    """
    package = modules / "dkfds"
    if not (package / "dist/css/dkfds.min.css").exists():
        raise AssetsError(f"{package} is not there: run `npm ci --ignore-scripts`, or `make demo`, which does so.")
    new = target.with_name(f"{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    styles = without_other_marks(only_woff2(without_source_map(_read(package / "dist/css/dkfds.min.css"))))
    _write(new / "css/dkfds.min.css", styles)
    _write(new / "js/dkfds.min.js", without_source_map(_read(package / "dist/js/dkfds.min.js")))
    _copy(package / "dist/img/all-svg-icons.svg", new / "img/all-svg-icons.svg")
    for reference in sorted(set(REFERENCE.findall(styles))):
        _copy(package / "dist/css" / reference, new / "css" / reference)
    _copy(package / "LICENSE.md", new / "LICENSE.md")
    _copy(package / "dist/fonts/IBMPlexSans/complete/woff2/license.txt", new / "fonts/IBMPlexSans/license.txt")
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)


def bring_paper_fonts(modules: Path, target: Path) -> None:
    """The target holds the fonts in the form that is set on paper, and their licence."""
    fonts = modules / "dkfds/dist/fonts/IBMPlexSans/complete"
    for weight in ("Regular", "SemiBold"):
        _copy(fonts / f"ttf/IBMPlexSans-{weight}.ttf", target / f"IBMPlexSans-{weight}.ttf")
    _copy(fonts / "woff2/license.txt", target / "license.txt")
    for script in sorted((modules / "@expo-google-fonts").glob("noto-*")):
        (font,) = (script / "400Regular").glob("*.ttf")
        _copy(font, target / font.name)
    _copy(modules / "@expo-google-fonts/noto-emoji/LICENSE_FONT", target / "noto-license.txt")


def bring_checker(modules: Path, target: Path) -> bool:
    """The target holds the accessibility checker, where it is installed: a production set-up leaves it out."""
    script = modules / "axe-core/axe.min.js"
    if script.exists():
        _copy(script, target / "axe.min.js")
    return script.exists()


def without_source_map(text: str) -> str:
    """The text without the comment that makes a browser look for a map that is not served."""
    return SOURCE_MAP.sub("", text)


def only_woff2(styles: str) -> str:
    """Each font is named once, in the format that every browser of today reads; the system's fonts stay as they are."""

    def rewrite(face: re.Match[str]) -> str:
        found = WOFF2.search(face.group())
        if found is None:
            return face.group()
        return FONT_SOURCES.sub(f'src:url({found.group(1)}) format("woff2")', face.group())

    return FONT_FACE.sub(rewrite, styles)


def without_other_marks(styles: str) -> str:
    """No logo is drawn by the style sheet; the page brings its own."""
    return LOGO.sub("none", styles)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise AssetsError(f"{source} is not in the package: renew the lock with `make lock`, and look at what moved.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> None:
    """Everything is in place, or one line says why not."""
    try:
        bring_look(MODULES, LOOK)
        bring_paper_fonts(MODULES, PAPER)
        bring_checker(MODULES, CHECKER)
    except (AssetsError, OSError) as error:
        sys.exit(f"brobygger: {error}")


if __name__ == "__main__":
    main()
