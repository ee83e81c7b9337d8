// Tables: answers of several queries become rows of one table, as Grafana's transformations "merge" and "organize" do.
const tables = (() => {
  'use strict';

  const {element, config, number, text, valueColour, ink} = fields;

  /** Every series is a row: its labels, and its value under the letter of the query. */
  function rows(panel) {
    return panel.targets.flatMap(target => panel.answers[target.refId]
      .map(({metric, value}) => ({...metric, ['Value #' + target.refId]: number(value[1])})));
  }

  /** Two rows become one where no column of theirs disagrees. */
  function merge(rows) {
    const merged = [];
    rows.forEach(row => {
      const same = merged.find(other => Object.keys(row).every(key => !(key in other) || other[key] === row[key]));
      if (same) Object.assign(same, row); else merged.push({...row});
    });
    return merged;
  }

  function columns(panel, rows) {
    const {excludeByName, indexByName, renameByName} = panel.transformations.find(one => one.id === 'organize').options;
    const asked = panel.targets.map(target => 'Value #' + target.refId);
    return [...new Set([...rows.flatMap(Object.keys), ...asked])].filter(key => !excludeByName[key])
      .sort((a, b) => (indexByName[a] ?? 99) - (indexByName[b] ?? 99))
      .map(key => ({key, title: renameByName[key] ?? key, config: config(panel, renameByName[key] ?? key)}));
  }

  function sorted(panel, columns, rows) {
    const [by] = panel.options.sortBy ?? [];
    const key = columns.find(column => column.title === by?.displayName)?.key;
    if (!key) return rows;
    const order = (a, b) => (typeof a === 'number' ? a - b : String(a).localeCompare(String(b)));
    return rows.sort((a, b) => order(a[key], b[key]) * (by.desc ? -1 : 1));
  }

  /** Words stand at the left, numbers at the right. */
  function side(column, rows) {
    return column.config.mappings || rows.some(row => typeof row[column.key] === 'string') ? 'words' : '';
  }

  function cell(column, v) {
    const made = element('td', column.side, typeof v === 'string' ? v : text(column.config, v));
    const look = column.config.custom?.cellOptions?.type;
    if (v == null || !look) return made;
    const colour = valueColour(column.config, v);
    if (look === 'color-background') Object.assign(made.style, {background: colour, color: ink(colour)});
    if (look === 'color-text') made.style.color = colour;
    if (look === 'gauge') made.style.background = `linear-gradient(to right, color-mix(in srgb, ${colour} 45%, transparent) ${100 * v}%, transparent 0)`;
    return made;
  }

  function table(panel, body) {
    const merged = merge(rows(panel));
    const shown = columns(panel, merged);
    const table = element('table');
    const head = table.createTHead().insertRow();
    shown.forEach(column => { column.side = side(column, merged); });
    head.append(...shown.map(column => element('th', column.side, column.title)));
    const inner = table.createTBody();
    sorted(panel, shown, merged).forEach(row => inner.insertRow().append(...shown.map(column => cell(column, row[column.key] ?? null))));
    body.append(table);
    return merged.length;
  }

  return {table};
})();
