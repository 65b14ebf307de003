/**
 * The script of the page, as text: it joins specifications with their data and has vega-embed draw them, one after
 * the other so that the page stays awake. `ast: true` lets Vega run without `Function()`, which the page forbids.
 */
export const CLIENT_SCRIPT = `
(() => {
  'use strict';
  const { charts, datasets } = JSON.parse(document.getElementById('report-data').textContent);
  const toRows = (columns) => {
    const names = Object.keys(columns);
    const length = names.length === 0 ? 0 : columns[names[0]].length;
    return Array.from({ length }, (_, row) => Object.fromEntries(names.map((name) => [name, columns[name][row]])));
  };
  const withData = ({ spec, data }) => ({
    ...spec,
    datasets: Object.fromEntries(Object.entries(data).map(([name, key]) => [name, toRows(datasets[key])])),
  });
  const offerFile = (figure, view) => {
    const button = figure.querySelector('button');
    button.hidden = false;
    button.addEventListener('click', async () => {
      const svg = (await view.toSVG()).replace(/var\\(--[a-z0-9-]+, (#[0-9a-f]{6})\\)/g, '$1');
      const link = document.createElement('a');
      link.href = 'data:image/svg+xml,' + encodeURIComponent(svg);
      link.download = figure.id + '.svg';
      link.click();
    });
  };
  const draw = async (figure) => {
    const options = { ast: true, renderer: 'svg', actions: false, mode: 'vega-lite', tooltip: { theme: 'report' } };
    const { view } = await vegaEmbed(figure.querySelector('.plot'), withData(charts[figure.id]), options);
    offerFile(figure, view);
    figure.dataset.drawn = 'true';
  };
  const drawAll = async () => {
    for (const figure of document.querySelectorAll('figure.chart')) {
      await draw(figure);
      await new Promise((resolve) => setTimeout(resolve));
    }
    document.documentElement.dataset.ready = 'true';
  };
  drawAll();
})();
`;
