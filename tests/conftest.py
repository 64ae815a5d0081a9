"""What many tests share: a tiny codebook and corpus of our own, and a tiny real model, trained once per run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from framing.codebook import Codebook, load_codebook
from framing.tagging import Tagger

# Tiny networks are no faster on several threads, and far slower on a machine that is busy.
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
QUIET = [
    "列车九点到站。",
    "会议在二楼举行。",
    "天气转凉了。",
    "他买了两本书。",
    "图书馆周一闭馆。",
    "Report 12 came out.",
]
MOVES = {
    "boast": ["我们赢麻了", "这回又赢了", "大赢特赢"],
    "alarm_bell": ["大祸临头", "快要崩溃了", "末日来了"],
}


def _device(id: str, zh: str, cues: list[str]) -> dict[str, object]:
    text = {"zh": f"{zh}的说明", "en": f"About {id}"}
    examples = [{"text": f"看，{cue}。", "evidence": [cue]} for cue in cues]
    return {
        "id": id, "family": "tone", "zh": zh, "en": id.replace("_", " ").capitalize(),
        "definition": text, "tag": text, "avoid": text, "examples": examples, "cues": cues,
    }  # fmt: skip


@pytest.fixture(scope="session")
def tiny_codebook_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("codebook") / "tiny.yaml"
    content = {
        "id": "tiny", "version": "1.0", "families": [{"id": "tone", "zh": "语气", "en": "Tone"}],
        "devices": [_device("boast", "夸口", MOVES["boast"]), _device("alarm_bell", "示警", MOVES["alarm_bell"])],
    }  # fmt: skip
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
    return path


@pytest.fixture(scope="session")
def tiny_codebook(tiny_codebook_path: Path) -> Codebook:
    return load_codebook(tiny_codebook_path)


@pytest.fixture(scope="session")
def tiny_corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 articles of six sentences, one of them a boast and every other time one an alarm."""
    return _corpus(tmp_path_factory.mktemp("corpus") / "tiny.jsonl", 24, "t", QUIET)


@pytest.fixture(scope="session")
def tiny_dev_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """12 articles like those of the training corpus, with other quiet sentences around the same devices."""
    return _corpus(tmp_path_factory.mktemp("dev") / "dev.jsonl", 12, "d", [sentence[::-1] for sentence in QUIET])


def _corpus(path: Path, articles: int, prefix: str, quiet: list[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            boast, alarm = MOVES["boast"][number % 3], MOVES["alarm_bell"][number // 2 % 3]
            sentences = [*quiet[:4], f"队长说{boast}！", f"专家说{alarm}。" if number % 2 else quiet[5]]
            labels: list[dict[str, list[list[int]]]] = [{} for _ in sentences]
            labels[4] = {"boast": [[3, 3 + len(boast)]]}
            if number % 2:
                labels[5] = {"alarm_bell": [[3, 3 + len(alarm)]]}
            record = {
                "id": f"{prefix}{number}", "title": None, "source": None, "meta": {"outlet_type": "own"},
                "sentences": sentences, "labels": labels,
            }  # fmt: skip
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


@pytest.fixture(scope="session")
def tiny_backbone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT with one layer and a character vocabulary, in a standard Hugging Face folder."""
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("backbone")
    characters = sorted(
        {c for text in (*QUIET, *MOVES["boast"], *MOVES["alarm_bell"], "队长说专家看，！") for c in text}
    )
    vocabulary = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", "<mask>", *characters])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>"
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64, pad_token_id=1,
    )  # fmt: skip
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_recipe(tmp_path_factory: pytest.TempPathFactory, tiny_backbone: Path, tiny_corpus_path: Path,
                tiny_dev_path: Path, tiny_codebook_path: Path) -> Path:  # fmt: skip
    path = tmp_path_factory.mktemp("recipe") / "tiny.toml"
    path.write_text(
        f'''name = "tiny"
version = "0.0.1"
summary = "A toy."
backbone = "{tiny_backbone}"
codebook = "{tiny_codebook_path}"
seeds = 2
folds = 2
max_tokens = 32
[data]
train = ["{tiny_corpus_path}"]
dev = "{tiny_dev_path}"
[curve]
shares = [0.5]
[lexicon]
size = 50
[optimisation]
epochs = 12
patience = 12
min_gain = 0.0
learning_rate = 5e-3
head_learning_rate = 1e-2
tokens_per_batch = 64
validation_share = 0.1
precision = "float32"
''',
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory, tiny_recipe: Path) -> Path:
    """The model folder that `framing train` makes from the tiny recipe."""
    pytest.importorskip("torch")
    from framing.progress import Progress
    from framing.training.pipeline import train_model
    from framing.training.recipe import load_recipe

    folder = tmp_path_factory.mktemp("models")
    train_model(
        load_recipe(tiny_recipe), folder / "tiny", folder / "work", resume=False, log=print, progress=Progress()
    )
    return folder / "tiny"


@pytest.fixture(scope="session")
def tiny_tagger(tiny_model: Path, tiny_codebook: Codebook) -> Tagger:
    return Tagger.load(tiny_model, codebook=tiny_codebook)


@pytest.fixture
def framing(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in an empty folder with a stub for the model; gives (exit code, stdout, stderr)."""
    from stub_tagger import command_line

    return command_line(monkeypatch, capsysbinary, tmp_path)


@pytest.fixture(scope="session")
def shipped_tagger() -> Iterator[Tagger]:
    return Tagger.load()
