"""Answers as plain lines for a terminal. Owns their layout; asks no store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vanmach.api.language import current, say
from vanmach.graph import ontology

JSON = dict[str, Any]


def day(date: str | None) -> str:
    """A date as Vietnamese texts write it.

    >>> day("2024-06-14"), day("2016-03"), day(None)
    ('14-6-2024', '3-2016', '?')
    """
    if not date:
        return "?"
    return "-".join(part.lstrip("0") or "0" for part in reversed(date.split("-")))


def node_line(node: JSON) -> str:
    """One node: label, date, title, status."""
    parts = [node["label"]]
    if node["kind"] in ("document", "event") and node["date"]:
        parts.append(day(node["date"]))
    if node["title"] and node["symbol"]:
        parts.append(node["title"])
    line = " · ".join(parts)
    if node.get("status") not in (None, "unknown"):
        line += f" [{status(node)}]"
    if not node["resolved"]:
        line += " " + say("(? chưa định danh)", "(? unresolved)")
    elif not node["verified"]:
        line += " " + say("(? chưa kiểm chứng)", "(? unverified)")
    return f"{line}  <{node['id']}>"


STATUS = {
    "in_force": ("còn hiệu lực", "in force"),
    "amended": ("đã được sửa đổi", "amended"),
    "superseded": ("✕ đã được thay thế", "✕ superseded"),
    "repealed": ("✕ đã bị bãi bỏ", "✕ repealed"),
    "expired": ("✕ hết hiệu lực", "✕ expired"),
    "not_yet": ("chưa có hiệu lực", "not yet in force"),
    "unknown": ("chưa rõ", "unknown"),
}


def status(node: JSON) -> str:
    """The status in words, with its day where it has ended or changed."""
    words = say(*STATUS[node["status"]])
    if node["status_basis"] == "catalogue":
        return words + say(", theo danh mục", ", by the catalogue")
    if node["status_basis"] == "unverified":
        words += " ?"
    dated = node["status_since"] and node["status"] in ("superseded", "repealed", "amended")
    return f"{words} {day(node['status_since'])}" if dated else words


def proof(edge: JSON) -> str:
    """What stands behind an edge, strongest first: a quote, a sourced record, or only a recalled one."""
    quotes = [e for e in edge["evidence"] if e["type"] == "quote"]
    if quotes:
        words = " ".join(quotes[0]["quote"].split())
        return f"“{words if len(words) <= 160 else words[:157] + '…'}” — {quotes[0]['source_title'] or quotes[0]['source']}"
    record = min(edge["evidence"], key=lambda e: {"source": 0, "mixed": 1}.get(e["known_by"], 2))
    where = f"{record['table']}.csv: {record['row']}"
    if record["known_by"] == "source":
        return say("bản ghi có nguồn", "sourced record") + f" ({record['url'] or where})"
    if record["known_by"] == "mixed":
        return say("? một phần theo trí nhớ, chưa kiểm chứng", "? partly recalled, unverified") + f" ({where})"
    return say("? chỉ theo trí nhớ, chưa kiểm chứng", "? recalled only, unverified") + f" ({where})"


def lineage_tree(answer: JSON) -> Iterator[str]:
    """A lineage as a tree: what the root rests on or replaces, then what rests on it or replaces it; each step with its proof."""
    nodes = {n["id"]: n for n in answer["nodes"]}
    root = answer["root"]
    yield node_line(nodes[root])
    for end, other, title in (
        ("from", "to", say("Dựa vào, nối tiếp từ", "Rests on, follows")),
        ("to", "from", say("Được tiếp nối, triển khai bởi", "Is followed, carried out by")),
    ):
        at: dict[str, list[JSON]] = defaultdict(list)
        for edge in answer["edges"]:
            at[edge[end]].append(edge)
        if at[root]:
            yield ""
            yield f"{title}:"
            yield from _branches(root, at, other, nodes, {root}, "")
    hidden: dict[str, int] = defaultdict(int)
    for node in answer["nodes"]:
        for relation, count in node["hidden"].items():
            hidden[relation] += count
    if hidden:
        yield ""
        shown = ", ".join(f"{ontology.relation(r).label(current())} {n}" for r, n in sorted(hidden.items()))
        yield say(f"Ở các văn bản này còn quan hệ không hiện: {shown}", f"Not shown at these documents: {shown}")
    if answer["truncated"]:
        yield say("Đã cắt bớt: còn văn bản ngoài giới hạn (--depth, --limit).", "Cut: there is more beyond --depth or --limit.")


def _branches(id_: str, at: Mapping[str, list[JSON]], other: str, nodes: Mapping[str, JSON], seen: set[str], indent: str) -> Iterator[str]:
    edges = sorted(at.get(id_, ()), key=lambda e: (nodes[e[other]]["date"] or "9999", e["type"], e["id"]), reverse=other == "to")
    for i, edge in enumerate(edges):
        last = i == len(edges) - 1
        relation = ontology.relation(edge["type"])
        words = relation.label(current(), reverse=other == "from")
        planned = say(" (dự kiến)", " (planned)") if edge["modality"] == "planned" else ""
        yield f"{indent}{'└─' if last else '├─'} {relation.glyph} {words}{planned}: {node_line(nodes[edge[other]])}"
        below = indent + ("   " if last else "│  ")
        yield f"{below}{'│' if at.get(edge[other]) and edge[other] not in seen else ' '}    {proof(edge)}"
        if edge[other] in seen:
            continue
        seen.add(edge[other])
        yield from _branches(edge[other], at, other, nodes, seen, below)


def shown(answer: JSON) -> Iterator[str]:
    """One node with its properties and its relations both ways."""
    yield node_line(answer)
    for item in answer["properties"]:
        also = "".join(f"; {say('cũng có nơi ghi', 'also stated')} {a['value']}" for a in item["also_stated"])
        yield f"  {item['name']}: {item['value']}{also}"
    groups: dict[tuple[str, bool], list[JSON]] = defaultdict(list)
    for relation in answer["relations"]:
        groups[relation["edge"]["type"], relation["edge"]["from"] != answer["id"]].append(relation)
    for (type_, reverse), found in groups.items():
        yield ""
        yield f"{ontology.relation(type_).glyph} {ontology.relation(type_).label(current(), reverse)} ({len(found)})"
        for relation in found:
            position = relation["edge"]["props"].get("position")
            yield f"  - {position + ' · ' if position else ''}{node_line(relation['other'])}"
            yield f"      {proof(relation['edge'])}"


def hits(answer: JSON) -> Iterator[str]:
    """Search hits, best first."""
    if not answer["hits"]:
        yield say(f"Không thấy gì cho {answer['query']!r}.", f"Nothing found for {answer['query']!r}.")
    for hit in answer["hits"]:
        yield f"{hit['score']:.2f}  {node_line(hit['node'])}"


def pairs(rows: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Names and numbers in two columns."""
    rows = list(rows)
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        yield f"{name:{width}}  {value}"
