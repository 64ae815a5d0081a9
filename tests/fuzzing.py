"""Random inputs for reading and for reports, and what must hold of whatever comes out. Used by tests/test_fuzzing.py
with a few, by scripts/fuzz.py with as many as one likes."""

from __future__ import annotations

import io
import json
import re
import tempfile
from functools import cache
from html.parser import HTMLParser
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Any

from report_samples import CODEBOOK, ERRORS, report
from rich.console import Console
from stub_tagger import StubTagger, stub

from framing.article import Article, Evidence, Finding, TaggedArticle, TaggedSentence
from framing.batch import TaggedReading, TagOptions, tagged_from_record
from framing.errors import FramingError
from framing.mix import measure
from framing.reading import Reading, article_from_text, read_inputs
from framing.reading.encodings import decode
from framing.reading.records import parse_record
from framing.report import (
    Report,
    index_entry,
    render_html,
    render_index,
    render_json,
    render_markdown,
    render_terminal,
)  # fmt: skip

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".txt", ".md", ".html", ".jsonl", ".csv", ".tsv", ".srt", ".vtt")
TARGETS = (*SUFFIXES, "report")
LARGEST = 6_000  # bytes of an input; scripts/faults.py tries the large ones
ENCODINGS = (
    "utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252",
)  # fmt: skip
CHINESE = (
    "的一是不了人我在有他这中大来上个国说们为子和你地出也时年得就那要下以生会自着去之过家学对可她里后么",
    "這個國們來時說對會點為麼過還頭見長開關門風雲龍龜鬥戰爭經濟", "。！？…；：，、·—～.!?;:,",
)  # fmt: skip
OTHERS = (
    "“”‘’「」『』（）《》【】\"'()[]{}<>", " \t\n\r\v\f\u3000\u00a0\u2028\u2029\x85\x1c\x1d\x1e",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069",  # format
    "\x00\x01\x07\x08\x0b\x1a\x1b\x7f\x80\x9b\x9f", "\ue000\uf8ff\U000f0000\U0010fffd\ufffe\uffff\ufffd",
    "😀🎉👩‍👩‍👧🇨🇳❤️\u0301\u0300\u20dd", "abcXYZ0123456789-_/\\#*`|~&$@%+=", "ÀßøñčŁЖфעַעبपไ가ㄅあ𠮷㐂",
    "\ud800\udbff\udc00\udfff",
)  # fmt: skip
PHRASES = (
    "首页", "责任编辑：", "相关阅读", "点击查看", "原创", "来源：", "作者：", "2024-01-02 03:04", "抱团", "背刺",
    "</p>", "<div>", "<script>alert(1)</script>", "&lt;b&gt;", "&#0;", "<!--", "-->", "]]>", "{{ x }}", "{% if %}",
    "```", "# ", "---\n", "![a](b)", "[a](http://b)", "http://a.org/?b=c.d", "......", "——", "\r\n", "WEBVTT\n\n",
    "1\n00:00:01,000 --> 00:00:02,000\n", '{"text": "', "\\u0000", "\\ud800", "charset=gbk", '<meta charset="big5">',
    "据说", "a" * 300, "（" * 50, "“" * 50,
)  # fmt: skip
TAGS = (
    "html", "head", "body", "div", "p", "span", "a", "h1", "h2", "article", "table", "tr", "td", "li", "ul", "br",
    "img", "script", "style", "meta", "title", "b", "section", "aside",
)  # fmt: skip


@cache
def seeds() -> tuple[bytes, ...]:
    """Texts and pages of our own to start from."""
    files = [*(ROOT / "examples").glob("*.txt"), *(ROOT / "examples").glob("*.jsonl")]
    files += sorted(path for path in (ROOT / "tests" / "pages").rglob("*") if path.suffix in SUFFIXES)
    return tuple(path.read_bytes()[: LARGEST // 2] for path in files)


# ── inputs ───────────────────────────────────────────────────────────────────────────────────────────────


def random_text(random: Random, words: int = 40) -> str:
    """Characters of every kind, also of those that no one should write."""
    parts = []
    for _ in range(random.randrange(words)):
        alphabet = random.choice(CHINESE if random.random() < 0.6 else OTHERS)
        draw = random.random()
        if draw < 0.15:
            parts.append(random.choice(PHRASES))
        elif draw < 0.2:
            parts.append(chr(random.randrange(0x110000)))
        else:
            parts.append("".join(random.choices(alphabet, k=random.choice((1, 1, 2, 5, 9, 30)))))
    return "".join(parts)


def random_tree(random: Random, depth: int = 3) -> Any:
    """A value of JSON."""
    kind = random.randrange(8 if depth else 6)
    if kind == 6:
        return [random_tree(random, depth - 1) for _ in range(random.randrange(4))]
    if kind == 7:
        return {random_text(random, 3): random_tree(random, depth - 1) for _ in range(random.randrange(4))}
    return (None, True, random.randrange(-9, 10**20), random.random() * 1e300, random_text(random, 9), "")[kind]


def random_record(random: Random) -> Any:
    """Nearly a record."""
    record: dict[str, Any] = {"text": random_text(random)} if random.random() < 0.7 else {}
    if random.random() < 0.4:
        record["sentences"] = [random_text(random, 6) or "句。" for _ in range(random.randrange(5))]
    for name in ("id", "title", "source", "date", "meta", "text", "sentences", "labels", "正文"):
        if random.random() < 0.15:
            record[name] = random_tree(random) if random.random() < 0.5 else random_text(random, 5)
    return record if random.random() < 0.95 else random_tree(random)


def random_page(random: Random, depth: int = 5) -> str:
    """Tags, not always closed, with attributes of all sorts."""
    parts = []
    for _ in range(random.randrange(1, 5)):
        tag = random.choice(TAGS)
        attribute = f' {random.choice(("class", "id", "onload", "href", "charset"))}="{random_text(random, 3)}"'
        inside = random_page(random, depth - 1) if depth and random.random() < 0.5 else random_text(random, 20)
        closed = f"</{tag}>" if random.random() < 0.9 else ""
        parts.append(f"<{tag}{attribute if random.random() < 0.3 else ''}>{inside}{closed}")
    return "".join(parts)


def random_rows(random: Random, delimiter: str) -> str:
    columns = random.sample(["id", "text", "title", "正文", "date", "x", ""], random.randrange(1, 6))
    quoted = lambda cell: '"' + cell.replace('"', '""') + '"' if random.random() < 0.8 else cell  # noqa: E731
    rows = [columns, *([random_text(random, 9) for _ in columns] for _ in range(random.randrange(6)))]
    return "\n".join(delimiter.join(map(quoted, row)) for row in rows)


def structured(target: str, random: Random) -> str:
    """What a file of this kind should look like, more or less."""
    if target == ".jsonl":
        return "\n".join(json.dumps(random_record(random), ensure_ascii=random.random() < 0.5) for _ in range(3))
    if target in (".csv", ".tsv"):
        return random_rows(random, "," if target == ".csv" else "\t")
    if target == ".html":
        return f"<html><body>{random_page(random)}</body></html>"
    if target in (".srt", ".vtt"):
        cues = (f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{random_text(random, 5)}\n" for n in range(6))
        return ("WEBVTT\n\n" if target == ".vtt" else "") + "\n".join(cues)
    return "\n".join(random_text(random, 12) for _ in range(random.randrange(1, 12)))


def mutated(data: bytes, random: Random) -> bytes:
    """The bytes with a few pieces cut, doubled, flipped, put in or taken from elsewhere."""
    for _ in range(random.choice((0, 1, 1, 2, 4, 9))):
        a = random.randrange(len(data) + 1)
        b = min(len(data), a + random.choice((1, 2, 3, 10, 100, 1000)))
        other = random.choice(seeds())
        piece = random.choice((
            b"", data[a:b] * random.choice((2, 3, 30)), random.randbytes(random.randrange(9)), other[a : a + 500],
            random_text(random, 3).encode("utf-8", "surrogatepass"), data[a:b][::-1],
        ))  # fmt: skip
        data = (data[:a] + piece + data[b:])[:LARGEST]
    return data[: random.randrange(len(data) + 1)] if random.random() < 0.1 else data


def random_bytes(target: str, random: Random) -> bytes:
    """A file for one of SUFFIXES."""
    draw = random.random()
    if draw < 0.03:
        data = random.randbytes(random.randrange(400))
    elif draw < 0.35:
        data = random.choice(seeds())
    else:
        encoding = "utf-8" if random.random() < 0.6 else random.choice(ENCODINGS)
        data = structured(target, random).encode(encoding, "surrogatepass" if encoding[:3] == "utf" else "replace")
    return mutated(data, random)[:LARGEST]


def random_tagged(random: Random) -> TaggedArticle:
    """An article with findings anywhere, as no model makes them; of whole characters, since others are refused."""
    title, text, id, source, date = (
        re.sub("[\ud800-\udfff]", "", random_text(random, words)) for words in (6, 40, 4, 3, 2)
    )
    article = article_from_text(
        title if title.strip() and random.random() < 0.6 else None, text, id=id or "1", source=source, date=date or None
    )
    return TaggedArticle(article, tuple(_found(s, random) for s in article.sentences), "m 1", CODEBOOK.signature)


def _found(sentence: Any, random: Random) -> TaggedSentence:
    labels = {}
    for label in random.sample(CODEBOOK.label_ids, random.choice((0, 0, 1, 3))):
        spans = [sorted(random.choices(range(len(sentence.text) + 1), k=2)) for _ in range(random.randrange(3))]
        found = tuple(Evidence(start, end, sentence.text[start:end]) for start, end in spans if start < end)
        labels[label] = Finding(round(random.random(), 4), found)
    return TaggedSentence(sentence, labels)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def check_reading(target: str, data: bytes) -> int:
    """Read a file with these bytes; gives the number of articles. AssertionError, or whatever escapes, is a find."""
    with tempfile.NamedTemporaryFile(suffix=target, dir=_folder()) as file:
        file.write(data)
        file.flush()
        faults: list[FramingError] = []
        readings = list(read_inputs([file.name], on_fault=faults.append))
    assert readings or faults, "nothing read and nothing said"
    for fault in faults:
        assert all(text.isprintable() for text in (fault.text("en"), fault.text("zh"))), "fault not printable"
    assert len({reading.article.id for reading in readings}) == len(readings), "an id twice"
    for reading in readings:
        check_article(reading.article)
        if target in (".txt", ".md"):
            check_source(reading, data)
    for reading, tagged in zip(readings, tagger().tag_many([r.article for r in readings]), strict=True):
        line = TaggedReading(tagged, reading.origin, TagOptions()).to_line()
        assert tagged_from_record(parse_record(line.decode())) == tagged, "not read back as written"
        assert len(line.decode().splitlines()) == 1, "more than one line"
    return len(readings)


def check_article(article: Article) -> None:
    body = [s for s in article.sentences if s.start is not None]
    pieces = zip_longest(article.gaps(), (s.text for s in body), fillvalue="")
    assert "".join(chain.from_iterable(pieces)) == article.text, "sentences and gaps don't rebuild the text"
    assert all(article.text[s.start : s.end] == s.text for s in body), "offsets"
    assert all(any(_is_seen(c) for c in s.text) for s in article.sentences), "blank sentence"
    assert [s.i for s in article.sentences] == list(range(len(article.sentences))), "numbers"
    assert article.sentences, "no sentence"


def check_source(reading: Reading, data: bytes) -> None:
    """Title and body are made of the file's characters, none more often than there."""
    source, _ = decode(data, path="x")
    for text in (reading.article.title or "", reading.article.text):
        assert set(text) - set(source) <= {"\n"}, "characters invented"
    visible = "".join(reading.article.text.split())
    assert len(visible) <= len("".join(source.split())), "text longer than its source"


def check_report(tagged: TaggedArticle, random: Random) -> None:
    """Render a report in every form."""
    made = Report(tagged, measure(tagged, CODEBOOK, ERRORS if random.random() < 0.5 else {}), CODEBOOK, cut=3)
    assert json.loads(render_json(made))["text"] == tagged.article.text, "JSON"
    lang = random.choice(("zh", "en"))
    page = render_html(made, lang)
    markup = Markup(page)
    assert markup.tags <= template_markup().tags, "foreign tags"
    assert markup.attributes <= template_markup().attributes, "foreign attributes"
    shown = _squeezed("".join(markup.texts))
    assert all(_squeezed(s.sentence.text) in shown for s in tagged.sentences if not s.labels), "lost text"
    index = render_index([index_entry(made, "a b.html", lang)], lang)
    assert "script" not in Markup(index).tags, "foreign tags"
    terminal = Console(file=io.StringIO(), width=random.choice((20, 80, 200)), color_system=None)
    render_terminal(made, terminal, lang)
    for text in (page, index, render_markdown(made, lang), terminal.file.getvalue()):
        assert not _CONTROLS.search(text), "control characters"
        text.encode()


class Markup(HTMLParser):
    """The tags, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@cache
def tagger() -> StubTagger:
    return stub()


@cache
def template_markup() -> Markup:
    return Markup(render_html(report(cut=3), "zh") + render_html(report(errors=False), "en"))


@cache
def _folder() -> str:
    return tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _is_seen(character: str) -> bool:
    return not character.isspace() and not _INVISIBLE.match(character)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffd]", "", text)


def check(target: str, random: Random, data: bytes | None = None) -> int:
    """One input: bytes for one of SUFFIXES (made here unless given) or, for "report", an article with findings."""
    if target == "report":
        check_report(random_tagged(random), random)
        return 1
    return check_reading(target, random_bytes(target, random) if data is None else data)
