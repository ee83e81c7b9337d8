// Draws the curves of a report from the element "series"; see Series.java for its shape.
(() => {
  'use strict';

  const runs = JSON.parse(document.getElementById('series').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const runColour = r => () => colour('--run-' + (r % 4));
  const FONT = '12px system-ui, sans-serif';
  const HEIGHT = 250;
  const SHORT_DASH = [5, 4];
  const sync = uPlot.sync('steps');

  const plots = [
    {
      title: 'Loss', unit: 'loss (nats)', log: true,
      note: 'Mean cross-entropy on the whole training part (solid) and test part (dashed).',
      curves: run => [
        {label: 'training', ...over(run.evaluations, 'training')},
        {label: 'test', dash: SHORT_DASH, ...over(run.evaluations, 'test')},
      ],
    },
    {
      title: 'Condition number κ', unit: 'κ = λ/μ', log: true,
      note: 'Smoothness over the PL constant, on the probe batch. Lower is better conditioned.',
      curves: run => [{label: 'κ', ...over(run.conditions, 'kappa')}],
    },
    {
      title: 'PL constant μ', unit: 'μ', log: true,
      note: '‖g‖² / 2(L − L*): how much descent the gradient promises for the loss that is left.',
      curves: run => [{label: 'μ', ...over(run.conditions, 'mu')}],
    },
    {
      title: 'Smoothness λ', unit: 'λ', log: true,
      note: 'Largest eigenvalue of the Gauss-Newton matrix.',
      curves: run => [{label: 'λ', ...over(run.conditions, 'lambda')}],
    },
    {
      title: 'Convergence gap', unit: 'L − L* (nats)', log: true,
      note: 'Averaged training loss above its lower bound (solid), and what the PL inequality predicts (dashed).',
      curves: run => [
        {label: 'measured', ...over(run.conditions, 'gap')},
        {label: 'predicted', dash: SHORT_DASH, ...over(run.conditions, 'predicted')},
      ],
    },
    {
      title: 'Generalization gap', unit: 'test − training (nats)', log: false,
      note: 'Test loss minus training loss, at the same step and mask.',
      curves: run => [{label: 'gap', ...over(run.evaluations, 'gap')}],
    },
    {
      title: 'Open nodes', unit: 'nodes', log: false, fromZero: true, full: true,
      note: 'Nodes that the mask leaves open, layer by layer. Dotted lines: compactions, which remove the closed ones.',
      curves: run => run.layers.map((layer, l) => ({
        label: layer.name, dash: l % 2 ? SHORT_DASH : undefined, stepped: true,
        x: run.conditions.step, y: layer.open,
      })),
    },
  ];

  function over(columns, name) {
    return {x: columns.step, y: columns[name]};
  }

  /** uPlot counts decimals up to the 16th: a logarithmic axis that reaches below draws nothing at all. */
  const LEAST = 1e-14;

  /** Brings curves with their own steps onto one axis; a logarithm has no room for zero. */
  function align(curves, log) {
    const tables = curves.map(c => [c.x, log ? c.y.map(y => (y >= LEAST ? y : null)) : c.y]);
    return uPlot.join(tables);
  }

  function short(y) {
    if (y == null) return '–';
    if (y === 0) return '0';
    const size = Math.abs(y);
    return size >= 1e5 || size < 1e-3 ? y.toExponential(1).replace('.0', '') : String(Number(y.toPrecision(3)));
  }

  function tick(y) {
    return y == null ? null : short(y);
  }

  function axis(label, extra) {
    return {
      label, font: FONT, labelFont: FONT, labelSize: 20, labelGap: 2, ...extra,
      stroke: () => colour('--soft'),
      grid: {stroke: () => colour('--grid'), width: 1},
      ticks: {stroke: () => colour('--line'), width: 1, size: 5},
    };
  }

  /** Ticks of a logarithmic axis: powers of ten, and as many between as there is room for. */
  function logTicks(u, splits) {
    const decades = Math.log10(u.scales.y.max / u.scales.y.min);
    const digits = decades > 2.5 ? [1] : decades > 1.2 ? [1, 3] : decades > 0.7 ? [1, 2, 3, 5, 7] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
    return splits.map(y => {
      const digit = Math.round(y / Math.pow(10, Math.floor(Math.log10(y) + 1e-9)));
      return digits.includes(digit) ? y : null;
    });
  }

  /** A dotted line at every compaction. */
  function mark(u) {
    runs.forEach((run, r) => run.compactions.forEach(step => {
      const x = Math.round(u.valToPos(step, 'x', true));
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
      u.ctx.save();
      u.ctx.strokeStyle = runColour(r)();
      u.ctx.setLineDash([2, 4]);
      u.ctx.beginPath();
      u.ctx.moveTo(x, u.bbox.top);
      u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
      u.ctx.stroke();
      u.ctx.restore();
    }));
  }

  function options(plot, curves, width) {
    return {
      width, height: HEIGHT,
      hooks: {drawAxes: [mark]},
      cursor: {sync: {key: sync.key}, points: {size: 6}},
      legend: {markers: {dash: (u, i) => (u.series[i].dash ? 'dashed' : 'solid')}},
      scales: {
        x: {time: false},
        y: plot.log ? {distr: 3} : {range: plot.fromZero ? (u, min, max) => [0, max * 1.08 || 1] : undefined},
      },
      axes: [
        axis('step', {size: 34, values: (u, steps) => steps.map(step => step.toLocaleString('en'))}),
        axis(plot.unit, {size: 58, filter: plot.log ? logTicks : undefined, values: (u, ys) => ys.map(tick)}),
      ],
      series: [{label: 'step', value: (u, x) => (x == null ? '–' : x.toLocaleString('en'))}].concat(
        curves.map(c => ({
          label: runs.length > 1 ? c.run + ' ' + c.label : c.label,
          stroke: runColour(c.r), width: 1.8, dash: c.dash, spanGaps: true, points: {show: false},
          value: (u, y) => short(y),
          paths: c.stepped ? uPlot.paths.stepped({align: 1}) : undefined,
        }))),
    };
  }

  function draw(plot, parent) {
    const curves = runs.flatMap((run, r) => plot.curves(run).map(c => ({...c, r, run: run.name})))
      .filter(c => c.x.length > 0);
    if (curves.length === 0) return;
    const figure = document.createElement('figure');
    if (plot.full) figure.style.gridColumn = '1 / -1';
    const caption = document.createElement('figcaption');
    const title = document.createElement('strong');
    const note = document.createElement('span');
    title.textContent = plot.title;
    note.textContent = plot.note;
    caption.append(title, note);
    figure.append(caption);
    parent.append(figure);
    const room = () => figure.clientWidth - 30;
    const chart = new uPlot(options(plot, curves, room()), align(curves, plot.log), figure);
    addEventListener('resize', () => chart.setSize({width: room(), height: HEIGHT}));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw());
  }

  const parent = document.getElementById('plots');
  plots.forEach(plot => draw(plot, parent));
})();
