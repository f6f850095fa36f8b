"""The icons of templates are those of heroicons, whether drawn when compiled or when rendered."""

import pytest
from django.template import Context, Template
from heroicons import IconDoesNotExist
from heroicons.templatetags.heroicons import heroicon_outline


def test_constant_and_variable_arguments_give_the_icon_of_heroicons() -> None:
    expected = heroicon_outline("phone", size=20, aria_hidden="true", **{"class": "icon"})
    constant = Template('{% heroicon_outline "phone" size=20 class="icon" aria_hidden="true" %}')
    variable = Template('{% heroicon_outline name size=20 class="icon" aria_hidden="true" %}')

    assert constant.render(Context()) == expected
    for _turn in range(2):
        assert variable.render(Context({"name": "phone"})) == expected
    assert variable.render(Context({"name": "clock"})) != expected


def test_an_argument_with_a_filter_is_worked_out_for_each_page() -> None:
    template = Template('{% heroicon_solid "phone" class="a"|add:b %}')

    assert 'class="ax"' in template.render(Context({"b": "x"}))
    assert 'class="ay"' in template.render(Context({"b": "y"}))


def test_an_attribute_from_the_content_is_escaped() -> None:
    template = Template('{% heroicon_mini "phone" class=name %}')

    assert '"&quot;&gt;"' in template.render(Context({"name": '">'}))


def test_an_unknown_icon_of_a_template_is_seen_when_it_is_compiled() -> None:
    with pytest.raises(IconDoesNotExist):
        Template('{% heroicon_outline "no-such-icon" %}')
