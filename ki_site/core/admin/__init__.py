"""What the admin of every app builds on; nothing is registered here."""

from ki_site.core.admin.actions import archive, mark_checked, publish, submit_for_approval
from ki_site.core.admin.bases import (
    FRESHNESS,
    PUBLISHING,
    RECORD,
    CheckedAdmin,
    ContentAdmin,
    PublishableAdmin,
)
from ki_site.core.admin.filters import DueFilter, OutdatedFilter, StatusFilter, VisibleFilter
from ki_site.core.admin.tables import TableInline
from ki_site.core.admin.translations import translation_inline

__all__ = [
    "FRESHNESS",
    "PUBLISHING",
    "RECORD",
    "CheckedAdmin",
    "ContentAdmin",
    "DueFilter",
    "OutdatedFilter",
    "PublishableAdmin",
    "StatusFilter",
    "TableInline",
    "VisibleFilter",
    "archive",
    "mark_checked",
    "publish",
    "submit_for_approval",
    "translation_inline",
]
