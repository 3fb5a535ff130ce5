"""What stands on what in a figure's picture: words on other words, and words on the lines of data.

A line counts unless it is part of a scale (an axis, its grid) or is drawn as quiet ground; words in a box of their own,
drawn over a line, do not count.
"""

COVERED = """(place) => {
  const stage = inside(place, ".stage");
  const all = [...stage.querySelectorAll("svg *")];
  const quiet = ".axis *, .grid, .line-quiet, .level, .level *, .thin";
  const box = (each) => each.getBoundingClientRect();
  const words = all.filter((each) => each.localName === "text" && each.textContent.trim()).map((each) => {
    const { left, right, top, bottom } = box(each);
    const quarter = (bottom - top) / 4; // of the height that a text takes, letters fill the middle
    const letters = { left: left + 2, right: right - 2, top: top + quarter, bottom: bottom - quarter };
    return { each, said: each.textContent, ...letters };
  });
  const boxes = all.filter((each) => ["rect", "circle"].includes(each.localName));
  const holds = (one, { left, right, top, bottom }) =>
    one.left <= left && one.right >= right && one.top <= top && one.bottom >= bottom;
  const after = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const drawn = all.filter((each) => ["path", "line"].includes(each.localName) && !each.matches(quiet));
  const lines = drawn.filter((each) => /(^| )line-/.test(each.getAttribute("class") ?? ""));
  const points = lines.map((each) => {
    const matrix = each.getScreenCTM();
    const place = (_, k) => each.getPointAtLength(3 * k).matrixTransform(matrix);
    return { each, at: Array.from({ length: Math.ceil(each.getTotalLength() / 3) }, place) };
  });
  const found = [];
  words.forEach((word, i) => {
    for (const other of words.slice(i + 1)) {
      const across = Math.min(word.right, other.right) - Math.max(word.left, other.left);
      const up = Math.min(word.bottom, other.bottom) - Math.max(word.top, other.top);
      if (across > 1 && up > 1) found.push(`${word.said} on ${other.said}`);
    }
    const own = boxes.filter((each) => after(each, word.each) && holds(box(each), word));
    for (const { each, at } of points) {
      if (own.some((ground) => after(each, ground))) continue;
      const on = at.filter(({ x, y }) => x > word.left && x < word.right && y > word.top && y < word.bottom);
      if (on.length > 1) found.push(`${word.said} on a line, ${each.getAttribute("class")}`);
    }
  });
  return [...new Set(found)];
}"""
