// Lays out the panels of a dashboard where its file places them, and draws each.
(() => {
  'use strict';

  const {data} = plumbline;
  const {element, COLOURS} = fields;
  const DRAW = {
    stat: numbers.stat, bargauge: numbers.bars, table: tables.table, timeseries: curves.panel,
    'state-timeline': bands.panel, heatmap: cells.panel,
  };

  function place(made, {x, y, w, h}) {
    made.style.gridArea = `${y + 1} / ${x + 1} / span ${h} / span ${w}`;
  }

  function row(panel) {
    const heading = element('h2', '', panel.title);
    heading.dataset.row = panel.id;
    return heading;
  }

  /** An empty panel says what Grafana would say. */
  function nothing(panel, body) {
    body.replaceChildren(element('p', 'nothing', panel.fieldConfig.defaults.noValue ?? 'No data'));
  }

  function show(panel) {
    const main = document.getElementById('dashboard');
    const made = panel.type === 'row' ? row(panel) : element('section', 'panel of-' + panel.type);
    place(made, panel.gridPos);
    main.append(made);
    if (panel.type === 'row') return;
    const body = element('div', 'body');
    made.append(element('h3', '', panel.title), body);
    made.title = panel.description;
    made.dataset.panel = panel.id;
    const isAnswered = Object.values(panel.answers).some(answer => answer.length > 0);
    made.dataset.drawn = isAnswered ? DRAW[panel.type](panel, body) : 0;
    if (made.dataset.drawn === '0') nothing(panel, body);
  }

  function head() {
    const [from, to] = [data.from, data.to].map(seconds => units.iso(seconds * 1000));
    document.getElementById('when').textContent =
      `${from.slice(0, 10)} ${from.slice(11, 19)} to ${to.slice(11, 19)} UTC · all jobs and runs`;
    data.annotations.forEach(annotation => {
      const entry = element('li', annotation.enable ? '' : 'off', annotation.name + (annotation.enable ? '' : ' (off)'));
      entry.style.setProperty('--mark', COLOURS[annotation.iconColor]);
      document.getElementById('annotations').append(entry);
    });
  }

  // Whoever reads the page by a program sees that it is not whole.
  addEventListener('error', ({message}) => { document.documentElement.dataset.error = message; });
  head();
  data.panels.forEach(show);
})();
