// What scrolls sideways has to be reachable by keyboard and say what it is, and what does not scroll should be no Tab stop.
// Tables and formulas scroll on a narrow screen only, so that this is decided anew when the text's width changes. It is
// asked of what is near: to ask for the width of what is far down would have all of the page laid out.
(() => {
  const boxes = ".bd-article :is(.pst-scrollable-table-container, .table-wrapper, .cell_output .output, div.highlight pre, div.math)";
  const near = new Set();
  const decide = (box) => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group"); // no landmark: a page may have many
      box.setAttribute("aria-label", `${box.matches(".math") ? "Formula" : box.matches("pre") ? "Code" : "Table"}, scrolls sideways`);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        near[isIntersecting ? "add" : "delete"](target);
        if (isIntersecting) decide(target);
      }
    },
    { rootMargin: "100% 0px" },
  );
  for (const box of document.querySelectorAll(boxes)) watcher.observe(box);
  let waiting = 0;
  const again = () => {
    cancelAnimationFrame(waiting);
    const whole = document.documentElement.classList.contains("whole");
    waiting = requestAnimationFrame(() => (whole ? document.querySelectorAll(boxes) : near).forEach(decide));
  };
  addEventListener("resize", again);
  // The columns beside the text come and go a little after the window has changed, and when a reader folds them.
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    width = contentRect.width;
    again();
  }).observe(document.querySelector(".bd-article"));
})();
