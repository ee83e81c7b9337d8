// What all pages draw with: the element "series", axes, and figures of curves. Filled in before the page's own script.
const plumbline = (() => {
  'use strict';

  const FONT = '12px system-ui, sans-serif';
  /** uPlot counts decimals up to the 16th: a logarithmic axis that reaches below draws nothing at all. */
  const LEAST = 1e-14;

  const data = JSON.parse(document.getElementById('series').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function short(y) {
    if (y == null) return '–';
    if (y === 0) return '0';
    const size = Math.abs(y);
    return size >= 1e5 || size < 1e-3 ? y.toExponential(1).replace('.0', '') : String(Number(y.toPrecision(3)));
  }

  /** Labels of ticks; one that was filtered out has none. */
  function ticks(u, splits) {
    return splits.map(y => (y == null ? null : short(y)));
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
  function logTicks(scale) {
    return (u, splits) => {
      const decades = Math.log10(u.scales[scale].max / u.scales[scale].min);
      const digits = decades > 2.5 ? [1] : decades > 1.2 ? [1, 3] : decades > 0.7 ? [1, 2, 3, 5, 7] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
      return splits.map(y => {
        const digit = Math.round(y / Math.pow(10, Math.floor(Math.log10(y) + 1e-9)));
        return digits.includes(digit) ? y : null;
      });
    };
  }

  /** A logarithm has no room for zero. */
  const drawable = (y, log) => y != null && (!log || y >= LEAST);

  /** Brings curves, each with its own x and y, onto one axis. */
  function align(curves, log) {
    return uPlot.join(curves.map(c => [c.x, c.y.map(y => (drawable(y, log) ? y : null))]));
  }

  /** Range of an axis that is as long as what was measured: what is only predicted may leave it. */
  function measuredRange(curves, log) {
    const measured = curves.filter(c => !c.predicted).flatMap(c => c.y.filter(y => drawable(y, log)));
    if (measured.length === 0) return undefined;
    const [min, max] = [measured.reduce((a, b) => Math.min(a, b)), measured.reduce((a, b) => Math.max(a, b))];
    const range = log ? uPlot.rangeLog(min, max, 10, false) : uPlot.rangeNum(min, max, 0.1, true);
    return () => range;
  }

  /** What a logarithmic axis cannot show is said. */
  function leftOut(curves) {
    const left = curves.flatMap(c => c.y).filter(y => y != null && y < LEAST).length;
    return left === 0 ? '' : ` Left out: ${left} ${left === 1 ? 'value' : 'values'} at or below zero.`;
  }

  /** Adds a figure and returns its chart, null where there is nothing to draw; options(plot, curves, width) are those of uPlot, its height fixed. */
  function draw(plot, all, options) {
    const curves = all.filter(c => c.y.some(y => drawable(y, plot.log)));
    if (curves.length === 0) return null;
    curves.forEach(c => { c.single = c.y.filter(y => drawable(y, plot.log)).length === 1; });
    const figure = document.createElement('figure');
    if (plot.full) figure.style.gridColumn = '1 / -1';
    const caption = document.createElement('figcaption');
    const title = document.createElement('strong');
    const note = document.createElement('span');
    title.textContent = plot.title;
    note.textContent = plot.note + (plot.log ? leftOut(all) : '');
    caption.append(title, note);
    figure.append(caption);
    document.getElementById('plots').append(figure);
    const room = () => figure.clientWidth - 30;
    const chart = new uPlot(options(plot, curves, room()), align(curves, plot.log), figure);
    addEventListener('resize', () => chart.setSize({width: room(), height: chart.height}));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw());
    return chart;
  }

  /** Draws all plots and returns their charts; curves(plot) are those of one. */
  function drawAll(plots, curves, options) {
    const drawn = plots.map(plot => draw(plot, curves(plot), options)).filter(chart => chart !== null);
    if (drawn.length > 0) return drawn;
    const nothing = document.createElement('p');
    nothing.textContent = 'No curves: nothing was measured yet.';
    document.getElementById('plots').append(nothing);
    return [];
  }

  return {data, colour, short, ticks, axis, logTicks, measuredRange, drawAll};
})();
