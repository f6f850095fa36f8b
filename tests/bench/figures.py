"""From times to the figures of the report: percentiles, ratios, targets met or missed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.load import Sample


@dataclass
class Series:
    """The rounds of one page served in one way, each beside a round of the bare view just before it."""

    page: str
    way: str
    target: float
    queries: str = "0"
    rounds: list[tuple[Sample, Sample]] = field(default_factory=list)  # (bare view, page)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return median(page.rate for _bare, page in self.rounds)

    @property
    def ratio(self) -> float:
        """Rate of the page as a share of the bare view's in the same round."""
        return median(page.rate / bare.rate for bare, page in self.rounds)

    @property
    def cpu_ratio(self) -> float:
        """The same from the workers' processor time, which other programs on the machine hardly touch."""
        return median(bare.cpu_each / page.cpu_each for bare, page in self.rounds)

    @property
    def cpu_each(self) -> float:
        """Seconds of processor time a request."""
        return median(page.cpu_each for _bare, page in self.rounds)

    def percentile(self, share: float) -> float:
        """Seconds within which this share of all requests was answered."""
        return percentile([time for _bare, page in self.rounds for time in page.times], share)

    @property
    def met(self) -> bool:
        return self.ratio >= self.target


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least `share` (0 to 1) of them do not exceed."""
    if not values:
        raise ValueError("There is nothing to take a percentile of.")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest entry, the first to the left and the others to the right."""
    lines = [head, ["-" * max(len(row[i]) for row in [head, *rows]) for i in range(len(head))], *rows]
    widths = [max(len(row[i]) for row in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            entry.ljust(width) if i == 0 else entry.rjust(width)
            for i, (entry, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in lines
    )
