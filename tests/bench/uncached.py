"""The settings of the site without its page cache; everything else is the same."""

from ki_site.settings import *  # noqa: F403
from ki_site.settings import MIDDLEWARE as _MIDDLEWARE

MIDDLEWARE = [name for name in _MIDDLEWARE if name != "core.memory.page_cache.PageCacheMiddleware"]
