// Draws the curves of a comparison from the element "series"; see FindingsJson.java for its shape.
(() => {
  'use strict';

  const {data, colour, short, ticks, axis, logTicks, drawAll} = plumbline;
  const HEIGHT = 300;
  // A run that diverges passes this on its way: the others would be squeezed into a line below it.
  const MOST_LOSS = 10;
  // How near to a curve the pointer is at it, in pixels.
  const NEAR = 24;

  const part = data.part[0].toUpperCase() + data.part.slice(1);
  const loss = {y: 'training loss (nats)', targets: true};
  const error = {y: data.part + ' error'};
  const training = method => losses(method.evaluations.training);
  const other = method => method.evaluations.accuracy.map(accuracy => accuracy == null ? null : 1 - accuracy);
  const work = {x: 'dense-step equivalents', at: method => method.evaluations.equivalents};
  const steps = {x: 'step', at: method => method.evaluations.step};
  const evaluated = (by, values) => method => [by.at(method), values(method)];

  const plots = [
    {title: 'Training loss over cost', ...loss, x: work.x, log: true, logX: true, curve: evaluated(work, training)},
    {title: part + ' error over cost', ...error, x: work.x, log: true, logX: true, curve: evaluated(work, other)},
    {title: 'Training loss over steps', ...loss, x: steps.x, log: true, curve: evaluated(steps, training)},
    {title: part + ' error over steps', ...error, x: steps.x, log: true, curve: evaluated(steps, other)},
    {
      title: 'Training loss over wall-clock', ...loss, x: 'seconds', log: true, logX: true,
      note: 'Median time to come down to each loss, over the timed runs, which end at the last target.',
      curve: method => [method.times.training.seconds, losses(method.times.training.loss)],
    },
    {
      title: part + ' error over wall-clock', ...error, x: 'seconds', log: true, logX: true,
      note: 'Median time to come down to each error, until half of the timed runs had ended above it.',
      curve: method => [method.times[data.part].seconds, method.times[data.part].error],
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
  ].map(plot => ({note: 'Medians over the seeds, at evaluations.', ...plot}));

  /** A logarithmic scale as long as its values: whole powers of ten would leave half of a plot empty. */
  function fitted(room) {
    return (u, min, max) => (min == null || !(min > 0) ? [0.1, 1] : [min / room, max * room]);
  }

  const whole = u => ({min: u.data[0][0], max: u.data[0][u.data[0].length - 1]});

  /** Where curves that are shown begin and end; what somebody zoomed into stays as it is. */
  function across(room) {
    return (u, min, max) => {
      const all = whole(u);
      if (min !== all.min || max !== all.max) return [min, max];
      const seen = u.data[0].filter((x, i) => u.series.some((series, s) => s > 0 && series.show && u.data[s][i] != null));
      if (seen.length === 0) return [min, max];
      return [seen[0] / room, seen[seen.length - 1] * room];
    };
  }

  /** All digits times all powers of ten on a scale: of these an axis labels as many as there is room for. */
  function digits(u, a, min, max) {
    const splits = [];
    for (let power = Math.floor(Math.log10(min)); Math.pow(10, power) <= max; power++) {
      for (let digit = 1; digit < 10; digit++) {
        const split = power < 0 ? digit / Math.pow(10, -power) : digit * Math.pow(10, power);
        if (split >= min && split <= max) splits.push(split);
      }
    }
    return splits;
  }

  function logarithmic(scale) {
    return {splits: digits, filter: logTicks(scale)};
  }

  function losses(values) {
    return values.map(value => value > MOST_LOSS ? null : value);
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

  /** A dotted line at every target. */
  function mark(u) {
    data.targets.forEach(target => {
      const y = Math.round(u.valToPos(target, 'y', true));
      if (!(y > u.bbox.top && y < u.bbox.top + u.bbox.height)) return;
      u.ctx.save();
      u.ctx.strokeStyle = colour('--soft');
      u.ctx.globalAlpha = 0.6;
      u.ctx.setLineDash([2, 4]);
      u.ctx.beginPath();
      u.ctx.moveTo(u.bbox.left, y);
      u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
      u.ctx.stroke();
      u.ctx.restore();
    });
  }

  /** Says under the plot what the pointer is at. */
  function read(u) {
    const readout = u.root.parentNode.querySelector('.readout');
    const at = u.series.findIndex((series, s) => s > 0 && series.label === u.lit && series.show);
    const index = at < 0 ? null : u.cursor.idxs[at];
    if (!readout) return;
    readout.replaceChildren();
    if (index == null || u.data[at][index] == null) return;
    const name = document.createElement('b');
    name.textContent = u.lit;
    readout.append(name, `: ${short(u.data[at][index])} at ${u.series[0].label} ${short(u.data[0][index])}`);
  }

  function options(plot, curves, width) {
    return {
      width, height: HEIGHT,
      legend: {show: false},
      focus: {alpha: 1},
      cursor: {points: {size: 7}, focus: {prox: NEAR}, drag: {x: true, y: false}},
      hooks: {
        drawAxes: plot.targets ? [mark] : [],
        setSeries: [(u, s) => {
          u.lit = s == null ? null : u.series[s].label;
          methods.light(u.lit);
        }],
        setCursor: [read],
      },
      scales: {
        x: plot.logX ? {time: false, distr: 3, range: across(plot.dots ? 1.3 : 1.05)} : {time: false},
        y: plot.log ? {distr: 3, range: fitted(1.15)} : {},
      },
      axes: [
        axis(plot.x, {size: 34, values: ticks, ...(plot.logX ? logarithmic('x') : {})}),
        axis(plot.y, {size: 58, values: ticks, ...(plot.log ? logarithmic('y') : {})}),
      ],
      series: [{label: plot.x}].concat(curves.map(c => ({
        label: c.name, stroke: () => methods.paint(c.name), spanGaps: true, show: methods.isShown(c.name),
        ...stroke(c.name),
        points: {show: Boolean(plot.dots) || c.single, size: 6},
      }))),
    };
  }

  function stroke(name) {
    const {dash, width} = methods.style(name);
    return {dash, width};
  }

  /** Returns the curves of all methods, the subject's and dense's last: they lie above all others. */
  function curves(plot) {
    const over = method => ({peer: 0, dense: 1, subject: 2})[methods.role(method.name)];
    return [...data.methods].sort((a, b) => over(a) - over(b)).map(method => {
      const [x, y] = plot.curve(method);
      // The start has cost nothing: a logarithmic axis has no room for it.
      const drawn = plot.logX ? x.map(at => at > 0) : x.map(() => true);
      return {name: method.name, x: x.filter((at, i) => drawn[i]), y: y.filter((at, i) => drawn[i])};
    });
  }

  const charts = drawAll(plots, curves, options);
  charts.forEach(chart => {
    const readout = document.createElement('output');
    readout.className = 'readout';
    chart.root.after(readout);
  });
  methods.onChange(() => charts.forEach(chart => chart.batch(() => {
    let changed = false;
    chart.series.forEach((series, s) => {
      if (s === 0) return;
      const show = methods.isShown(series.label);
      series.width = methods.style(series.label).width;
      changed = changed || series.show !== show;
      if (series.show !== show) chart.setSeries(s, {show});
    });
    if (changed) chart.setScale('x', whole(chart));
    chart.redraw(false);
  })));
})();
