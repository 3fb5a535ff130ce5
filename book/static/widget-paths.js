// Tells require.js where the widget runtime of the figures lies: in this site, and nowhere else.
(() => {
  const root = document.documentElement.dataset.content_root || "./";
  const vendor = new URL(`${root}_static/vendor/`, document.baseURI).href;
  window.requirejs.config({
    paths: {
      anywidget: `${vendor}anywidget/index`,
      "@jupyter-widgets/html-manager/dist": `${vendor}html-manager`,
    },
  });
})();
