"""What the admin of every app builds on; nothing is registered here."""

from core.admin.actions import archive, mark_checked, publish, submit_for_approval
from core.admin.bases import FRESHNESS, PUBLISHING, RECORD, CheckedAdmin, ContentAdmin, PublishableAdmin
from core.admin.filters import DueFilter, StatusFilter, VisibleFilter
from core.admin.tables import TableInline

__all__ = [
    "FRESHNESS",
    "PUBLISHING",
    "RECORD",
    "CheckedAdmin",
    "ContentAdmin",
    "DueFilter",
    "PublishableAdmin",
    "StatusFilter",
    "TableInline",
    "VisibleFilter",
    "archive",
    "mark_checked",
    "publish",
    "submit_for_approval",
]
