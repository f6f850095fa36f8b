"""Random recurrence rules as editors may write them, for tests by property."""

import datetime as dt

from hypothesis import strategies as st

STARTS = st.dates(dt.date(2019, 12, 25), dt.date(2027, 1, 5))
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _few(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(",".join)


def _number(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).filter(bool).map(str)


@st.composite
def rule_texts(draw: st.DrawFn) -> str:
    """A rule that `news.rules` accepts; it may name no day at all."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    by_period = frequency in ("MONTHLY", "YEARLY")
    day = st.sampled_from(_DAYS)
    nth_day = st.builds(lambda nth, name: f"{nth}{name}", _number(-5, 5), day)
    parts = {"FREQ": st.just(frequency), "INTERVAL": _number(1, 9)}
    parts["BYDAY"] = st.one_of(_few(day), _few(nth_day)) if by_period else _few(day)
    parts["BYMONTH"] = _few(_number(1, 12))
    if frequency != "WEEKLY":
        parts["BYMONTHDAY"] = _few(_number(-31, 31))
    chosen = {"FREQ", *draw(st.lists(st.sampled_from(sorted(parts)), max_size=3))}
    if by_period and {"BYDAY", "BYMONTHDAY"} & chosen and draw(st.booleans()):
        parts["BYSETPOS"] = _few(_number(-3, 3))
        chosen.add("BYSETPOS")
    if frequency == "WEEKLY":
        parts["WKST"] = day
        chosen.update(draw(st.sampled_from([set(), {"WKST"}])))
    ends = {"COUNT": _number(1, 30), "UNTIL": STARTS.map(lambda end: f"{end:%Y%m%d}")}
    end = draw(st.sampled_from([None, *ends]))
    texts = [f"{name}={draw(parts[name])}" for name in parts if name in chosen]
    return ";".join([*texts, *([f"{end}={draw(ends[end])}"] if end else [])])
