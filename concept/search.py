"""How the concept is found: its fields, indicators, measures and bodies."""

from django.utils.translation import gettext_lazy as _

from concept.models import ActionField, Body, Indicator, Measure
from search.registry import Link, Need, Searchable, register


@register(ActionField)
class ActionFieldSearch(Searchable):
    kind = "field"
    label = _("Integration concept")
    need = Need.CONCEPT
    names = {"de": "Handlungsfeld", "en": "action field"}
    boost = 1.1
    title = ("name", "short_name")
    summary = ("summary",)
    body = ("description", "goals__title", "goals__description", "approaches__title", "indicators__name")

    def link(self, obj: ActionField) -> Link:
        return Link("concept:field", (obj.slug,))


@register(Indicator)
class IndicatorSearch(Searchable):
    kind = "indicator"
    label = _("Figures of the concept")
    need = Need.FIGURE
    names = {"de": "Indikator", "en": "indicator"}
    parents = ("field",)
    boost = 0.85
    title = ("name",)
    keywords = ("field__name",)
    summary = ("definition",)
    body = ("limits",)

    def link(self, obj: Indicator) -> Link:
        return Link("concept:indicator", (obj.slug,))


@register(Measure)
class MeasureSearch(Searchable):
    kind = "measure"
    label = _("Measures of the concept")
    need = Need.MEASURE
    names = {"de": "Maßnahme", "en": "measure"}
    boost = 0.85
    title = ("title",)
    keywords = ("fields__name", "lead__name", "audiences__name", "funding__short_name")
    summary = ("summary",)
    body = ("description", "organisations__name", "years__done", "years__figures", "years__next_steps")

    def link(self, obj: Measure) -> Link:
        return Link("concept:measure", (obj.slug,))


@register(Body)
class BodySearch(Searchable):
    kind = "body"
    label = _("Bodies that steer the concept")
    need = Need.BODY
    names = {"de": "Gremium", "en": "body"}
    boost = 0.85
    title = ("name",)
    summary = ("task",)
    body = ("rhythm", "members_note", "lead__name", "members__name", "meetings__title")

    def link(self, obj: Body) -> Link:
        return Link("concept:bodies", anchor=obj.slug)
