"""Builds the bundled model's tokenizer: XLM-R's unigram pieces, normaliser and frame, from the packed file.

The file stores the normaliser as single characters with their replacements. Nearly all of them are what NFKC
does; the rest (control characters dropped, odd spaces made plain) come first, as a few character classes.
NFKC also joins decomposed Vietnamese vowels, which the stored list, being of single characters, cannot.
"""

from collections import defaultdict
from collections.abc import Mapping

from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers.decoders import Metaspace as MetaspaceDecoder
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Normalizer, Replace
from tokenizers.normalizers import Sequence as NormalizerSequence
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from vectorstore.embeddings.packed_model import Vocabulary


def build_tokenizer(vocabulary: Vocabulary, normalization: Mapping[str, str], max_tokens: int) -> Tokenizer:
    """A tokenizer that gives `<s> pieces </s>`, cut at `max_tokens` tokens."""
    scored = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(Unigram(scored, unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer(normalization)
    tokenizer.pre_tokenizer = Metaspace()
    tokenizer.decoder = MetaspaceDecoder()
    frame = [(vocabulary.pieces[index], index) for index in (vocabulary.bos, vocabulary.eos)]
    bos, eos = (piece for piece, _ in frame)
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}", pair=f"{bos} $A {eos} {eos} $B {eos}", special_tokens=frame
    )
    tokenizer.add_special_tokens(
        [
            AddedToken(vocabulary.pieces[index], special=True, normalized=False)
            for index in (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unknown)
        ]
    )
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _normalizer(normalization: Mapping[str, str]) -> Normalizer:
    nfkc = NFKC()
    classes = defaultdict(list)
    for character, replacement in normalization.items():
        if nfkc.normalize_str(character) != replacement:
            classes[replacement].append(f"\\x{{{ord(character):X}}}")
    steps: list[Normalizer] = [
        Replace(Regex(f"[{''.join(characters)}]"), replacement) for replacement, characters in classes.items()
    ]
    return NormalizerSequence([*steps, nfkc, Replace(Regex(" {2,}"), " ")])
