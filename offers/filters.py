"""The filters of the list of offers: chosen in the address, counted in the database."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from offers.models import Audience, Offer, OfferQuerySet, Topic


@dataclass
class Choice:
    value: str
    label: str
    count: int
    checked: bool


@dataclass
class FilterGroup:
    name: str
    legend: str
    choices: list[Choice] = field(default_factory=list)

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.checked]


# The parameter, the model behind it, the relation on the offer.
_GROUPS = {"topic": (Topic, "topics"), "audience": (Audience, "audiences")}


def chosen_offers(params: QueryDict) -> OfferQuerySet:
    """Published offers that fit: one of the chosen values in each group. Unknown values are ignored."""
    offers = Offer.objects.published()
    for name, (model, relation) in _GROUPS.items():
        if values := [value for value in params.getlist(name) if value]:
            fitting = Offer.objects.filter(**{f"{relation}__slug__in": values}).values("pk")
            nothing_known = ~Exists(model.objects.filter(slug__in=values))
            offers = offers.filter(Q(pk__in=fitting) | nothing_known)
    return offers


def groups(params: QueryDict) -> list[FilterGroup]:
    """Both groups with how many offers each choice would give beside the other group; two queries."""
    legends = {"topic": _("Topic"), "audience": _("For whom")}
    found = []
    for name, (model, _relation) in _GROUPS.items():
        others = params.copy()
        others.pop(name, None)
        fitting = Q(offers__in=chosen_offers(others).values("pk"))
        rows = model.objects.annotate(number=Count("offers", filter=fitting, distinct=True)).translated()
        checked = set(params.getlist(name))
        choices = [Choice(row.slug, row.text.name, row.number, row.slug in checked) for row in rows]
        shown = [choice for choice in choices if choice.count or choice.checked]
        found.append(FilterGroup(name, legends[name], shown))
    return found
