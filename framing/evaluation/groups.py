"""Groups of sentences that a tagger should treat alike: by outlet, script, topic, opinion, stance and who is named.

What is annotated or printed decides: a script is told from the text, a stance from the gold devices. Fields of
`meta` that articles lack make no groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from framing.corpus import AnnotatedArticle
from framing.evaluation.actors import ActorFinder, Actors
from framing.evaluation.rates import Bools
from framing.message import Lang
from framing.script import is_traditional

PASSAGE = "passage"
EXCERPT = "excerpt"
"""`meta.outlet_type` of parts of articles, whatever the outlet: passages are sampled around words, so that what is
seen there is not natural; excerpts are drawn at random."""
ATTACK = ("hypocrisy", "coercion", "backfire", "blame", "name_calling", "sarcasm")
PRAISE = ("glory", "cooperation", "winology")

Name = Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of one kind; member: (S,) whether each is of it."""

    id: str
    name: Name
    member: Bools


@dataclass(frozen=True, slots=True)
class Dimension:
    """Groups to compare: each with the rest; where there are two, or where they are paired, the two with each other.

    paired: groups 0 and 1 are compared, 2 and 3, and so on.
    """

    id: str
    name: Name
    groups: tuple[Group, ...]
    paired: bool = False

    def comparisons(self) -> list[tuple[Group, Group]]:
        """Each group that is compared and what with: another, or all sentences of the others, whose id is ""."""
        if self.paired or len(self.groups) == 2:
            return list(zip(self.groups[::2], self.groups[1::2], strict=True))
        everyone = _any(*(group.member for group in self.groups))
        return [(group, Group("", {}, _all(everyone, ~group.member))) for group in self.groups]


def dimensions(
    articles: Sequence[AnnotatedArticle], gold: Bools, labels: Sequence[str], actors: Actors
) -> list[Dimension]:
    """All that the articles allow, those with fewer than two groups left out. gold: (sentences, labels)."""
    stances = _stances(gold, labels)
    found = [
        *_of_articles(articles),
        Dimension("stance", {"zh": "褒贬", "en": "Stance"}, tuple(stances)),
        *_of_actors(articles, stances, actors),
    ]
    kept = [d if d.paired else replace(d, groups=tuple(g for g in d.groups if g.member.any())) for d in found]
    return [dimension for dimension in kept if len(dimension.groups) > 1]


def _of_articles(articles: Sequence[AnnotatedArticle]) -> Iterator[Dimension]:
    passages = [a.meta.get("outlet_type") == PASSAGE for a in articles]
    yield _by_value("text", {"zh": "文本", "en": "Kind of text"}, articles,
                    ["passage" if p else "article" for p in passages])  # fmt: skip
    outlets = [_text(a.meta.get("outlet_type")) for a in articles]
    outlets = [None if outlet in (PASSAGE, EXCERPT) else outlet for outlet in outlets]
    yield _by_value("outlet_type", {"zh": "媒体类型", "en": "Outlet type"}, articles, outlets)
    scripts = ["hant" if is_traditional("".join(s.text for s in a.sentences)) else "hans" for a in articles]
    yield _by_value("script", {"zh": "字体", "en": "Script"}, articles, scripts)
    topics = [_text(a.meta.get("topic")) for a in articles]
    real = [None if topic is None or topic.startswith("cue:") else topic for topic in topics]
    yield _by_value("topic", {"zh": "题材", "en": "Topic"}, articles, real)
    opinions = [_text(a.meta.get("opinion")) for a in articles]
    yield _by_value("opinion", {"zh": "评论程度", "en": "Opinion level"}, articles, opinions)


def _of_actors(articles: Sequence[AnnotatedArticle], stances: Sequence[Group], actors: Actors) -> Iterator[Dimension]:
    finder = ActorFinder(actors)
    named = [finder.find(s.text) for a in articles for s in a.sentences]
    by_actor = {a.id: np.array([a.id in ids for ids in named], np.bool_) for a in actors.actors}
    groups = tuple(Group(a.id, {"zh": a.zh, "en": a.en}, by_actor[a.id]) for a in actors.actors)
    yield Dimension("actor", {"zh": "所提及者", "en": "Named"}, groups)
    name: Name = {"zh": "只提其一", "en": "One named, not the other"}
    yield Dimension("side", name, tuple(_opposed(actors, by_actor)), paired=True)
    for stance in stances:
        within = {actor: _all(member, stance.member) for actor, member in by_actor.items()}
        called: Name = {"zh": f"{name['zh']}（{stance.name['zh']}）", "en": f"{name['en']} ({stance.name['en']})"}
        yield Dimension(f"side_{stance.id}", called, tuple(_opposed(actors, within)), paired=True)


def _opposed(actors: Actors, named: Mapping[str, Bools]) -> Iterator[Group]:
    """Of each opposed pair the sentences that name only the one and only the other, where both kinds occur."""
    for one, other in actors.opposed:
        pair = (_only(actors, named, one, other), _only(actors, named, other, one))
        if all(group.member.any() for group in pair):
            yield from pair


def _only(actors: Actors, named: Mapping[str, Bools], one: str, other: str) -> Group:
    a, b = actors.actor(one), actors.actor(other)
    name: Name = {"zh": f"提{a.zh}不提{b.zh}", "en": f"{a.en}, not {b.en}"}
    return Group(f"{one} not {other}", name, _all(named[one], ~named[other]))


def _stances(gold: Bools, labels: Sequence[str]) -> tuple[Group, Group]:
    """Sentences with gold devices of attack and none of praise, and the reverse."""
    attack, praise = (np.asarray(gold @ np.isin(labels, of), np.bool_) for of in (ATTACK, PRAISE))
    return (
        Group("attack", {"zh": "贬", "en": "attack"}, _all(attack, ~praise)),
        Group("praise", {"zh": "褒", "en": "praise"}, _all(praise, ~attack)),
    )


def _all(*conditions: Bools) -> Bools:
    return np.asarray(np.logical_and.reduce(conditions), np.bool_)


def _any(*conditions: Bools) -> Bools:
    return np.asarray(np.logical_or.reduce(conditions), np.bool_)


def _by_value(id: str, name: Name, articles: Sequence[AnnotatedArticle], values: Sequence[str | None]) -> Dimension:
    """A group for each value, in their order; articles with None are in none."""
    of_sentence = np.repeat(np.array(values, object), [len(a.sentences) for a in articles])
    known = sorted({value for value in values if value is not None})
    return Dimension(id, name, tuple(Group(v, _called(v), np.asarray(of_sentence == v, np.bool_)) for v in known))


_CALLED: Mapping[str, Name] = {
    "article": {"zh": "文章", "en": "article"}, "passage": {"zh": "片段", "en": "passage"},
    "hans": {"zh": "简体", "en": "simplified"}, "hant": {"zh": "繁体", "en": "traditional"},
}  # fmt: skip


def _called(value: str) -> Name:
    return _CALLED.get(value, {"zh": value, "en": value})


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
