// Makes the heads of tables to buttons that sort their rows: numbers as numbers, what has none last, whichever way.
(() => {
  'use strict';

  function value(row, column) {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  }

  function compare(column, up) {
    return (a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      if (x !== null && y !== null) return up ? x - y : y - x;
      if (x !== null || y !== null) return x === null ? 1 : -1;
      const order = a.cells[column].textContent.localeCompare(b.cells[column].textContent, 'en', {numeric: true});
      return up ? order : -order;
    };
  }

  function sort(table, heads, column) {
    const up = heads[column].getAttribute('aria-sort') !== 'ascending';
    heads.forEach((head, h) => head.setAttribute('aria-sort', h !== column ? 'none' : up ? 'ascending' : 'descending'));
    table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare(column, up)));
  }

  document.querySelectorAll('table.sortable').forEach(table => {
    const heads = [...table.querySelectorAll('tr.columns th')];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      button.title = 'Sort by this column';
      button.addEventListener('click', () => sort(table, heads, column));
      head.replaceChildren(button);
    });
  });
})();
