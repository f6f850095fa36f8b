"""What editors may upload, by content and not by name."""

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.admin.pictures import check_picture
from news.models import Post
from offers.admin.files import check_document
from offers.models import Document
from tests.portal.staff import admin_url, client_of, form_data

PDF = b"%PDF-1.7\n%%EOF"
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
        ("a.docx", MACROS),
        ("a.xlsx", WORD),
        ("a.ods", WRITER),
        ("a.pdf.html", PDF),
    ],
)
def test_document_is_refused_when_it_is_not_what_it_says(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_document(SimpleUploadedFile(name, content))


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

    assert Post.objects.get().image_width == 8


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
