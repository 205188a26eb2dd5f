"""Rules of relations (``rules/*.toml``), read once. Owns their form; an unknown relation or field stops the load.

A rule is data: a pattern over a tagged sentence, the relation it proves, its two ends, examples that prove the rule.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from vanmach.graph.errors import OntologyError
from vanmach.graph.ontology import relation
from vanmach.loaders import scan

# One character stands for a mention in a tagged sentence.
DOCUMENT, BODY, POST_BODY, PERSON, EVENT = "Ⓓ", "Ⓑ", "ⓑ", "Ⓟ", "Ⓔ"
ADVERBS = (
    r"(?:(?:có hiệu quả|hiệu quả|nghiêm túc|nghiêm|thắng lợi|tốt|đầy đủ|đồng bộ|quyết liệt|kịp thời|sâu rộng|toàn diện|kiên quyết|"
    r"chặt chẽ|nội dung|tinh thần|đúng|sâu sắc|tích cực|đợt|thành công),?\s(?:và\s)?)*"
)
LINK = r"(?:\s*(?:,|;|và|cùng với|cùng|hoặc|với|&)+\s*(?:và\s)?(?:các\s|số\s|khoản \d+ |Điều \d+ |điểm [a-zđ] )*)"
# A member of a list that begins a statement of its own does not belong to the list.
AGAIN = r"(?!\s*\((?:thay|sửa)|,?\s*(?:về\s(?:việc\s)?)?(?:thực hiện|triển khai|cụ thể hóa|thay thế|sửa đổi|bãi bỏ|hướng dẫn)\s)"
MACROS = {
    "{D}": DOCUMENT,
    "{B}": BODY,
    "{P}": PERSON,
    "{E}": EVENT,
    "{Ds}": rf"Ⓓ+(?:(?:{LINK}|\s*[,;]?\s*(?:và\s)?(?:\d+\s)?nhóm nhiệm vụ[^ⒹⒷ.;]{{0,40}}?(?:trong|tại)\s)Ⓓ+{AGAIN})*",
    "{Dl}": rf"Ⓓ+(?:{LINK}Ⓓ+)*",  # whatever its members do on their own
    "{Dc}": rf"Ⓓ+(?:\s*(?:,|và)+\s*(?:các\s|số\s)?Ⓓ+{AGAIN})*",
    # What ends together: the subject of one member may stand before the next ("Ⓓ quy định … và Ⓓ"), and a member may amend another.
    "{Dx}": rf"Ⓓ+(?:(?:{LINK}|(?:(?!thực hiện|theo|căn cứ|sửa đổi|được|hướng dẫn)[^Ⓓ.;]){{1,200}}?(?:\svà|,)\s)"
    r"(?:toàn bộ\s)?Ⓓ+(?!\s*\((?:thay|sửa)))*",
    "{Pl}": r"Ⓟ(?:[^ⒹⒺ.]{0,200}Ⓟ)*",  # people with their posts between them
    "{Bs}": rf"Ⓑ(?:{LINK}Ⓑ)*",
    # The subject of a document may name another: "Ⓓ về thi hành Ⓓ thay thế …" speaks of the first.
    "{nest}": r"(?:[^ⒹⒷ.;]{0,30}?(?:[Vv]ề(?: việc)?|thi hành|thực hiện|hướng dẫn|triển khai|cụ thể hóa)\s(?:[^ⒹⒷ.;]{0,60}?\s)?Ⓓ)?",
    # Who issued a document may stand between it and its verb: "Ⓓ do Ⓑ ban hành thay thế …", "Ⓓ được Ⓑ thông qua …".
    "{by}": r"(?:,?\s(?:đã |vừa )*(?:do|được|bởi|của)\s(?:[^ⒹⒷ.;]{0,30}\s)?Ⓑ(?:[^ⒹⒷ.;]{0,40}Ⓔ)?)?",
    "{adv}": ADVERBS,
    "{gap}": r"[^Ⓓ.;]",
    "{far}": r"[^ⒹⓅ;]",
    "{carry}": r"(?:(?:[Tt]iếp tục |[Tt]ổ chức |[Tt]riển khai |[Cc]hỉ đạo |[Ll]ãnh đạo |đẩy mạnh )*(?:[Tt]hực hiện|[Tt]riển khai|"
    r"[Cc]ụ thể hóa|[Tt]hi hành|[Tt]hể chế hóa|[Cc]hấp hành|vận dụng))",
}
# How the end of a rule begins, and the mark that a sentence must therefore hold: tested before the pattern is.
ENDS = {"{D": DOCUMENT, DOCUMENT: DOCUMENT, "{B": BODY, BODY: BODY, "{P": PERSON, PERSON: PERSON, "{E": EVENT, EVENT: EVENT}
FIELDS = {
    "id",
    "relation",
    "pattern",
    "from",
    "to",
    "modality",
    "from_kind",
    "from_kind_not",
    "to_kind",
    "to_numbered",
    "event_kinds",
    "props",
    "positive",
    "negative",
    "note",
    "source",
    "carried",
    "unless",
    "listed",
    "opened",
    "yields",
    "within",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to run; ``from_`` and ``to`` are ``group`` (the named group of the pattern), ``subject``, ``this``, ``event`` or
    ``opened`` (the document of an earlier line that ended in a colon).

    ``unless`` ends right before the cue; ``listed`` right before every member but the first of its list;
    a rule that ``yields`` leaves a document alone whose issuer stands behind it; ``within``
    says where a rule may read: in the ``preamble`` of an official paper, in ``amending`` articles of one, or in the ``press``.
    ``needs`` are the marks without which the pattern is not tried, ``words`` those of which a sentence must hold one (if there are any).
    """

    id: str
    relation: str
    pattern: re.Pattern[str]
    from_: str
    to: str
    planned: bool
    from_kind: tuple[str, ...]
    from_kind_not: tuple[str, ...]
    to_numbered: bool | None
    event_kinds: tuple[str, ...]
    carried: bool
    unless: re.Pattern[str] | None
    listed: re.Pattern[str] | None
    opened: re.Pattern[str] | None
    yields: bool
    within: str
    needs: frozenset[str]
    words: tuple[str, ...]
    props: dict[str, str]
    positive: tuple[dict[str, Any], ...]
    negative: tuple[str, ...]
    note: str = field(default="")
    source: str = field(default="")  # what grounds it: cues of the reference, texts it was met in


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its macros written out."""
    for macro, text in MACROS.items():
        pattern = pattern.replace(macro, text)
    return scan.compiled(pattern)


def _rule(raw: dict[str, Any], where: str) -> Rule:
    unknown = set(raw) - FIELDS
    if unknown:
        raise OntologyError(
            f"rule {raw.get('id')!r} in {where}: unknown field {', '.join(sorted(unknown))}; known are {', '.join(sorted(FIELDS))}"
        )
    relation(raw["relation"])
    pattern = compiled(raw["pattern"])
    return Rule(
        id=raw["id"],
        relation=raw["relation"],
        pattern=pattern,
        from_=raw.get("from", "group"),
        to=raw.get("to", "group"),
        planned=raw.get("modality") == "planned",
        from_kind=tuple(raw.get("from_kind", ())),
        from_kind_not=tuple(raw.get("from_kind_not", ())),
        to_numbered=raw.get("to_numbered"),
        event_kinds=tuple(raw.get("event_kinds", ())),
        carried=raw.get("carried", False),
        unless=re.compile(f"(?:{raw['unless']})$") if "unless" in raw else None,
        listed=re.compile(f"(?:{raw['listed']})$") if "listed" in raw else None,
        opened=compiled(raw["opened"]) if "opened" in raw else None,
        yields=raw.get("yields", False),
        within=raw.get("within", ""),
        needs=frozenset(
            mark
            for name, mark in ENDS.items()
            for end in ("from", "to")
            if end not in raw and re.search(rf"\(\?P<{end}>{re.escape(name)}", raw["pattern"])
        ),
        words=scan.needed(pattern.pattern),
        props=raw.get("props", {}),
        positive=tuple(raw.get("positive", ())),
        negative=tuple(raw.get("negative", ())),
        note=raw.get("note", ""),
        source=raw.get("source", ""),
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of their files."""
    out: list[Rule] = []
    for file in sorted(files("vanmach.loaders").joinpath("rules").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml") and file.name not in ("lexicon.toml", "precision.toml"):
            out.extend(_rule(raw, file.name) for raw in tomllib.loads(file.read_text("utf-8"))["rule"])
    seen: set[str] = set()
    for rule in out:
        if rule.id in seen:
            raise OntologyError(f"two rules are called {rule.id!r}; give each its own id")
        seen.add(rule.id)
    return tuple(out)
