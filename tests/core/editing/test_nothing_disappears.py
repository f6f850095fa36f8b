"""Two editors, random steps: no saved value goes without having been shown to whoever replaced it."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.editing import body as bodies
from core.editing.merging import differences
from ki_site.portal.models import Page, PageSection
from tests.portal.staff import change_url, client_of, form_data

EDITORS = st.sampled_from(["Leitung", "Administration"])
# Field of the form, and what is typed into it.
TYPED = st.sampled_from(["title", "teaser", "sections-0-heading", "sections-0-body", "sections-1-heading"])
TEXTS = st.sampled_from(["Eins", "Zwei", "Drei"])
# What follows from a step and was typed by nobody.
OWN = {"checked_on", "checked_by", "is_uncertain", "status"}


def leaves(key: Any) -> dict[tuple[str, ...], Any]:
    """Each value of the entry by its path."""
    body = bodies.dump_one(Page, key)
    assert body is not None
    found = {("fields", name): value for name, value in body["fields"].items()}
    for number, section in body["parts"]["sections"].items():
        for name, value in section["fields"].items():
            found["parts", "sections", number, "fields", name] = value
    return found


class Editors:
    """Their forms stay open while they and the others save."""

    def __init__(self) -> None:
        self.page = Page.objects.create(slug="seite", title="Null", status="published")
        for key in ("a", "b"):
            PageSection.objects.create(page=self.page, key=key, heading="Null", body="<p>Null</p>")
        self.clients = {role: client_of(role) for role in ("Leitung", "Administration")}
        self.forms: dict[str, dict[str, Any]] = {}
        self.seen: dict[str, set[tuple[Any, Any]]] = {}
        for who in self.clients:
            self.open(who)

    def open(self, who: str) -> None:
        self.forms[who] = form_data(self.clients[who].get(change_url(self.page)))
        self.seen[who] = set(leaves(self.page.pk).items())

    def save(self, who: str, typed: dict[str, str], strikes_out: int | None, mine: bool, button: str) -> None:
        """What is typed into the form as it was last opened; then the form is opened again."""
        data = self.forms[who]
        for name, text in typed.items():
            if name in data:
                data[name] = f"<p>{text}</p>" if "body" in name else text
        if f"sections-{strikes_out}-heading" in data:
            data[f"sections-{strikes_out}-DELETE"] = "on"
        before = leaves(self.page.pk)
        client = self.clients[who]
        answer = client.post(change_url(self.page), {**data, button: "1"}, follow=True)
        assert answer.status_code == 200
        assert not answer.context.get("errors")
        if "decision" in answer.context:
            assert leaves(self.page.pk) == before, "nothing is saved before it is decided"
            for choice in answer.context["choices"]:
                path = tuple(choice["name"].removeprefix("choice-").split("/"))
                self.seen[who] |= {item for item in before.items() if item[0][: len(path)] == path}
            choices = {choice["name"]: "mine" if mine else "theirs" for choice in answer.context["choices"]}
            sent = {"seen": answer.context["decision"].seen, **choices}
            assert client.post(answer.request["PATH_INFO"], sent).status_code == 302
        self.nothing_has_gone_unseen(who, before)
        self.open(who)

    def act_on_the_list(self, who: str, action: str) -> None:
        before = leaves(self.page.pk)
        data = {"action": action, "_selected_action": [self.page.pk], "confirmed": "1"}
        self.clients[who].post("/admin/portal/page/", data)
        after = leaves(self.page.pk)
        assert {path[-1] for path in before if before[path] != after[path]} <= OWN

    def nothing_has_gone_unseen(self, who: str, before: dict[Any, Any]) -> None:
        after = leaves(self.page.pk)
        gone = {item for item in before.items() if after.get(item[0], self) != item[1]}
        assert {item for item in gone - self.seen[who] if item[0][-1] not in OWN} == set()


STEPS = st.one_of(
    st.tuples(st.just("act_on_the_list"), EDITORS, st.sampled_from(["archive", "publish", "mark_checked"])),
    *[
        st.tuples(
            st.just("save"),
            EDITORS,
            st.dictionaries(TYPED, TEXTS, min_size=1, max_size=2),
            st.sampled_from([None, None, None, 0, 1]),
            st.booleans(),
            st.sampled_from(["_save", "_checked", "_minor"]),
        )
    ]
    * 4,
)


@pytest.mark.django_db
@settings(max_examples=int(os.environ.get("EXAMPLES", "3")), phases=[Phase.generate])
@given(st.lists(STEPS, min_size=8, max_size=8))
def test_no_saved_value_disappears_unseen(steps: list[Any]) -> None:
    with transaction.atomic():
        editors = Editors()
        for name, *values in steps:
            getattr(editors, name)(*values)
        transaction.set_rollback(True)


if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_saves_at_the_same_moment_keep_what_each_has_typed() -> None:
        page = Page.objects.create(slug="seite", title="Null", status="published")
        section = PageSection.objects.create(page=page, key="a", heading="Null", body="<p>Null</p>")
        typed = [
            ("Leitung", change_url(page), {"title": "Eins"}),
            ("Administration", change_url(page), {"sections-0-body": "<p>Drei</p>"}),
            ("Redaktion", change_url(section), {"heading": "Zwei"}),
        ]
        forms = []
        for role, address, text in typed:
            client = client_of(role)
            forms.append((client, address, {**form_data(client.get(address)), **text}))
        together = threading.Barrier(len(forms) + 1)

        def send(client: Client, address: str, data: dict[str, Any]) -> int:
            try:
                together.wait(10)
                return client.post(address, data).status_code
            finally:
                connection.close()

        def act() -> int:
            try:
                client = client_of("Leitung")
                together.wait(10)
                data = {"action": "mark_checked", "_selected_action": [page.pk], "confirmed": "1"}
                return client.post("/admin/portal/page/", data).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(forms) + 1) as pool:
            sent = [pool.submit(send, *form) for form in forms] + [pool.submit(act)]
            assert [one.result(20) for one in sent] == [302] * 4

        page.refresh_from_db()
        section.refresh_from_db()
        assert (page.title, section.heading, section.body) == ("Eins", "Zwei", "<p>Drei</p>")
        assert page.checked_on is not None
        body = bodies.dump_one(Page, page.pk)
        assert body is not None
        assert differences(body, body) == []
