"""Holds in which lane bodies and symbols stand."""

from __future__ import annotations

import pytest

from vanmach.visualizations.tier import tier


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("dai-hoi-dai-bieu-toan-quoc", "central"),
        ("ban-chap-hanh-trung-uong", "central"),
        ("bo-chinh-tri", "politburo"),
        ("ban-bi-thu", "politburo"),
        ("ban-tuyen-giao-trung-uong@2026", "party"),
        ("quan-uy-trung-uong", "party"),
        ("dang-uy-chinh-phu", "party"),
        ("bcd-pctn", "party"),
        ("bo-noi-vu", "state"),
        ("thu-tuong-chinh-phu", "state"),
        ("tinh-uy-gia-lai@2025", "local"),
        ("thanh-uy-ha-noi", "local"),
        ("ban-to-chuc-tinh-uy", "local"),
        ("uy-ban-nhan-dan-tinh", "local"),
        ("hoi-nong-dan", "other"),
    ],
)
def test_bodies(issuer: str, expected: str) -> None:
    assert tier({"kind": "document", "symbol": None, "issuer": {"id": issuer, "label": ""}}) == expected
    assert tier({"kind": "body", "id": issuer}) == expected


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("35-CT/TW", "central"),  # TW alone never tells who signed: the series is the Central Committee's
        ("12-HD/BTCTW", "party"),
        ("57-TB/BCĐTW", "party"),
        ("30/2020/NĐ-CP", "state"),
        ("168/NQ-CP", "state"),
        ("80/2015/QH13", "state"),
        ("123-KH/TU", "local"),
        ("05-HD/BTCTU", "local"),
        ("07-NQ/ĐU", "local"),
        ("12-CV/HNDTWW", "other"),
        ("", "other"),
    ],
)
def test_symbols(symbol: str, expected: str) -> None:
    assert tier({"kind": "document", "symbol": symbol, "issuer": None}) == expected


def test_an_event_stands_with_its_body() -> None:
    assert tier({"kind": "event", "id": "dai-hoi-xiii"}) == "central"
    assert tier({"kind": "person", "id": "nguyen-van-a"}) == "other"
