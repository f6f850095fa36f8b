"""Numbers that can be read but hardly be meant: 43.512 percent, half a person."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concept.models import Indicator

# So many times more or less than before is a slip: thousands taken for decimal places, or the other way.
_SLIP = 50


def doubts(indicator: Indicator, number: Decimal | None, before: Decimal | None = None) -> list[str]:
    """What is odd about a number of this indicator, in sentences; `before` is the one that it replaces."""
    if number is None:
        return []
    found = []
    if -int(number.normalize().as_tuple().exponent) > indicator.decimals:
        text = ngettext(
            "The indicator is shown with %(count)d decimal place at most.",
            "The indicator is shown with %(count)d decimal places at most.",
            indicator.decimals,
        )
        found.append(
            text % {"count": indicator.decimals}
            if indicator.decimals
            else _("The indicator counts in whole numbers.")
        )
    if indicator.unit == Indicator.Unit.PERCENT and not 0 <= number <= 100:
        found.append(_("A share is between 0 and 100 percent."))
    if number and before and not 1 / Decimal(_SLIP) < abs(number / before) < _SLIP:
        found.append(_("It is fifty times more or less than before."))
    return found
