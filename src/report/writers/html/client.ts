/**
 * The scripts of the page, as text. The first sifts the rows of tables by the texts of some columns and by a search.
 */
export const FILTER_SCRIPT = `
(() => {
  'use strict';
  const textOf = (cell) => cell.textContent;
  const choices = (rows, column) => [...new Set(rows.map(({ cells }) => textOf(cells[column])))].sort();
  const selectOf = (title, names) => {
    const select = document.createElement('select');
    select.setAttribute('aria-label', title);
    select.append(new Option(title + ': all', ''), ...names.map((name) => new Option(name, name)));
    return select;
  };
  const searchOf = () => {
    const search = document.createElement('input');
    search.type = 'search';
    search.placeholder = 'Search';
    search.setAttribute('aria-label', 'Search in the rows');
    return search;
  };
  for (const box of document.querySelectorAll('.filtered')) {
    const table = box.querySelector('table');
    const rows = [...table.tBodies[0].rows];
    const heads = [...table.tHead.rows[0].cells];
    const selects = box.dataset.filters.split(' ').map((text) => {
      const column = Number(text);
      return { column, select: selectOf(textOf(heads[column]), choices(rows, column)) };
    });
    const search = searchOf();
    const told = document.createElement('output');
    const sift = () => {
      const wanted = search.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        const isShown =
          selects.every(({ column, select }) => select.value === '' || select.value === textOf(row.cells[column])) &&
          row.textContent.toLowerCase().includes(wanted);
        row.hidden = !isShown;
        if (isShown) shown++;
      }
      told.textContent = shown + ' of ' + rows.length;
    };
    const bar = document.createElement('div');
    bar.className = 'filters';
    bar.append(...selects.map(({ select }) => select), search, told);
    bar.addEventListener('input', sift);
    box.querySelector('.scroll').before(bar);
    sift();
  }
})();
`;

/**
 * The second joins specifications with their data and has vega-embed draw them, one after
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
