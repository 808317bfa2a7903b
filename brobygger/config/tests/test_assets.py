"""What set-up brought from the design system: all that the styles name, and nothing that is another's mark."""

import re
from pathlib import Path

import pytest

from brobygger.config import assets

STYLES = assets.LOOK / "css/dkfds.min.css"
FACE = (
    '@font-face{font-family:A;src:url(../a.eot),url(../a.woff) format("woff"),url(../a.woff2) format("woff2")}'
    '@font-face{font-family:system;src:local("Tahoma")}'
)


def test_a_font_is_named_once_and_as_woff2() -> None:
    expected = '@font-face{font-family:A;src:url(../a.woff2) format("woff2")}'
    assert assets.only_woff2(FACE) == expected + '@font-face{font-family:system;src:local("Tahoma")}'


@pytest.mark.parametrize("text", ["a{}/*# sourceMappingURL=a.css.map*/", "a{}\n//# sourceMappingURL=a.js.map\n"])
def test_no_source_map_is_looked_for(text: str) -> None:
    assert assets.without_source_map(text).strip() == "a{}"


def test_every_file_that_the_styles_name_is_there() -> None:
    named = re.findall(r"url\(([^)]*)\)", STYLES.read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (STYLES.parent / name).exists()] == []


def test_no_logo_and_no_other_font_format_came_along() -> None:
    names = [path.name for path in assets.LOOK.rglob("*") if path.is_file()]
    assert [name for name in names if "logo" in name or name.endswith((".eot", ".woff", ".ttf", ".otf", ".map"))] == []


def test_a_missing_package_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsError, match="npm ci"):
        assets.bring_look(tmp_path, tmp_path / "target")
    assert assets.bring_checker(tmp_path, tmp_path / "target") is False
