"""The form of an entry with an address: one that leads elsewhere is taken only on purpose."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.content.held_addresses import TAKEN


class AddressForm(forms.ModelForm):
    """The tick stands in the message about the address, which is the only time that it matters."""

    TICK = "_take_address"

    def _post_clean(self) -> None:
        self.instance.takes_address = self.TICK in self.data
        super()._post_clean()
        if self.has_error("slug", TAKEN):
            tick: Any = format_html(
                '<label><input type="checkbox" name="{}"> {}</label>',
                self.TICK,
                _("Take the address all the same: old links then lead to this entry."),
            )
            self.add_error("slug", ValidationError(tick))
