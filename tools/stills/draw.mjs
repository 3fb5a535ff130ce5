// Draws figures without a browser: their own module on a small DOM, then the drawing as an SVG that stands alone.
//
//     node draw.mjs <the DOM's module> < requests.json > pictures.json
//
// A request has the path of a figure's module, its `about` and its control values; the answer to each is one SVG. Its style sheet is
// the figure's own, cut down to the rules that its elements need, in light colours and, where the reader prefers them,
// dark ones.

import { pathToFileURL } from "node:url";

import { escaped, shadowOf } from "./small_dom.mjs";

const WIDTH = 480; // pixels that a drawing is made for: on a phone's screen its letters are still large enough
const MARGIN = 12;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

const { parseHTML } = await import(pathToFileURL(process.argv[2]));

async function picture({ module, about, controls }) {
  const state = { _about: JSON.stringify(about), ...controls };
  const tree = await shadowOf({ module: await import(pathToFileURL(module)), parseHTML, state, width: WIDTH });
  const style = tree.querySelector("style").textContent;
  const stage = tree.querySelector(".stage");
  return alone(stage.querySelector("svg"), style, stage.getAttribute("aria-label"), { controls, puzzle: about.puzzle?.name });
}

// The drawing with its words, its style and a ground of its own.
function alone(svg, style, words, { controls, puzzle }) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const box = [-MARGIN, -MARGIN, width + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN];
  const { light, dark } = looks(style);
  const rules = used(svg, style);
  const sheet = [
    `svg { color: var(--ink); font: 16px/1.5 ${FONT}; font-variant-numeric: tabular-nums }`,
    ".paper { fill: var(--ground); stroke: var(--faint) }",
    ...rules,
  ];
  const night = sheet.map(colours).filter(Boolean);
  const content = [...svg.childNodes].map((each) => `${serial(each)}\n`).join("");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${box[2]}" height="${box[3]}" role="img" ` +
      `aria-label="${escaped(words)}" data-controls="${escaped(JSON.stringify(controls))}"${puzzle ? ` data-puzzle="${puzzle}"` : ""}>`,
    "<style>",
    ...sheet.map((rule) => filled(rule, light)),
    "@media (prefers-color-scheme: dark) {",
    ...night.map((rule) => filled(rule, { ...light, ...dark })),
    "}",
    "</style>",
    `<rect class="paper" x="${0.5 - MARGIN}" y="${0.5 - MARGIN}" width="${box[2] - 1}" height="${box[3] - 1}" rx="10"/>`,
    `${content}</svg>`,
    "",
  ].join("\n");
}

// The values of the colours in light and in dark, by name.
function looks(style) {
  const block = (selector) => style.slice(style.indexOf(`${selector} {`)).match(/\{([^}]*)\}/)[1];
  const names = (text) => Object.fromEntries([...text.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
  return { light: names(block(".figure")), dark: names(block('.figure[data-look="dark"]')) };
}

// Rules for what is in the drawing. Nothing in it moves or can be pointed at.
function used(svg, style) {
  const plain = style.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "");
  const rules = [];
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const those = selectors.split(",").map((each) => each.trim()).filter((each) => meets(svg, each));
    const said = body.split(";").map((each) => each.trim()).filter((each) => each && !/^(cursor|touch-action|display|max-width)\b/.test(each));
    if (those.length && said.length) rules.push(`${those.join(", ")} { ${said.join("; ")} }`);
  }
  return rules;
}

function meets(svg, selector) {
  if (/[*:]/.test(selector) || selector.startsWith(".figure") || selector.startsWith(".stage")) return false;
  const inner = selector.replace(/^svg\s+/, "");
  return inner !== "svg" && svg.querySelector(inner) !== null;
}

// A rule with its colours alone, or nothing.
function colours(rule) {
  const [, selectors, body] = rule.match(/^([^{]+)\{([^}]*)\}$/);
  const those = body.split(";").map((each) => each.trim()).filter((each) => each.includes("var(--"));
  return those.length ? `${selectors}{ ${those.join("; ")} }` : null;
}

function filled(rule, values) {
  return rule.replace(/var\(--([\w-]+)\)/g, (_, name) => values[name]);
}

function serial(node) {
  if (node.nodeType === 3) return escaped(node.textContent);
  if (node.localName === "title") return ""; // says what a click would do
  const inside = [...node.childNodes].map(serial).join("");
  const said = [...node.attributes].map(({ name, value }) => ` ${name}="${escaped(round(name, value))}"`).join("");
  return inside ? `<${node.localName}${said}>${inside}</${node.localName}>` : `<${node.localName}${said}/>`;
}

// Hundredths of a pixel are enough, and the last digits differ from machine to machine.
function round(name, value) {
  if (name === "class" || name === "style") return value;
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const pictures = [];
for (const request of JSON.parse(Buffer.concat(chunks).toString("utf8"))) pictures.push(await picture(request));
process.stdout.write(JSON.stringify(pictures));
