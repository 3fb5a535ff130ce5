// Goes to the cell that the address names: notebooks/index.html?path=02-elman.ipynb#exercise-elman-step
const wanted = decodeURIComponent(location.hash.slice(1));
const later = () => new Promise((go) => setTimeout(go, 100));

async function jump() {
  while (!window.jupyterapp) await later();
  await window.jupyterapp.restored;
  for (let tries = 0; tries < 600; tries++, await later()) {
    const opened = window.jupyterapp.shell.currentWidget;
    if (!opened?.context?.isReady || !opened.content?.widgets?.length) continue;
    const index = opened.content.widgets.findIndex((cell) => cell.model.id === wanted);
    if (index < 0) return;
    opened.content.activeCellIndex = index;
    await opened.content.scrollToItem(index, "start");
    return;
  }
}

if (wanted) jump();
