// Numbers as Grafana writes them: three significant digits unless the panel says how many decimals.
const units = (() => {
  'use strict';

  /** How a number is scaled: the first pair [limit, divisor, suffix] whose limit is above it. */
  const STEPS = {
    s: [[1e-6, 1e-9, ' ns'], [1e-3, 1e-6, ' µs'], [1, 1e-3, ' ms'], [60, 1, ' s'], [3600, 60, ' min'],
      [86400, 3600, ' hour'], [604800, 86400, ' day'], [Infinity, 604800, ' week']],
    ms: [[1e3, 1, ' ms'], [6e4, 1e3, ' s'], [3.6e6, 6e4, ' min'], [Infinity, 3.6e6, ' hour']],
    percentunit: [[Infinity, 0.01, '%']],
    none: [[Infinity, 1, '']],
    short: powers(1000, ['', ' K', ' Mil', ' Bil', ' Tri']),
    ops: powers(1000, [' ops/s', ' K ops/s', ' M ops/s', ' B ops/s']),
    flops: powers(1000, [' FLOPS', ' kFLOPS', ' MFLOPS', ' GFLOPS', ' TFLOPS']),
    bytes: powers(1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB']),
  };
  const DURATIONS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

  /** Units that are no scaled number. */
  const WHOLE = {
    sci: (v, decimals) => v.toExponential(decimals),
    locale: (v, decimals) => v.toLocaleString('en', {maximumFractionDigits: decimals}),
    dateTimeAsIso: v => iso(v).slice(0, 19).replace('T', ' '),
    dtdurations: duration,
  };

  function powers(base, suffixes) {
    return suffixes.map((suffix, i) => [i + 1 === suffixes.length ? Infinity : base ** (i + 1), base ** i, suffix]);
  }

  function iso(milliseconds) {
    return new Date(milliseconds).toISOString();
  }

  /** The largest part of a duration, and as many smaller ones as there are decimals. */
  function duration(seconds, decimals) {
    let left = seconds;
    const parts = DURATIONS.map(([name, length]) => {
      const count = Math.floor(left / length);
      left -= count * length;
      return [count, name];
    });
    const first = parts.findIndex(([count]) => count > 0);
    if (first < 0) return '0 seconds';
    return parts.slice(first, first + 1 + (decimals ?? 0))
      .map(([count, name]) => `${count} ${name}${count === 1 ? '' : 's'}`).join(', ');
  }

  function significant(v) {
    return v % 1 === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(v))));
  }

  function fixed(v, decimals) {
    const rounded = Number(v.toFixed(Math.min(decimals, 100)));
    return String(rounded).includes('e') ? String(rounded) : rounded.toFixed(decimals);
  }

  /** Returns a number with its unit. */
  function text(unit, v, decimals) {
    if (!Number.isFinite(v)) return v > 0 ? '∞' : '-∞';
    if (WHOLE[unit]) return WHOLE[unit](v, decimals);
    if (v === 0) return unit === 's' ? '0 s' : fixed(0, decimals ?? 0) + steps(unit)[0][2];
    const [, divisor, suffix] = steps(unit).find(([limit]) => Math.abs(v) < limit);
    return fixed(v / divisor, decimals ?? significant(v / divisor)) + suffix;
  }

  /** As many digits as a distance has: 0.25 has two. */
  function digits(distance) {
    let count = 0;
    while (count < 12 && Math.abs(distance * 10 ** count - Math.round(distance * 10 ** count)) > 1e-6) count++;
    return count;
  }

  /**
   * Returns the label of a tick: as many digits as tell it from the next, and no zeros at its end. On a logarithmic axis
   * nothing lies evenly between.
   */
  function tick(unit, v, between, decimals) {
    if (v === 0 || WHOLE[unit] || !Number.isFinite(v) || decimals != null) return text(unit, v, decimals);
    const [, divisor, suffix] = steps(unit).find(([limit]) => Math.abs(v) < limit);
    const needed = between > 0 ? digits(between / divisor) : significant(v / divisor);
    return String(Number(fixed(v / divisor, needed))) + suffix;
  }

  function steps(unit) {
    const known = STEPS[unit ?? 'none'];
    if (!known) throw new Error(`unit '${unit}' is not known here: add it to units.js`);
    return known;
  }

  /** Returns the time of day, with seconds. */
  const clock = seconds => iso(seconds * 1000).slice(11, 19);

  return {text, tick, clock, iso};
})();
