// Draws what pages show, while the book is built: formulas, and figures as they stand before they move.
//
//     node render.mjs <MathJax's folder> <the DOM's module>
//
// A line on standard input asks, a line on standard output answers, both JSON:
//
//     { formula, display }          { svg, glyphs, math } or { error }; glyphs by their name, drawn once a page
//     { module, state }             { html, heights, label }; module is the path of a figure's ES module, state what its model holds

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { escaped, shadowOf, standing } from "../stills/small_dom.mjs";

const [MATHJAX, DOM] = process.argv.slice(2);

// Formulas

let mathjax = null;

async function formula({ formula: tex, display }) {
  mathjax ??= await createRequire(import.meta.url)(`${MATHJAX}/node-main.js`).init({
    loader: { load: ["input/tex-full", "output/svg"] },
    // A mistake is told, not set in red.
    tex: { formatError: (_, problem) => { throw problem; } },
    svg: { fontCache: "global" },
    startup: { typeset: false },
  });
  const { adaptor, document } = mathjax.startup;
  const options = { display, em: 16, ex: 8, containerWidth: 1280 };
  const svg = adaptor.firstChild(mathjax.tex2svg(tex, options));
  const math = mathjax.tex2mml(tex, options);
  const unknown = math.match(/<mtext mathcolor="red">([^<]*)/);
  if (unknown) return { error: `${unknown[1]} is no command` };
  const drawing = adaptor.childNodes(svg).map((each) => flat(adaptor, each)).join("");
  const drawn = adaptor.outerHTML(document.outputJax.fontCache.getCache());
  const paths = new Map([...drawn.matchAll(/<path id="MJX-TEX-([^"]+)" d="([^"]*)"/g)].map(([, name, path]) => [name, path]));
  const glyphs = Object.fromEntries([...drawing.matchAll(/href="#tex-([^"]+)"/g)].map(([, name]) => [name, relative(paths.get(name))]));
  const given = Object.fromEntries(["width", "height", "viewBox", "style"].map((name) => [name, adaptor.getAttribute(svg, name)]));
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg"${attributes(given)} aria-hidden="true" focusable="false">${drawing}</svg>`,
    glyphs,
    math: math.replace(/\n\s*/g, "").replace(/ data-[\w-]+="[^"]*"/g, ""),
  };
}

// A drawing with fewer elements: groups that only move what is in them hand their movement on.
function flat(adaptor, node, at = { x: 0, y: 0, size: 1 }) {
  const kind = adaptor.kind(node);
  if (kind === "#text") return escaped(adaptor.value(node));
  const given = Object.fromEntries(adaptor.allAttributes(node).filter(({ name }) => !name.startsWith("data-")).map(({ name, value }) => [name, value]));
  const inside = (from) => adaptor.childNodes(node).map((child) => flat(adaptor, child, from)).join("");
  const moves = moved(given.transform);
  if (moves) {
    at = { x: at.x + at.size * moves.x, y: at.y + at.size * moves.y, size: at.size * moves.size };
    delete given.transform;
  }
  if (kind === "g" && !Object.keys(given).length) return inside(at);
  if (kind === "use") {
    given.href = given["xlink:href"].replace("#MJX-TEX-", "#tex-");
    delete given["xlink:href"];
    if (!paths(adaptor, node)) return "";
  }
  const before = at.size !== 1 ? `translate(${short(at.x)},${short(at.y)}) scale(${short(at.size)})` : at.x || at.y ? `translate(${short(at.x)},${short(at.y)})` : "";
  const transform = [before, given.transform].filter(Boolean).join(" ");
  delete given.transform;
  const own = { transform: transform || null, ...given };
  const content = inside();
  return content || kind === "g" ? `<${kind}${attributes(own)}>${content}</${kind}>` : `<${kind}${attributes(own)}/>`;
}

// Some characters are there for the ear alone, such as the one that applies a function: they have no path.
function paths(adaptor, use) {
  return !["2061", "2062", "2063", "2064"].includes(adaptor.getAttribute(use, "data-c"));
}

// What a transformation does if it only moves and scales, or nothing. None at all leaves things where they are.
function moved(transform = "") {
  const found = transform.match(/^(?:translate\(([-\d.]+)(?:,\s*([-\d.]+))?\))?\s*(?:scale\(([\d.]+)\))?$/);
  return found && { x: Number(found[1] ?? 0), y: Number(found[2] ?? 0), size: Number(found[3] ?? 1) };
}

const short = (number) => String(Number(number.toFixed(3)));

// A path in steps from point to point, which is half as long. MathJax writes whole numbers and these letters alone.
function relative(path) {
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const pair = (toX, toY) => `${toX - x}${toY < y ? "" : " "}${toY - y}`;
  const steps = path.matchAll(/([A-Z])([^A-Z]*)/g);
  return [...steps].map(([, letter, numbers], i) => {
    const all = (numbers.match(/-?[\d.]+/g) ?? []).map(Number);
    let said = "";
    if (letter === "Z") [x, y] = [startX, startY];
    else if (letter === "H") [said, x] = [`${all[0] - x}`, all[0]];
    else if (letter === "V") [said, y] = [`${all[0] - y}`, all[0]];
    else if ("MLTQ".includes(letter)) {
      const points = letter === "Q" ? [pair(all[0], all[1]), pair(all[2], all[3])] : [pair(...all)];
      said = points.join(points[1]?.startsWith("-") ? "" : " ");
      [x, y] = all.slice(-2);
      if (letter === "M") [startX, startY] = [x, y];
    } else throw new Error(`a path with the letter ${letter}`);
    return (i === 0 ? letter : letter.toLowerCase()) + said;
  }).join("");
}

function attributes(given) {
  return Object.entries(given).map(([name, value]) => (value === null || value === undefined ? "" : ` ${name}="${escaped(value)}"`)).join("");
}

// Figures

const [NARROWEST, WIDEST] = [220, 810]; // of a stage, from a phone's to the widest
const STEP = 10; // between two widths at which it is drawn in any case

async function figure({ module, state }) {
  Math.random = () => 0.5; // names of elements, inside the figure alone: the same in every build
  const { parseHTML } = await import(pathToFileURL(DOM));
  const asked = { module: await import(pathToFileURL(module)), parseHTML, state, width: NARROWEST };
  const { tree, resize } = await standing(asked);
  const picture = () => tree.querySelector(".stage svg");
  const heights = pieces(heightsOver((width) => (resize(width), Number(picture().getAttribute("height")))));
  const still = await shadowOf({ ...asked, width: WIDEST });
  const stage = still.querySelector(".stage");
  const label = stage.getAttribute("aria-label");
  for (const name of ["role", "aria-label"]) stage.removeAttribute(name);
  const waiting = document.createElement("img");
  waiting.setAttribute("alt", "");
  stage.querySelector("svg").replaceWith(waiting);
  // What a control stands at is no attribute of it in a browser's DOM: here it has to be.
  for (const input of still.querySelectorAll("input")) {
    if (["radio", "checkbox"].includes(input.getAttribute("type"))) input.toggleAttribute("checked", Boolean(input.checked));
    else input.setAttribute("value", input.value);
  }
  for (const select of still.querySelectorAll("select")) select.querySelectorAll("option")[Number(select.value)]?.setAttribute("selected", "");
  still.querySelector(".figure").setAttribute("inert", "");
  return { html: still.innerHTML, heights, label };
}

// The height of a drawing at every width, a map. It is drawn where its height may turn or jump. Between two widths it is taken
// for flat where both ends are level, for straight where three places between them lie on one line with them.
function heightsOver(height) {
  const known = new Map();
  const at = (width) => known.get(width) ?? known.set(width, height(width)).get(width);
  const fill = (from, to) => {
    const line = (width) => at(from) + ((at(to) - at(from)) * (width - from)) / (to - from);
    const lies = (width) => Math.abs(at(width) - line(width)) < 1e-6;
    const middle = Math.round((from + to) / 2);
    if (at(from) === at(to) || [from + 1, middle, to - 1].every(lies))
      for (let width = from + 1; width < to; width++) known.set(width, line(width));
    else for (const [low, high] of [[from, middle], [middle, to]]) if (high - low > 1) fill(low, high);
  };
  for (let width = NARROWEST; width < WIDEST; width += STEP) fill(width, Math.min(width + STEP, WIDEST));
  return known;
}

// The same as straight pieces [from this width on, height there, more for each pixel].
function pieces(known) {
  const all = [...known].sort(([one], [other]) => one - other);
  const found = [];
  all.forEach(([at, high], i) => {
    const [from, start, slope] = found.at(-1) ?? [];
    const [next, then] = all[i + 1] ?? [at + 1, high];
    const goesOn = (x, y) => from !== undefined && Math.abs(start + slope * (x - from) - y) < 0.5;
    if (goesOn(at, high)) return;
    const rise = (then - high) / (next - at);
    found.push([at, high, Math.abs(rise) <= 3 ? Number(rise.toFixed(4)) : 0]); // more is a jump, to another arrangement
  });
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = await (asked.module ? figure(asked) : formula(asked));
  } catch (problem) {
    answer = { error: String(problem.message ?? problem) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
