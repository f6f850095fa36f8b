"""A missing or unsafe setting stops the start with its name; the right ones pass every check."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RIGHT = {
    "SECRET_KEY": "kX9-2vQmT7rLp0ZsWc4NbYhJ6gFdUe8AoIiRl3MxVtSyBzCqEw",
    "ALLOWED_HOSTS": "ki.example.org",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**known, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_right_settings_pass_every_check_of_a_deployment() -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", **RIGHT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "django-insecure-" + RIGHT["SECRET_KEY"]}, "SECRET_KEY is too weak"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is missing or holds"),
        ({"ALLOWED_HOSTS": "a.example,*"}, "ALLOWED_HOSTS is missing or holds"),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'. Set it to 1 or 0."),
        ({"HTTPS": "ja"}, "HTTPS is 'ja'"),
        ({"DATABASE_URL": "oracle-of-delphi://x"}, "DATABASE_URL cannot be read"),
        ({"CACHE_URL": "memory"}, "CACHE_URL cannot be read"),
        ({"CACHE_URL": "filecache:///tmp/cache"}, "CACHE_URL cannot be read"),
        ({"PAGE_CACHE_MEGABYTES": "much"}, "PAGE_CACHE_MEGABYTES cannot be read"),
        ({"EMAIL_URL": "pigeon://x"}, "EMAIL_URL cannot be read"),
        ({"EMAIL_URL": "smtp://localhost:25?timeout=soon"}, "EMAIL_URL cannot be read"),
        ({"EMAIL_URL": "smtp://localhost:25?timeout=0"}, "EMAIL_URL cannot be read"),
        ({"EMAIL_URL": "smtp://localhost:25?ssl_keyfile=x"}, "EMAIL_URL cannot be read"),
        ({"PROXIES": "one"}, "PROXIES cannot be read"),
        ({"HSTS_SECONDS": "ever"}, "HSTS_SECONDS cannot be read"),
        ({"LANGUAGES": "de,klingon"}, "LANGUAGES names 'klingon'"),
        ({"LANGUAGES": "en"}, "LANGUAGES must hold 'de'"),
        ({"TRANSLATION_URL": "translate.example"}, "TRANSLATION_URL must start with https:// or http://"),
    ],
    ids=str,
)
def test_missing_or_unsafe_setting_stops_the_start_with_its_name(changes, message) -> None:
    done = manage("check", **{**RIGHT, **changes})
    assert done.returncode != 0
    assert message in done.stderr


def test_every_variable_stands_in_the_table_of_the_readme_and_none_more() -> None:
    source = (ROOT / "ki_site" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'_(?:env\.\w+|flag)\(\s*"([A-Z_]+)"', source))
    read |= set(re.findall(r'_read\(\s*"\w+",\s*"([A-Z_]+)"', source))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))
    assert read == table
