// What scrolls sideways has to be reachable by keyboard, and what does not scroll should be no Tab stop.
// Tables and formulas scroll on a narrow screen only, so that this is decided anew when the window changes.
(() => {
  const boxes = ".bd-article :is(.pst-scrollable-table-container, .table-wrapper, .cell_output .output, div.highlight pre)";
  const decide = () => {
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group"); // no landmark: a page may have many
        box.setAttribute("aria-label", "Table, scrolls sideways");
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    }
  };
  addEventListener("load", decide);
  addEventListener("resize", decide);
})();
