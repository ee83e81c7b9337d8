// Panels of curves and bars over time, with annotations as lines.
const curves = (() => {
  'use strict';

  const {axis, colour, logTicks, measuredRange, data} = plumbline;
  const {COLOURS, times, element, text} = fields;
  const FALLBACK = [0.1, 1];
  /** Height and width of a label, in pixels. */
  const [READABLE, TIME] = [14, 56];
  /** Sides of a chart, as uPlot counts them. */
  const [RIGHT, LEFT] = [1, 3];
  /** Above, right, below and left of the axes. */
  const PADDING = [6, 10, 0, 0];
  /** Distances between ticks: of what has no half, of bytes, and of seconds; others are uPlot's. */
  const WHOLE = [...Array(13).keys()].flatMap(power => [1, 2, 5].map(digit => digit * 10 ** power));
  const BINARY = [...Array(50).keys()].map(power => 2 ** power);
  const SECONDS = [...[...Array(10).keys()].flatMap(power => [1, 2, 5].map(digit => digit * 10 ** (power - 9))),
    10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400];

  /** Annotations as stretches of time: those at most one step apart are one. */
  const stretches = data.annotations.flatMap(annotation => {
    const at = annotation.answer.flatMap(one => one.values)
      .filter(([, value]) => fields.number(value) > 0)
      .map(([time, value]) => (annotation.useValueForTime ? Number(value) / 1000 : time))
      .sort((a, b) => a - b);
    const found = [];
    at.forEach(time => {
      const open = found.at(-1);
      if (open && time - open.to <= data.step) open.to = time; else found.push({from: time, to: time});
    });
    return found.map(stretch => ({...stretch, colour: COLOURS[annotation.iconColor]}));
  });

  const isLog = one => one.config.custom?.scaleDistribution?.type === 'log';
  const scale = one => (one.config.custom?.axisPlacement === 'right' ? 'right' : 'y');
  const isStacked = one => one.config.custom?.stacking?.mode === 'normal';

  function annotate(u) {
    const {ctx, bbox} = u;
    const x = time => Math.round(u.valToPos(time, 'x', true));
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    stretches.forEach(({from, to, colour}) => {
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.globalAlpha = 0.08;
      ctx.fillRect(x(from), bbox.top, x(to) - x(from), bbox.height);
      ctx.globalAlpha = 0.55;
      ctx.setLineDash([3, 4]);
      ctx.beginPath();
      [from, to].forEach(time => { ctx.moveTo(x(time), bbox.top); ctx.lineTo(x(time), bbox.top + bbox.height); });
      ctx.stroke();
    });
    ctx.restore();
  }

  /** Dashed lines where the panel wants thresholds shown. */
  function thresholds(config) {
    return u => (config.custom?.thresholdsStyle?.mode !== 'dashed' ? [] : config.thresholds.steps)
      .filter(step => step.value != null && step.value <= u.scales.y.max)
      .forEach(step => {
        const y = Math.round(u.valToPos(step.value, 'y', true));
        u.ctx.save();
        u.ctx.strokeStyle = COLOURS[step.color];
        u.ctx.setLineDash([10, 6]);
        u.ctx.beginPath();
        u.ctx.moveTo(u.bbox.left, y);
        u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
        u.ctx.stroke();
        u.ctx.restore();
      });
  }

  function range(all) {
    const {min, max} = all[0].config;
    const drawn = all.map(one => ({y: one.drawn}));
    const measured = isLog(all[0]) ? measuredRange(drawn, true) ?? (() => FALLBACK)
      : (u, low, high) => (low == null ? [0, 1] : uPlot.rangeNum(low, high, 0.1, true));
    return (u, low, high) => {
      const [from, to] = measured(u, low, high);
      return [min ?? from, max ?? to];
    };
  }

  /** As wide as its labels. */
  function width(u, labels) {
    return 20 + 6.6 * Math.max(3, ...(labels ?? []).map(label => (label ?? '').length));
  }

  /** Ticks of a logarithmic axis: of many decades only as many as can be read. */
  function decades(scale) {
    const all = logTicks(scale);
    return (u, splits) => {
      const {min, max} = u.scales[scale];
      const every = Math.ceil(Math.log10(max / min) * READABLE / (u.bbox.height / devicePixelRatio));
      return all(u, splits).map(v => (v != null && Math.round(Math.log10(v)) % every === 0 ? v : null));
    };
  }

  function distances({decimals, unit}) {
    return decimals === 0 ? WHOLE : {bytes: BINARY, s: SECONDS}[unit];
  }

  function yAxis(all, side) {
    const {config} = all[0];
    const filter = isLog(all[0]) ? decades(scale(all[0])) : undefined;
    const made = axis(config.custom?.axisLabel, {
      scale: scale(all[0]), side, filter, size: width, incrs: distances(config),
      values: (u, splits) => splits.map(v => (v == null ? null
        : units.tick(config.unit, v, isLog(all[0]) ? 0 : Math.abs(splits[1] - splits[0]), config.decimals))),
    });
    made.grid.show = side === LEFT;
    if (filter) made.grid.filter = filter;
    return made;
  }

  function paths(custom) {
    if (custom.drawStyle === 'bars') return uPlot.paths.bars({size: [0.8, 60]});
    return custom.lineInterpolation === 'stepAfter' ? uPlot.paths.stepped({align: 1}) : undefined;
  }

  function line(one) {
    const {custom} = one.config;
    const bars = custom.drawStyle === 'bars';
    // What is stacked is painted over by what lies below it, so that its colour must be opaque.
    const fill = isStacked(one) ? `color-mix(in srgb, ${one.colour} ${custom.fillOpacity}%, ${colour('--card')})`
      : `color-mix(in srgb, ${one.colour} ${custom.fillOpacity}%, transparent)`;
    return {
      scale: scale(one), stroke: one.colour, width: bars ? 0 : 1.5, dash: custom.lineStyle?.dash, points: {show: false},
      fill: custom.fillOpacity > 0 ? fill : undefined, paths: paths(custom),
    };
  }

  /** What is drawn of each: its values, or in a stack its values on top of those before it. */
  function stack(all) {
    const sums = new Array(times.length).fill(0);
    all.forEach(one => {
      one.drawn = one.values.map(v => (Number.isFinite(v) ? v : null));
      if (isStacked(one)) one.drawn = one.drawn.map((v, i) => (v == null ? null : (sums[i] += v)));
    });
    // The top is drawn first.
    return isStacked(all[0]) ? all.toReversed() : all;
  }

  function legend(all) {
    const list = element('ul', 'legend');
    all.forEach(one => {
      const entry = list.appendChild(element('li'));
      const marker = entry.appendChild(element('span', one.config.custom.lineStyle ? 'marker dashed' : 'marker'));
      marker.style.color = one.colour;
      entry.append(element('span', 'name', one.name), element('span', 'number', text({...one.config, noValue: '–'}, one.last)));
    });
    return list;
  }

  function options(all, width, height) {
    const right = all.filter(one => scale(one) === 'right');
    const left = all.filter(one => scale(one) === 'y');
    const scales = {x: {time: true, range: () => [data.from, data.to]}};
    [left, right].filter(some => some.length > 0)
      .forEach(some => { scales[scale(some[0])] = {distr: isLog(some[0]) ? 3 : 1, range: range(some)}; });
    return {
      width, height, scales, padding: PADDING, legend: {show: false}, cursor: {show: false}, hooks: {draw: [annotate, thresholds(all[0].config)]},
      axes: [timeAxis(), ...(left.length > 0 ? [yAxis(left, LEFT)] : []), ...(right.length > 0 ? [yAxis(right, RIGHT)] : [])],
      series: [{}, ...all.map(line)],
    };
  }

  /** A label that would reach over the edge is left out. */
  function timeAxis() {
    const fits = (u, time) => u.width - u.valToPos(time, 'x') - u.bbox.left / devicePixelRatio > TIME / 2;
    return axis(null, {size: 26, space: 80, values: (u, at) => at.map(time => (fits(u, time) ? units.clock(time) : ''))});
  }

  function panel(panel, body) {
    const all = fields.series(panel);
    if (all.length === 0) return 0;
    const chart = body.appendChild(element('div', 'chart'));
    body.append(legend(all));
    const drawn = stack(all);
    new uPlot(options(drawn, chart.clientWidth, chart.clientHeight), [times, ...drawn.map(one => one.drawn)], chart);
    return all.length;
  }

  return {panel, timeAxis, width, PADDING};
})();
