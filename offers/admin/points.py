"""The drawn map on the page of a place or quarter: a click sets the coordinates."""

from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from offers import city_map
from offers.models import Quarter


class PointAdmin(admin.ModelAdmin):
    """Mixin for what is `Located`: name `drawing` beside the coordinates."""

    readonly_fields = ["drawing"]

    class Media:
        css = {"all": ["css-admin/point.css"]}
        js = ["js-admin/point.js"]

    @admin.display(description=_("drawn map"))
    def drawing(self, obj: Any) -> SafeString:
        """The map with the point that is stored, for orientation with the names of the quarters."""
        quarters = Quarter.objects.exclude(latitude=None)
        names = [(quarter.name, where) for quarter in quarters if (where := city_map.spot(quarter.point))]
        context = {"names": names, "spot": city_map.spot(obj.point) if obj else None, "map": city_map}
        return render_to_string("admin/offers/point.html", context)
