"""Which lane a node stands in: the level of the body that issued it. Owns the order of the lanes.

Refuses to guess who signed: ``TW`` alone never tells the issuer, so a TW document without one stands with the Central Committee,
in whose series it is numbered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

Tier = Literal["central", "politburo", "party", "state", "local", "other"]
TIERS: tuple[Tier, ...] = ("central", "politburo", "party", "state", "local", "other")

# Slugs of bodies, first match wins: Quân ủy Trung ương is no quận ủy, Bộ Chính trị is no ministry.
_BODIES: tuple[tuple[Tier, str], ...] = (
    ("central", r"(dai-hoi|ban-chap-hanh-trung-uong|bch-tw|dang-cong-san|hoi-nghi-trung-uong|hoi-nghi-tw)"),
    ("politburo", r"(bo-chinh-tri|ban-bi-thu|thuong-truc-ban-bi-thu)"),
    ("party", r"(quan-uy-trung-uong|dang-uy-(cong-an-trung-uong|quan-su-trung-uong))"),
    (
        "local",
        r".*\b((tinh|thanh|huyen|quan|thi)-uy|chi-bo|dang-uy-(xa|phuong|thi-tran|co-so|ubnd)|(uy-ban|hoi-dong)-nhan-dan)\b",
    ),
    ("local", r"(?!.*trung-uong).*\b(tinh|huyen|xa)$"),
    ("party", r"(ban|bcd|tieu-ban|to|dang-uy|dang-doan|van-phong-trung-uong|hoi-dong-ly-luan|hoc-vien-chinh-tri|tap-chi-cong-san)\b.*"),
    ("party", r"(bao-nhan-dan|nxb-chinh-tri|uy-ban-kiem-tra|.*-trung-uong\b|vu-)"),
    ("state", r"(quoc-hoi|uy-ban-thuong-vu|chu-tich-nuoc|chinh-phu|thu-tuong|bo|van-phong-(quoc-hoi|chinh-phu)|thanh-tra)\b"),
    ("state", r"(kiem-toan|toa-an|vien-kiem-sat)"),
)
# Organ codes of symbols. They are case-sensitive: ThU is a thị ủy, TH none.
_ORGANS: tuple[tuple[Tier, str], ...] = (
    ("central", r"TW|TƯ|ĐH\w*"),
    ("party", r"\w+(TW|TƯ)|BCĐ\w*|TB\w+|ĐU\w+|BCSĐ|ĐĐ"),
    ("local", r"\w*TU|HU|QU|ThU|ĐU|CB|TVĐU|UBND\w*|HĐND\w*"),
    ("state", r"CP|TTg|QH\d*|UBTVQH\d*|CTN|VPQH|VPCP|TTCP|KTNN|TANDTC|VKSN?D?TC|B[A-ZĐ]{2,6}"),
)
_STATE_TYPE = re.compile(r"(?:NĐ|NQ|QĐ|CT|TT|TTr|KH|CĐ|L|PL|LCT)-(.+)")


def tier(node: Mapping[str, Any]) -> Tier:
    """The lane of a node in its JSON form, by issuer, else by the organ code of its symbol.

    >>> tier({"kind": "document", "symbol": "29-QĐ/TW", "issuer": {"id": "bo-chinh-tri", "label": "Bộ Chính trị"}})
    'politburo'
    >>> tier({"kind": "document", "symbol": "30/2020/NĐ-CP", "issuer": None})
    'state'
    """
    if node.get("kind") in ("body", "event"):
        return _of_body(str(node.get("id", "")))
    issuer = node.get("issuer")
    found: Tier = _of_body(str(issuer.get("id") or "")) if issuer else "other"
    return found if found != "other" else _of_symbol(str(node.get("symbol") or ""))


def _of_body(slug: str) -> Tier:
    name = slug.partition("@")[0]
    return next((level for level, pattern in _BODIES if re.match(pattern, name)), "other")


def _of_symbol(symbol: str) -> Tier:
    organ = symbol.rpartition("/")[2] if "/" in symbol else ""
    state = _STATE_TYPE.fullmatch(organ)
    organ = state[1] if state else organ
    return next((level for level, pattern in _ORGANS if re.fullmatch(pattern, organ)), "other")
