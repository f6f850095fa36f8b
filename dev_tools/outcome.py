"""What one run of pytest proved, read from its JUnit report."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Outcome:
    """Counts of one run; `ended_well` is what pytest's exit code says, `seconds` its wall time."""

    name: str
    ended_well: bool
    tests: int
    failed: int
    skipped: int
    seconds: float

    @property
    def good(self) -> bool:
        """Whether all tests of the run passed and none was skipped."""
        return self.ended_well and not self.failed and not self.skipped

    def __str__(self) -> str:
        counts = [f"{self.tests} tests {self.name}"]
        counts += [f"{self.failed} failed"] if self.failed else []
        counts += [f"{self.skipped} skipped"] if self.skipped else []
        return f"{', '.join(counts)} ({self.seconds:.0f} s)"


def read_outcome(name: str, ended_well: bool, report: Path, seconds: float) -> Outcome:
    """The counts of pytest's JUnit file; a run that could not even write it is one that failed."""
    if not report.exists():
        return Outcome(name, False, 0, 0, 0, seconds)
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314  written by our own pytest
    counts = {} if suite is None else suite.attrib
    number = {key: int(counts.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
    return Outcome(
        name,
        ended_well,
        number["tests"],
        number["failures"] + number["errors"],
        number["skipped"],
        seconds,
    )
