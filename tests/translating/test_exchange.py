"""Files for translators: what is written comes back unchanged, what is broken or stale is refused whole."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from ki_site.portal.models import Page, PageSection
from offers.models import Offer, OfferTranslation, Topic
from tests import builders
from tests.portal.staff import client_of, member
from translating import plan, sheet, units, xliff
from translating.reading import BrokenFileError

pytestmark = pytest.mark.django_db

URL = "/admin/translations/"
FORMATS = {"xlf": xliff, "xlsx": sheet}
both = pytest.mark.parametrize("ending", FORMATS)


@pytest.fixture
def offer() -> Offer:
    """German with all that is awkward in files; an Arabic translation that fits."""
    offer = builders.offer(
        title="Kaffee & Kuchen <3",
        summary="=1+1 ist kein Rechnen.",
        description='<p>Wir <strong>reden</strong>.</p><p><a href="/de/kontakt/">Mail</a></p>',
        what_to_bring="Ausweis\nGeduld",
    )
    OfferTranslation.objects.create(
        parent=offer,
        language="ar",
        title="قهوة & كعك ([[Kaffee]]) <3",
        summary="=1+1",
        description="<p>نحن <strong>نتحدث</strong>.</p>",
        what_to_bring="الهوية\nالصبر",
        status="reviewed",
    )
    return offer


def exported(ending: str, language: str = "ar", which: str = "all") -> bytes:
    query = {"language": language, "which": which, "ending": ending, "kinds": ["offers.offer"]}
    response = client_of("Redaktion").get(f"{URL}export/", query)
    assert response.status_code == 200
    return response.content


def upload(
    content: bytes, ending: str, language: str = "ar", status: str = "draft", role: str = "Redaktion"
) -> Any:
    file = SimpleUploadedFile(f"texte.{ending}", content)
    return client_of(role).post(f"{URL}import/", {"language": language, "status": status, "file": file})


def confirm(preview: Any, role: str = "Redaktion") -> Any:
    assert preview.status_code == 200, preview.context.get("mistakes")
    return client_of(role).post(f"{URL}import/", {"data": preview.context["data"]})


def changed(content: bytes, ending: str, old: str, new: str) -> bytes:
    """The file with a text of it changed."""
    if ending == "xlf":
        assert old in content.decode()
        return content.decode().replace(old, new).encode()
    book = load_workbook(io.BytesIO(content))
    hits = [
        cell
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.value and old in str(cell.value)
    ]
    assert hits
    for cell in hits:
        cell.value = str(cell.value).replace(old, new)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def snapshot() -> list[Any]:
    return list(OfferTranslation.objects.order_by("pk").values())


@both
def test_what_is_exported_comes_back_unchanged(ending: str, offer: Offer) -> None:
    before = snapshot()

    preview = upload(exported(ending), ending)

    found = preview.context["plan"]
    assert (found.steps, found.mistakes, found.unchanged) == ([], [], 4)
    assert preview.context["data"] == ""
    assert snapshot() == before


@both
def test_every_text_is_read_as_it_was_written(ending: str, offer: Offer) -> None:
    found = units.collect([Offer], "ar", units.Which.ALL)
    module = FORMATS[ending]

    read = module.read(module.write(found, "ar"), "ar")

    assert [(one.key, one.text) for one in read] == [(one.key, one.text) for one in found]


@both
def test_changed_texts_are_stored_with_the_chosen_status(ending: str, offer: Offer) -> None:
    content = changed(exported(ending), ending, "الصبر", "الصبر الجميل")

    preview = upload(content, ending, status="machine")
    assert [(step.unit.name, step.text) for step in preview.context["plan"].changed] == [
        ("what_to_bring", "الهوية\nالصبر الجميل")
    ]
    assert OfferTranslation.objects.get().what_to_bring == "الهوية\nالصبر"

    confirm(preview)
    row = OfferTranslation.objects.get()
    assert (row.what_to_bring, row.status, row.is_outdated) == ("الهوية\nالصبر الجميل", "machine", False)
    assert row.title == "قهوة & كعك ([[Kaffee]]) <3"
    assert row.history.first().history_user == member("Redaktion")


@both
def test_missing_translation_is_made_and_fits(ending: str) -> None:
    offer = builders.offer(title="Sprachcafé", summary="Ein Satz.")
    content = exported(ending, "uk", "missing")
    if ending == "xlsx":
        book = load_workbook(io.BytesIO(content))
        book["uk"].cell(2, sheet.TEXT + 1).value = "Мовне кафе"
        out = io.BytesIO()
        book.save(out)
        content = out.getvalue()
    else:
        source = "<source>Sprachcafé</source>"
        content = changed(content, ending, source, f"{source}<target>Мовне кафе</target>")

    preview = upload(content, ending, "uk")
    assert preview.context["plan"].empty == 1
    confirm(preview)

    row = offer.translations.get(language="uk")
    assert (row.title, row.summary, row.status, row.is_outdated) == ("Мовне кафе", "", "draft", False)


@both
def test_stale_text_refuses_the_whole_file_and_names_its_place(ending: str, offer: Offer) -> None:
    content = changed(exported(ending), ending, "الصبر", "الصبر الجميل")
    offer.title = "Tee"
    offer.save()
    before = snapshot()

    response = upload(content, ending)

    assert response.status_code == 422
    (mistake,) = response.context["mistakes"]
    assert mistake.place == (2 if ending == "xlsx" else 1)
    assert ":title:" in mistake.key
    assert snapshot() == before


@both
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("الصبر", "[[Geduld"),
        (":summary:", ":price:"),
        (":summary:", ":title:"),
        ("offers.offer:", "offers.borough:"),
        ("offers.offer:", "auth.user:"),
        ("offers.offer:", "x"),
        ("قهوة", "ق" * 141),
    ],
)
def test_broken_units_are_refused_and_nothing_is_stored(
    ending: str, old: str, new: str, offer: Offer
) -> None:
    before = snapshot()

    response = upload(changed(exported(ending), ending, old, new), ending)

    assert response.status_code == 422
    assert response.context["mistakes"]
    assert snapshot() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<xliff/>",
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="ar"/>',
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="tr"/>',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b'<?xml version="1.0" encoding="nonsense"?><x/>',
        "<xliff".encode("utf-16"),
    ],
)
def test_broken_xliff_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFileError):
        xliff.read(content, "ar")
    assert upload(content or b" ", "xlf").status_code == 422


def package(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_broken_tables_are_refused(offer: Offer) -> None:
    right = exported("xlsx")
    broken = {
        "text": b"no table",
        "empty package": package(a=b"x"),
        "entities": package(a=b'<!DOCTYPE x [<!ENTITY a "b">]>'),
        "bomb": package(a=b"0" * 110_000_000),
        "cut off": right[: len(right) // 2],
        "headings": changed(right, "xlsx", "Schlüssel", "Key"),
    }
    for content in broken.values():
        with pytest.raises(BrokenFileError):
            sheet.read(content, "ar")
    with pytest.raises(BrokenFileError):
        sheet.read(right, "tr")


def test_other_endings_are_refused() -> None:
    assert upload(b"a,b", "csv").status_code == 422


def test_inline_codes_are_refused(offer: Offer) -> None:
    content = changed(exported("xlf"), "xlf", "=1+1</target>", '<ph id="1"/>1</target>')

    with pytest.raises(BrokenFileError):
        xliff.read(content, "ar")


def test_segments_of_a_unit_are_one_text(offer: Offer) -> None:
    content = exported("xlf").decode()
    content = re.sub(
        r"<target>الهوية\nالصبر</target>\s*</segment>",
        "<target>الهوية\n</target></segment><segment><source>x</source><target>الصبر</target></segment>",
        content,
    )

    assert upload(content.encode(), "xlf").context["plan"].unchanged == 4


def test_rich_text_is_sanitised(offer: Offer) -> None:
    content = changed(
        exported("xlf"), "xlf", "&lt;p&gt;نحن", '&lt;p onclick="x"&gt;&lt;script&gt;y&lt;/script&gt;نحن كلنا'
    )

    confirm(upload(content, "xlf"))

    assert OfferTranslation.objects.get().description == "<p>نحن كلنا <strong>نتحدث</strong>.</p>"


def test_outdated_translation_is_current_when_each_changed_text_was_looked_at(offer: Offer) -> None:
    offer.what_to_bring = "Ausweis\nViel Geduld"
    offer.title = "Kaffee & Torte"
    offer.save()
    content = exported("xlf", which="outdated")
    assert content.decode().count('state="initial"') == 4

    one = changed(content, "xlf", "الصبر", "صبر كثير")
    confirm(upload(one, "xlf"))
    assert OfferTranslation.objects.get().is_outdated

    two = changed(one, "xlf", "كعك", "تورتة").decode()
    looked_at = two.replace('state="initial"', 'state="final"')
    confirm(upload(looked_at.encode(), "xlf"))
    assert not OfferTranslation.objects.get().is_outdated


def test_translator_can_say_in_a_table_that_a_text_still_fits(offer: Offer) -> None:
    offer.summary = "=1+1 ist Rechnen."
    offer.save()
    book = load_workbook(io.BytesIO(exported("xlsx", which="todo")))
    for line in range(2, 6):
        book["ar"].cell(line, sheet.FITS + 1).value = "X"
    out = io.BytesIO()
    book.save(out)

    preview = upload(out.getvalue(), "xlsx")
    assert preview.context["plan"].confirmed == 4
    confirm(preview)

    row = OfferTranslation.objects.get()
    assert (row.is_outdated, row.status) == (False, "reviewed")


def test_change_between_preview_and_confirmation_is_shown_again(offer: Offer) -> None:
    preview = upload(changed(exported("xlf"), "xlf", "الصبر", "صبر"), "xlf")
    row = OfferTranslation.objects.get()
    row.what_to_bring = "شيء آخر"
    row.save()

    again = confirm(preview)
    assert (again.status_code, OfferTranslation.objects.get().what_to_bring) == (422, "شيء آخر")

    client_of("Redaktion").post(f"{URL}import/", {"data": again.context["data"]})
    assert OfferTranslation.objects.get().what_to_bring == "الهوية\nصبر"


def test_forged_preview_is_refused(offer: Offer) -> None:
    response = client_of("Redaktion").post(f"{URL}import/", {"data": "forged"})

    assert response.url == f"{URL}import/"


def test_import_needs_the_right_to_translate_the_kind(offer: Offer) -> None:
    found = xliff.read(exported("xlf"), "ar")
    nobody = member(None)

    assert {one.message for one in plan.make(found, "ar", nobody).mistakes}
    assert not plan.make(found, "ar", nobody).steps


def test_failure_in_the_middle_stores_nothing(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    other = builders.offer(title="Zweites")
    OfferTranslation.objects.create(parent=other, language="ar", title="الثاني")
    preview = upload(changed(exported("xlf"), "xlf", "</target>", " !</target>"), "xlf")
    before = snapshot()
    save, calls = OfferTranslation.save, []

    def fails(self: Any, *args: Any, **kwargs: Any) -> None:
        calls.append(self)
        if len(calls) == 2:
            raise RuntimeError
        save(self, *args, **kwargs)

    monkeypatch.setattr(OfferTranslation, "save", fails)
    with pytest.raises(RuntimeError):
        confirm(preview)

    assert snapshot() == before


def test_export_holds_what_was_asked_for(offer: Offer) -> None:
    Topic.objects.create(slug="deutsch", name="Deutsch")
    missing = builders.offer(title="Neu")
    page = Page.objects.create(slug="wir", title="Über uns", status="archived")
    PageSection.objects.create(page=page, key="a", heading="Team")

    def keys(models: list[Any], which: units.Which) -> set[tuple[str, int]]:
        return {(unit.entry._meta.model_name, unit.entry.pk) for unit in units.collect(models, "ar", which)}

    assert keys([Offer], units.Which.MISSING) == {("offer", missing.pk)}
    assert keys([Offer], units.Which.ALL) == {("offer", offer.pk), ("offer", missing.pk)}
    assert keys([PageSection, Page], units.Which.ALL) == set()
    assert keys([Offer], units.Which.OUTDATED) == set()


def test_nothing_to_export_is_said() -> None:
    query = {"language": "ar", "which": "outdated", "ending": "xlf"}

    response = client_of("Redaktion").get(f"{URL}export/", query)

    assert response.url == f"{URL}export/?language=ar"


def test_wrong_export_is_no_failure() -> None:
    assert client_of("Redaktion").get(f"{URL}export/", {"which": "x", "language": "zz"}).status_code == 422


def test_arabic_column_runs_from_right_to_left(offer: Offer) -> None:
    cells = load_workbook(io.BytesIO(exported("xlsx")))["ar"][2]

    assert (cells[sheet.TEXT].alignment.readingOrder, cells[sheet.GERMAN].alignment.readingOrder) == (2, 1)
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_queries_do_not_grow_with_the_number_of_texts(django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        OfferTranslation.objects.create(parent=builders.offer(), language="ar", title=f"x{number}")
    with django_assert_max_num_queries(2):
        found = units.collect([Offer], "ar", units.Which.ALL)
    reads = xliff.read(xliff.write(found, "ar"), "ar")
    user = member("Redaktion")
    user.has_perm("x")
    with django_assert_max_num_queries(4):
        assert plan.make(reads, "ar", user).unchanged == 20
