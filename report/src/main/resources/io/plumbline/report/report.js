// Draws the curves of a report from the element "series"; see Series.java for its shape.
(() => {
  'use strict';

  const {data: runs, colour, short, ticks, axis, logTicks, measuredRange, drawAll} = plumbline;
  const runColour = r => () => colour('--run-' + (r % 4));
  const HEIGHT = 250;
  const SHORT_DASH = [5, 4];
  const DOTS = [2, 3];
  /** There is no half of a step between two ticks. */
  const WHOLE = [...Array(13).keys()].flatMap(power => [1, 2, 5].map(digit => digit * Math.pow(10, power)));
  const part = runs[0].part_of_all;
  const sync = uPlot.sync('steps');

  const plots = [
    {
      title: 'Loss', unit: 'loss (nats)', log: true,
      note: `Mean cross-entropy on the whole training part (solid) and ${part} part (dashed`
        + (runs.some(run => run.evaluations.averaged.some(y => y != null)) ? '; dotted: of averaged weights).' : ').'),
      curves: run => [
        {label: 'training', ...over(run.evaluations, 'training')},
        {label: run.part, dash: SHORT_DASH, ...over(run.evaluations, 'test')},
        {label: 'averaged, ' + run.part, dash: DOTS, ...over(run.evaluations, 'averaged')},
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
      note: 'Averaged training loss above its lower bound (solid), and what the PL inequality predicts (dashed); '
        + predictions(),
      curves: run => [
        {label: 'measured', ...over(run.conditions, 'gap')},
        {label: 'predicted', predicted: true, dash: SHORT_DASH, ...over(run.conditions, 'predicted')},
      ],
    },
    {
      title: 'Generalization gap', unit: `${part} − training (nats)`, log: false,
      note: `Loss on the ${part} part minus training loss, at the same step and mask.`,
      curves: run => [{label: 'gap', ...over(run.evaluations, 'gap')}],
    },
    {
      title: 'Open nodes', unit: 'nodes', log: false, fromZero: true, full: true,
      note: 'Nodes that the mask in force leaves open, layer by layer. Dotted lines: prunings, which remove the closed ones.',
      curves: run => run.masks.layers.map((layer, l) => ({
        label: layer.name, dash: l % 2 ? SHORT_DASH : undefined, stepped: true,
        x: run.masks.step, y: layer.open,
      })),
    },
  ];

  /** How often each run broke what its prediction rests on. */
  function predictions() {
    const told = runs.filter(run => run.prediction);
    const sentences = told.map(run => (runs.length > 1 ? run.name + ': ' : '') + run.prediction);
    return sentences.length > 0 ? sentences.join('; ') + '.' : '';
  }

  function over(columns, name) {
    return {x: columns.step, y: columns[name]};
  }

  /** A dotted line at every pruning. */
  function mark(u) {
    runs.forEach((run, r) => run.prunings.forEach(step => {
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
        y: plot.log ? {distr: 3, range: measuredRange(curves, true)} : {range: plot.fromZero ? (u, min, max) => [0, max * 1.08 || 1] : undefined},
      },
      axes: [
        axis('step', {size: 34, incrs: WHOLE, values: (u, steps) => steps.map(step => step.toLocaleString('en'))}),
        axis(plot.unit, {size: 58, filter: plot.log ? logTicks('y') : undefined, values: ticks}),
      ],
      series: [{label: 'step', value: (u, x) => (x == null ? '–' : x.toLocaleString('en'))}].concat(
        curves.map(c => ({
          label: runs.length > 1 ? c.run + ' ' + c.label : c.label,
          stroke: runColour(c.r), width: 1.8, dash: c.dash, spanGaps: true, points: {show: c.single, size: 6},
          value: (u, y) => short(y),
          paths: c.stepped ? uPlot.paths.stepped({align: 1}) : undefined,
        }))),
    };
  }

  drawAll(plots, plot => runs.flatMap((run, r) => plot.curves(run).map(c => ({...c, r, run: run.name}))), options);
})();
