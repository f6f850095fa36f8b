"""What editors may upload, by content and not by name."""

import io
import re
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from core.admin.pictures import FORMATS, check_picture, plain_picture
from news.jsonld import news_article
from news.models import Post
from offers.admin.files import check_document
from offers.models import Document, Place
from tests.portal.staff import admin_url, client_of, form_data

PDF = b"%PDF-1.7\n%%EOF"


def pdf(objects: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + objects + b"\nendobj\n%%EOF\n"


def packed(objects: bytes) -> bytes:
    """Objects as PDF 1.5 keeps them, so that they cannot be read in the file."""
    stream = zlib.compress(objects)
    return pdf(
        b"<</Type/ObjStm/Filter/FlateDecode/Length %d>>\nstream\r\n" % len(stream) + stream + b"\nendstream"
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(kind: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(content, kind)
    return content.getvalue()


def office(**entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return content.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return content.getvalue()


def with_kinds(name: str, told: bytes) -> bytes:
    return archive({"word/document.xml": b"x", "word/a.xml": b"x", name: told})


WORD = office(word__document_dot_xml=b"<w/>")
MACROS = office(word__document_dot_xml=b"<w/>", word__vbaProject_dot_bin=b"x")
WRITER = office(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<o/>")


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", PDF), ("a.PDF", PDF), ("a.docx", WORD), ("a.odt", WRITER)]
)
def test_document_is_accepted_when_content_and_name_agree(name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)

    check_document(file)

    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.html", HTML),
        ("a.exe", b"MZ"),
        ("a", PDF),
        ("a.pdf", HTML),
        ("a.pdf", b""),
        ("a.docx", PDF),
        ("a.docx", b"PK\x03\x04 no archive"),
        ("a.docx", WRITER),
        ("a.pdf", PDF[:8]),
        ("a.xlsx", WORD),
        ("a.ods", WRITER),
        ("a.pdf.html", PDF),
    ],
)
def test_document_is_refused_when_it_is_not_what_it_says(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_document(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", MACROS),
        ("a.xlsx", office(xl__workbook_dot_xml=b"x", xl__VBAPROJECT_dot_BIN=b"x")),
        ("a.xlsx", office(xl__workbook_dot_xml=b"x", xl__embeddings__oleObject1_dot_bin=b"x")),
        ("a.docx", office(word__document_dot_xml=b"x", word__activeX__activeX1_dot_xml=b"x")),
        ("a.docx", with_kinds("[Content_Types].xml", b'ContentType="application/vnd.ms-office.vbaProject"')),
        (
            "a.docx",
            with_kinds("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ),
        ("a.odt", office(mimetype=b"application/vnd.oasis.opendocument.text", Basic__a_dot_xml=b"x")),
        ("a.pdf", pdf(b"<</S/JavaScript/JS(app.alert(1))>>")),
        ("a.pdf", pdf(b"<</S/#4AavaScrip#74/JS(x)>>")),
        ("a.pdf", pdf(b"<</S %x\n /Launch/F(calc.exe)>>")),
        ("a.pdf", packed(b"1 0 <</S/JavaScript/JS(x)>>")),
    ],
)
def test_document_with_programs_is_refused(name: str, content: bytes) -> None:
    with override("en"), pytest.raises(ValidationError, match="programs"):
        check_document(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    "content",
    [
        packed(b"1 0 <</S/URI>>"),
        pdf(b"<</Type/ObjStm>>stream\nx"),
        pdf(b"<</S/URI/URI(https://example.org/JavaScript)>>"),
    ],
)
def test_document_without_programs_is_accepted(content: bytes) -> None:
    check_document(SimpleUploadedFile("a.pdf", content))


def test_document_that_grows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offers.admin.files._MOST_BYTES_UNPACKED", 5_000)
    with override("en"), pytest.raises(ValidationError, match="programs"):
        check_document(SimpleUploadedFile("a.pdf", packed(b" " * 10_000)))


NAMES = st.sampled_from(
    ["[Content_Types].xml", "mimetype", "word/document.xml", "META-INF/manifest.xml", "a\\b"]
)
PACKAGES = st.dictionaries(NAMES, st.binary(max_size=9)).map(archive)
CUT = st.tuples(PACKAGES, st.integers(0, 300), st.binary(max_size=4)).map(
    lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] + len(drawn[2]) :]
)
PARTS = st.sampled_from([b"/ObjStm>>stream\n", b"x\x9c", b"/JavaScript", b"#4a", b"<<", b">>", b"\n%%EOF"])


@given(
    st.binary(max_size=100)
    | CUT
    | st.lists(PARTS | st.binary(max_size=9)).map(lambda parts: b"%PDF-" + b"".join(parts)),
    st.sampled_from(["pdf", "docx", "odt", "xlsx", "ods"]),
)
def test_any_document_is_accepted_or_refused(content: bytes, ending: str) -> None:
    with suppress(ValidationError):
        check_document(SimpleUploadedFile(f"a.{ending}", content))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF",
        b"%PDF-1.7\ntrailer\n<< /Encrypt << /Filter /Standard /V 1 >> >>\n%%EOF",
        b"%PDF-1.7\n9 0 obj<</Type/XRef/#45ncrypt %x\n5 0 R>>stream\n%%EOF",
    ],
)
def test_encrypted_document_is_refused_with_a_reason(content: bytes) -> None:
    with override("en"), pytest.raises(ValidationError, match="without protection"):
        check_document(SimpleUploadedFile("a.pdf", content))


def test_word_that_resembles_encryption_is_none() -> None:
    check_document(SimpleUploadedFile("a.pdf", pdf(b"<</EncryptMetadata 5/Title(/Encrypt your mail)>>")))


def from_camera(kind: str) -> bytes:
    image, content = Image.new("RGB", (8, 6), "teal"), io.BytesIO()
    exif = image.getexif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "Secretcam", 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 2.0, 3.0)
    more = {"comment": b"Secretcam"} if kind == "JPEG" else {"xmp": b"<x>Secretcam</x>"}
    text = PngInfo()
    text.add_text("Author", "Secretcam")
    image.save(content, kind, exif=exif, pnginfo=text, **more)
    assert b"Secretcam" in content.getvalue()
    return content.getvalue()


KINDS = pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])


@KINDS
def test_what_a_camera_writes_is_not_kept(kind: str) -> None:
    plain = plain_picture(SimpleUploadedFile("Übersicht (1).JPG", from_camera(kind)))

    stored = plain.read()
    assert b"Secretcam" not in stored
    with Image.open(io.BytesIO(stored)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((6, 8), {})
    assert plain.name == f"Übersicht (1){FORMATS[kind]}"


@pytest.mark.django_db
@KINDS
def test_pictures_that_were_stored_earlier_are_cleaned(
    kind: str, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    name = f"posts/2024/alt{FORMATS[kind]}"
    for other in (name, "posts/a.jpg", "posts/b.jpg"):
        (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(from_camera(kind))
    (tmp_path / "posts/a.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "posts/b.jpg").write_bytes(b"no picture")
    post = Post.objects.create(slug="a", title="A", date="2026-01-01")
    Post.objects.filter(pk=post.pk).update(image=name, image_alt="Altes", image_width=8, image_height=6)

    call_command("clean_pictures")
    call_command("clean_pictures")

    told, trouble = capsys.readouterr()
    assert told == "Cleaned 1 pictures.\nCleaned 0 pictures.\n"
    assert "b.jpg" in trouble
    assert b"Secretcam" not in (tmp_path / name).read_bytes()
    assert (tmp_path / "posts/a.jpg").read_bytes() == picture("JPEG")
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["a.jpg", f"alt{FORMATS[kind]}", "b.jpg"]
    post = Post.objects.get()
    assert (post.image.name, post.image_width, post.image_height) == (name, 6, 8)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "RGBA", "CMYK", "1", "I;16"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_of_all_modes_are_kept(kind: str, mode: str) -> None:
    content = io.BytesIO()
    try:
        Image.new(mode, (8, 6)).save(content, kind)
    except OSError:
        return

    with Image.open(plain_picture(SimpleUploadedFile("a.png", content.getvalue()))) as image:
        assert (image.format, image.size, image.has_transparency_data) == (
            kind,
            (8, 6),
            mode in ("LA", "RGBA"),
        )


def test_picture_of_a_telephone_with_two_views_is_a_jpeg() -> None:
    content, view = io.BytesIO(), Image.new("RGB", (8, 6))
    view.save(content, "MPO", save_all=True, append_images=[view])

    assert plain_picture(SimpleUploadedFile("a.jpg", content.getvalue())).name == "a.jpg"


def test_grey_of_16_bits_stays_grey() -> None:
    content = io.BytesIO()
    Image.new("I;16", (8, 6), 128 * 256).save(content, "PNG")

    with Image.open(plain_picture(SimpleUploadedFile("a.png", content.getvalue()))) as image:
        assert image.getpixel((0, 0)) == 128


def test_large_picture_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.admin.pictures.LONGEST_EDGE", 4)

    with Image.open(plain_picture(SimpleUploadedFile("bild.png", picture()))) as image:
        assert image.size == (4, 3)


BROKEN = st.tuples(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 400), st.binary(max_size=6)).map(
    lambda drawn: picture(drawn[0])[: drawn[1]] + drawn[2] + picture(drawn[0])[drawn[1] + len(drawn[2]) :]
)


@given(st.binary(max_size=100) | BROKEN)
def test_any_picture_is_accepted_or_refused(content: bytes) -> None:
    with suppress(ValidationError):
        assert plain_picture(SimpleUploadedFile("bild.png", content)).size


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_of_an_allowed_kind_is_accepted_whatever_its_name(kind: str) -> None:
    content = picture(kind)
    file = SimpleUploadedFile("bild", content)

    check_picture(file)

    assert file.read() == content


@pytest.mark.parametrize("content", [SVG, HTML, PDF, b"", picture()[:40], picture("GIF"), picture("BMP")])
def test_picture_is_refused_when_it_is_none(content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_picture(SimpleUploadedFile("bild.png", content))


def test_picture_with_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.admin.pictures.MEGAPIXELS", 0.00001)

    with pytest.raises(ValidationError):
        check_picture(SimpleUploadedFile("bild.png", picture()))


def send(model: Any, **values: Any) -> Any:
    client = client_of("Leitung")
    url = admin_url(model, "add")
    return client.post(url, form_data(client.get(url), **values))


@pytest.mark.django_db
def test_disguised_document_is_named_beside_the_field() -> None:
    file = SimpleUploadedFile("flyer.pdf", HTML, content_type="application/pdf")

    response = send(Document, title="Flyer", slug="flyer", file=file)

    assert list(response.context["adminform"].form.errors) == ["file"]
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_document_is_stored_under_its_name() -> None:
    file = SimpleUploadedFile("flyer.pdf", PDF, content_type="application/pdf")

    response = send(Document, title="Flyer", slug="flyer", file=file)

    assert response.status_code == 302
    with Document.objects.get().file.open() as stored:
        assert stored.read() == PDF
        folder, unguessable, name = PurePath(Document.objects.get().file.name).parts
    assert (folder, len(unguessable), name) == ("documents", 16, "flyer.pdf")


POST = {"title": "Lesepatinnen", "slug": "lesepatinnen", "teaser": "Ein Satz.", "date": "01.02.2025"}


@pytest.mark.django_db
def test_picture_without_description_is_refused_beside_the_description() -> None:
    file = SimpleUploadedFile("bild.png", picture(), content_type="image/png")

    response = send(Post, **POST, image=file)

    assert list(response.context["adminform"].form.errors) == ["image_alt"]
    assert not Post.objects.exists()


@pytest.mark.django_db
def test_picture_with_description_is_stored() -> None:
    file = SimpleUploadedFile("bild.png", picture(), content_type="image/png")

    send(Post, **POST, image=file, image_alt="Zwei Frauen lesen mit einem Kind.")

    post = Post.objects.get()
    assert post.image_width == 8
    assert len(PurePath(post.image.name).parts) == 3
    assert news_article(post, str)["image"] == post.image.wide != post.image.url


@pytest.mark.django_db
def test_place_shows_its_picture_in_two_sizes_with_words_and_rights() -> None:
    file = SimpleUploadedFile("haus.png", picture(), content_type="image/png")
    texts = {"image_alt": "Ein Haus mit roter Tür.", "image_credit": "Foto: KI"}

    refused = send(Place, name="Haus", slug="haus", image=file)
    file.seek(0)
    send(Place, name="Haus", slug="haus", status="published", image=file, **texts)

    assert list(refused.context["adminform"].form.errors) == ["image_alt"]
    place = Place.objects.get()
    page = Client().get(place.get_absolute_url()).content.decode()
    (tag,) = re.findall(r"<figure class=\"picture\">\s*<img ([^>]+)>", page)
    for part in (
        'alt="Ein Haus mit roter Tür."',
        'width="960" height="540" loading="lazy"',
        place.image.small,
    ):
        assert part in tag
    assert "Foto: KI" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bild.svg", "bild.png"])
def test_svg_is_no_picture(name: str) -> None:
    file = SimpleUploadedFile(name, SVG, content_type="image/svg+xml")

    response = send(Post, **POST, image=file, image_alt="Ein Bild.")

    assert "image" in response.context["adminform"].form.errors
    assert not Post.objects.exists()


@pytest.mark.django_db
def test_rich_text_is_clean_after_saving() -> None:
    hostile = (
        '<p onclick="steal()">Guten <strong>Tag</strong><script>steal()</script></p><img src=x onerror=y>'
        '<a href="javascript:steal()">eins</a><a href="https://example.org/">zwei</a><h1>groß</h1>'
    )

    send(Post, **POST, body=hostile)

    assert Post.objects.get().body == (
        '<p>Guten <strong>Tag</strong></p><p><a>eins</a><a href="https://example.org/">zwei</a>groß</p>'
    )
