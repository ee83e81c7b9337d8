// Draws the curves of a comparison from the element "series"; see FindingsJson.java for its shape.
(() => {
  'use strict';

  const {data, colour, short, ticks, axis, logTicks, drawAll} = plumbline;
  const HEIGHT = 280;
  const COLOURS = 15;
  // A run that diverges passes this on its way: the others would be squeezed into a line below it.
  const MOST_LOSS = 10;

  const part = data.part[0].toUpperCase() + data.part.slice(1);

  const plots = [
    {
      title: 'Training loss over steps', x: 'step', y: 'loss (nats)', log: true,
      note: 'Medians over the seeds, at evaluations; above ' + MOST_LOSS + ' nats nothing is drawn.',
      curve: method => [method.evaluations.step, losses(method.evaluations.training)],
    },
    {
      title: 'Training loss over cost', x: 'dense-step equivalents', y: 'loss (nats)', log: true,
      note: 'The same against the multiply-adds spent, in steps of the dense network.',
      curve: method => [method.evaluations.equivalents, losses(method.evaluations.training)],
    },
    {
      title: part + ' accuracy', x: 'step', y: 'accuracy', log: false,
      note: 'Medians over the seeds. Nothing is chosen by it.',
      curve: method => [method.evaluations.step, method.evaluations.accuracy],
    },
    {
      title: part + ' loss', x: 'step', y: 'loss (nats)', log: true,
      note: 'Medians over the seeds. Nothing is chosen by it.',
      curve: method => [method.evaluations.step, losses(method.evaluations[data.part])],
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

  function losses(values) {
    return values.map(loss => loss > MOST_LOSS ? null : loss);
  }

  function tried(method) {
    const best = new Map();
    method.tried.forEach(one => {
      const before = best.get(one.learning_rate);
      if (before == null || (one.steps != null && one.steps < before)) best.set(one.learning_rate, one.steps);
    });
    const rates = [...best.keys()].sort((a, b) => a - b);
    return [rates, rates.map(rate => best.get(rate))];
  }

  function options(plot, curves, width) {
    return {
      width, height: HEIGHT,
      cursor: {points: {size: 6}},
      scales: {x: {time: false, distr: plot.logX ? 3 : 1}, y: plot.log ? {distr: 3} : {}},
      axes: [
        axis(plot.x, {size: 34, filter: plot.logX ? logTicks('x') : undefined, values: ticks}),
        axis(plot.y, {size: 58, filter: plot.log ? logTicks('y') : undefined, values: ticks}),
      ],
      series: [{label: plot.x, value: (u, x) => short(x)}].concat(curves.map(c => ({
        label: c.name, stroke: () => colour('--method-' + (c.m % COLOURS)), spanGaps: true,
        dash: c.m < COLOURS ? undefined : [6, 3],
        width: c.name === data.subject ? 2.8 : 1.3,
        points: {show: Boolean(plot.dots) || c.single, size: 6},
        value: (u, y) => short(y),
      }))),
    };
  }

  /** Returns the curves of all methods. */
  function curves(plot) {
    return data.methods.map((method, m) => {
      const [x, y] = plot.curve(method);
      return {name: method.name, m, x, y};
    });
  }

  drawAll(plots, curves, options);
})();
