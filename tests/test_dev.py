"""dev.py on machines that lack something: one clear line with the remedy, never a traceback."""

import argparse
import ast
import importlib.util
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import pytest

import dev
from dev_tools import chromium, cli, environment, interop, passes, proof, serve
from dev_tools.console import StopError
from dev_tools.outcome import DATABASE, Outcome, read_outcome, slowest
from tests.conftest import pytest_configure

ROOT = environment.ROOT


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def executable(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


# --- Python ----------------------------------------------------------------------------------------


def test_dev_py_can_be_read_by_an_old_python() -> None:
    source = (ROOT / "dev.py").read_text(encoding="ascii")

    ast.parse(source, feature_version=(3, 6))
    assert not any(isinstance(node, ast.JoinedStr | ast.AnnAssign) for node in ast.walk(ast.parse(source)))


def test_old_python_is_told_what_to_install() -> None:
    message = dev.too_old((3, 8, 18, "final", 0))

    assert message.startswith("This site needs Python 3.11 or newer, and this is Python 3.8.18.")
    assert "apt install python3" in message
    assert "\n" not in message


def test_needed_python_is_the_one_of_the_project() -> None:
    assert f'requires-python = ">={dev.NEEDED[0]}.{dev.NEEDED[1]}"' in (ROOT / "pyproject.toml").read_text()
    assert dev.too_old((3, 11, 0)) == dev.too_old((3, 14, 1)) == ""


def test_missing_venv_module_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec

    def without_ensurepip(name: str) -> ModuleSpec | None:
        return None if name == "ensurepip" else find_spec(name)

    assert environment.missing_venv_module() == ""
    monkeypatch.setattr(importlib.util, "find_spec", without_ensurepip)
    assert "apt install python3-venv" in environment.missing_venv_module()


# --- Packages --------------------------------------------------------------------------------------


@pytest.fixture
def fake_venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A .venv whose Python notes each call in the file calls, and a file with one pin."""
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(
        environment, "PYTHON", executable(tmp_path / "python", f'echo "$@" >> {tmp_path}/calls')
    )
    (tmp_path / "pins.txt").write_text("django==5.2.19 \\\n    --hash=sha256:00\n")
    return tmp_path


def test_pins_are_installed_with_hashes_once_and_again_when_they_change(fake_venv: Path) -> None:
    pins, calls = fake_venv / "pins.txt", fake_venv / "calls"

    environment.install(pins, environment.PYTHON, fake_venv)
    environment.install(pins, environment.PYTHON, fake_venv)
    assert calls.read_text().count("\n") == 1
    assert f"--require-hashes -r {pins}" in calls.read_text()

    pins.write_text("django==5.2.20 \\\n    --hash=sha256:00\n")
    environment.install(pins, environment.PYTHON, fake_venv)
    assert calls.read_text().count("\n") == 2


def test_failed_installation_is_tried_again(fake_venv: Path) -> None:
    executable(fake_venv / "python", "echo ERROR: no space left; exit 1")

    for _attempt in range(2):
        with pytest.raises(StopError, match=r"^pip could not install pins.txt: ERROR: no space left$"):
            environment.install(fake_venv / "pins.txt", environment.PYTHON, fake_venv)


@pytest.mark.parametrize(
    ("output", "start"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\nERROR: x",
            "No network: pip",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE",
            "A downloaded package is not the one",
        ),
        ("noise\nERROR: the reason\n", "pip could not install pins.txt: ERROR: the reason"),
        ("", "pip could not install pins.txt: it said nothing."),
    ],
)
def test_pip_failure_is_one_line(output: str, start: str) -> None:
    message = environment.pip_failure(output, "pins.txt")

    assert message.startswith(start)
    assert "\n" not in message


def test_pins_have_hashes_and_no_index_addresses() -> None:
    for name in environment.TEST_PINS:
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert not {"--index-url", "--extra-index-url", "--find-links", "http://", "https://"} & set(
            text.split()
        )


# --- run -------------------------------------------------------------------------------------------


def test_port_in_use_names_a_free_one(taken_port: int) -> None:
    message = serve.port_trouble("127.0.0.1", taken_port)

    assert message.startswith(f"Port {taken_port} is in use. Choose another one: python3 dev.py run --port ")
    assert serve.port_trouble("127.0.0.1", int(message.rpartition(" ")[2])) == ""


def test_port_in_use_ends_run_before_anything_is_made(
    taken_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ensure", lambda pins: pytest.fail("nothing may be installed"))

    assert cli.main(["run", "--port", str(taken_port)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_unknown_host_is_told() -> None:
    assert serve.port_trouble("no-such-host.invalid", 8000).startswith(
        "There is no host 'no-such-host.invalid'."
    )


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "80.5", ""])
def test_port_number_refuses_what_is_none(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is not a port"):
        serve.port_number(text)


def test_unknown_argument_of_run_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["run", "--prot", "8001"])

    assert stopped.value.code == 2


def test_var_is_made_once_with_a_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    serve.make_var(folder)
    secret = (folder / "secret_key").read_text()
    serve.make_var(folder)

    assert sorted(path.name for path in folder.iterdir()) == ["media", "secret_key", "static"]
    assert len(secret) >= 50
    assert (folder / "secret_key").read_text() == secret
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


def test_serving_is_development_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DEBUG", raising=False)
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)

    assert serve.serving_environment("127.0.0.1")["DEBUG"] == "1"
    assert "ALLOWED_HOSTS" not in serve.serving_environment("127.0.0.1")
    assert serve.serving_environment("ki.local")["ALLOWED_HOSTS"] == "127.0.0.1,localhost,ki.local"
    monkeypatch.setenv("DEBUG", "0")
    assert serve.serving_environment("127.0.0.1")["DEBUG"] == "0"


# --- test ------------------------------------------------------------------------------------------


def test_arguments_of_test_reach_pytest_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(proof, "test", lambda arguments, only: given.extend(arguments) or 0)

    assert cli.main(["test", "tests/core", "-k", "hours or days", "-x", "--lf"]) == 0
    assert given == ["tests/core", "-k", "hours or days", "-x", "--lf"]


def test_all_tests_run_on_sqlite_in_chromium_and_on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    started: list[passes.Pass] = []
    monkeypatch.setattr(passes, "run", lambda one, tell: started.append(one) or outcome_of(one.name))

    done = passes.everything("/bin/chromium", lambda tell: outcome_of("lint"))

    assert {outcome.name for outcome in done} == {"in Chromium", "on PostgreSQL", "lint", "on SQLite"}
    commands = {one.name: one.command for one in started}
    assert commands["on SQLite"][1:4] == ("-m", "pytest", "--browser-tests=without")
    assert commands["in Chromium"][1:4] == ("-m", "pytest", "--browser-tests=only")
    assert commands["on PostgreSQL"][1:3] == ("-m", "dev_tools.postgres")
    assert commands["on PostgreSQL"][4:8] == (
        "-m", "pytest", "--browser-tests=without", "--database-tests-only",
    )  # fmt: skip


def outcome_of(name: str, with_database: int = 0) -> Outcome:
    return Outcome(name, True, 1, 0, 0, 1.0, with_database=with_database)


@pytest.mark.parametrize(
    ("arguments", "with_database", "names"),
    [
        (["tests/offers/test_opening_days.py"], 0, ["on SQLite"]),
        (["tests/offers/test_views.py::test_x"], 3, ["on SQLite", "on PostgreSQL"]),
        (["tests/browser/test_filter.py", "-x"], 0, ["in Chromium"]),
        (["tests"], 1, ["on SQLite", "on PostgreSQL", "in Chromium"]),
        (["-k", "hours"], 0, ["on SQLite", "in Chromium"]),
        (["-k", "offers", "tests/core"], 0, ["on SQLite"]),
    ],
)
def test_arguments_start_only_what_has_tests_there(
    arguments: list[str], with_database: int, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "run", lambda one: outcome_of(one.name, with_database))
    asked: list[str] = []

    done = passes.one_by_one(arguments, lambda: asked.append("browser") or "/bin/chromium")

    assert [outcome.name for outcome in done] == names
    assert bool(asked) is ("in Chromium" in names)


@pytest.mark.parametrize(
    ("name", "title", "asks"),
    [("sqlite", "on SQLite", 0), ("postgresql", "on PostgreSQL", 0), ("chromium", "in Chromium", 1)],
)
def test_one_run_alone_asks_for_a_browser_only_when_it_needs_one(name: str, title: str, asks: int) -> None:
    asked: list[str] = []

    assert passes.named(name, ["-x"], lambda: asked.append("browser") or "/bin/chromium").name == title
    assert len(asked) == asks


def test_worker_takes_the_order_of_its_run() -> None:
    config = SimpleNamespace(option=SimpleNamespace(seed=None), workerinput={"seed": 7})
    pytest_configure(config)  # type: ignore[arg-type]

    assert config.option.seed == 7


def test_given_postgresql_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://ki@127.0.0.1/ki")
    given = passes.on_postgresql()

    assert given.environ == {"DATABASE_URL": "postgresql://ki@127.0.0.1/ki"}
    assert "dev_tools.postgres" not in given.command


def test_output_of_a_pass_is_told_by_lines() -> None:
    told: list[str] = []

    code = passes.call(["/bin/sh", "-c", "echo one; echo two >&2; exit 3"], dict(os.environ), told.append)

    assert (code, told) == (3, ["one", "two"])


def test_outcome_tells_what_failed_and_what_was_skipped(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"></testsuite></testsuites>'
    )
    outcome = read_outcome("on SQLite", False, report, 3.2)

    assert str(outcome) == "7 tests on SQLite, 2 failed, 2 skipped (3 s)"
    assert not outcome.good


def test_slowest_tests_of_all_passes_are_told(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    cases = "".join(
        f'<testcase classname="a" name="t{n}" time="{seconds}"/>' for n, seconds in enumerate((1, 3, 2))
    )
    report.write_text(
        f'<testsuites><testsuite tests="3"><properties><property name="{DATABASE}" value="2"/></properties>'
        f"{cases}</testsuite></testsuites>"
    )
    outcome = read_outcome("on SQLite", True, report, 6)

    assert outcome.with_database == 2
    assert slowest([outcome], 2) == ["  3.0 s  a::t1 on SQLite", "  2.0 s  a::t2 on SQLite"]


@pytest.mark.parametrize(
    ("ended_well", "failed", "skipped", "good"),
    [(True, 0, 0, True), (False, 0, 0, False), (True, 1, 0, False), (True, 0, 1, False)],
)
def test_outcome_is_good_only_when_every_test_ran_and_passed(
    ended_well: bool, failed: int, skipped: int, good: bool
) -> None:
    assert Outcome("on SQLite", ended_well, 5, failed, skipped, 1.0).good is good


def test_run_that_wrote_no_report_has_failed(tmp_path: Path) -> None:
    assert not read_outcome("on SQLite", True, tmp_path / "none.xml", 1.0).good


# --- Chromium --------------------------------------------------------------------------------------


def test_chromium_of_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = executable(tmp_path / "browser", "echo Chromium 1")
    monkeypatch.setenv("CHROMIUM", chosen)

    assert chromium.ensure(Path(sys.executable)) == chosen


def test_chosen_chromium_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", executable(tmp_path / "browser", "exit 1"))

    with pytest.raises(StopError, match="is no Chromium that starts"):
        chromium.ensure(Path(sys.executable))


def test_package_that_only_points_elsewhere_is_no_chromium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "chromium", "echo this needs a snap; exit 1")
    working = executable(tmp_path / "google-chrome", "echo Chromium 1")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(chromium, "NAMES", ("chromium", "google-chrome"))

    assert chromium.find() == working


def test_chromium_with_windows_is_installed_where_there_is_none_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(
        tmp_path / "apt-get",
        f"""echo "$@" >> {tmp_path}/calls; [ "$1" = update ] && exit 0; case "$*" in
        *" chromium-headless-shell "*) echo "E: Unable to locate package" >&2; exit 100;;
        *) /bin/cp {executable(tmp_path / "made", "echo Chromium 1")} {tmp_path}/chromium;; esac""",
    )
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "MAC", "")
    monkeypatch.setattr(chromium, "_own", lambda python: "")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert chromium.ensure(Path(sys.executable)) == str(tmp_path / "chromium")
    assert [line.split()[0] for line in (tmp_path / "calls").read_text().splitlines()] == [
        "update", "install", "install",
    ]  # fmt: skip


def test_chromium_that_cannot_be_installed_fails_with_the_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "apt-get", 'echo "E: Unable to fetch some archives" >&2; exit 100')
    python = executable(tmp_path / "python", 'echo "Error: getaddrinfo ENOTFOUND" >&2; exit 1')
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "MAC", "")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(StopError) as stopped:
        chromium.ensure(Path(python))
    assert str(stopped.value) == (
        "The browser tests need a Chromium, and it could not be installed: apt-get update said: "
        "E: Unable to fetch some archives; playwright install said: Error: getaddrinfo ENOTFOUND. "
        "Install one (Debian: apt install chromium) or set CHROMIUM to its path."
    )


# --- CI --------------------------------------------------------------------------------------------


def test_ci_runs_exactly_the_proof() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-2:] == ["python3 dev.py test", "python3 dev.py interop --short"]
    subprocess.run(["bash", "-n", script], check=True)


# --- Programs of others ----------------------------------------------------------------------------


def test_missing_programs_are_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FIREFOX", raising=False)
    with pytest.raises(StopError, match=r"apt install nodejs npm"):
        interop._node()
    with pytest.raises(StopError, match=r"apt install firefox-esr"):
        interop._firefox()
    with pytest.raises(StopError, match=r"apt install webkit2gtk-driver"):
        interop._webkit()


def test_old_node_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("node", "npm"):
        executable(tmp_path / name, "echo v12.22.5")
    with pytest.raises(StopError, match=r"^Node.js 18 or newer is needed, and this is v12.22.5.$"):
        interop._node()


def test_pins_of_the_readers_name_no_registry() -> None:
    for name in ("requirements.txt", "package-lock.json"):
        assert "registry" not in (interop.TESTS / name).read_text()
