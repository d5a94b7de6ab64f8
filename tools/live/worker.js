// Python in a thread of its own, so that the page stays responsive, and a cell that never ends can be stopped.
import { loadPyodide } from "./pyodide/pyodide.mjs";
import { instance } from "./viz.js";

async function start(wheels) {
  const [python, viz] = await Promise.all([loadPyodide(), instance()]);
  const fetched = await Promise.all(wheels.map(async w => (await fetch(w)).arrayBuffer()));
  for (const wheel of fetched) python.unpackArchive(wheel, "wheel");
  python.registerJsModule("live_graphviz", { svg: dot => viz.renderString(dot, { format: "svg" }) });
  python.FS.writeFile("live_runner.py", await (await fetch("runner.py")).text());
  return python.pyimport("live_runner").run;
}

let runner = null;
onmessage = async ({ data: { id, source, wheels } }) => {
  try {
    runner ??= start(wheels).catch(error => { runner = null; throw error; });  // so that the next click tries again
    const run = await runner;
    postMessage({ id, outputs: JSON.parse(run(source)) });
  } catch (error) {
    postMessage({ id, outputs: [["error", String(error)]] });
  }
};
