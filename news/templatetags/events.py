"""When events take place, in the words of the page's language."""

from django import template

from news.wording import when_text

register = template.Library()
register.filter("when", when_text)
