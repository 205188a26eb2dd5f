"""The answers of the asking commands as plain lines for a terminal. Owns their layout; asks no store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vanmach.api.language import current as language
from vanmach.api.language import say
from vanmach.api.render import STATUS, day, node_line, proof
from vanmach.graph import ontology

JSON = dict[str, Any]
CUT = ("Đã cắt bớt: còn nữa ngoài giới hạn (--limit).", "Cut: there is more beyond --limit.")


def _status(answer: JSON) -> str:
    return say(*STATUS[answer["status"]]) if answer["status"] else say("không phải văn bản", "no document")


def _cut(answer: JSON) -> Iterator[str]:
    if answer["truncated"]:
        yield say(*CUT)


def _evidence(found: list[JSON]) -> str:
    return proof({"evidence": found})


def status(answer: JSON) -> Iterator[str]:
    """A status with its reason and words."""
    since = say(f" từ {day(answer['since'])}", f" since {day(answer['since'])}") if answer["since"] else ""
    yield f"{answer['id']} · {day(answer['on'])}: {_status(answer)}{since}"
    if answer["basis"] == "catalogue":
        yield "  " + say("theo danh mục, không rõ bởi văn bản nào", "by the catalogue; by what is not known")
    for item in answer["by"]:
        yield f"  {ontology.relation(item['relation']).label(language(), reverse=True)} {node_line(item['node'])}"
        yield f"      {_evidence(item['evidence'])}"


def current(answer: JSON) -> Iterator[str]:
    """What stands in a document's place, with the steps to it."""
    nodes = {n["id"]: n for n in answer["nodes"]}
    if not answer["current"]:
        yield say("Không còn gì thay chỗ nó.", "Nothing stands in its place any more.")
    yield from (node_line(nodes[i]) for i in answer["current"])
    if answer["current"] == [answer["id"]]:
        yield say("  chưa có gì thay thế", "  nothing has replaced it")
    for edge in answer["edges"]:
        relation = ontology.relation(edge["type"])
        yield f"  {day(edge['valid_from'])}  {nodes[edge['from']]['label']} {relation.label(language())} {nodes[edge['to']]['label']}"
        yield f"      {proof(edge)}"


def impact(answer: JSON) -> Iterator[str]:
    """What rests on a document, counted by body and kind, then what would lose its ground."""
    nodes = {n["id"]: n for n in answer["nodes"]}
    yield node_line(nodes[answer["root"]])
    count = len(nodes) - 1
    yield say(f"{count} văn bản và việc dựa vào nó", f"{count} rest on it")
    for row in answer["by_body"]:
        body = row["body"]["label"] if row["body"] else say("không rõ cơ quan", "issuer unknown")
        kinds = ", ".join(
            f"{ontology.doc_kinds()[k].vi if language() == 'vi' else ontology.doc_kinds()[k].en} {n}" for k, n in row["kinds"].items()
        )
        yield f"  {body}: {kinds}"
    if answer["loses_ground"]:
        yield say("Mất căn cứ nếu nó hết hiệu lực:", "Would lose their ground if it ended:")
        yield from (f"  {node_line(nodes[i])}" for i in answer["loses_ground"])
    yield from _cut(answer)


WHAT = {
    "issued": ("ban hành", "issued"),
    "in_force": ("có hiệu lực", "in force"),
    "begins": ("bắt đầu", "begins"),
    "ends": ("kết thúc", "ends"),
    "takes_place": ("diễn ra", "takes place"),
}


def timeline(answer: JSON) -> Iterator[str]:
    """Dated facts, one a line, oldest first."""
    if not answer["entries"]:
        yield say("Không có gì có ngày.", "Nothing dated.")
    for entry in answer["entries"]:
        edge, node = entry["edge"], entry["node"]
        if edge is None:
            words = say(*WHAT[entry["what"]])
        else:
            words = ontology.relation(edge["type"]).label(language(), reverse=edge["from"] == node["id"] and edge["type"] != "holds")
            words += f" ({say(*WHAT[entry['what']])})" if entry["what"] in WHAT else ""
        yield f"{day(entry['date']):>10}  {words}: {node_line(node)}"
    yield from _cut(answer)


def path(answer: JSON) -> Iterator[str]:
    """Paths as sentences, each step with its proof."""
    if not answer["paths"]:
        yield (
            say(
                "Bỏ dở việc tìm: đồ thị quá rộng quanh hai đầu; thử --documents.", "Gave up: too much around the two ends; try --documents."
            )
            if answer["truncated"]
            else say("Không có đường nào trong số bước đó.", "No path within so many steps.")
        )
    for number, found in enumerate(answer["paths"], 1):
        yield f"{number}. {found['sentence'][language()]}"
        yield from (f"      {proof(edge)}" for edge in found["edges"])


def gaps(answer: JSON) -> Iterator[str]:
    """A document a line: who carried it out and after how long; then who is not known to have."""
    bodies = {b["id"]: b["label"] for b in answer["bodies"]}
    cells: dict[str, list[JSON]] = {}
    for cell in answer["cells"]:
        cells.setdefault(cell["document"], []).append(cell)
    if not answer["documents"]:
        yield say("Không có văn bản nào như thế.", "There is no such document.")
    for document in answer["documents"]:
        yield node_line(document)
        found = cells.get(document["id"], [])
        for cell in (c for c in found if c["by"]):
            lag = "" if cell["lag_days"] is None else say(f", sau {cell['lag_days']} ngày", f", after {cell['lag_days']} days")
            by = "" if cell["by"] == cell["body"] else f" ({cell['by']})"
            yield f"  ✓ {bodies[cell['body']]}{by}{lag}"
        missing = sum(1 for c in found if not c["by"])
        if missing:
            yield say(f"  – chưa thấy gì ở {missing} cơ quan khác", f"  – nothing known of {missing} other bodies")
        elif not found:
            yield say("  – chưa thấy ai triển khai", "  – nobody is known to have carried it out")
    yield from _cut(answer)


def compare(answer: JSON) -> Iterator[str]:
    """What was added, ended and changed between two days."""
    heads = {"added": say("Thêm", "Added"), "ended": say("Hết hiệu lực", "Ended"), "changed": say("Thay đổi", "Changed")}
    yield f"{day(answer['from'])} → {day(answer['to'])}"
    for name, head in heads.items():
        yield f"{head} ({len(answer[name])})"
        for item in answer[name]:
            if name == "added":
                yield f"  + {node_line(item)}"
                continue
            yield f"  {day(item['since'])}  {node_line(item['node'])}"
            yield from (f"      {e['from']} {ontology.relation(e['type']).label(language())}: {proof(e)}" for e in item["by"])
    yield from _cut(answer)


def people(answer: JSON) -> Iterator[str]:
    """Posts and signatures."""
    if not answer["posts"] and not answer["signed"]:
        yield say("Không có ai.", "Nobody.")
    for post in answer["posts"]:
        time = (
            f"{day(post['start'])} – {day(post['end']) if post['end'] else ''}"
            if post["start"] or post["end"]
            else say("không rõ thời gian", "time unknown")
        )
        former = say("nguyên ", "former ") if post["former"] else ""
        doubt = "" if post["certain"] else " ?"
        yield f"{post['person']['label']} · {former}{post['position'] or '?'} · {post['body']['label']} · {time}{doubt}"
        yield f"      {proof(post['edge'])}"
    for item in answer["signed"]:
        yield f"{item['person']['label']} {say('ký', 'signed')} {node_line(item['document'])}"
        yield f"      {proof(item['edge'])}"
    yield from _cut(answer)


def authority(answer: JSON) -> Iterator[str]:
    """Documents changed by a body that may not."""
    if not answer["findings"]:
        yield say("Không thấy trường hợp nào.", "None found.")
    for item in answer["findings"]:
        yield f"{node_line(item['document'])}"
        words = ontology.relation(item["edge"]["type"]).label(language(), reverse=True)
        issuer = item["issuer"]["label"]
        yield f"  {words} {item['by']['label']} ({item['actor']['label']}); " + say(f"do {issuer} ban hành", f"issued by {issuer}")
        yield f"      {proof(item['edge'])}"
    yield from _cut(answer)


TRUTHS = {
    "authority": ("cơ quan không có thẩm quyền", "a body that may not"),
    "backwards": ("văn bản bị thay thế có ngày sau văn bản thay thế nó", "ended by a document of an earlier day"),
    "post_ends_before_it_begins": ("thôi chức vụ trước khi nhận", "a post that ends before it begins"),
    "number_order": ("số sau mà ngày trước", "a higher number with an earlier day"),
}


def truths(answer: JSON) -> Iterator[str]:
    """What cannot be right, each with the nodes it concerns and its proof."""
    if not answer["findings"]:
        yield say("Không thấy trường hợp nào.", "None found.")
    for item in answer["findings"]:
        yield say(*TRUTHS[item["truth"]])
        yield from (f"  {node_line(node)}" for node in item["nodes"])
        if item["edge"]:
            yield f"      {proof(item['edge'])}"
    yield from _cut(answer)


def rank(answer: JSON) -> Iterator[str]:
    """Scores, highest first."""
    yield from (f"{hit['score']:.6f}  {node_line(hit['node'])}" for hit in answer["hits"])


def resolved(answer: JSON) -> Iterator[str]:
    """Citations with their ids."""
    for item in answer["citations"]:
        if item["id"]:
            yield f"{item['citation']}\t{item['id']}\t{item['node']['label']}"
        else:
            may = ", ".join(c["id"] for c in item["candidates"])
            words = say(f"có thể là {may}", f"may be {may}") if may else say("không có trong kho", "not in the store")
            yield f"{item['citation']}\t?\t{words}"


SIGNS = {"added": "+", "changed": "~", "ended": "−"}


def changes(answer: JSON) -> Iterator[str]:
    """A change a line, with what proves or proved it and what it came of."""
    if not answer["changes"]:
        yield say("Không có gì mới.", "Nothing new.")
    for item in answer["changes"]:
        yield f"{item['at'][:19]}  {SIGNS[item['change']]} {item['sentence'][language()]}  <{item['id']}>"
        if item["before"]:
            yield f"      {say('trước đó', 'before')}: " + ", ".join(f"{k} = {v}" for k, v in item["before"].items())
        if item["what"] == "edge" and item["evidence"]:
            yield f"      {_evidence(item['evidence'])}"
    if answer["next"]:
        yield say(f"Còn nữa: --cursor '{answer['next']}'", f"There is more: --cursor '{answer['next']}'")


FAULTS = {
    "unknown": ("không có trong kho", "not in the store"),
    "wrong_date": ("sai ngày", "wrong date"),
    "wrong_issuer": ("sai cơ quan ban hành", "wrong issuer"),
    "wrong_type": ("sai loại văn bản", "wrong type"),
    "ended": ("đã hết hiệu lực", "ended"),
    "missing_term": ("thiếu ngày hoặc khóa", "term or day missing"),
}


def lint(answer: JSON, name: str) -> Iterator[str]:
    """Faults as compilers print them: file, line, column, what is wrong, what proves it and what to write in its place."""
    for item in answer["findings"]:
        words = " ".join(item["text"].split())
        yield f"{name}:{item['line']}:{item['column']}: {say(*FAULTS[item['fault']])}: {words}"
        yield f"      {item['message'][language()]}"
        yield from (f"      {_evidence(by['evidence'])}" for by in item["by"])
        if item["evidence"]:
            yield f"      {_evidence(item['evidence'])}"
        if item["proposed"]:
            yield f"    → {' '.join(item['proposed'].split())}"
        if item["also_at"]:
            lines = ", ".join(str(place["line"]) for place in item["also_at"])
            yield "      " + say(f"cũng ở dòng {lines}", f"also in line {lines}")
    found, checked, on = len(answer["findings"]), answer["checked"], day(answer["on"])
    yield say(f"{found} lỗi trong {checked} viện dẫn, tính đến {on}", f"{found} findings in {checked} citations, as of {on}")


def sources(answer: JSON) -> Iterator[str]:
    """A source a line: its day, title, publisher and where it is from."""
    if not answer["sources"]:
        yield say("Kho chưa có nguồn nào.", "The store holds no source yet.")
    for source in answer["sources"]:
        words = [day(source["published"]) if source["published"] else "", source["title"], source["publisher"], source["uri"]]
        yield f"{' · '.join(w for w in words if w)}  <{source['id']}>"
    if answer["next"]:
        yield say(f"Còn nữa: --cursor {answer['next']}", f"There is more: --cursor {answer['next']}")
