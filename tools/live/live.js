// Makes the code of a page editable and runs it, with Python in a worker. Nothing is loaded before the first click.
const { cells, wheels } = JSON.parse(document.getElementById("live-cells").textContent);
const here = import.meta.url;
const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

let worker = null, waiting = new Map(), last = Promise.resolve(), done = new Set(), asked = 0;
let era = 0, running = null;  // every stop begins a new era; what was asked for in an older one is dropped
const note = (cell, text) => { if (cell?.note) cell.note.textContent = text; };

function python(source) {
  if (!worker) {
    worker = new Worker(new URL("worker.js", here), { type: "module" });
    worker.onmessage = ({ data: { id, outputs } }) => { waiting.get(id)(outputs); waiting.delete(id); };
    worker.onerror = e => { for (const answer of waiting.values()) answer([["error", "Python could not be loaded: " + e.message]]); waiting.clear(); };
  }
  return new Promise(answer => {
    waiting.set(++asked, answer);
    worker.postMessage({ id: asked, source, wheels });
  });
}

function stop() {
  worker?.terminate();
  worker = null; done = new Set(); waiting = new Map(); last = Promise.resolve(); era++;
  for (const cell of cells) { cell.box?.classList.remove("live-busy"); if (cell.note?.textContent.endsWith("…")) note(cell, ""); }
  note(running, "stopped; all names are gone, run from the top again");
  running = null;
}

function shown([kind, text]) {
  const box = make("div", { className: "cell-output live-output" + (kind === "error" ? " live-error" : "") });
  if (kind === "html") {
    box.innerHTML = text;
    for (const old of box.querySelectorAll("script")) {  // scripts set by innerHTML do not run
      const fresh = make("script", { textContent: old.textContent });
      if (old.type) fresh.type = old.type;
      old.replaceWith(fresh);
    }
  } else box.append(make("pre", {}, make("code", { textContent: text.replace(/\n$/, "") })));
  return box;
}

// One cell after the other, in the order of the clicks. A hidden cell, an import, speaks through the one that was clicked.
function run(cell, clicked = cell) {
  if (cell.fixed) return Promise.resolve(true);
  const born = era;
  note(clicked, worker ? "waiting …" : "loading Python, once, 6 MB …");
  return last = last.then(async () => {
    if (born !== era) return false;
    running = cell.box ? cell : clicked;
    note(running, worker ? "running …" : "loading Python, once, 6 MB …");
    running.box.classList.add("live-busy");
    const outputs = await python(cell.code ? cell.code.textContent : cell.source);
    if (born !== era) return false;
    running.box.classList.remove("live-busy");
    running = null;
    const failed = outputs.some(([kind]) => kind === "error");
    if (!failed) done.add(cell);
    if (!cell.box && failed) clicked.bar.before(...outputs.map(shown));
    if (cell.box) {
      for (const old of cell.box.querySelectorAll(".cell-output")) old.classList.contains("live-output") ? old.remove() : old.hidden = true;
      cell.bar.before(...outputs.map(shown));
      const missing = failed && cells.slice(0, cells.indexOf(cell)).some(c => !c.fixed && !done.has(c));
      note(cell, !failed ? "ran" : missing ? "Cells further up have not run yet: try “run to here”." : "");
    }
    return !failed;
  });
}

async function runTo(cell) {
  const born = era;
  for (const c of cells.slice(0, cells.indexOf(cell) + 1)) {
    if (born !== era) return;
    if ((c === cell || !done.has(c)) && !await run(c, cell)) return c === cell || note(cell, "");
  }
}

// The first cells of a page are often hidden imports: they come along.
async function runOne(cell) {
  const born = era;
  for (const c of cells.slice(0, cells.indexOf(cell))) if (!c.at && !done.has(c) && !await run(c, cell)) return;
  return born === era && run(cell);
}

function reset(cell) {
  cell.code.innerHTML = cell.original;
  for (const old of cell.box.querySelectorAll(".cell-output")) old.classList.contains("live-output") ? old.remove() : old.hidden = false;
  note(cell, "");
}

const button = (text, title, onclick) => make("button", { type: "button", textContent: text, title, onclick });

for (const cell of cells.filter(c => c.at)) {
  cell.box = document.getElementById(cell.at);
  cell.code = cell.box.querySelector("pre.sourceCode code");
  cell.note = make("span", { className: "live-note" });
  cell.note.setAttribute("role", "status");
  cell.bar = make("div", { className: "live-bar" });
  if (cell.fixed) {
    cell.bar.append(make("span", { className: "live-note", textContent: "stored output; this cell needs " + cell.fixed }));
    cell.box.append(cell.bar);
    continue;
  }
  cell.original = cell.code.innerHTML;
  cell.code.contentEditable = "plaintext-only";
  cell.code.spellcheck = false;
  cell.code.setAttribute("role", "textbox");
  cell.code.setAttribute("aria-multiline", "true");
  cell.code.setAttribute("aria-label", "Python code; Shift and Enter runs it");
  cell.code.oninput = () => done.delete(cell);  // changed, so it has not run
  cell.code.onkeydown = e => { if (e.key === "Enter" && e.shiftKey) { e.preventDefault(); runOne(cell); } };
  cell.bar.append(button("run", "Run this cell (Shift+Enter)", () => runOne(cell)),
                  button("run to here", "Run what has not run yet above, then this cell", () => runTo(cell)), cell.note);
  (cell.box.querySelector("details:not([open])") ?? cell.box).append(cell.bar);  // with a folded solution, inside of the fold
}

const runnable = cells.filter(c => c.at && !c.fixed);
const top = make("div", { className: "live-bar live-top" }, "The code on this page can be changed and run. ",
  button("run all", "Run every cell of this page", () => runTo(runnable.at(-1))),
  button("stop", "Stop Python, and forget all names", stop),
  button("reset", "Stop, and put all code and outputs back as they were", () => { stop(); runnable.forEach(reset); }));
document.getElementById("title-block-header")?.after(top);
