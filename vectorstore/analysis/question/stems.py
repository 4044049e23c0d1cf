"""English words without their endings, so that `notaries`, `notary` and `notarised` meet their lists.

Light on purpose: only plurals, tenses and British or American spelling; what a word is made of stays apart
(`mediator`, `mediation`).
"""

from functools import lru_cache

_IRREGULAR = {
    "children": "child", "women": "woman", "men": "man", "people": "person", "persons": "person",
    "took": "take", "taken": "take", "held": "hold", "made": "make", "gave": "give", "given": "give",
    "got": "get", "gotten": "get", "had": "have", "has": "have", "did": "do", "done": "do", "does": "do",
    "went": "go", "gone": "go", "came": "come", "stood": "stand", "saw": "see", "seen": "see",
    "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow", "grown": "grow",
    "ran": "run", "drew": "draw", "drawn": "draw", "sat": "sit", "kept": "keep", "dealt": "deal",
    "brought": "bring", "sent": "send", "said": "say", "told": "tell", "knew": "know", "known": "know",
    "found": "find", "paid": "pay", "sold": "sell", "sought": "seek", "led": "lead", "met": "meet",
    "was": "be", "were": "be", "been": "be", "is": "be", "are": "be", "am": "be", "being": "be",
    "undertook": "undertake", "undertaken": "undertake", "arose": "arise", "arisen": "arise",
    "born": "bear", "married": "marry", "marries": "marry", "dying": "die", "died": "die",
    "judgement": "judgment", "centre": "center", "centres": "center", "programme": "program",
    "programmes": "program", "labour": "labor", "offence": "offense", "offences": "offense",
    "licence": "license", "licences": "license", "practise": "practice",
    "practised": "practice", "practises": "practice",
    "practising": "practice", "practicing": "practice", "judgements": "judgment", "enrol": "enroll",
    "fulfil": "fulfill", "cheque": "check", "wrote": "write", "written": "write", "won": "win",
    "shown": "show",
}  # fmt: skip
_WHOLE = frozenset(("news", "this", "its", "us", "series", "means"))
_KEPT_S = ("ss", "us", "is")
_VOWELS = frozenset("aeiouy")
_DOUBLED = frozenset("bdfglmnprt")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A folded English word without the endings of number and tense, in one spelling."""
    if word in _WHOLE:
        return word
    word = _IRREGULAR.get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(_KEPT_S):
        word = _singular(word)
    word = _IRREGULAR.get(word, word)
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and any(letter in _VOWELS for letter in base):
            word = base
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in _DOUBLED:
        word = word[:-1]
    word = word.replace("isation", "ization")
    if len(word) > 5 and word.endswith("is"):
        word = word[:-1] + "z"
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]
