"""What a server needs, run for real where one machine can: back-up and restore, gunicorn, the units."""

import http.client
import io
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command, get_commands
from django.urls import reverse

from core import languages, outage
from core.postgresql import base as postgresql_base
from dev_tools.environment import ROOT
from dev_tools.postgres import programs, temporary_server
from tests import database

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    with temporary_server() as address:
        yield address


def backup(*arguments: str | Path, address: str, media: Path) -> subprocess.CompletedProcess[str]:
    """Run deploy/backup with the programs of the server that the tests use."""
    environ = {
        **os.environ,
        "DATABASE_URL": address,
        "MEDIA_ROOT": str(media),
        "PATH": f"{programs()}:{os.environ['PATH']}",
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


def test_archive_that_could_not_be_written_is_a_failure_and_leaves_nothing(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: the file begins to grow, then mv fails."""
    fake = tmp_path / "bin" / "mv"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\nprintf half > "$2"\necho "No space left on device" >&2\nexit 1\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")

    done = backup("save", tmp_path / "archives", address=postgresql, media=tmp_path / "media")

    assert done.returncode == 1
    assert done.stdout == ""
    assert list((tmp_path / "archives").iterdir()) == []


def test_restore_into_an_empty_place_names_no_folder(postgresql: str, tmp_path: Path) -> None:
    archive = backup(
        "save", tmp_path / "archives", address=postgresql, media=tmp_path / "media"
    ).stdout.strip()

    done = backup("restore", archive, address=postgresql, media=tmp_path / "new")

    assert done.stdout == f"Restored {archive}.\n"


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


def test_database_that_hangs_is_given_up(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_base, "longest_wait", 0.1)
    connection = postgresql_base.Connection.connect(postgresql)
    start = time.monotonic()

    with pytest.raises(psycopg.OperationalError, match="did not answer within"):
        connection.execute("SELECT pg_sleep(5)")
    assert time.monotonic() - start < 1
    assert connection.closed


def test_page_that_asks_many_times_waits_once_for_a_database_that_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[None] = []

    def connect(**_options: object) -> None:
        tried.append(None)
        raise psycopg.OperationalError("gone")

    monkeypatch.setattr(postgresql_base, "longest_wait", 20)
    monkeypatch.setattr(postgresql_base, "_quiet_until", 0.0)
    monkeypatch.setattr(postgresql_base._Driver, "connect", staticmethod(connect))
    wrapper = postgresql_base.DatabaseWrapper(
        {"NAME": "ki", "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    )

    for _query in range(5):
        with pytest.raises(psycopg.OperationalError):
            wrapper.get_new_connection({})
    assert len(tried) == 1


def test_site_waits_for_its_database_less_long_than_gunicorn_for_the_site() -> None:
    wait = re.search(r"longest_wait = (\d+)", (ROOT / "ki_site/wsgi.py").read_text())
    timeout = re.search(r"^timeout = (\d+)", (DEPLOY / "gunicorn.conf.py").read_text(), re.MULTILINE)

    assert int(wait[1]) < int(timeout[1])


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
    command = [
        str(Path(sys.executable).with_name("gunicorn")),
        "--config",
        "deploy/gunicorn.conf.py",
        "ki_site.wsgi",
    ]
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


def own_commands() -> set[str]:
    return {name for name, app in get_commands().items() if not app.startswith("django.")}


def test_timers_run_commands_that_exist_and_each_that_must_be_run() -> None:
    """Whatever purges, reminds or mails does so by itself, and the documents say so."""
    readme = (ROOT / "README.md").read_text()
    named = set(re.findall(r"ki-site-command@(\w+)", (DEPLOY / "ki-site-command@.service").read_text()))
    enabled = set(re.findall(r"ki-site-(?:command|hourly|weekly)@(\w+)\.timer", readme))
    must = {name for name in own_commands() if name.startswith(("purge_", "remind_", "mail_"))}

    assert len(must) > 4
    assert must | {"clearsessions", "write_error_pages"} == named == enabled
    assert named <= set(get_commands())
    assert {name for name in must if f"| `manage.py {name}` |" in readme} == must


@pytest.mark.parametrize("timer", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.name)
def test_timer_starts_a_unit_that_is_there(timer: Path) -> None:
    unit = re.search(r"^Unit=(.*)$", timer.read_text(), re.MULTILINE)
    name = unit[1].replace("@%i", "@") if unit else timer.with_suffix(".service").name

    assert (DEPLOY / name).exists()


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.name)
def test_service_may_do_no_more_than_it_must(unit: Path) -> None:
    text = unit.read_text()

    for line in ("CapabilityBoundingSet=", "SystemCallFilter=@system-service", "PrivateDevices=true"):
        assert f"\n{line}\n" in text
    assert re.search(r"^MemoryMax=\d+G$", text, re.MULTILINE)


def test_weekly_timer_starts_the_commands_of_the_daily_ones_on_mondays() -> None:
    text = (DEPLOY / "ki-site-weekly@.timer").read_text()

    assert "OnCalendar=Mon " in text
    assert "Unit=ki-site-command@%i.service" in text


# --- nginx ------------------------------------------------------------------------------------------


def nginx_map(name: str, value: str) -> str:
    """What the map of nginx.conf gives for a value: the first expression that fits, with its groups."""
    rows = re.search(rf"map \S+ \${name} \{{\n(.*?)\n\}}", (DEPLOY / "nginx.conf").read_text(), re.DOTALL)
    assert rows, name
    default = ""
    for row in rows[1].splitlines():
        pattern, result = row.strip().removesuffix(";").split(maxsplit=1)
        assert ";" not in pattern or pattern.startswith('"'), f"nginx ends the line there: {row}"
        pattern = pattern.strip('"')
        if pattern == "default":
            default = result.strip('"')
            continue
        flags = re.IGNORECASE if pattern.startswith("~*") else 0
        found = re.search(pattern.lstrip("~*").replace("(?<", "(?P<"), value, flags)
        if found:
            return re.sub(r"\$(\w+)", lambda group, found=found: found[group[1]], result.strip('"'))
    return default


def block(location: str) -> str:
    found = re.search(rf"location {re.escape(location)} \{{(.*?)\n    \}}", CONF, re.DOTALL)
    assert found, location
    return found[1]


CONF = (DEPLOY / "nginx.conf").read_text()


def test_secret_addresses_of_the_yearly_round_are_not_logged() -> None:
    pattern = r"~ ^/[a-z-]+/integrationskonzept/abfrage/"
    address = reverse("concept:round", args=[secrets.token_urlsafe(32)])

    assert re.search(pattern[2:], address)
    assert "access_log off;" in block(pattern)
    # When nginx itself refuses such a request, the location of the error page writes the log.
    assert nginx_map("ki_site_path", address + "?x=1") == "/de/integrationskonzept/abfrage/-"
    assert CONF.count("access_log off;") == 2
    assert re.findall(r"error_log \S+ (\w+);", CONF) == ["alert", "alert"]


@pytest.mark.parametrize(
    ("address", "logged"),
    [("/de/suche/?q=meine+krankheit", "/de/suche/"), ("/", "/"), ("/media/a%20b.pdf", "/media/a%20b.pdf")],
)
def test_log_holds_no_words_of_a_search(address: str, logged: str) -> None:
    assert nginx_map("ki_site_path", address) == logged
    assert '$request"' not in CONF
    assert '$request_uri"' not in CONF


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/ar/angebote/?q=x", "de", "ar"),
        ("/de-simple/", "en", "de-simple"),
        ("/de?x", "en", "de"),
        ("/", "uk-UA,uk;q=0.9,en;q=0.5", "uk"),
        ("/", "ja, fr-CA;q=0.5", "fr"),
        ("/static/x.css", "", "de"),
        ("/derby/", "ende", "de"),
    ],
)
def test_error_page_has_the_language_of_the_reader(address: str, accepted: str, language: str) -> None:
    found = nginx_map("ki_site_language", address)

    assert (nginx_map("ki_site_accepted", accepted) if found == "$ki_site_accepted" else found) == language


def test_web_server_knows_all_languages_and_no_others() -> None:
    prefixes = re.search(r"\(\?<prefix>([^)]*)\)", CONF)
    accepted = re.search(r"\(\?<code>([^)]*)\)", CONF)

    assert prefixes
    assert accepted
    assert set(prefixes[1].split("|")) == set(languages.ALL)
    assert set(accepted[1].split("|")) == set(languages.ALL) - {languages.EASY_GERMAN}


def test_web_server_names_pages_that_are_written(settings, tmp_path: Path, db: None) -> None:
    settings.ERROR_PAGES_DIR = tmp_path / "errors"
    call_command("write_error_pages", stdout=io.StringIO())
    errors = dict(re.findall(r"error_page ([\d ]+)(?: =\d+)? /errors/\$ki_site_language/(\w+)\.html;", CONF))
    codes = {int(code): name for numbers, name in errors.items() for code in numbers.split()}

    assert codes.items() >= {502: "down", 503: "down", 504: "down", 413: "large", 429: "many"}.items()
    for name in errors.values():
        for code in languages.ALL:
            page = (tmp_path / "errors" / code / f"{name}.html").read_text()
            assert f'<html lang="{code}" dir="{"rtl" if code in ("ar", "fa") else "ltr"}">' in page
    # /media/ hands on what it does not have; without this, nginx's own page says that nobody answers there.
    assert "recursive_error_pages on;" in CONF
    assert "root /srv/ki-site/var;" in block("/errors/")
    assert "client_max_body_size 0;" in block("/errors/")
    assert nginx_map("ki_site_retry", "/errors/de/down.html") == str(outage.RETRY_AFTER)
    assert nginx_map("ki_site_retry", "/errors/de/large.html") == ""


def test_uploads_run_no_script_and_foreign_names_get_nothing() -> None:
    assert "sandbox" in nginx_map("ki_site_media_policy", "/media/x.html")
    assert "ki-site-headers.conf" in block("/media/")
    assert "return 301 https://ki.example.org$request_uri;" in CONF
    assert "$host$request_uri" not in CONF
    assert "if ($host != $server_name)" in CONF


def test_no_two_memories_of_the_web_server_share_a_name() -> None:
    names = re.findall(r"zone=(\w+):\d|shared:(\w+):", CONF)

    assert len(set(names)) == len(names) == len({zone or shared for zone, shared in names})


def test_every_snippet_of_the_web_server_is_installed_by_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()

    for name in set(re.findall(r"include (/etc/nginx/snippets/\S+);", CONF)):
        assert f"cp deploy/{Path(name).name.replace('ki-site', 'nginx')} {name}" in readme


# --- Units ------------------------------------------------------------------------------------------


def test_units_name_files_of_this_checkout() -> None:
    named = set()
    for unit in DEPLOY.glob("ki-site*.service"):
        named |= set(re.findall(r"/srv/ki-site/(deploy/\S+)|(deploy/gunicorn\S+)", unit.read_text()))
    files = {first or second for first, second in named}

    assert files == {"deploy/backup", "deploy/gunicorn.conf.py"}
    assert all((ROOT / name).exists() for name in files)
