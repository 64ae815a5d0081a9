"""The behaviour suite: what is changed in a sentence, what is counted, and what a tagger with a known fault gets."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.table import Table
from stub_tagger import CODEBOOK, StubTagger, stub

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation.behaviour import Behaviour, Rate, Suite, check_table, device_table, measure, pair_table, remarks
from framing.evaluation.behaviour.changes import Change, all_changes, converted, mistyped, spaced, spaced_around_latin
from framing.evaluation.behaviour.checks import actor_pairs, actor_swap, differing, pair_flips
from framing.evaluation.behaviour.filling import Filling, Swap, pairs_in_turn, swaps
from framing.evaluation.behaviour.tally import Tally, check, rate
from framing.evaluation.behaviour.words import CHECKS, SHOWN_BY_DEVICE
from framing.tagging.decoding import SentenceLogits

TYPOS = {"已经": "己经", "在": "再", "的": "地"}
CHANGES = {change.id: change for change in all_changes(TYPOS)}


def suite(**parts: object) -> Suite:
    """A suite with these parts and nothing else."""
    empty: dict[str, object] = {
        "fillers": {"country": [["中国", "美国"], ["日本", "韩国"], ["印度", "巴西"], ["英国", "法国"]]},
        **{name: {} for name in ("swaps", "stances", "figurative", "mentions", "quotations", "typos")},
    }
    return Suite.model_validate({**empty, **parts})


def counts(found: Rate) -> tuple[int, int]:
    return found.numerator, found.denominator


# Changes.


@pytest.mark.parametrize(("change", "text", "printed"), [
    ("traditional", "他们为这里的软件争论", "他們爲這裏的軟件爭論"),
    ("simplified", "他們抱團", "他们抱团"),
    ("half_width", "好，真好！（对吗？）：是；是。", "好,真好!(对吗?):是;是."),
    ("full_width", "5G在2024年占12%", "５Ｇ在２０２４年占１２％"),
    ("corner_quotes", "他说：“叫‘乙’。”", "他说：「叫『乙』。」"),
    ("corner_quotes", "他說：「叫『乙』。」", "他說：“叫‘乙’。”"),
    ("double_corner_quotes", "他说：“走。”", "他说：『走。』"),
    ("straight_quotes", "他说：“叫‘乙’。”", "他说：\"叫'乙'。\""),
])  # fmt: skip
def test_a_change_prints_the_same_sentence_in_another_way(change: str, text: str, printed: str) -> None:
    assert CHANGES[change].of(text) == printed


@pytest.mark.parametrize("change", [c for c in CHANGES.values() if c.every == 1])
@pytest.mark.parametrize("text", ["", "…"])
def test_a_change_that_changes_nothing_is_no_case(change: Change, text: str) -> None:
    assert change.of(text) is None


def test_taiwan_and_hong_kong_have_their_own_characters_and_words() -> None:
    assert converted("软件里的说法", "s2twp") == "軟體裡的說法"
    assert converted("软件里的说法", "s2hkp") == "軟件裏的説法"


def test_spaces_stand_between_chinese_characters_only() -> None:
    assert spaced("一二三四五六七，八九十A十一") == "一二三四五 六七，八九 十A十一"
    assert spaced_around_latin("用5G上网快10%左右") == "用 5G 上网快 10% 左右"


def test_a_sentence_gets_two_slips_each_once_in_the_order_of_the_table() -> None:
    assert mistyped("他在家的时候已经在写的", TYPOS) == "他再家的时候己经在写的"
    assert mistyped("晴天", TYPOS) == "晴天"


def test_whose_turn_a_costly_change_is_depends_on_the_text_alone() -> None:
    change = Change("x", lambda text: text + "。", every=3)
    texts = [f"第{i}句" for i in range(300)]
    tried = [text for text in texts if change.of(text)]
    assert 70 < len(tried) < 130
    assert tried == [text for text in tried if change.of(text) == text + "。"]


# Actors.


def test_every_pair_stands_in_both_roles_and_the_first_pair_in_every_sentence() -> None:
    made = list(swaps(suite(swaps={"clique": {"country": ["{a}挤走{b}", "{a}抱团"]}})))
    texts = [[f.text for f in swap.fillings] for swap in made]
    assert texts[0] == ["中国挤走美国", "美国挤走中国", "日本挤走韩国", "韩国挤走日本", "印度挤走巴西", "巴西挤走印度"]
    assert texts[1] == ["中国抱团", "美国抱团", "英国抱团", "法国抱团", "日本抱团", "韩国抱团"]


def test_with_few_pairs_each_is_used_once() -> None:
    assert pairs_in_turn((("甲", "乙"),), 5) == [("甲", "乙")]
    assert pairs_in_turn((("甲", "乙"), ("丙", "丁")), 5) == [("甲", "乙"), ("丙", "丁")]


def swap(*pairs: tuple[str, str]) -> Swap:
    return Swap("s", "clique", tuple(Filling(f"{a}对{b}", (a, b), False) for a, b in pairs))


def given(*labels: str) -> dict[str, frozenset[str]]:
    """Labels given to 甲对乙, 丙对丁 and 戊对己, separated by spaces."""
    return dict(zip(("甲对乙", "丙对丁", "戊对己"), (frozenset(x.split()) for x in labels), strict=True))


ALL_THREE = swap(("甲", "乙"), ("丙", "丁"), ("戊", "己"))


@pytest.mark.parametrize(("labels", "flips"), [
    (("", "", ""), []),
    (("clique", "clique", "clique"), [("clique", 0, 3)]),
    (("clique", "clique", ""), [("clique", 1, 3)]),
    (("clique", "", ""), [("clique", 1, 3)]),
    (("clique glory", "clique", "alarm"), [("alarm", 1, 3), ("clique", 1, 3), ("glory", 1, 3)]),
])  # fmt: skip
def test_flips_are_decisions_unlike_the_majority_of_their_sentence(
    labels: Sequence[str], flips: list[tuple[str, int, int]]
) -> None:
    found = actor_swap([ALL_THREE], given(*labels))
    assert [(t.device, t.hits, t.cases) for t in found] == flips


def test_of_an_even_split_half_flips_and_the_pairs_that_lack_the_device_do() -> None:
    even = swap(("甲", "乙"), ("丙", "丁"))
    labels = given("clique", "", "")
    [tally] = actor_swap([even], labels)
    assert (tally.hits, tally.cases) == (1, 2)
    assert [(pair, t.hits) for pair, t in actor_pairs([even], labels)] == [("甲/乙", 0), ("丙/丁", 1)]


# Counting.


@pytest.mark.parametrize(("before", "after", "hits"), [
    ("", "", {}),
    ("clique", "clique", {"clique": 0}),
    ("clique", "", {"clique": 1}),
    ("clique", "clique alarm", {"alarm": 1, "clique": 0}),
])  # fmt: skip
def test_a_changed_text_is_compared_on_the_devices_that_either_has(before: str, after: str, hits: object) -> None:
    tallies = differing("s", frozenset(before.split()), frozenset(after.split()))
    assert {t.device: t.hits for t in tallies} == hits


def test_a_pair_without_the_device_on_either_side_is_no_case_of_flips() -> None:
    labels = {"甲": frozenset[str](), "乙": frozenset[str](), "丙": frozenset({"clique"})}
    assert list(pair_flips({"clique": (("甲", "乙"),)}, labels)) == []
    assert [t.hits for t in pair_flips({"clique": (("甲", "丙"),)}, labels)] == [1]


def test_a_rate_without_cases_is_undefined_and_not_zero() -> None:
    nothing = rate([])
    assert (counts(nothing), nothing.estimate, nothing.text(), nothing.short()) == ((0, 0), None, "–", "–")
    assert Rate.from_record(nothing.to_record()) == nothing


def test_the_interval_draws_whole_sentences_with_all_they_add() -> None:
    one_bad = [Tally(f"s{i}", "clique", 6 if i == 0 else 0, 6) for i in range(10)]
    apart = [Tally(f"s{i}-{j}", "clique", int(i == 0)) for i in range(10) for j in range(6)]
    together, free = rate(one_bad), rate(apart)
    assert counts(together) == counts(free) == (6, 60)
    assert together.estimate
    assert free.estimate
    assert together.estimate.high - together.estimate.low > free.estimate.high - free.estimate.low
    assert together.text().startswith("10.0% [0.0, ")


def test_devices_without_cases_are_left_out_and_the_others_are_in_codebook_order() -> None:
    found = check([Tally("s", "alarm", 1), Tally("s", "clique", 0), Tally("t", None, 1)], CODEBOOK.label_ids)
    assert list(found.devices) == ["clique", "alarm"]
    assert counts(found.overall) == (2, 3)


# A whole run.


@dataclass(frozen=True)
class Biased(StubTagger):
    """Finds 抱团 only in simplified script and only where 美国 is not named."""

    def logits(self, sentences: Sequence[str]) -> list[SentenceLogits]:
        return super().logits([s.replace("抱团", "结伴") if "美国" in s else s for s in sentences])


SMALL = suite(
    swaps={"clique": {"country": ["{a}又在抱团。"]}, "quiet": {"country": ["{a}在下雨。"]}},
    stances={"clique": [["好人抱团。", "坏人抱团。"], ["好人抱团呢。", "坏人结伴呢。"]]},
    figurative={"clique": [["小猪挤着取暖。", "商家抱团。"], ["小猪抱团取暖。", "商家抱团呢！"]]},
    mentions={"betrayal": {"denied": ["没有人背刺谁。"], "defined": ["倒戈是放下武器。"], "named": ["书名叫《刺》。"]}},
    quotations={"betrayal": [["他被背刺了。", "据说他被背刺了。"], ["又是背刺。", "他说又是背刺。"]]},
)


@pytest.fixture(scope="module")
def behaviour() -> Behaviour:
    fair = stub()
    return measure(Biased(**{name: getattr(fair, name) for name in fair.__dataclass_fields__}), SMALL)


@pytest.mark.parametrize(("id", "hits", "cases"), [
    ("actor_swap", 1, 6),  # of 中国 美国 日本 韩国 印度 巴西 only 美国
    ("actor_found", 5, 6),
    ("quiet", 6, 6),
    ("stance_swap", 1, 2),
    ("stance_found", 1, 2),
    ("traditional", 8, 11),  # 7 抱团 and 据说 are lost, 3 背刺 stay, 2 look the same
    ("simplified", 0, 0),
    ("half_width", 0, 13),
    ("literal_figurative", 1, 2),
    ("mention", 2, 3),
    ("quoted", 0, 2),
    ("quoted_found", 2, 2),
    ("quoted_sourcing", 1, 2),
])  # fmt: skip
def test_a_tagger_with_known_faults_gets_just_these_rates(behaviour: Behaviour, id: str, hits: int, cases: int) -> None:
    assert counts(behaviour.checks[id].overall) == (hits, cases)


def test_every_check_has_its_words_and_they_are_in_the_same_order(behaviour: Behaviour) -> None:
    assert list(behaviour.checks) == list(CHECKS)


def test_the_pair_of_actors_that_flips_is_named(behaviour: Behaviour) -> None:
    assert {pair: counts(found) for pair, found in behaviour.pairs.items()} == {
        "中国/美国": (1, 2), "日本/韩国": (0, 2), "印度/巴西": (0, 2),
    }  # fmt: skip


def test_the_sentences_of_a_corpus_are_printed_in_other_ways_as_well() -> None:
    sentences = (AnnotatedSentence("他們背刺。"), AnnotatedSentence("天晴。"))
    article = AnnotatedArticle("a", None, None, {}, sentences)
    found = measure(stub(), suite(), [article])
    assert counts(found.checks["simplified"].overall) == (0, 1)
    assert counts(found.checks["half_width"].overall) == (0, 1)
    assert "|sentences:2|articles:1|" in f"|{found.signature}"


def test_an_empty_suite_has_no_rates_and_no_tables_that_break() -> None:
    found = measure(stub(), suite())
    assert (found.tagged, found.pairs) == (0, {})
    assert all(c.overall.estimate is None for c in found.checks.values())
    assert len(printed(check_table(found, "zh"))) == 1


def test_the_record_is_plain_json_and_gives_the_rates_back(behaviour: Behaviour) -> None:
    record = json.loads(json.dumps(behaviour.to_record()))
    assert set(record) == {"checks", "pairs", "tagged", "signature"}
    flips = record["checks"]["actor_swap"]
    assert (flips["numerator"], flips["denominator"], flips["value"]) == (1, 6, 0.1667)
    assert counts(Rate.from_record(flips["devices"]["clique"])) == (1, 6)


# Tables.


def printed(table: Table) -> list[list[str]]:
    """The cells of a printed table, its rule left out."""
    console = Console(file=io.StringIO(), width=300)
    console.print(table)
    lines = console.file.getvalue().strip().splitlines()  # type: ignore[attr-defined]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for row in rows if not set("".join(row)) <= {"-"}]


def test_the_table_says_the_rate_the_ideal_and_the_meaning_of_each_check(behaviour: Behaviour) -> None:
    head, *rows = printed(check_table(behaviour, "en"))
    assert head == ["Check", "Rate [95%]", "Cases", "Ideal", "What it is"]
    assert rows[0][:4] == ["Actor swap", "16.7% [16.7, 16.7]", "1/6", "0%"]
    assert "majority" in rows[0][4]


def test_devices_and_pairs_have_tables_of_their_own(behaviour: Behaviour) -> None:
    rows = {row[0]: row[1:] for row in printed(device_table(behaviour, CODEBOOK, "en"))}
    assert rows[f"{CODEBOOK.device('clique').en} clique"][:2] == ["17% (1/6)", "83% (5/6)"]
    assert printed(pair_table(behaviour, "zh"))[1] == ["中国/美国", "50.0% [50.0, 50.0]", "1/2"]


def test_what_had_nothing_to_compare_is_said(behaviour: Behaviour) -> None:
    assert "繁→简" in next(remarks(behaviour, "zh"))
    assert "1,234" in list(remarks(replace(behaviour, tagged=1234), "en"))[-1]


def test_the_card_shows_the_record_and_leaves_out_what_had_no_case(behaviour: Behaviour) -> None:
    environment = Environment(loader=PackageLoader("framing.training"), undefined=StrictUndefined, trim_blocks=True)
    environment.filters["rate"] = Rate.from_record
    card = environment.get_template("card_behaviour.md.j2").render(
        m={"scores": {"behaviour": behaviour.to_record()}}, codebook=CODEBOOK, behaviour_words=CHECKS,
        behaviour_devices=SHOWN_BY_DEVICE,
    )  # fmt: skip
    assert "| Actor swap | 16.7% [16.7, 16.7] | 1/6 | 0% | " in card
    assert "\n| clique | 17% (1/6) | 83% (5/6) | " in card
    assert "To simplified" not in card
    assert behaviour.signature in card
