"""Which names of one text mean one body: ``Tiểu ban`` after ``Tiểu ban Điều lệ Đảng Đại hội XIV``, ``Tỉnh ủy`` in a text from Long An.

Owns short forms, places left out, and the full name of each body; refuses knowledge from outside the text.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from vanmach.loaders import lexicon
from vanmach.loaders.bodies import Name, expanded
from vanmach.loaders.interchange import Body
from vanmach.loaders.notebook import Hit, Notebook
from vanmach.loaders.scan import Finder, Rare

PLACED = Finder(
    rf"(?<!\w)(?:[Tt]ỉnh(?: ủy)?|Thành ủy|[Tt]hành phố|TP\.?|"
    rf"Sở [A-ZĐ][^,.;]{{2,40}}?)\s+(?P<name>{lexicon.either(lexicon.words('places', 'provinces'))})(?![\wÀ-ỹ])"
)
HEADED = re.compile(
    rf"(?:TỈNH(?: ỦY)?|THÀNH ỦY|THÀNH PHỐ)\s+"
    rf"(?P<name>{lexicon.either([n.upper() for n in lexicon.words('places', 'provinces')])})(?![\wÀ-ỹ])"
)  # the letterhead of an official paper
SITE = re.compile(r"\b(?:bao)?(?P<site>[a-z]{4,20})\.(?:gov|org|com|edu)?\.?vn\b")
PLAIN_LETTERS = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd",
)
LETTERHEAD = 400
TITLE_HEAD = 240  # a place named this early is the place of the whole text


FLAT = re.compile(r"[-,&]|\bvà\b|\bcủa\b|\bvề\b|^toàn ")


@lru_cache(maxsize=4096)  # the same few bodies come again and again
def key(name: str) -> str:
    """What two spellings of one name share: no dashes, commas and ``và``, small letters."""
    return " ".join(FLAT.sub(" ", name.casefold()).split())


def province(plain: str) -> str:
    """The province that a text is about: the one it names most with a province's word, or its site's; empty if none stands out."""
    counts = Counter(m["name"] for m in PLACED.finditer(plain))
    early = PLACED.search(plain, 0, TITLE_HEAD)
    if early:
        counts[early["name"]] += 1
    if headed := HEADED.search(plain, 0, LETTERHEAD):
        counts[next(n for n in lexicon.words("places", "provinces") if n.upper() == headed["name"])] += 5
    for match in SITE.finditer(plain.casefold()) if ".vn" in plain or ".VN" in plain else ():
        for name in lexicon.words("places", "provinces"):
            if name.casefold().translate(PLAIN_LETTERS).replace(" ", "") == match["site"]:
                counts[name] += 3
    best = counts.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""


def _placed(base: str, place: str) -> str:
    """A local name with the province of its text: ``Sở Xây dựng`` -> ``Sở Xây dựng tỉnh Bình Định``."""
    city = place in lexicon.section("places")["cities"]
    if not place or not re.search(r"[Tt]hành phố$|Thành ủy|^Sở " if city else r"[Tt]ỉnh|^Sở ", base):
        return base
    if city:
        word = "thành phố " if base.startswith("Sở ") and not base.endswith("thành phố") else ""
        return re.sub(r"[Tt]hành phố Thành phố", "Thành phố", f"{base} {word}{expanded(place)}")
    return f"{base} tỉnh {place}" if base.startswith("Sở ") and not base.endswith("tỉnh") else f"{base} {place}"


class Settling:
    """Bodies of one text under the names that have been met so far."""

    def __init__(self, notebook: Notebook, official: bool = False) -> None:
        self.notebook = notebook
        self.official = official  # such a text speaks of its own place, whatever other it names on the way
        self.home = province(notebook.text.plain)
        self.by_key: dict[str, str] = {}
        self.by_head: dict[str, list[str]] = {}
        self.by_base: dict[str, dict[str, str]] = {}
        self.recent: dict[str, str] = {}  # level -> place last named
        self.first: dict[str, str] = {}  # level -> place named first in the whole text

    def _new(self, name: str, head: str) -> str:
        id_ = self.by_key.get(key(name))
        if not id_:
            id_ = self.by_key[key(name)] = self.notebook.add(Body("", name))
        self._recent(head, id_)
        return id_

    def _recent(self, head: str, id_: str) -> None:
        known = self.by_head.setdefault(head, [])
        if id_ in known:
            known.remove(id_)
        known.append(id_)

    def local(self, name: Name, ahead: str = "") -> str:
        """A body of a place. Without its place it is that of the chain it stands in (``ahead``), of the place last named, of the text."""
        level = _level(name.base)
        if name.base.casefold() == "đoàn đại biểu quốc hội" and self.home and self.home not in lexicon.section("places")["cities"]:
            name.base = f"{name.base} tỉnh"
            name.full = name.base if len(name.full) < len(name.base) else name.full
        place = LEVEL_WORD.sub("", name.full[len(name.base) :].strip())
        if place:
            self.recent[level] = place
        city = self.home in lexicon.section("places")["cities"]
        fits = level in PROVINCIAL and (city == (level == "thành phố") or name.base.startswith("Sở"))
        own = self.home if fits else ""
        place = place or ahead or (own if self.official else "") or self.recent.get(level, "") or own or self.first.get(level, "")
        known = self.by_base.setdefault(name.base.casefold(), {})
        if place.casefold() not in known:
            explicit = name.full if name.full[len(name.base) :].strip() else _placed(name.base, place)
            known[place.casefold()] = self._new(explicit, name.head)
        id_ = known[place.casefold()]
        self._recent(name.head, id_)
        return id_

    def one(self, name: Name, following: Name | None = None) -> str:
        """The body that a name means; ``following`` is the next name of the same chain of posts."""
        if name.local and name.base:
            return self.local(name, _place_ahead(name, following))
        owns = following and following.head not in OWNED and (following.base or not following.short)
        if name.short and following and owns and name.head in OWNED and (not following.owner or following.head.startswith("văn phòng")):
            owner = self.notebook.body(self.one(following)).name
            return self._new(f"{name.full} {owner}", name.head)
        if name.short and self.by_head.get(name.head):
            return self.by_head[name.head][-1]
        if name.owner and not name.base and name.full.endswith(name.owner):
            longer = [i for i in self.by_head.get(name.head, []) if self.notebook.body(i).name.startswith(name.full + " ")]
            if longer and not self.by_head.get(name.owner.casefold()):
                return longer[-1]
        if name.owner and not name.base and self.by_head.get(name.owner.casefold()):
            owner = self.notebook.body(self.by_head[name.owner.casefold()][-1]).name
            return self._new(name.full[: len(name.full) - len(name.owner)] + owner, name.head)
        return self._new(name.full, name.head)


def _prepare(names: list[Name], settling: Settling) -> None:
    """Meet the full names first where a short one comes before them: a title says ``Tổ giúp việc``, the text says whose."""
    full: dict[str, int] = Counter(n.head for n in names if not n.short and not n.local)
    for name in names:
        if name.short and not name.local and full.get(name.head):
            first = next(n for n in names if n.head == name.head and not n.short)
            settling.one(first)
            full[name.head] = 0
    for name in names:
        if name.local and name.base and (place := LEVEL_WORD.sub("", name.full[len(name.base) :].strip())):
            settling.first.setdefault(_level(name.base), place)


LEVEL_WORD = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|xã|phường)\s+")
PROVINCIAL = ("tỉnh", "thành phố")
OWNED = ("đảng ủy", "ban cán sự đảng", "đảng bộ", "đảng đoàn")
CHAIN = re.compile(r"\s*(?:,|-|và|kiêm|, kiêm|rồi|, rồi)\s+(?:[Nn]guyên\s+)?[Pp]?[\wÀ-ỹ]+(?: [\wÀ-ỹ]+){0,4}\s*$")


@lru_cache(maxsize=4096)
def _level(base: str) -> str:
    """The level of a place that a local name belongs to: ``Huyện ủy`` and ``HĐND huyện`` to a district."""
    words = base.casefold()
    for level, cues in (
        ("huyện", ("huyện",)),
        ("quận", ("quận",)),
        ("xã", ("xã", "đặc khu")),
        ("phường", ("phường",)),
        ("thị", ("thị",)),
        ("thành phố", ("thành ủy", "thành phố")),
    ):
        if any(re.search(rf"\b{cue}\b", words) for cue in cues):
            return level
    return "tỉnh"


def _place_ahead(name: Name, following: Name | None) -> str:
    """The place that the next body of the chain names: ``Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Bình Dương``."""
    if following and following.local and following.base and _level(following.base) == _level(name.base):
        return LEVEL_WORD.sub("", following.full[len(following.base) :].strip())
    return ""


def _followers(plain: str, names: list[Name]) -> list[Name | None]:
    """For each name the next one of the same chain of posts that settles its place: two steps at most."""
    out: list[Name | None] = []
    for at, _name in enumerate(names):
        found = None
        for step in (1, 2, 3):
            if at + step >= len(names) or not CHAIN.fullmatch(plain, names[at + step - 1].end, names[at + step].start):
                break
            candidate = names[at + step]
            if not candidate.short or (candidate.local and len(candidate.full) > len(candidate.base) > 0):
                found = candidate
                break
        out.append(found)
    return out


# "Tại Gia Lai, ông A được bầu giữ chức Bí thư Tỉnh ủy": the place of the sentence is that of the committees it names without one.
AT = Rare(
    rf"(?:(?<=\n)|(?<=[.;] ))(?:Tại|Ở) (?:tỉnh |thành phố |TP\.? )?(?P<name>{lexicon.either(lexicon.words('places', 'provinces'))})(?=,\s)"
)


LOOSE = ("ngành", "đảng ủy", "đảng bộ", "đảng đoàn", "ban cán sự đảng", "sở", "trường")  # a head alone that names nobody
SHORTENED = ("tiểu ban", "tổ giúp việc", "ban chỉ đạo")


def settle(notebook: Notebook, names: list[Name], general: bool = False) -> list[Hit]:
    """Give every name its body and note the mention; a ``general`` text names no body by ``Tỉnh ủy`` alone."""
    settling = Settling(notebook, general)
    _prepare(names, settling)
    hits = []
    full = {n.head for n in names if not n.short}
    at = list(AT.finditer(notebook.text.plain))
    for name, following in zip(names, _followers(notebook.text.plain, names), strict=True):
        while at and at[0].start() < name.start:
            place = at.pop(0)["name"]
            settling.recent["thành phố" if place in lexicon.section("places")["cities"] else "tỉnh"] = place
        if name.short and name.head in LOOSE and name.head not in full and not following:
            school = (
                next((n.full[n.full.index(" Trường ") + 1 :] for n in names if " Trường " in n.full), "") if name.head == "trường" else ""
            )
            if not school:
                continue
            name.full = school
        if general and name.short and not name.local and name.head not in full:
            continue
        if general and name.local and name.base and len(name.full) == len(name.base) and not (settling.home or settling.first):
            continue
        id_ = settling.one(name, following)
        if name.head in SHORTENED and not name.short:
            id_ = _shortened(notebook, settling, name, id_)
        hits.append(notebook.hit(id_, name.start, name.end))
    return hits


def as_written(notebook: Notebook) -> None:
    """A body goes by the longest form that its text writes: ``Ban Bí thư Trung ương Đảng``; a short one stays short."""
    longest: dict[str, str] = {}
    for h in notebook.of("B"):
        surface = notebook.text.plain[h.start : h.end]
        if len(surface) > len(longest.get(h.id, "")) and not surface.isupper():
            longest[h.id] = surface
    for id_, surface in longest.items():
        body = notebook.body(id_)
        if body.name == "Ban Bí thư" and len(surface) > 12:
            body.name = "Ban Bí thư Trung ương Đảng"
        elif body.name.startswith("Trung ương Đoàn") and len(surface) < 18:
            body.name = "Trung ương Đoàn"
        elif body.name.endswith("Mặt trận Tổ quốc Việt Nam") and surface.casefold().startswith(("mặt trận", "mttq")):
            body.name = "Mặt trận Tổ quốc Việt Nam"


def _shortened(notebook: Notebook, settling: Settling, name: Name, id_: str) -> str:
    """``Tiểu ban Điều lệ Đảng`` is ``Tiểu ban Điều lệ Đảng Đại hội XIV`` of the same text: its words are among the other's."""
    words = set(key(notebook.body(id_).name).split())
    for other in list(settling.by_head.get(name.head, [])):
        more = set(key(notebook.body(other).name).split())
        if other != id_ and (words < more or more < words) and min(len(words), len(more)) > len(name.head.split()):
            keep, gone = (other, id_) if len(more) >= len(words) else (id_, other)
            notebook.merge(keep, gone)
            settling.by_key = {k: keep if v == gone else v for k, v in settling.by_key.items()}
            settling.by_head[name.head] = [i for i in settling.by_head[name.head] if i != gone]
            settling._recent(name.head, keep)
            return keep
    return id_
