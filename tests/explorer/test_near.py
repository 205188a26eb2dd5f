"""The neighbourhood: the same set as a net; a node once placed stays, it is walked by keys, and pressing does what it does elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import Open

NODES = """() => {
  const cy = document.querySelector('.net')?._cyreg?.cy;
  return cy ? Object.fromEntries(cy.nodes().map(n => [n.id(), [n.position('x'), n.position('y')]])) : {};
}"""
AT = """key => {
  const net = document.querySelector('.net');
  const box = net.getBoundingClientRect();
  const node = net._cyreg.cy.getElementById(key);
  const at = node.isNode() ? node.renderedPosition() : node.renderedMidpoint();
  return [box.left + at.x, box.top + at.y];
}"""


def nodes(tab: Page, count: int) -> dict[str, Any]:
    tab.wait_for_function(f"count => Object.keys(({NODES})()).length === count", arg=count)
    found: dict[str, Any] = tab.evaluate(NODES)
    return found


def press(tab: Page, key: str) -> None:
    tab.mouse.click(*tab.evaluate(AT, key))


def test_it_holds_the_same_and_moves_nothing(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii")
    tab.locator('[data-view="near"]').click()
    before = nodes(tab, 5)
    stack = next(key for key in before if key.startswith("+"))
    press(tab, stack)
    after = nodes(tab, 15)
    assert {key: at for key, at in before.items() if key != stack}.items() <= after.items()
    tab.locator("#undo").click()
    assert nodes(tab, 5).items() >= {key: at for key, at in before.items() if key != stack}.items()
    edge = tab.evaluate("document.querySelector('.net')._cyreg.cy.edges().filter(e => e.target().id() === '45-ct-tw.xiii').first().id()")
    tab.wait_for_timeout(300)
    press(tab, edge)
    expect(tab.locator(".panel .says")).to_contain_text("thay thế")


def test_no_node_covers_another(opened: Open) -> None:
    tab = opened(
        "/?view=near&id=35-ct-tw.xiii&open=%2Bimplements%2Cin%2Cplan%2Clocal%3A35-ct-tw.xiii&open=%2B%3A35-ct-tw.xii&open=%2B%3A45-ct-tw.xiii"
    )
    tab.wait_for_function(f"() => Object.keys(({NODES})()).length > 15")
    overlaps = """() => {
      const boxes = document.querySelector('.net')._cyreg.cy.nodes().map(n => n.boundingBox({includeLabels: false}));
      return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2)).length;
    }"""
    assert tab.evaluate(overlaps) == 0


def test_by_keyboard(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&view=near")
    nodes(tab, 5)
    tab.locator(".net").focus()
    expect(tab.locator("#net-reached")).to_contain_text("35-CT/TW, chỉ thị, 14/6/2024")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("#net-reached")).not_to_contain_text("14/6/2024, đã bị thay thế, văn bản gốc")
    tab.keyboard.press("Enter")
    expect(tab.locator(".panel")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(".net")).to_be_focused()
    for arrow in ("ArrowLeft", "ArrowUp", "ArrowLeft", "ArrowUp"):  # up and left, to the one before it
        if "30/5/2019" not in (tab.locator("#net-reached").text_content() or ""):
            tab.keyboard.press(arrow)
    expect(tab.locator("#net-reached")).to_contain_text("30/5/2019")
    tab.keyboard.press("e")
    expect(tab.locator(".menu button").first).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(".net")).to_be_focused()
    before = tab.evaluate("document.querySelector('.net')._cyreg.cy.zoom()")
    tab.keyboard.press("+")
    assert tab.evaluate("document.querySelector('.net')._cyreg.cy.zoom()") > before
    tab.get_by_role("button", name="Thu nhỏ").click()
    assert abs(tab.evaluate("document.querySelector('.net')._cyreg.cy.zoom()") - before) < 0.01
    tab.get_by_role("button", name="Phóng to").click()
    tab.get_by_role("button", name="Vừa khung").click()
    tab.mouse.click(700, 850)
    expect(tab.locator(".panel .legend")).to_be_visible()


def test_filters_and_colours_reach_it(opened: Open) -> None:
    tab = opened("/?id=35-ct-tw.xiii&view=near")
    nodes(tab, 5)
    tab.locator("summary", has_text="Quan hệ").click()
    tab.get_by_role("button", name="✕ thay thế").click()
    nodes(tab, 3)
    tab.locator("#theme").click()
    nodes(tab, 3)
    tab.wait_for_function("document.querySelector('.net')._cyreg.cy.nodes().first().style('background-color') === 'rgb(31,34,38)'")


CROSSING = """async () => {
  const cy = document.querySelector('.net')._cyreg.cy;
  const boxes = cy.nodes().map(n => ({id: n.id(), ...n.boundingBox({includeLabels: false, includeOverlays: false})}));
  const { curve } = await import('/explorer/routes.js');
  const inside = ({x, y}, box) => x > box.x1 + 2 && x < box.x2 - 2 && y > box.y1 + 2 && y < box.y2 - 2;
  const passes = edge => {
    const drawn = curve(edge.sourceEndpoint(), edge.controlPoints() ?? [], edge.targetEndpoint());
    const ends = [edge.source().id(), edge.target().id()];
    return boxes.some(box => !ends.includes(box.id) && drawn.some(point => inside(point, box)));
  };
  // The middle of a curve as it is thought to run is the middle that Cytoscape draws.
  const off = cy.edges('.bent').map(edge => {
    const drawn = curve(edge.sourceEndpoint(), edge.controlPoints(), edge.targetEndpoint());
    const middle = edge.midpoint();
    return Math.min(...drawn.map(({x, y}) => Math.hypot(x - middle.x, y - middle.y)));
  });
  return [cy.edges().length, cy.edges('.bent').length, cy.edges().filter(passes).length, Math.max(0, ...off)];
}"""


@pytest.mark.parametrize(
    ("path", "cards"),
    [
        ("/?view=near&id=35-ct-tw.xiii&open=%2Bimplements%2Cin%2Cplan%2Clocal%3A35-ct-tw.xiii&open=%2B%3A35-ct-tw.xii", 18),
        ("/?view=near&id=bo-chinh-tri", 21),
        ("/?view=near&id=bo-chinh-tri&open=%2Bissues%2Cout%2Cregulation%2Cpolitburo%3Abo-chinh-tri", 51),
        ("/?view=near&id=ban-bi-thu&depth=2", 36),
    ],
)
def test_lines_bend_around_cards(opened: Open, path: str, cards: int) -> None:
    tab = opened(path)
    tab.wait_for_function(f"cards => Object.keys(({NODES})()).length >= cards", arg=cards)
    lines, bent, crossing, off = tab.evaluate(CROSSING)
    assert crossing <= lines / 10
    assert 0 < bent < lines
    assert off < 25
