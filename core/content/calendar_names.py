"""Names of months and weekdays, in the active language.

Django shows its own translations of these words; listed here they stand in our catalogues, too, which win and
follow CLDR: small letters within a sentence, "mars" instead of "Mar", both names of a month in Arabic.
"""

from django.utils.translation import gettext_lazy as _

WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
WEEKDAYS_SHORT = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
MONTHS_SHORT = (
    _("jan"), _("feb"), _("mar"), _("apr"), _("may"), _("jun"), _("jul"), _("aug"), _("sep"), _("oct"),
    _("nov"), _("dec"),
)  # fmt: skip
