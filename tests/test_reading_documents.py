"""Word documents → articles. All texts are our own."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from framing.errors import InputError
from framing.reading import Reading, read_inputs
from framing.reading.documents import read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = ["船来了，人们从雾里走出来。", "雾散了，渡口又安静了。"]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a document whose properties are blank but for those given."""

    def save(*paragraphs: Any, **properties: Any) -> Path:
        document = docx.Document()
        told = document.core_properties
        told.author, told.title = properties.pop("author", ""), properties.pop("title", "")
        for element in list(told._element):
            if element.tag.endswith("}created"):
                told._element.remove(element)
        for name, value in properties.items():
            setattr(told, name, value)
        for paragraph in paragraphs:
            if isinstance(paragraph, str):
                document.add_paragraph(paragraph)
            elif isinstance(paragraph, tuple):
                document.add_paragraph(paragraph[1], style=paragraph[0])
            else:
                paragraph(document)
        document.save(str(tmp_path / "a.docx"))
        return tmp_path / "a.docx"

    return save


def read(path: Path) -> tuple[list[Reading], list[str]]:
    faults: list[InputError] = []
    return list(read_inputs([str(path)], on_fault=faults.append)), [str(fault) for fault in faults]


def test_paragraphs_are_lines_and_the_title_is_the_paragraph_styled_so(write: Any) -> None:
    file = write(("Title", "渡口的早晨"), BODY[0], ("Heading 2", "后来"), BODY[1])
    ((reading,), faults) = read(file)
    assert (reading.article.title, reading.article.text) == ("渡口的早晨", f"{BODY[0]}\n后来\n{BODY[1]}")
    assert (reading.origin, reading.encoding, reading.cut, faults) == (str(file), None, (), [])


@pytest.mark.parametrize(
    ("told", "paragraphs", "title"),
    [
        ("渡口的早晨", ["渡口的早晨", *BODY], "渡口的早晨"),
        ("渡口的早晨", ["本报讯", "渡口的早晨", *BODY], "渡口的早晨"),
        ("渡口的早晨", BODY, "渡口的早晨"),
        ("去年的通知", [("Heading 1", "渡口的早晨"), *BODY], "渡口的早晨"),
        ("", [("Heading 1", "渡口的早晨"), *BODY], "渡口的早晨"),
        ("去年的通知", ["渡口的早晨", *BODY], "渡口的早晨"),
        ("Microsoft Word - 新稿.doc", BODY, None),
        ("Word Document", BODY, None),
        ("文档1", BODY, None),
        ("稿子.docx", BODY, None),
        ("", [*BODY * 3, ("Heading 1", "后来"), *BODY], None),
    ],
)
def test_a_title_is_what_stands_at_the_top_else_what_is_plausible(
    write: Any, told: str, paragraphs: list[Any], title: str | None
) -> None:
    found = read_document(write(*paragraphs, title=told))
    assert found.title == title
    assert found.body.split("\n")[-2:] == BODY


def test_author_and_date_are_those_of_the_properties(write: Any) -> None:
    created = datetime.datetime(2026, 1, 2, 3, 4)
    ((reading,), _) = read(write(*BODY, author=" 老王 ", created=created))
    assert (reading.article.meta, reading.article.date) == ({"author": "老王"}, "2026-01-02")


@pytest.mark.parametrize("author", ["", "python-docx", "Administrator", "微软用户"])
def test_what_a_program_put_there_is_no_author(write: Any, author: str) -> None:
    ((reading,), _) = read(write(*BODY, author=author))
    assert (reading.article.meta, reading.article.date) == ({}, None)


def test_tables_stand_in_the_order_of_the_document_and_merged_cells_are_told_once(write: Any) -> None:
    def table(document: Any) -> None:
        cells = document.add_table(rows=2, cols=2)
        cells.cell(0, 0).merge(cells.cell(0, 1)).text = "表头"
        cells.cell(1, 0).text, cells.cell(1, 1).text = "左", "右"

    assert read_document(write(BODY[0], table, BODY[1])).body == f"{BODY[0]}\n表头\n左\n右\n{BODY[1]}"


def test_links_controls_text_boxes_and_insertions_are_text_and_deletions_none(write: Any) -> None:
    def put(xml: str) -> Callable[[Any], None]:
        return lambda document: document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))

    file = write(
        BODY[0],
        put(
            f'<w:p {W}><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>船</w:t></w:r>'
            "<w:hyperlink><w:r><w:t>来了</w:t></w:r></w:hyperlink><w:ins><w:r><w:t>两条</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>没有</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>不在</w:t></w:r></w:moveFrom>"
            "<w:r><w:br/><w:t>。</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
        ),
        put(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
        put(
            f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>框外。</w:t>'
            "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框里。</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框里。</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    assert read_document(file).body == f"{BODY[0]}\n船来了两条\n。\n控件里的话。\n框外。\n框里。"


def test_a_document_without_text_is_a_fault(write: Any) -> None:
    assert "empty: there is no text in it" in read(write(" "))[1][0]


def test_a_damaged_document_is_a_fault(write: Any) -> None:
    file = write(*BODY)
    data = file.read_bytes()
    for cut in (10, 200, 2000, len(data) // 2, len(data) - 10):
        file.write_bytes(data[:cut])
        assert "or it is damaged" in read(file)[1][0]


def test_another_office_file_under_this_name_is_a_fault(tmp_path: Path) -> None:
    from table_files import write_xlsx

    write_xlsx(tmp_path / "a.docx", [{"text": "船来了。"}])
    assert "is no .docx file in spite of its name" in read(tmp_path / "a.docx")[1][0]
