// Makes the code of a page editable and runs it, with Python in a worker. Nothing is loaded before the first click.
const { cells, wheels } = JSON.parse(document.getElementById("live-cells").textContent);
const here = import.meta.url;
const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

let worker = null, waiting = new Map(), last = Promise.resolve(), done = new Set(), asked = 0;

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
  worker = null; done = new Set();
  for (const answer of waiting.values()) answer([["error", "Stopped. All names are gone; run from the top again."]]);
  waiting.clear();
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

// One cell after the other, in the order of the clicks.
function run(cell) {
  return last = last.then(async () => {
    if (cell.fixed) return true;
    cell.note && (cell.note.textContent = worker ? "running …" : "loading Python, once, 6 MB …");
    cell.box?.classList.add("live-busy");
    const outputs = await python(cell.code ? cell.code.textContent : cell.source);
    cell.box?.classList.remove("live-busy");
    done.add(cell);
    const failed = outputs.some(([kind]) => kind === "error");
    if (cell.box) {
      for (const old of cell.box.querySelectorAll(".cell-output")) old.classList.contains("live-output") ? old.remove() : old.hidden = true;
      cell.bar.before(...outputs.map(shown));
      const missing = failed && cells.slice(0, cells.indexOf(cell)).some(c => !c.fixed && !done.has(c));
      cell.note.textContent = !failed ? "ran" : missing ? "Cells further up have not run yet: try “run to here”." : "";
    }
    return !failed;
  });
}

async function runTo(cell) {
  for (const c of cells.slice(0, cells.indexOf(cell) + 1)) if ((c === cell || !done.has(c)) && !await run(c)) return;
}

// The first cells of a page are often hidden imports: they come along.
async function runOne(cell) {
  for (const c of cells.slice(0, cells.indexOf(cell))) if (!c.at && !done.has(c)) await run(c);
  return run(cell);
}

function reset(cell) {
  cell.code.innerHTML = cell.original;
  for (const old of cell.box.querySelectorAll(".cell-output")) old.classList.contains("live-output") ? old.remove() : old.hidden = false;
  cell.note.textContent = "";
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
  cell.code.onkeydown = e => { if (e.key === "Enter" && e.shiftKey) { e.preventDefault(); runOne(cell); } };
  cell.bar.append(button("run", "Run this cell (Shift+Enter)", () => runOne(cell)),
                  button("run to here", "Run what has not run yet above, then this cell", () => runTo(cell)), cell.note);
  (cell.box.querySelector("details:not([open])") ?? cell.box).append(cell.bar);  // with a folded solution, inside of the fold
}

const runnable = cells.filter(c => c.at && !c.fixed);
const top = make("div", { className: "live-bar live-top" }, "The code on this page can be changed and run. ",
  button("run all", "Run every cell of this page", () => runTo(runnable.at(-1))),
  button("stop", "Stop Python, and forget all names", stop),
  button("reset", "Stop, and put all code and outputs back as they were", () => { stop(); last = Promise.resolve(); runnable.forEach(reset); }));
document.getElementById("title-block-header")?.after(top);
