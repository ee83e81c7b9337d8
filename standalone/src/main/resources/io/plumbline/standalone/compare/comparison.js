// Draws the curves of a comparison from the element "series"; see FindingsJson.java for its shape.
(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('series').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const FONT = '12px system-ui, sans-serif';
  const HEIGHT = 280;
  /** uPlot counts decimals up to the 16th: a logarithmic axis that reaches below draws nothing at all. */
  const LEAST = 1e-14;

  const part = data.part[0].toUpperCase() + data.part.slice(1);

  const plots = [
    {
      title: 'Training loss over steps', x: 'step', y: 'loss (nats)', log: true,
      note: 'Medians over the seeds, at evaluations.',
      curve: method => [method.evaluations.step, method.evaluations.training],
    },
    {
      title: 'Training loss over cost', x: 'dense-step equivalents', y: 'loss (nats)', log: true,
      note: 'The same against the multiply-adds spent, in steps of the dense network.',
      curve: method => [method.evaluations.equivalents, method.evaluations.training],
    },
    {
      title: part + ' accuracy', x: 'step', y: 'accuracy', log: false,
      note: 'Medians over the seeds. Nothing is chosen by it.',
      curve: method => [method.evaluations.step, method.evaluations.accuracy],
    },
    {
      title: part + ' loss', x: 'step', y: 'loss (nats)', log: true,
      note: 'Medians over the seeds. Nothing is chosen by it.',
      curve: method => [method.evaluations.step, method.evaluations[data.part]],
    },
    {
      title: 'Condition number κ', x: 'step', y: 'κ = λ/μ', log: true,
      note: 'Smoothness over the PL constant, on the probe batch. Lower is better conditioned.',
      curve: method => [method.conditions.step, method.conditions.kappa],
    },
    {
      title: 'Learning rates tried', x: 'learning rate', y: 'steps to loss ' + data.target, log: false, logX: true, dots: true,
      note: 'Best other settings at every rate; a rate at which half of the tuning runs missed the target has no point.',
      curve: tried,
    },
  ];

  function tried(method) {
    const best = new Map();
    method.tried.forEach(one => {
      const before = best.get(one.learning_rate);
      if (before == null || (one.steps != null && one.steps < before)) best.set(one.learning_rate, one.steps);
    });
    const rates = [...best.keys()].sort((a, b) => a - b);
    return [rates, rates.map(rate => best.get(rate))];
  }

  function short(y) {
    if (y == null) return '–';
    if (y === 0) return '0';
    const size = Math.abs(y);
    return size >= 1e5 || size < 1e-3 ? y.toExponential(1).replace('.0', '') : String(Number(y.toPrecision(3)));
  }

  function axis(label, extra) {
    return {
      label, font: FONT, labelFont: FONT, labelSize: 20, labelGap: 2, ...extra,
      stroke: () => colour('--soft'),
      grid: {stroke: () => colour('--grid'), width: 1},
      ticks: {stroke: () => colour('--line'), width: 1, size: 5},
    };
  }

  function logTicks(scale) {
    return (u, splits) => {
      const decades = Math.log10(u.scales[scale].max / u.scales[scale].min);
      const digits = decades > 2.5 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 3, 5, 7];
      return splits.map(y => {
        const digit = Math.round(y / Math.pow(10, Math.floor(Math.log10(y) + 1e-9)));
        return digits.includes(digit) ? y : null;
      });
    };
  }

  function values(u, splits) {
    return splits.map(y => (y == null ? null : short(y)));
  }

  function options(plot, curves, width) {
    return {
      width, height: HEIGHT,
      cursor: {points: {size: 6}},
      scales: {x: {time: false, distr: plot.logX ? 3 : 1}, y: plot.log ? {distr: 3} : {}},
      axes: [
        axis(plot.x, {size: 34, filter: plot.logX ? logTicks('x') : undefined, values}),
        axis(plot.y, {size: 58, filter: plot.log ? logTicks('y') : undefined, values}),
      ],
      series: [{label: plot.x, value: (u, x) => short(x)}].concat(curves.map(c => ({
        label: c.name, stroke: () => colour('--method-' + (c.m % 15)), spanGaps: true,
        width: c.name === data.subject ? 2.8 : 1.3,
        points: {show: Boolean(plot.dots), size: 6},
        value: (u, y) => short(y),
      }))),
    };
  }

  function draw(plot, parent) {
    const curves = data.methods.map((method, m) => ({name: method.name, m, xy: plot.curve(method)}))
      .filter(c => c.xy[0].length > 0 && c.xy[1].some(y => y != null));
    if (curves.length === 0) return;
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    const title = document.createElement('strong');
    const note = document.createElement('span');
    title.textContent = plot.title;
    note.textContent = plot.note;
    caption.append(title, note);
    figure.append(caption);
    parent.append(figure);
    const room = () => figure.clientWidth - 30;
    const tables = curves.map(c => [c.xy[0], plot.log ? c.xy[1].map(y => (y >= LEAST ? y : null)) : c.xy[1]]);
    const chart = new uPlot(options(plot, curves, room()), uPlot.join(tables), figure);
    addEventListener('resize', () => chart.setSize({width: room(), height: HEIGHT}));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw());
  }

  const parent = document.getElementById('plots');
  plots.forEach(plot => draw(plot, parent));
})();
