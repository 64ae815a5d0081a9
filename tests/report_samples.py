"""An invented article with hand-made findings, and the reports built from it. Shared by the tests of mix and report."""

from __future__ import annotations

from framing.article import Article, Evidence, Finding, Sentence, TaggedArticle, TaggedSentence, number_sentences
from framing.codebook import load_codebook
from framing.mix import ErrorCounts, measure
from framing.report import Report
from framing.trust import Doubt, Grade, Trust

CODEBOOK = load_codebook()

# One paragraph a list; a sentence with the words that show each device in it.
TITLE: tuple[str, dict[str, list[str]]] = (
    "星河手机再甩王牌，蓝岸这次真的坐不住了？",
    {"game_metaphor": ["甩王牌"], "hyperbole": ["坐不住了"], "rhetorical_question": ["蓝岸这次真的坐不住了？"]},
)
PARAGRAPHS: list[list[tuple[str, dict[str, list[str]]]]] = [
    [
        ("周二上午，星河手机在临江开了今年的第二场发布会。", {}),
        (
            "新机首日卖出48万台，比上一代多了三成，展台前的队伍像一条不肯散去的河。",
            {"statistics": ["48万台", "多了三成"], "metaphor": ["队伍像一条不肯散去的河"]},
        ),
        (
            "谁都没想到，真正的大招还在最后十分钟。",
            {"suspense": ["谁都没想到，真正的大招还在最后十分钟"], "consensus": ["谁都"]},
        ),
    ],
    [
        (
            "“我们不怕竞争，怕的是有人关起门来抱团。”星河总裁陆一川在台上说。",
            {"clique": ["关起门来抱团"], "parallelism": ["不怕竞争，怕的是"], "sourcing": ["陆一川在台上说"]},
        ),
        (
            "他指的是谁，台下都明白：三个月前，蓝岸拉拢四家屏幕厂组了个局，转身就在老搭档背后捅了一刀😅。",
            {"clique": ["拉拢四家屏幕厂组了个局"], "betrayal": ["在老搭档背后捅了一刀"], "consensus": ["台下都明白"]},
        ),
        ("有员工把那天的邮件贴了出来，标题只有一行：<script>alert('断供')</script>。", {"stranglehold": ["断供"]}),
    ],
    [
        (
            "「不簽獨家，就別想拿到下個月的屏幕」，一位供應商回憶『那場飯局』時這樣說。",
            {"coercion": ["不簽獨家，就別想拿到下個月的屏幕"], "sourcing": ["一位供應商回憶『那場飯局』時這樣說"]},
        ),
        (
            "嘴上喊开放，手里攥着独家合同，这群墙头草的算盘珠子都崩到别人脸上了。",
            {
                "hypocrisy": ["嘴上喊开放，手里攥着独家合同"],
                "name_calling": ["墙头草"],
                "sarcasm": ["这群墙头草的算盘珠子都崩到别人脸上了"],
                "motive": ["算盘"],
                "metaphor": ["算盘珠子都崩到别人脸上了"],
            },
        ),
    ],
    [
        (
            "说白了，靠补贴和合同捆住的生意，迟早要还。",
            {"essence": ["说白了"], "inevitability": ["迟早要还"], "coercion": ["捆住"]},
        ),
        (
            "结果呢？禁令还没焐热，蓝岸自己的工厂先停了两条线，搬起石头砸了自己的脚。",
            {"rhetorical_question": ["结果呢？"], "backfire": ["搬起石头砸了自己的脚"], "statistics": ["两条线"]},
        ),
        ("截至发稿，蓝岸没有回应置评请求。", {}),
        (
            "新品牌杀入市场，老厂仓促应战，而两家真正优势互补的日子，也许还要等等看 🤝",
            {"war_metaphor": ["新品牌杀入市场，老厂仓促应战"], "cooperation": ["优势互补"]},
        ),
    ],
]

# About 600 out-of-fold sentences a label: what a model of middling quality would show.
ERRORS = {
    **{label: ErrorCounts(42, 14, 19, 525) for label in CODEBOOK.label_ids},
    **{family.id: ErrorCounts(160, 30, 36, 374) for family in CODEBOOK.families},
}


# Every device is fit for counting but four: two measured weak, one with too few cases, one that is middling.
GRADES: dict[str, tuple[Grade, Doubt | None]] = {
    **dict.fromkeys(CODEBOOK.label_ids, ("A", None)),
    "clique": ("B", "f1"), "metaphor": ("C", "f1"), "sarcasm": ("C", "f1"), "suspense": ("C", "support"),
}  # fmt: skip
TRUST = {
    label: Trust(grade=grade, doubt=doubt, f1=0.61, low=0.42, support=23, agreement=0.8)
    for label, (grade, doubt) in GRADES.items()
}


def found(text: str, labels: dict[str, list[str]], score: float = 0.8731) -> dict[str, Finding]:
    """Findings whose evidence is the first occurrence of each quotation in `text`."""
    return {
        label: Finding(score, tuple(Evidence(text.index(q), text.index(q) + len(q), q) for q in quotations))
        for label, quotations in labels.items()
    }


def sample_article() -> TaggedArticle:
    """13 sentences with the title; paragraphs are parted by a blank line and begin with two wide spaces."""
    text, placed, labels = "", [], [TITLE[1]]
    for number, paragraph in enumerate(PARAGRAPHS):
        text += "　　" if number == 0 else "\n\n　　"
        for sentence, devices in paragraph:
            placed.append((len(text), len(text) + len(sentence), sentence))
            labels.append(devices)
            text += sentence
    text += "\n"
    sentences = number_sentences(TITLE[0], placed)
    article = Article("phones-07", TITLE[0], text, sentences, source="临江晚报（虚构）", date="2025-03-11")
    return tagged(article, labels)


def one_sentence(text: str, labels: dict[str, list[str]]) -> TaggedSentence:
    return TaggedSentence(Sentence(0, 0, len(text), text), found(text, labels))


def untitled(text: str, labels: dict[str, list[str]] | None = None) -> TaggedArticle:
    """An article of one body sentence (none when `text` is empty), without title, source or date."""
    article = Article("plain", None, text, number_sentences(None, [(0, len(text), text)] if text else []))
    return tagged(article, [labels or {}])


def tagged(article: Article, labels: list[dict[str, list[str]]]) -> TaggedArticle:
    sentences = tuple(
        TaggedSentence(s, found(s.text, devices)) for s, devices in zip(article.sentences, labels, strict=False)
    )
    return TaggedArticle(article, sentences, model="framing-zh-mini 0.1.0", codebook=CODEBOOK.signature)


def report(article: TaggedArticle | None = None, *, errors: bool = True, cut: int = 0, graded: bool = False) -> Report:
    article = article or sample_article()
    mix = measure(article, CODEBOOK, ERRORS if errors else {})
    return Report(article, mix, CODEBOOK, cut, trust=TRUST if graded else {})
