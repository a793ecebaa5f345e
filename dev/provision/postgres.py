"""A PostgreSQL server: the one PG* variables name, else a private cluster of this checkout."""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import console, places
from .console import Refusal
from .postgres_programs import find_programs

NAMED = ("PGHOST", "PGHOSTADDR", "PGSERVICE")
ROLE = "odoo"
SOCKET_LIMIT = 107 - len("/.s.PGSQL.5432")  # sun_path of unix(7)
# Nothing here outlives the machine's crash by intent: a demonstration and test databases.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "log_min_messages": "fatal",
}


@contextlib.contextmanager
def running():
    """A server that answers while the block runs; libpq finds it by the environment.

    Several calls in one checkout share the private cluster; the last one stops it.

    :return: whether it is the private cluster
    """
    if named():
        check_named()
        yield False
        return
    cluster = Cluster.provision()
    with cluster.in_use():
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]
        os.environ.update(PGHOST=str(cluster.socket), PGPORT="5432", PGUSER=ROLE)
        yield True


def named():
    """Whether the environment names a server."""
    return any(os.environ.get(name) for name in NAMED)


def check_named():
    import psycopg2

    try:
        with contextlib.closing(psycopg2.connect(dbname="postgres")) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper, rolname FROM pg_roles WHERE rolname = current_user")
            may_create, role = cursor.fetchone()
    except psycopg2.OperationalError as error:
        raise Refusal(
            f"The PostgreSQL server your PG* variables name does not answer ({str(error).splitlines()[0]}): "
            "correct them, or unset them to use a private server."
        ) from None
    if not may_create or role == "postgres":
        raise Refusal(
            f"Role {role} cannot serve Odoo: name with PGUSER one that may create databases and is not 'postgres'."
        )


@dataclass(frozen=True)
class Cluster:
    """A private cluster: its programs, its data, its socket's folder and its operating-system user."""

    programs: Path
    data: Path
    socket: Path
    user: str | None  # None: the caller's own

    @classmethod
    def provision(cls):
        programs = find_programs()
        user = unprivileged_user() if os.geteuid() == 0 else None
        data = reachable_home(user) / "postgresql"
        cluster = cls(programs, data, socket_folder(data, user), user)
        if not (data / "ready").is_file():
            cluster._create()
        cluster._check_version()
        return cluster

    @contextlib.contextmanager
    def in_use(self):
        users = (places.STATE / "postgresql.users").open("w")
        with users:
            with self._gate():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield
            finally:
                with self._gate():
                    self._stop_unless_used(users)

    @contextlib.contextmanager
    def _gate(self):
        with (places.STATE / "postgresql.gate").open("w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _create(self):
        shutil.rmtree(self.data, ignore_errors=True)
        self._own(self.data)
        with console.Step("Creating a private PostgreSQL cluster"):
            words = ["--username", ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
            try:
                self._call("initdb", "--pgdata", self.data, *words)
            except subprocess.CalledProcessError as error:
                raise Refusal(
                    f"PostgreSQL's {self.programs / 'initdb'} failed ({error.output.strip()[-300:]}): mend what it "
                    "says, or name a server with PGHOST."
                ) from None
            with (self.data / "postgresql.conf").open("a") as conf:
                conf.writelines(f"{key} = '{value}'\n" for key, value in SETTINGS.items())
        (self.data / "ready").touch()

    def _check_version(self):
        made_by = (self.data / "PG_VERSION").read_text().strip()
        here = self._call("postgres", "--version").splitlines()[-1].split()[2].split(".")[0]
        if made_by != here:
            raise Refusal(
                f"The databases in {self.data} are PostgreSQL {made_by}'s and {here} is installed: "
                "drop them with './dev/run --reset', then call again."
            )

    def _start(self):
        if self._answers():
            return
        self._own(self.socket)
        try:
            self._call(
                "pg_ctl",
                "start",
                "--pgdata",
                self.data,
                "--wait",
                "--timeout",
                60,
                "--log",
                self.data / "server.log",
                "--options",
                f"-c unix_socket_directories='{self.socket}' -c unix_socket_permissions=0700",
            )
        except subprocess.CalledProcessError:
            log = (self.data / "server.log").read_text(errors="replace").strip().splitlines()
            raise Refusal(
                f"PostgreSQL did not start ({log[-1] if log else 'no reason given'}): see {self.data}/server.log; "
                "'./dev/run --reset' begins anew."
            ) from None

    def _stop_unless_used(self, users):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        with contextlib.suppress(subprocess.CalledProcessError):
            self._call("pg_ctl", "stop", "--pgdata", self.data, "--mode", "fast", "--wait")

    def _answers(self):
        try:
            self._call("pg_ctl", "status", "--pgdata", self.data)
        except subprocess.CalledProcessError:
            return False
        return (self.socket / ".s.PGSQL.5432").exists()

    def _own(self, folder):
        require_ours(folder, self.user)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        if self.user:
            shutil.chown(folder, self.user)

    def _call(self, program, *words):
        # pg_ctl's server keeps pg_ctl's output open: a pipe would never end, a file does.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self.programs / program), *map(str, words)],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                **as_user(self.user),
            )
            output.seek(0)
            done.stdout = output.read()
        done.check_returncode()
        return done.stdout


def as_user(name):
    """Options of subprocess that run a program as the user ``name``."""
    if not name:
        return {}
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def unprivileged_user():
    """PostgreSQL refuses root; Debian's package brings the user postgres."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise Refusal("There is no unprivileged user to run PostgreSQL: call as a user other than root.")


def reachable_home(user):
    """The checkout's own folder, or one below /var/tmp where ``user`` cannot get there (/root, say)."""
    reach = subprocess.run(["test", "-x", str(places.STATE)], check=False, cwd="/", **as_user(user))
    if reach.returncode == 0:
        return places.STATE
    elsewhere = outside()
    if not elsewhere.exists():
        console.say(f"· {user} cannot reach {places.STATE}: the databases go to {elsewhere}")
        elsewhere.mkdir(mode=0o755)
    require_ours(elsewhere)
    return elsewhere


def require_ours(folder, user=None):
    """Refuse a folder of a shared place (/tmp, /var/tmp) that somebody else has put there."""
    owners = {os.geteuid(), pwd.getpwnam(user).pw_uid if user else os.geteuid()}
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid not in owners):
        raise Refusal(f"{folder} belongs to somebody else: remove it, or move the checkout to another folder.")


def outside():
    return Path("/var/tmp") / f"credit_management-{places.digest(str(places.STATE))}"


def drop():
    """Delete the private cluster with every database in it; refuse while it is in use."""
    with (places.STATE / "postgresql.users").open("w") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                "Another call is using the databases of this checkout: stop it first, then call again."
            ) from None
        for home in (places.STATE, outside()):
            if (home / "postgresql" / "postmaster.pid").exists():
                # A call that was killed has left its server behind.
                user = unprivileged_user() if os.geteuid() == 0 else None
                cluster = Cluster(find_programs(), home / "postgresql", home / "socket", user)
                cluster._stop_unless_used(users)
            shutil.rmtree(home / "postgresql", ignore_errors=True)
        shutil.rmtree(outside(), ignore_errors=True)


def socket_folder(data, user):
    folder = data.with_name("socket")
    if len(os.fsencode(folder)) <= SOCKET_LIMIT:
        return folder
    return Path(tempfile.gettempdir()) / f"credit_management-{places.digest(str(data), os.geteuid())}"
