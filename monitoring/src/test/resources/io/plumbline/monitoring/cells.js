// Heatmaps of histograms: how many fell into each bucket, time by time.
const cells = (() => {
  'use strict';

  const {axis, data} = plumbline;
  const {element, times} = fields;
  const SHADES = ['#fdd9b4', '#fdb77a', '#fd9243', '#f16913', '#d14501', '#8c2d04'];

  /** Buckets from the lowest, each without those below it; Prometheus counts up to a bound. */
  function buckets(panel) {
    const bounds = fields.series(panel).map(one => ({bound: fields.number(one.metric.le), values: one.values}))
      .sort((a, b) => a.bound - b.bound);
    return bounds.map(({bound, values}, b) => ({
      bound, values: values.map((v, i) => (v == null ? null : Math.max(0, v - (b > 0 ? bounds[b - 1].values[i] ?? 0 : 0)))),
    }));
  }

  /** Rows that anything fell into, and one on each side. */
  function used(all) {
    const hit = all.map(bucket => bucket.values.some(v => v > 0));
    return all.slice(Math.max(0, hit.indexOf(true) - 1), hit.lastIndexOf(true) + 2);
  }

  function shade(v, most, exponent) {
    return SHADES[Math.min(SHADES.length - 1, Math.floor((v / most) ** exponent * SHADES.length))];
  }

  function paint(rows, most, exponent) {
    return u => rows.forEach((row, r) => row.values.forEach((v, i) => {
      if (!(v > 0)) return;
      const [left, right] = [times[i] - data.step, times[i]].map(time => Math.round(u.valToPos(time, 'x', true)));
      const [top, bottom] = [r + 1, r].map(y => Math.round(u.valToPos(y, 'y', true)));
      if (left < u.bbox.left) return;
      u.ctx.fillStyle = shade(v, most, exponent);
      u.ctx.fillRect(left, top, right - left, bottom - top - 1);
    }));
  }

  function legend(panel, most, exponent) {
    const list = element('ul', 'legend');
    const entry = list.appendChild(element('li'));
    entry.append(element('span', 'name', panel.options.rowsFrame?.value ?? 'count'), element('span', 'number', '0'));
    SHADES.forEach(colour => { entry.appendChild(element('span', 'shade')).style.background = colour; });
    entry.append(element('span', 'number', units.text(panel.fieldConfig.defaults.unit, most)));
    return list;
  }

  function panel(panel, body) {
    const rows = used(buckets(panel));
    if (rows.length === 0) return 0;
    const {exponent} = panel.options.color;
    const most = rows.flatMap(row => row.values).reduce((a, b) => Math.max(a, b ?? 0), 0);
    const chart = body.appendChild(element('div', 'chart'));
    body.append(legend(panel, most, exponent));
    const every = Math.ceil(rows.length / 8);
    new uPlot({
      width: chart.clientWidth, height: chart.clientHeight, padding: curves.PADDING, legend: {show: false}, cursor: {show: false},
      scales: {x: {time: true, range: () => [data.from, data.to]}, y: {range: () => [0, rows.length]}},
      axes: [curves.timeAxis(), axis(null, {
        size: curves.width, splits: () => rows.map((row, r) => r + 1).filter(r => r % every === 0),
        values: (u, at) => at.map(r => units.tick(panel.options.yAxis.unit, rows[r - 1].bound)),
      })],
      series: [{}, {points: {show: false}}],
      hooks: {drawAxes: [paint(rows, most, exponent)]},
    }, [times, times.map(() => null)], chart);
    return rows.length;
  }

  return {panel};
})();
