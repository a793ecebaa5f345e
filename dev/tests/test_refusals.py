"""What goes wrong on a machine ends in one clear sentence and a non-zero exit."""

import ast
import errno
import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import provision
import pytest
from provision import console, debian, odoo_server, odoo_source, openmp, places, postgres

COMMANDS = ["dev/run", "dev/test", "dev/lint", "dev/odoo-tests", "dev/replay"]
OLDEST_THAT_IS_TOLD = (3, 7)  # a Python older than this cannot even read the commands


def call(command, *words, **options):
    options.setdefault("timeout", 60)
    return subprocess.run([command, *words], capture_output=True, text=True, check=False, cwd="/", **options)


# === PYTHON === #


@pytest.mark.parametrize("version", [(3, 9), (3, 14), (2, 7)])
def test_unsupported_python(version):
    with pytest.raises(SystemExit, match=rf"Python {version[0]}\.{version[1]} is not supported"):
        provision.require_python(version)


@pytest.mark.parametrize("version", [(3, 10), (3, 11), (3, 12), (3, 13)])
def test_supported_python(version):
    provision.require_python(version)


@pytest.mark.parametrize("command", COMMANDS)
def test_old_python_is_told_before_anything_else(command):
    path = places.CHECKOUT / command
    pretend = f"""
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.path[0] = {str(path.parent)!r}
sys.argv = [{str(path)!r}]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
    done = call(sys.executable, "-c", pretend)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("Python 3.9 is not supported")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("path", [*COMMANDS, "dev/provision/__init__.py"])
def test_old_python_can_read_up_to_the_sentence(path):
    ast.parse((places.CHECKOUT / path).read_text(), feature_version=OLDEST_THAT_IS_TOLD)


# === COMMANDS === #


@pytest.mark.parametrize("command", COMMANDS)
def test_help_provisions_nothing(command):
    done = call(places.CHECKOUT / command, "--help", timeout=10)
    assert done.returncode == 0
    assert done.stdout.startswith("usage: ./dev/")


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_port_in_use(taken_port):
    with pytest.raises(console.Refusal, match=f"Port {taken_port} is in use"):
        odoo_server.require_port(taken_port)


def test_run_refuses_a_port_in_use(taken_port):
    done = call(places.CHECKOUT / "dev/run", "--port", str(taken_port))
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Port {taken_port} is in use")


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_no_such_port(port):
    with pytest.raises(console.Refusal, match="between 1 and 65535"):
        odoo_server.require_port(port)


# === ODOO_HOME === #


def odoo_home(folder, version):
    (folder / "odoo").mkdir()
    (folder / "odoo/addons").mkdir()
    (folder / "odoo/release.py").write_text(f"version_info = {version}\n")
    return folder


def test_odoo_home_without_odoo(tmp_path):
    with pytest.raises(console.Refusal, match=r"is not an Odoo 19\.0 source"):
        odoo_source.own(tmp_path)


@pytest.mark.parametrize("version", ["(18, 0, 0, FINAL, 0, '')", "('saas~19', 1, 0, FINAL, 0, '')"])
def test_odoo_home_of_another_version(tmp_path, version):
    with pytest.raises(console.Refusal, match=r"is not an Odoo 19\.0 source"):
        odoo_source.own(odoo_home(tmp_path, version))


def test_odoo_home(tmp_path):
    home = odoo_home(tmp_path, "(19, 0, 0, FINAL, 0, '')")
    assert odoo_source.own(home).addons == (tmp_path / "odoo/addons",)


# === DISK === #


def test_no_disk(monkeypatch):
    usage = namedtuple("usage", "total used free")(2**40, 2**40, 2**30)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(console.Refusal, match=r"has 1\.0 GiB free and the first run needs"):
        places.require_space()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT])
def test_disk_full_on_the_way(error):
    with pytest.raises(SystemExit, match="The disk is full"), console.guarded():
        raise OSError(error, "No space left on device", "/some/file")


def test_half_made_folder_is_not_taken_for_a_whole(tmp_path):
    target = tmp_path / "odoo"
    with pytest.raises(KeyboardInterrupt), places.under_construction(target) as building:
        (building / "half").touch()
        raise KeyboardInterrupt
    assert not target.exists()
    with places.under_construction(target) as building:
        assert not (building / "half").exists()
    assert target.is_dir()


# === DEBIAN === #


@pytest.mark.parametrize(
    ("targets", "mirror"),
    [
        ("http://mirror.example/debian/ bookworm main\n", "http://mirror.example/debian"),
        (
            """http://security.example/debian-security/ bookworm-security main
            https://nodes.example/node nodistro main
            https://mirror.example/debian/ trixie contrib
            https://mirror.example/debian/ trixie main""",
            "https://mirror.example/debian",
        ),
        ("http://archive.example/ubuntu/ noble main\n", debian.FALLBACK_MIRROR),
        ("http://packages.example/debian/ vendor main\n", debian.FALLBACK_MIRROR),
        ("\n", debian.FALLBACK_MIRROR),
        ("", debian.FALLBACK_MIRROR),
    ],
)
def test_mirror(monkeypatch, targets, mirror):
    answer = subprocess.CompletedProcess([], 0, stdout=targets)
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_options: answer)
    assert debian.mirror() == mirror


def test_no_keyring(monkeypatch):
    monkeypatch.setattr(Path, "is_file", lambda _path: False)
    with pytest.raises(console.Refusal, match="install debian-archive-keyring"):
        debian.keyring()


def test_no_apt(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(console.Refusal, match="set ODOO_HOME"):
        debian.Archive("sid")


# === LIBGOMP === #


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without libgomp, and a cache of its own: where it would be unpacked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv(openmp.SEARCHED, "/already/there")
    monkeypatch.setattr(openmp, "of_system", lambda: False)
    places.cache().mkdir()
    return openmp.home() / "usr/lib/x86_64-linux-gnu"


def test_libgomp_beside_the_system(bare, monkeypatch):
    """Fetched once, then found by what is started; nothing that was searched before is forgotten."""
    packages = []

    def fetch(_archive, wanted, into):
        packages.append(wanted)
        folder = into / bare.relative_to(openmp.home())
        folder.mkdir(parents=True)
        (folder / openmp.LIBRARY).touch()

    monkeypatch.setattr(debian.Archive, "fetch", fetch)
    for _call in range(2):
        openmp.provision()
        openmp.point()
    assert packages == [{"libgomp1": "bookworm"}]
    assert os.environ[openmp.SEARCHED] == f"{bare}:/already/there"


def test_libgomp_cannot_be_had(bare, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    openmp.provision()
    openmp.point()
    assert "libgomp1 is not installed, so forecasts have no challenger" in capsys.readouterr().out
    assert os.environ[openmp.SEARCHED] == "/already/there"


def test_libgomp_of_the_system(bare, monkeypatch):
    monkeypatch.setattr(openmp, "of_system", lambda: True)
    monkeypatch.setattr(debian.Archive, "fetch", lambda *_words: pytest.fail("fetched"))
    openmp.provision()
    openmp.point()
    assert os.environ[openmp.SEARCHED] == "/already/there"


# === POSTGRESQL === #


def test_named_server_that_does_not_answer(monkeypatch, tmp_path):
    monkeypatch.setenv("PGHOST", str(tmp_path))
    with pytest.raises(console.Refusal, match=r"your PG\* variables name does not answer"), postgres.running():
        pass


def test_long_paths_get_a_short_socket(tmp_path):
    data = tmp_path / ("long" * 30) / "postgresql"
    assert len(str(postgres.socket_folder(data, None))) <= postgres.SOCKET_LIMIT


# === CONSOLE === #


def test_failing_step_tells_its_last_words(tmp_path):
    with pytest.raises(console.Refusal, match=r"Digging: failed \(error: hit a rock\)"):
        console.run("Digging", ["sh", "-c", "echo 'error: hit a rock'; echo bye; exit 3"], tmp_path / "log")


def test_interrupted_by_hand():
    with pytest.raises(SystemExit, match="The next call goes on from here"), console.guarded():
        raise KeyboardInterrupt


def test_server_that_logs_an_error_has_failed(tmp_path):
    log = tmp_path / "log"
    log.write_text("2026-01-01 00:00:00,000 1 ERROR credit odoo.modules: no such table\n")
    with pytest.raises(console.Refusal, match="no such table"):
        odoo_server.logged(log, 0, "Installing")
