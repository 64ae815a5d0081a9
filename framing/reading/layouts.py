"""Where well-known sites put an article: one row a layout, to be added to. Pages of other sites need none.

A selector is `tag`, `#id`, `.class`, `.class*` (a class that begins so) or `[attribute=value]`; two of them with a
space between mean the second within the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from framing.reading.visible import Element


@dataclass(frozen=True, slots=True)
class Layout:
    """Selectors of the parts; where a part is left empty, the page is searched for it in general ways."""

    name: str
    body: str
    title: str = ""
    author: str = ""
    source: str = ""
    date: str = ""


LAYOUTS = (
    Layout("WeChat", "#js_content", "#activity-name", "#js_author_name_text", "#js_name", "#publish_time"),
    Layout("WeChat, older", ".rich_media_content", ".rich_media_title", source=".rich_media_meta_nickname"),
    Layout("NetEase", ".post_body", ".post_title"),
    Layout("NetEase, older", "#endText"),
    Layout("Sohu", "#mp-editor"),
    Layout("Sohu, mobile", "#articleContent"),
    Layout("Toutiao", ".tt-article-content", author=".article-meta .name"),
    Layout("Toutiao, older", ".article-content .syl-article-base"),
    Layout("Sina", "#artibody"),
    Layout("Sina, mobile", ".art_content"),
    Layout("Weibo article", ".WB_editor_iframe_new", "[node-type=articleTitle]", ".author2"),
    Layout("Weibo article, older", ".WB_editor_iframe"),
    Layout("Tencent", ".content-article", source=".media-name"),
    Layout("Tencent, newer", ".rich_media_content_area"),
    Layout("Tencent, older", "#Cnt-Main-Article-QQ"),
    Layout("ifeng", ".index_text_*"),
    Layout("ifeng, older", "#main_content"),
    Layout("Guancha", ".all-txt", author=".author-intro h4"),
    Layout("Zhihu column", ".Post-RichText", ".Post-Title", date=".ContentItem-time"),
    Layout("Zhihu answer", ".AnswerItem .RichContent-inner", ".QuestionHeader-title", ".AnswerItem .AuthorInfo-name"),
    Layout("Baijiahao", "[data-testid=article]", author="[data-testid=author-name]", date="[data-testid=updatetime]"),
    Layout("The Paper", ".index_cententWrap__*"),
    Layout("The Paper, older", ".news_txt"),
    Layout("People's Daily", "#rwb_zw", author="#p_title_box .author"),
    Layout("People's Daily, newer", ".rm_txt_con", author=".col-1 .author"),
    Layout("Xinhua", "#detailContent"),
    Layout("Xinhua, older", "#p-detail"),
    Layout("China News", ".left_zw"),
    Layout("Bilibili column", "#read-article-holder", ".title-container .title", ".up-name"),
    Layout("HK01", "#article-content-section .article-grid__content-section"),
    Layout("on.cc", ".breakingNewsContent"),
    Layout("UDN", ".article-content__editor", ".article-content__title"),
    Layout("CNA", ".centralContent .paragraph"),
    Layout("ETtoday", ".story"),
    Layout("LTN", "[data-desc=內容頁]"),
    Layout("LTN, older", ".whitecon .text"),
    Layout("Discuz", ".t_f", "#thread_subject", ".authi .xw1"),
    Layout("Xueqiu", ".article__bd__detail", ".article__bd__title", ".article__author .name"),
    Layout("AMP", ".amp-wp-article-content"),
    Layout("WordPress", ".entry-content", ".entry-title"),
    Layout("schema.org", "[itemprop=articleBody]"),
)

_SELECTOR = re.compile(r"#(?P<id>.+)|\.(?P<start>.+)\*|\.(?P<cls>.+)|\[(?P<name>[\w-]+)=(?P<value>.+)\]|(?P<tag>\w+)")


def select(tree: Element, selector: str) -> Iterator[Element]:
    """The elements that a selector of the table means, in the page's order."""
    if selector:
        yield from _path(selector)(tree)


@cache
def _path(selector: str) -> etree.XPath:
    return etree.XPath("".join(f"/descendant::*[{_condition(step)}]" for step in selector.split(" ")))


def _condition(step: str) -> str:
    match = _SELECTOR.fullmatch(step)
    if match is None:
        raise ValueError(f"no selector of this table: {step}")
    if match["id"]:
        return f"@id='{match['id']}'"
    if match["start"]:
        return f"@class[contains(concat(' ',normalize-space(.)),' {match['start']}')]"
    if match["cls"]:
        return f"@class[contains(concat(' ',normalize-space(.),' '),' {match['cls']} ')]"
    if match["tag"]:
        return f"self::{match['tag']}"
    return f"@{match['name']}='{match['value']}'"
