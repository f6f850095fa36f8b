"""What a series says, in one sentence made from its values."""

from decimal import Decimal

from django.utils.translation import gettext as _

from concept.figures.numbers import Qualifier, difference_text, missing_text, value_text
from concept.models import Indicator, IndicatorValue
from core.words.punctuation import sign

Period = IndicatorValue.Period


def takeaway(points: list[IndicatorValue], indicator: Indicator) -> str:
    """About the latest value: "2024: 470, 27 % weniger als 2023."; "" without any value.

    A second sentence says why nothing is compared, or that the newest value is missing.
    """
    known = [point for point in points if point.value is not None]
    sentences = []
    if known:
        before = comparable(points)
        sentences.append(_latest(known[-1], before, indicator))
        if before is None and points[-1].value is not None:
            sentences.append(_why_alone(points, known))
        elif before is not None and _is_broken(points, known[0]):
            sentences.append(_("Before that, it was counted in another way."))
    if points and points[-1].value is None:
        sentences.append(_missing(points[-1], is_alone=not known))
    return " ".join(filter(None, sentences))


def comparable(points: list[IndicatorValue]) -> IndicatorValue | None:
    """The value before the latest one, if both are exact, of a known date and counted in the same way for the
    same kind of period; None else.
    """
    known = [point for point in points if point.value is not None]
    if len(known) < 2:
        return None
    before, last = known[-2:]
    exact = before.qualifier == last.qualifier == Qualifier.EXACT
    exact &= not (before.date_is_uncertain or last.date_is_uncertain)
    alike = before.period == last.period and not _is_broken(points, before)
    return before if exact and alike else None


def _is_broken(points: list[IndicatorValue], before: IndicatorValue) -> bool:
    return any(point.series_break for point in points[points.index(before) + 1 :])


def _latest(last: IndicatorValue, before: IndicatorValue | None, indicator: Indicator) -> str:
    words = {"period": last.period_text, "value": value_text(last, indicator)}
    if last.status == IndicatorValue.Status.PROVISIONAL:
        text = _("%(period)s: %(value)s (provisional)") % words
    else:
        text = _("%(period)s: %(value)s") % words
    return f"{text}{sign(',')} {_comparison(before, last, indicator)}." if before else f"{text}."


def _why_alone(points: list[IndicatorValue], known: list[IndicatorValue]) -> str:
    if len(known) == 1:
        return _("There is no earlier value to compare with.")
    if _is_broken(points, known[-2]):
        words = {"before": known[-2].period_text}
        if known[-2].period == Period.QUARTER:
            return _(
                "Since the value before (%(before)s) the way of counting has changed; "
                "the values cannot be compared."
            ) % words  # fmt: skip
        return _("Since %(before)s the way of counting has changed; the values cannot be compared.") % words
    return ""


def _missing(last: IndicatorValue, *, is_alone: bool) -> str:
    words = {"period": last.period_text, "reason": missing_text(last)}
    if is_alone or last.hidden_below or last.period == Period.QUARTER:
        return _("%(period)s: %(value)s") % {"period": words["period"], "value": words["reason"]} + "."
    return _("For %(period)s there is no value: %(reason)s.") % words


def _comparison(before: IndicatorValue, last: IndicatorValue, indicator: Indicator) -> str:
    old, new = before.value or Decimal(0), last.value or Decimal(0)
    words = {"amount": difference_text(old, new, indicator), "before": before.period_text}
    if new == old:
        by_period = {
            Period.DAY: _("the same as on %(before)s"),
            Period.QUARTER: _("the same as before (%(before)s)"),
            Period.YEAR: _("the same as in %(before)s"),
        }
    elif new > old:
        by_period = {
            Period.DAY: _("%(amount)s more than on %(before)s"),
            Period.QUARTER: _("%(amount)s more than before (%(before)s)"),
            Period.YEAR: _("%(amount)s more than in %(before)s"),
        }
    else:
        by_period = {
            Period.DAY: _("%(amount)s less than on %(before)s"),
            Period.QUARTER: _("%(amount)s less than before (%(before)s)"),
            Period.YEAR: _("%(amount)s less than in %(before)s"),
        }
    return by_period[Period(before.period)] % words
