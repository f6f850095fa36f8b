"""What one run of pytest proved, read from its JUnit report."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

DATABASE = "tests that use the database"  # property of the report, written by tests/conftest.py


@dataclass(frozen=True)
class Outcome:
    """Counts of one run; `ended_well` is what its exit code says, `seconds` its wall time.

    `times` are the seconds of each test with its fixtures; `with_database` counts the tests that use one.
    """

    name: str
    ended_well: bool
    tests: int
    failed: int
    skipped: int
    seconds: float
    times: tuple[tuple[float, str], ...] = ()
    with_database: int = 0

    @property
    def good(self) -> bool:
        """Whether all tests of the run passed and none was skipped."""
        return self.ended_well and not self.failed and not self.skipped

    def __str__(self) -> str:
        counts = [f"{self.tests} tests {self.name}" if self.tests else self.name]
        counts += [f"{self.failed} failed"] if self.failed else []
        counts += [f"{self.skipped} skipped"] if self.skipped else []
        return f"{', '.join(counts)} ({self.seconds:.0f} s)"


def read_outcome(name: str, ended_well: bool, report: Path, seconds: float) -> Outcome:
    """The counts of pytest's JUnit file; a run that could not even write it is one that failed."""
    if not report.exists():
        return Outcome(name, False, 0, 0, 0, seconds)
    root = ElementTree.parse(report).getroot()  # noqa: S314  written by our own pytest
    suite = root.find("testsuite")
    counts = {} if suite is None else suite.attrib
    number = {key: int(counts.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
    return Outcome(
        name,
        ended_well,
        number["tests"],
        number["failures"] + number["errors"],
        number["skipped"],
        seconds,
        tuple((float(case.get("time", "0")), _name(case)) for case in root.iter("testcase")),
        sum(int(found.get("value", "0")) for found in root.iter("property") if found.get("name") == DATABASE),
    )


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname', '')}::{case.get('name', '')}"


def slowest(outcomes: list[Outcome], number: int) -> list[str]:
    """A line for each of the slowest tests of all runs."""
    times = sorted(
        ((seconds, test, outcome.name) for outcome in outcomes for seconds, test in outcome.times),
        reverse=True,
    )
    return [f"{seconds:5.1f} s  {test} {name}" for seconds, test, name in times[:number]]
