// The controls of a puzzle's figure as they stand in the code of a notebook.

// The cell of a puzzle's figure with the controls as they were left, as lstmlab.puzzles.as_code writes them.
export function withControls(source, puzzle, controls) {
  const said = (value) => {
    if (Array.isArray(value)) return `[${value.map(said).join(", ")}]`;
    if (typeof value === "boolean") return value ? "True" : "False";
    return JSON.stringify(value);
  };
  const given = Object.entries(controls).map(([name, value]) => `, ${name}=${said(value)}`);
  return source.replace(`puzzle="${puzzle}")`, () => `puzzle="${puzzle}"${given.join("")})`);
}

// The controls that the cell of a puzzle's figure names; null where it names none, or what is no plain value.
export function controlsIn(source, puzzle) {
  const found = source.split(`puzzle="${puzzle}"`)[1]?.match(/^((?:, *\w+=(?:\[[^\]]*\]|"[^"]*"|[^,()[\]"]+))+) *\)/);
  if (!found) return null;
  try {
    const pairs = found[1].matchAll(/(\w+)=(\[[^\]]*\]|"[^"]*"|[^,]+)/g);
    return Object.fromEntries([...pairs].map(([, name, value]) => [name, JSON.parse(value.replace(/^True$/, "true").replace(/^False$/, "false"))]));
  } catch {
    return null;
  }
}
