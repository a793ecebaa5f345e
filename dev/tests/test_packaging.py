"""``pip wheel`` makes of each addon a package that can be installed."""

import ast
import os
import subprocess
import sys
import zipfile
from email.parser import HeaderParser

import pytest
from provision import places
from provision.flavours import addons

SHOWN = ("static/description/icon.png", "static/description/index.html")  # what the list of apps shows


@pytest.fixture(scope="module", params=addons())
def wheel(request, tmp_path_factory):
    """The addon's name and its wheel, built offline by the pinned build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    subprocess.run([*pip, "--wheel-dir", folder, f"./{request.param}"], cwd=places.CHECKOUT, check=True)
    (path,) = folder.iterdir()
    return request.param, path


def test_name_and_version(wheel):
    addon, path = wheel
    assert path.name.startswith(f"odoo_addon_{addon}-19.0.")


def test_holds_the_addon(wheel):
    addon, path = wheel
    names = zipfile.ZipFile(path).namelist()
    inside = f"odoo/addons/{addon}/"
    for name in ("__manifest__.py", "__init__.py", *(SHOWN if manifest(addon).get("application") else ())):
        assert inside + name in names
    strangers = [name for name in names if not name.startswith((inside, f"odoo_addon_{addon}-"))]
    assert strangers == []


def test_metadata(wheel):
    addon, path = wheel
    archive = zipfile.ZipFile(path)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    fields = HeaderParser().parsestr(archive.read(metadata).decode())
    required = {requirement.split(";")[0].strip() for requirement in fields.get_all("Requires-Dist")}
    assert {*python_packages(addon), "odoo==19.0.*"} <= required
    assert {f"odoo-addon-{name}==19.0.*" for name in addons()[addon] if name in addons()} <= required
    assert "LGPL-3" in fields["License"]
    assert fields["Description-Content-Type"] == "text/x-rst"
    assert fields.get_payload().strip()


def manifest(addon):
    return ast.literal_eval((places.CHECKOUT / addon / "__manifest__.py").read_text())


def python_packages(addon):
    return manifest(addon).get("external_dependencies", {}).get("python", [])


def test_nothing_is_left_in_the_checkout(wheel):
    assert not os.path.exists(places.CHECKOUT / wheel[0] / "build")
