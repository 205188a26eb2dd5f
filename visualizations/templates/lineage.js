// The page's own script: draws the cards on vis-network's canvas and ties picture, tables and evidence together.
// Text reaches the page as text nodes and canvas strings only.
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var box = document.getElementById("canvas");
  var panel = document.getElementById("panel");
  var live = document.getElementById("live");
  var root = document.documentElement;
  var layout = data.layout, W = data.network.card[0], H = data.network.card[1], ABOVE = 16; // for lines that arch over the uppermost cards
  var face = '"Be Vietnam Pro",system-ui,"Segoe UI","Noto Sans",sans-serif';
  var darkness = window.matchMedia("(prefers-color-scheme: dark)");
  var chosen = null, crowded = data.network.edges.length > 30, network = null, nodes = null, edges = null;
  var cards = new Map(data.network.nodes.map(function (node) { return [node.id, node]; }));
  root.classList.add("js");

  function shade() { return darkness.matches ? 1 : 0; }
  function theme() { return data.themes[shade()]; }

  function paragraphs(texts) {
    var holder = document.createElement("div");
    texts.filter(Boolean).forEach(function (text) {
      var p = document.createElement("p");
      p.appendChild(document.createTextNode(text));
      holder.appendChild(p);
    });
    return holder;
  }

  function cut(ctx, text, width) {
    if (ctx.measureText(text).width <= width) { return text; }
    var low = 0, high = Math.min(text.length, 200);
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (ctx.measureText(text.slice(0, middle) + "…").width <= width) { low = middle; } else { high = middle - 1; }
    }
    return text.slice(0, low) + "…";
  }

  function rounded(ctx, x, y, w, h, r) {
    ctx.beginPath();
    ctx.moveTo(x + r, y);
    ctx.arcTo(x + w, y, x + w, y + h, r);
    ctx.arcTo(x + w, y + h, x, y + h, r);
    ctx.arcTo(x, y + h, x, y, r);
    ctx.arcTo(x, y, x + w, y, r);
    ctx.closePath();
  }

  function drawCard(ctx, node, x, y, state) {
    var look = theme(), colours = look.colours, ink = look.tiers[node.card.tier][0], card = node.card;
    var left = x - W / 2, top = y - H / 2, room = W - 22 - (card.unsure ? 14 : 0);
    if (state.selected || state.hover) {
      rounded(ctx, left - 4, top - 4, W + 8, H + 8, 10);
      ctx.fillStyle = state.selected ? colours.focus : colours.rule;
      ctx.fill();
    }
    rounded(ctx, left, top, W, H, 6);
    ctx.fillStyle = colours.surface;
    ctx.fill();
    ctx.save();
    ctx.clip();
    ctx.fillStyle = ink;
    ctx.fillRect(left, top, card.root ? 8 : 4, H);
    ctx.restore();
    rounded(ctx, left, top, W, H, 6);
    ctx.lineWidth = card.root ? 2.5 : card.unsure ? 0.8 : 1.4;
    ctx.strokeStyle = ink;
    ctx.stroke();
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.direction = "ltr";
    ctx.font = "600 14px " + face;
    ctx.fillStyle = card.ended ? colours.muted : colours.ink;
    var text = cut(ctx, node.label, room);
    ctx.fillText(text, left + 14, top + 20);
    if (card.ended) {
      // In another colour than the letters: it would swallow the dash of a symbol.
      ctx.fillStyle = colours.accent;
      ctx.fillRect(left + 12, top + 15, ctx.measureText(text).width + 4, 1);
    }
    if (card.unsure) {
      ctx.fillStyle = ink;
      ctx.fillText("?", left + W - 16, top + 20);
    }
    ctx.font = "400 11.5px " + face;
    ctx.fillStyle = colours.muted;
    var second = card.ended ? card.date + "  ✕" + (card.endedOn ? " " + card.endedOn : "") : card.date + (card.kind ? " · " + card.kind : "");
    ctx.fillText(cut(ctx, second, W - 22 - (card.hidden ? 26 : 0)), left + 14, top + 37);
    if (card.hidden) {
      ctx.font = "600 11px " + face;
      ctx.textAlign = "right";
      ctx.fillStyle = ink;
      ctx.fillText("+" + card.hidden, left + W - 7, top + 37);
    }
  }

  // Lane bands and year lines lie under everything; their words keep to the edge of the view while it moves.
  function drawGround(ctx) {
    var look = theme(), scale = network.getScale();
    var from = network.DOMtoCanvas({ x: 0, y: 0 }), to = network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
    layout.lanes.forEach(function (lane, index) {
      var top = index ? lane.top : lane.top - ABOVE;
      ctx.fillStyle = look.tiers[lane.tier][1];
      ctx.fillRect(from.x, top, to.x - from.x, lane.bottom - top);
    });
    ctx.fillStyle = look.colours.grid;
    layout.years.forEach(function (year) { ctx.fillRect(year[1] - 0.5 / scale, from.y, 1 / scale, to.y - from.y); });
    if (layout.undated !== null) { ctx.fillRect(layout.undated - 1 / scale, from.y, 2 / scale, to.y - from.y); }
  }

  function drawWords(ctx) {
    var look = theme(), scale = network.getScale(), size = 11.5 / scale, last = -Infinity;
    var from = network.DOMtoCanvas({ x: 0, y: 0 }), to = network.DOMtoCanvas({ x: box.clientWidth, y: 26 }), y = (from.y + to.y) / 2;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.font = "600 " + size + "px " + face;
    layout.lanes.forEach(function (lane) {
      var at = Math.min(Math.max(lane.top + 15, to.y + 12 / scale), lane.bottom - 8), width = ctx.measureText(lane.label).width;
      if (at < to.y) { return; }
      ctx.fillStyle = look.tiers[lane.tier][1];
      ctx.fillRect(from.x, at - size * 0.8, width + 18 / scale, size * 1.6);
      ctx.fillStyle = look.tiers[lane.tier][0];
      ctx.fillText(lane.label, from.x + 10 / scale, at);
    });
    ctx.fillStyle = look.colours.surface;
    ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    ctx.font = "400 " + size + "px " + face;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    layout.years.concat(layout.undated === null ? [] : [[data.words.undated, layout.undated - W / 2 - 25]]).forEach(function (year) {
      var width = ctx.measureText(String(year[0])).width + 8 / scale;
      if (typeof year[0] === "number" && year[1] - width / 2 < last) { return; }
      if (typeof year[0] === "number") { last = year[1] + width / 2 + 4 / scale; }
      ctx.fillStyle = look.colours.muted;
      ctx.fillText(String(year[0]), year[1], y);
    });
  }

  function edgeLook(edge) {
    var tint = edge.tints[shade()], own = chosen === null || !crowded || edge.id === chosen || edge.from === chosen || edge.to === chosen;
    return {
      id: edge.id,
      color: { color: tint, highlight: tint, hover: tint, inherit: false, opacity: own ? 1 : 0.3 },
      font: { size: 11, face: "Be Vietnam Pro,system-ui,sans-serif", color: tint, background: theme().colours.surface, strokeWidth: 0, align: "horizontal" }
    };
  }

  function repaint() {
    if (network) { edges.update(data.network.edges.map(edgeLook)); network.redraw(); }
  }

  function view(fit) {
    var w = box.clientWidth, h = box.clientHeight, top = 30 + ABOVE;
    var scale = Math.min(w / (layout.right - layout.left), h / (layout.bottom + top + 8), 1.2);
    var x = (layout.left + layout.right) / 2, y = (layout.bottom - top) / 2, start = cards.get(data.root);
    if (!fit && scale < 0.68 && start) {
      // Too much to read at once: begin where the question began, and let the reader move.
      scale = 0.85;
      x = start.x; y = start.y;
      var halfW = w / scale / 2, halfH = h / scale / 2;
      if (layout.right - layout.left > 2 * halfW) { x = Math.min(Math.max(x, layout.left + halfW), layout.right - halfW); } else { x = (layout.left + layout.right) / 2; }
      if (layout.bottom + top > 2 * halfH) { y = Math.min(Math.max(y, halfH - top), layout.bottom - halfH); } else { y = (layout.bottom - top) / 2; }
    }
    network.moveTo({ position: { x: x, y: y }, scale: scale, animation: false });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(3, Math.max(0.1, network.getScale() * factor)), animation: false });
  }

  function each(selector, action) { Array.prototype.forEach.call(document.querySelectorAll(selector), action); }

  function choose(key, quiet) {
    chosen = key;
    root.classList.toggle("chosen", key !== null);
    each("#panel article", function (article) {
      var ends = (article.dataset.ends || "").split(" ");
      article.classList.toggle("on", article.dataset.key === key || ends.indexOf(key) >= 0);
    });
    each("#tables tr[data-key]", function (row) {
      var here = row.dataset.key === key, link = row.querySelector(".pick");
      row.classList.toggle("on", here);
      if (here) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
    if (network) {
      if (key === null) { network.unselectAll(); } else {
        network.setSelection({ nodes: cards.has(key) ? [key] : [], edges: cards.has(key) ? [] : [key] }, { highlightEdges: true });
      }
      if (crowded) { repaint(); }
    }
    var heading = key === null ? null : document.querySelector("#" + key + " h3");
    live.textContent = heading ? heading.textContent : "";
    panel.scrollTop = 0;
    if (key !== null && !quiet && panel.getBoundingClientRect().top > window.innerHeight - 120) { panel.scrollIntoView({ block: "nearest" }); }
  }

  function reveal(key) {
    var node = cards.get(key);
    if (!node || !network) { return; }
    var at = network.canvasToDOM({ x: node.x, y: node.y });
    if (at.x < 60 || at.y < 30 || at.x > box.clientWidth - 60 || at.y > box.clientHeight - 30) {
      network.moveTo({ position: { x: node.x, y: node.y }, animation: false });
    }
  }

  function step(dx, dy) {
    var from = cards.get(chosen) || cards.get(data.root) || data.network.nodes[0];
    if (!cards.has(chosen)) { return from && from.id; }
    var best = null, least = Infinity, tied = new Set();
    data.network.edges.forEach(function (edge) {
      if (edge.from === from.id) { tied.add(edge.to); }
      if (edge.to === from.id) { tied.add(edge.from); }
    });
    // Sideways the lines lead, where there is one; up and down, and otherwise, the nearest card.
    cards.forEach(function (node) {
      var along = dx ? (node.x - from.x) * dx : (node.y - from.y) * dy;
      var across = dx ? Math.abs(node.y - from.y) : Math.abs(node.x - from.x);
      var far = along + 2 * across + (dx && !tied.has(node.id) ? 1e6 : 0);
      if (node !== from && along > 4 && far < least) { least = far; best = node.id; }
    });
    return best;
  }

  function onKey(event) {
    var moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    var move = moves[event.key];
    if (move && !event.ctrlKey && !event.altKey && !event.metaKey) {
      var next = step(move[0], move[1]);
      if (next) { choose(next, true); reveal(next); }
      event.preventDefault();
    } else if (event.key === "Enter" && chosen !== null) {
      panel.focus();
      event.preventDefault();
    } else if (event.key === "Escape") { choose(null); }
  }

  function draw() {
    data.network.nodes.forEach(function (node) {
      node.ctxRenderer = function (given) {
        return {
          drawNode: function () { drawCard(given.ctx, node, given.x, given.y, given.state); },
          nodeDimensions: { width: W, height: H }
        };
      };
      node.title = paragraphs([node.label, node.card.title, node.card.date + (node.card.kind ? " · " + node.card.kind : ""),
        node.card.unsure ? "? " + data.words.unverified : "", node.card.hidden ? "+" + node.card.hidden + " " + data.words.hidden : ""]);
    });
    data.network.edges.forEach(function (edge) {
      edge.title = paragraphs(edge.says.concat([edge.unverified ? "? " + data.words.unverified : "", edge.planned ? "? " + data.words.planned : ""]));
    });
    nodes = new vis.DataSet(data.network.nodes);
    edges = new vis.DataSet(data.network.edges.map(function (edge) { return Object.assign({}, edge, edgeLook(edge)); }));
    network = new vis.Network(box, { nodes: nodes, edges: edges }, data.network.options);
    each("#canvas canvas", function (canvas) { canvas.setAttribute("aria-hidden", "true"); });
    each("#canvas .vis-network", function (frame) { frame.removeAttribute("tabindex"); });
    network.on("beforeDrawing", drawGround);
    network.on("afterDrawing", drawWords);
    network.on("click", function (event) { choose(event.nodes[0] || event.edges[0] || null); });
    // The wheel belongs to the page; with Ctrl, or a pinch, to the picture.
    box.addEventListener("wheel", function (event) { if (!event.ctrlKey) { event.stopImmediatePropagation(); } }, true);
    box.addEventListener("keydown", onKey);
    document.querySelector(".tools").hidden = false;
    document.getElementById("in").onclick = function () { zoom(1.25); };
    document.getElementById("out").onclick = function () { zoom(0.8); };
    document.getElementById("fit").onclick = function () { view(true); };
    document.getElementById("home").onclick = function () { if (data.root) { choose(data.root, true); } view(false); };
    var wanted = (layout.bottom + 38) * Math.min(1.2, Math.max(0.68, box.clientWidth / (layout.right - layout.left)));
    box.style.height = Math.round(Math.min(Math.max(240, wanted), Math.max(360, window.innerHeight * 0.66))) + "px";
    network.setSize("100%", "100%");
    network.redraw();
    view(false);
    // A phone's address bar changes the height while reading; only a new width asks for a new view.
    var width = box.clientWidth;
    window.addEventListener("resize", function () {
      if (box.clientWidth !== width) { width = box.clientWidth; view(false); }
    });
    if (document.fonts && document.fonts.load) {
      Promise.all([document.fonts.load("600 14px 'Be Vietnam Pro'", "Quyết"), document.fonts.load("400 12px 'Be Vietnam Pro'", "Quyết")]).then(function () { network.redraw(); });
    }
  }

  panel.addEventListener("keydown", function (event) { if (event.key === "Escape") { box.focus(); } });
  document.getElementById("tables").addEventListener("click", function (event) {
    var row = event.target.closest("tr[data-key]");
    if (!row) { return; }
    event.preventDefault();
    choose(row.dataset.key);
    reveal(row.dataset.key);
  });
  darkness.addEventListener("change", repaint);

  if (data.network.nodes.length) { draw(); } else { box.hidden = true; }
  if (data.root) { choose(data.root, true); }
  window.vanmach = { choose: choose, network: network, ready: true };
})();
