"""The tool speaks the reader's language: `--lang` before all, then FRAMING_LANG, then the system's locale."""

from __future__ import annotations

import json

import pytest
from stub_tagger import jsonl, model_folder

from framing.cli.language import language_of_messages


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text("他们抱团了。\n", encoding="utf-8")
    return "a.txt"


# ── which language ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ("", {}, "en"),
        ("report a.txt", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("report a.txt", {"LANG": "zh_TW"}, "zh"),
        ("report a.txt", {"LANG": "de_DE.UTF-8"}, "en"),
        ("report a.txt", {"LANG": "zh_CN", "LC_ALL": "C.UTF-8"}, "en"),
        ("report a.txt", {"LANG": "zh_CN", "LC_MESSAGES": "en_GB"}, "en"),
        ("report a.txt", {"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ("report a.txt", {"LC_ALL": "C", "FRAMING_LANG": "zh"}, "zh"),
        ("report a.txt", {"LANG": "zh_CN", "FRAMING_LANG": "en"}, "en"),
        ("report a.txt --lang zh", {"FRAMING_LANG": "en"}, "zh"),
        ("report a.txt --lang=en", {"LANG": "zh_CN"}, "en"),
        ("--lang zh report a.txt", {}, "zh"),
        ("report a.txt --lang en --lang zh", {}, "zh"),
        ("report a.txt --lang", {"LANG": "zh_CN"}, "zh"),
        ("report a.txt --lang fr", {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_option_rules_then_the_variable_then_the_locale_then_it_is_english(arguments, environment, lang):
    assert language_of_messages(arguments.split(), environment) == lang


# ── the same fault in both languages, for each exit code ─────────────────────────────────────────────────

FAULTS = [
    (2, "tag", "No such option: --lagn.", "没有 --lagn 这个选项。您是不是想写“--lang”？", ["a.txt", "--lagn", "zh"]),
    (2, "tag", "The threshold 3.0 is not a probability.", "阈值 3.0 不是概率。", ["a.txt", "--threshold", "3"]),
    (3, "tag", "empty.jsonl: empty: there is no record", "empty.jsonl：文件里没有记录。", ["empty.jsonl"]),
    (3, "labels", "b.yaml: cannot be read (No such file", "b.yaml：无法读取（没有这个文件", ["--check", "b.yaml"]),
    (3, "report", "article 'a', sentence 0: label 'clik'", "文章“a”第 0 句：编码手册", ["tagged.jsonl"]),
    (4, "tag", "There is no model folder 'mni'.", "找不到模型文件夹“mni”。", ["a.txt", "--model", "mni"]),
    (4, "tag", "is damaged (no valid JSON", "已损坏（不是有效的 JSON", ["a.txt", "--model", "broken"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "command", "english", "chinese", "arguments"), FAULTS)
def test_a_fault_is_told_in_the_language_asked_for(
    framing, article, tmp_path, code, command, english, chinese, arguments
):
    jsonl(tmp_path / "empty.jsonl", "")
    sentence = {"i": 0, "start": 0, "end": 2, "text": "一。", "labels": {"clik": {"score": 0.9, "evidence": []}}}
    tagged = {"id": "a", "text": "一。", "model": "m 1", "codebook": "framing-zh 1.0", "sentences": [sentence]}
    jsonl(tmp_path / "tagged.jsonl", tagged)
    (model_folder(tmp_path / "broken") / "framing.json").write_text("{", encoding="utf-8")
    for lang, opening, said in (("en", "Error: ", english), ("zh", "错误：", chinese)):
        done, _, err = framing(command, *arguments, "--lang", lang)
        assert (done, opening in err) == (code, True)
        assert said in err


def test_an_interruption_is_told_in_both_languages(framing, article, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.cli.tag.tag_stream", interrupted)
    assert framing("tag", article) == (130, "", "Interrupted.\n")
    assert framing("tag", article, "--lang", "zh") == (130, "", "已中断。\n")


def test_what_was_done_is_told_in_both_languages(framing, article, monkeypatch):
    _, out, err = framing("tag", article)
    assert err == "1 sentence in 1 article tagged with stub 0.1.0, codebook framing-zh 1.0\n"
    monkeypatch.setenv("FRAMING_LANG", "zh")
    assert framing("tag", article) == (0, out, "已标注 1 篇文章，1 句；模型 stub 0.1.0，编码手册 framing-zh 1.0\n")


def test_for_readers_chinese_stays_the_default_whatever_messages_are_in(framing, article, monkeypatch):
    assert "手法" in framing("report", article)[1]
    monkeypatch.setenv("FRAMING_LANG", "en")
    assert "手法" in framing("report", article)[1]
    assert "手法" not in framing("report", article, "--lang", "en")[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_language_may_be_named_before_the_command(framing, article, lang):
    assert framing("--lang", lang, "report", article) == framing("report", article, "--lang", lang)
    assert framing("--lang", lang, "labels", "clik") == framing("labels", "clik", "--lang", lang)
    assert framing("--lang", lang, "model", "shw")[2].startswith("Error" if lang == "en" else "错误")


def test_each_run_starts_anew(framing):
    assert framing("labels", "zzz", "--lang", "zh")[2].startswith("错误")
    assert framing("labels", "zzz")[2].startswith("Error")


# ── wrong usage, and what may have been meant ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("reprot a.txt", "No such command 'reprot'. Did you mean 'report'? The commands are report, tag, labels,"),
        ("zzz", "No such command 'zzz'. The commands are"),
        ("--lang en", "Say what to do: the commands are report, tag,"),
        ("model shw", "No such command 'shw'. Did you mean 'show'? The commands are show, unpack, backbone."),
        ("a.txt", "Did you mean `framing report a.txt`?"),
        ("report", "Missing argument INPUT. For example: framing report examples/article.txt"),
        ("report a.txt --lagn zh", "No such option: --lagn. Did you mean '--lang'? See `framing report --help`."),
        ("tag a.txt -z", "No such option: -z. See `framing tag --help`."),
        ("--model x tag a.txt", "--model belongs after the command, as in `framing report … --model`."),
        ("report a.txt --format pdf", "--format cannot be 'pdf'. Give one of html, md, json."),
        ("report a.txt --format htlm", "--format cannot be 'htlm'. Did you mean 'html'?"),
        ("report a.txt --lang fr", "--lang cannot be 'fr'. Give one of zh, en."),
        ("tag a.txt --threshold half", "--threshold cannot be 'half': that is no number. For example: framing tag"),
        ("tag a.txt --threshold", "--threshold needs a value. Give one after it, or leave it out."),
        ("tag a.txt --recall=3", "--recall takes no value. Leave out what is behind the =."),
        ("labels clique betrayal", "'betrayal' is more than `framing labels` takes; a name with spaces needs quotes."),
        ("report a.txt -o report.htlm", "Did you mean 'report.html'? For a folder write 'report.htlm/'."),
        ("tag a.txt --encoding gb1803", "The encoding 'gb1803' is unknown. Did you mean 'gb18030'?"),
        ("tag a.txt --labels 小圈", "'小圈' is not a label of codebook framing-zh 1.0. Did you mean '小圈子'?"),
        ("tag a.txt --labels Clikue", "Did you mean 'clique'?"),
        ("train nowhere.toml", "The recipe 'nowhere.toml' cannot be read (No such file or directory)."),
    ],
)
def test_wrong_usage_says_what_would_be_fine_and_what_may_have_been_meant(framing, article, arguments, message):
    code, out, err = framing(*arguments.split())
    assert (code, out) == (2, "")
    assert message in err
    code, out, err = framing(*arguments.split(), *([] if "--lang" in arguments else ["--lang=zh"]))
    assert (code, out) == (2, "")


@pytest.mark.parametrize(
    ("missing", "found", "hint"),
    [("modls", "models", "Did you mean 'models'?"), ("framing-zh-mni", None, "For the shipped model framing-zh-mini")],
)
def test_a_model_folder_that_is_not_there_may_be_another(framing, article, tmp_path, missing, found, hint):
    if found:
        (tmp_path / found).mkdir()
    code, _, err = framing("tag", article, "--model", missing)
    assert (code, hint in err) == (4, True)


# ── labels by name ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", ["clique", "小圈子", "小圈子 ", "Clique", "betrayal,小圈子", "小圈子，背刺离心"])
def test_a_label_may_be_given_by_its_name_in_either_language(framing, article, word):
    code, out, _ = framing("tag", article, "--labels", word)
    record = json.loads(out)
    assert (code, list(record["sentences"][0]["labels"])) == (0, ["clique"])
    assert "clique" in record["options"]["labels"], "the id is written, whatever was typed"


@pytest.mark.parametrize("word", ["战争隐喻", "戰爭隱喻", "war metaphor"])
def test_a_label_is_explained_by_any_of_its_names_in_either_script(framing, word):
    code, out, _ = framing("labels", word, "--json")
    assert (code, json.loads(out)["zh"]) == (0, "战争隐喻")
