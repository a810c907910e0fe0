"""A released pack is immutable."""

import re
import shutil

import pytest

from validator import load_pack
from validator.authoring.lint import lint_pack, release_pack
from validator.cli import main
from validator.model.resources import shipped
from validator.packs.files import locate


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(locate("self-consistency"), folder)
    (folder / "released.yaml").unlink(missing_ok=True)
    return folder


def edit(folder):
    rule = next(iter(sorted((folder / "rules").iterdir())))
    rule.write_text(rule.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")


def raise_version(folder, version):
    card = folder / "pack.yaml"
    raised, count = re.subn(
        r"(?m)^version: .+$", f"version: {version}", card.read_text(encoding="utf-8")
    )
    assert count == 1
    card.write_text(raised, encoding="utf-8")


def test_a_released_pack_without_change_has_no_flaw(pack):
    assert release_pack(pack) == ()
    assert lint_pack(pack) == ()


def test_a_changed_pack_needs_a_new_version(pack):
    raise_version(pack, "1.0.0")
    release_pack(pack)
    edit(pack)
    (flaw,) = lint_pack(pack)
    assert flaw.source.endswith("released.yaml")
    assert flaw.position.line == 1
    assert "version 1.0.0 was released" in flaw.text.en
    assert main(["lint", str(pack)]) == 1
    raise_version(pack, "1.1.0")
    assert lint_pack(pack) == ()
    assert release_pack(pack) == ()
    assert len((pack / "released.yaml").read_text().splitlines()) == 2


def test_a_flawed_or_changed_pack_is_not_released(pack):
    release_pack(pack)
    before = (pack / "released.yaml").read_text()
    edit(pack)
    assert main(["lint", "--release", str(pack)]) == 1
    assert (pack / "released.yaml").read_text() == before


@pytest.mark.parametrize("text", ["[]", '"1.0.0": abc', "- x", '{"1.0.0": 1}', "a: 1\na: 2"])
def test_a_malformed_list_of_releases_is_a_flaw(pack, text):
    (pack / "released.yaml").write_text(text)
    assert [flaw.source.rpartition("/")[2] for flaw in lint_pack(pack)] == ["released.yaml"]


def test_the_list_of_releases_is_no_part_of_the_content(pack):
    before = load_pack(pack).sha256
    release_pack(pack)
    assert load_pack(pack).sha256 == before


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_pack_is_released_as_it_is(name):
    assert f'"{load_pack(name).version}": {load_pack(name).sha256}' in (
        locate(name) / "released.yaml"
    ).read_text(encoding="utf-8")
