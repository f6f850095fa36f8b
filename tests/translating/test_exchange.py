"""Files for translators: what is written comes back unchanged, what is broken or stale is left out."""

import datetime as dt
import io
import re
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.control_signs import without_control_signs
from core.uploads.refusal import RefusedError
from ki_site.portal.models import Page, PageSection
from offers.models import Offer, OfferTranslation, Topic
from tests import builders
from tests.portal.staff import client_of, member
from translating import plan, sheet, units, xliff

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
def test_stale_text_is_left_out_and_the_others_are_imported(ending: str, offer: Offer) -> None:
    content = changed(exported(ending), ending, "الصبر", "الصبر الجميل")
    offer.title = "Tee"
    offer.save()

    preview = upload(content, ending)

    (mistake,) = preview.context["mistakes"]
    assert mistake.place == (2 if ending == "xlsx" else 1)
    assert ":title:" in mistake.key
    confirm(preview)
    row = OfferTranslation.objects.get()
    assert (row.what_to_bring, row.is_outdated) == ("الهوية\nالصبر الجميل", True)


@both
def test_text_whose_german_was_only_laid_out_anew_fits(ending: str, offer: Offer) -> None:
    Offer.objects.update(description=offer.description.replace("</p><p>", "</p>\n<p>"))
    content = changed(exported(ending), ending, "نتحدث", "نتكلم")
    content = (
        re.sub(rb":description:[0-9a-f]{8}", b":description:00000000", content)
        if ending == "xlf"
        else content
    )

    assert [step.unit.name for step in upload(content, ending).context["plan"].changed] == ["description"]


def in_columns(**cells: Any) -> bytes:
    """The table of the offer, with the cells of each row whose field is named."""
    book = load_workbook(io.BytesIO(exported("xlsx", "uk")))
    for row in book["uk"].iter_rows(min_row=2):
        name = str(row[sheet.KEY].value).split(":")[2]
        if name in cells:
            row[sheet.TEXT].value = cells[name]
        if f"{name}_fits" in cells:
            row[sheet.FITS].value = cells[f"{name}_fits"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def segments(*parts: str, tag: str = "uk", name: str = "summary") -> bytes:
    """A file with one unit of the offer, made of these parts."""
    key = next(unit.key for unit in units.collect([Offer], "uk", units.Which.ALL) if unit.name == name)
    return (
        f'<xliff xmlns="{xliff.SPACE}" version="2.0" srcLang="de" trgLang="{tag}"><file id="f">'
        f'<unit id="{key}">{"".join(parts)}</unit></file></xliff>'
    ).encode()


def segment(source: str, target: str | None, state: str = "translated", order: str = "") -> str:
    place = f' order="{order}"' if order else ""
    told = "" if target is None else f"<target{place}>{target}</target>"
    return f'<segment state="{state}"><source>{source}</source>{told}</segment>'


GAP = "<ignorable><source> </source></ignorable>"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((segment("A", "А"),), "А"),
        ((segment("A", "А "), GAP, segment("B", "Б")), "А  Б"),
        ((segment("A", "А", order="3"), GAP, segment("B", "Б", order="1")), "Б А"),
        ((segment("A", "ДРУГЕ.", order="2"), segment("B", "ПЕРШЕ.", order="1")), "ПЕРШЕ.ДРУГЕ."),
        ((segment("A", '<mrk id="m" type="term">А</mrk>: <sm id="1"/>Б<em startRef="1"/>'),), "А: Б"),
        ((segment("A", "А", "initial"),), "А"),
        ((segment("A", "А"), GAP, segment("0214 406", "0214 406", "initial")), "А 0214 406"),
        ((segment("A", "А"), GAP, segment("0214 406", None, "initial")), "А 0214 406"),
    ],
)
def test_segments_are_put_together(parts: tuple[str, ...], text: str) -> None:
    builders.offer(summary="A")

    assert [step.text for step in upload(segments(*parts), "xlf", "uk").context["plan"].changed] == [text]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((segment("A", "А"), GAP, segment("B", None, "initial"), GAP, segment("C", "В")), "nicht übersetzt"),
        ((segment("A", "А"), segment("B", ""), segment("C", "В")), "nicht übersetzt"),
        ((segment("A", "А"), segment("B", "B", "initial")), "nicht übersetzt"),
        ((segment("A", "А", order="1"), segment("B", "Б", order="1")), "Reihenfolge"),
        ((segment("A", 'А<ph id="1"/>'),), "Inline-Codes"),
    ],
)
def test_unit_that_is_not_whole_is_left_out(parts: tuple[str, ...], words: str) -> None:
    builders.offer(summary="A")

    (mistake,) = upload(segments(*parts), "xlf", "uk").context["mistakes"]

    assert words in mistake.message


@pytest.mark.parametrize(
    "parts", [(segment("A", "A", "initial"),), (segment("A", None), segment("B", "B", "initial")), ()]
)
def test_unit_that_nobody_has_translated_is_empty(parts: tuple[str, ...]) -> None:
    builders.offer(summary="A")

    found = upload(segments(*parts), "xlf", "uk").context["plan"]

    assert (found.empty, found.steps, found.mistakes) == (1, [], [])


def test_german_copied_into_the_column_is_no_translation() -> None:
    builders.offer(title="Café Pax", summary="Ein Satz.", description="<p>A</p>")
    cells = {"title": "Café Pax", "title_fits": "x", "summary": "Ein Satz.", "description": "<p>A</p>\n"}

    found = upload(in_columns(**cells), "xlsx", "uk").context["plan"]

    assert [(step.unit.name, step.warning) for step in found.changed] == [
        ("title", "Das ist der deutsche Text.")
    ]
    assert found.empty == 2


@pytest.mark.parametrize(
    "text",
    [
        "&lt;p&gt;А&lt;/p&gt;",
        "< p >А</p>",
        "<p>А</p><p>Б</p>",
        '<p><a href="/uk/b/">А</a></p>',
        "<p>Б: А</p>",
    ],
)
def test_lost_tags_and_links_have_a_remark(text: str) -> None:
    builders.offer(description='<p><a href="/de/a/">A</a></p>')

    preview = upload(in_columns(description=text), "xlsx", "uk")

    assert preview.context["plan"].doubtful == 1
    assert 'class="remark"' in preview.content.decode()


def test_preview_keeps_the_words_of_paragraphs_apart() -> None:
    builders.offer(description="<p>Eins</p><p>Zwei</p>")

    preview = upload(in_columns(description="<p>Один</p><p>Два</p>"), "xlsx", "uk").content.decode()

    assert "Eins ¶ Zwei" in preview
    assert "Один ¶ Два" in preview


@pytest.mark.parametrize("cell", [dt.date(2026, 2, 1), dt.time(9, 30), True, "#NAME?", "#DIV/0!"])
def test_what_a_spreadsheet_made_of_a_text_is_left_out(cell: Any) -> None:
    builders.offer(summary="1.2.")

    response = upload(in_columns(summary=cell), "xlsx", "uk")

    assert (response.status_code, len(response.context["mistakes"])) == (422, 1)


@pytest.mark.parametrize("text", ["А", "<p>А</p>\n", "<p>А &lt; Б</p>", "<p> А </p>"])
def test_text_with_the_tags_of_the_german_one_has_no_remark(text: str) -> None:
    builders.offer(description="<p>A</p>")

    assert upload(in_columns(description=text), "xlsx", "uk").context["plan"].doubtful == 0


@pytest.mark.parametrize(
    ("tag", "fits"), [("uk-UA", True), ("UK", True), ("uk_UA", True), ("ru", False), ("", False)]
)
def test_region_of_a_language_does_not_matter(tag: str, fits: bool) -> None:
    builders.offer(summary="A")

    response = upload(segments(segment("A", "А"), tag=tag), "xlf", "uk")

    assert response.status_code == (200 if fits else 422)


def test_german_is_not_easy_german() -> None:
    builders.offer(summary="A")
    content = segments(segment("A", "B"), tag="de-DE")

    assert upload(content, "xlf", "de-simple").status_code == 422


def test_text_that_stands_twice_is_taken_once_or_not_at_all() -> None:
    builders.offer(summary="A")
    once = segments(segment("A", "А")).decode()
    unit = re.search("<unit.*</unit>", once)
    assert unit
    same = once.replace(unit[0], unit[0] * 2)
    other = once.replace(unit[0], unit[0] + unit[0].replace("А", "Б"))

    assert len(upload(same.encode(), "xlf", "uk").context["plan"].changed) == 1
    assert upload(other.encode(), "xlf", "uk").status_code == 422


WORDS = st.sampled_from(
    ["A", "А", " ", "1", "<mrk id='m'>Б</mrk>", "<ph id='1'/>", "&amp;", "&lt;p&gt;", "<!--x-->"]
)
TEXT = st.lists(WORDS, max_size=3).map("".join)
PART = st.one_of(
    st.builds(segment, TEXT, st.none() | TEXT, st.sampled_from(["initial", "final", "x"]),
              st.sampled_from(["", "1", "2", "x", "-1", "9" * 30])),
    st.just(GAP), st.just("<segment/>"), st.just("<notes/>"), st.just("<target>A</target>"),
)  # fmt: skip
FRAME = (
    f'<xliff xmlns="{xliff.SPACE}" version="2.0" srcLang="de" trgLang="uk"><file id="f">{{}}</file></xliff>'
)


@given(st.lists(PART, max_size=5))
def test_any_unit_is_read(parts: list[str]) -> None:
    (read,) = xliff.read(FRAME.format(f"<unit>{''.join(parts)}</unit>").encode(), "uk")

    assert (read.place, read.key) == (1, "")
    assert not (read.problem and read.text)


@given(
    st.binary(max_size=200)
    | st.text(max_size=100).map(lambda text: FRAME.format(text).encode(errors="replace"))
)
def test_any_bytes_are_units_or_refused(content: bytes) -> None:
    for module in FORMATS.values():
        with suppress(RefusedError):
            assert module.read(content, "uk")


CELL = (
    st.none()
    | st.text(max_size=9).map(without_control_signs)
    | st.integers()
    | st.booleans()
    | st.datetimes()
)


@given(st.lists(st.lists(CELL, max_size=9), max_size=4))
def test_any_cells_are_units_or_refused(rows: list[list[Any]]) -> None:
    book = Workbook()
    book.worksheets[0].title = "uk"
    for row in [list(sheet.HEADINGS), *rows]:
        book.worksheets[0].append(row)
    for line in book.worksheets[0].iter_rows():
        for cell in line:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    out = io.BytesIO()
    book.save(out)
    with suppress(RefusedError):
        assert all(isinstance(read.text, str) for read in sheet.read(out.getvalue(), "uk"))


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
def test_broken_units_are_named_and_nothing_of_them_is_stored(
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
    with pytest.raises(RefusedError):
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
        with pytest.raises(RefusedError):
            sheet.read(content, "ar")
    with pytest.raises(RefusedError):
        sheet.read(right, "tr")


def test_other_endings_are_refused() -> None:
    assert upload(b"a,b", "csv").status_code == 422


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

    assert {mistake.message for mistake in plan.make(found, "ar", nobody).mistakes}
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
