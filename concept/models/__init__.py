"""The integration concept, gathered for import."""

from concept.models.editions import (
    ActionField,
    ActionFieldTranslation,
    Approach,
    ApproachTranslation,
    DataLicence,
    Edition,
    EditionTranslation,
    Goal,
    GoalTranslation,
    PublishedTextQuerySet,
)
from concept.models.indicators import (
    Group,
    GroupTranslation,
    Indicator,
    IndicatorTarget,
    IndicatorTargetTranslation,
    IndicatorTranslation,
    IndicatorValue,
    IndicatorValueTranslation,
)
from concept.models.measures import (
    Measure,
    MeasureTranslation,
    MeasureYear,
    MeasureYearTranslation,
)
from concept.models.reminders import SentReminder
from concept.models.report_runs import Chapter, ReportRun, ReportVersion
from concept.models.rounds import Invitation, Round, RoundAnswer
from concept.models.steering import (
    Body,
    BodyTranslation,
    Meeting,
    MeetingTranslation,
    Milestone,
    MilestoneTranslation,
    Report,
    ReportTranslation,
)

__all__ = [
    "ActionField",
    "ActionFieldTranslation",
    "Approach",
    "ApproachTranslation",
    "Body",
    "BodyTranslation",
    "Chapter",
    "DataLicence",
    "Edition",
    "EditionTranslation",
    "Goal",
    "GoalTranslation",
    "Group",
    "GroupTranslation",
    "Indicator",
    "IndicatorTarget",
    "IndicatorTargetTranslation",
    "IndicatorTranslation",
    "IndicatorValue",
    "IndicatorValueTranslation",
    "Invitation",
    "Measure",
    "MeasureTranslation",
    "MeasureYear",
    "MeasureYearTranslation",
    "Meeting",
    "MeetingTranslation",
    "Milestone",
    "MilestoneTranslation",
    "PublishedTextQuerySet",
    "Report",
    "ReportRun",
    "ReportTranslation",
    "ReportVersion",
    "Round",
    "RoundAnswer",
    "SentReminder",
]
