"""Which entries are due for a check."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from offers.models import Organisation
from tests import builders

pytestmark = pytest.mark.django_db


def test_entry_is_due_when_its_check_has_run_out() -> None:
    found = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    assert found.check_due_on == date(2026, 1, 31)
    assert not Organisation.objects.due(date(2026, 1, 30)).exists()
    assert Organisation.objects.due(date(2026, 1, 31)).exists()


def test_entry_that_was_never_checked_is_due_first() -> None:
    checked = builders.organisation(checked_on=date(2020, 1, 1))
    never = builders.organisation()
    assert list(Organisation.objects.due()) == [never, checked]
    assert never.is_due


def test_editing_is_no_check() -> None:
    found = builders.organisation(checked_on=date(2020, 1, 1))
    found.name = "Anderer Name"
    found.save()
    found.refresh_from_db()
    assert found.checked_on == date(2020, 1, 1)


def test_marking_as_checked_records_who_and_when_and_ends_the_doubt() -> None:
    user = get_user_model().objects.create(username="frau.beispiel")
    found = builders.organisation(is_uncertain=True)
    assert Organisation.objects.all().mark_checked(user) == 1
    found.refresh_from_db()
    assert (found.checked_on, found.checked_by, found.is_uncertain) == (timezone.localdate(), user, False)
    assert not Organisation.objects.due().exists()


def test_saving_some_fields_moves_the_next_check_along() -> None:
    found = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    found.check_every = 10
    found.save(update_fields=["check_every"])
    found.refresh_from_db()
    assert found.check_due_on == date(2026, 1, 11)


@pytest.mark.parametrize(("days", "old"), [(10, False), (365, False), (366, True)])
def test_entry_is_old_after_a_year(days: int, old: bool) -> None:
    found = builders.organisation(checked_on=timezone.localdate() - timedelta(days=days))
    assert found.is_old is old


def test_bulk_changes_move_the_next_check_along() -> None:
    first = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    second = builders.organisation(checked_on=date(2026, 1, 1), check_every=30)
    both = Organisation.objects.order_by("pk")

    both.update(check_every=365)
    assert list(both.values_list("check_due_on", flat=True)) == [date(2027, 1, 1)] * 2
    both.filter(pk=first.pk).update(checked_on=None)
    second.check_every = 10
    Organisation.objects.bulk_update([second], ["check_every"])
    assert list(both.values_list("check_due_on", flat=True)) == [date(1970, 1, 1), date(2026, 1, 11)]
    made = Organisation(slug="neu", name="Neu", checked_on=date(2026, 1, 1), check_every=1)
    Organisation.objects.bulk_create([made])
    assert both.get(slug="neu").check_due_on == date(2026, 1, 2)
