// What Prometheus answered to a panel, as Grafana's fields: names, values, and how the panel's file wants them shown.
const fields = (() => {
  'use strict';

  const {data} = plumbline;
  const COLOURS = {
    green: '#56a64b', yellow: '#f2cc0c', orange: '#ff780a', red: '#e02f44', 'dark-red': '#8f1427', blue: '#3274d9',
    purple: '#a352cc', text: 'var(--ink)', transparent: 'transparent',
  };
  /** Of series that have no colour of their own, in order. */
  const PALETTE = ['#3274d9', '#e0752d', '#b5479b', '#0f9b8e', '#8a6d1d', '#38a3d1', '#d6455d', '#7a5bc7', '#6b8e23', '#5b7083'];

  const times = Array.from({length: Math.floor((data.to - data.from) / data.step) + 1}, (_, i) => data.from + i * data.step);

  /** Prometheus writes numbers as text; what is not a number is no value. */
  function number(text) {
    const v = Number(text.replace('Inf', 'Infinity'));
    return Number.isNaN(v) ? null : v;
  }

  /** Values at the times of the page; null where there is none. */
  function values(answer) {
    const at = new Array(times.length).fill(null);
    answer.values.forEach(([time, text]) => { at[Math.round((time - data.from) / data.step)] = number(text); });
    return at;
  }

  function name(target, metric) {
    return target.legendFormat.replace(/\{\{\s*(\w+)\s*}}/g, (all, label) => metric[label] ?? '').trim();
  }

  function matches(matcher, field) {
    return matcher.id === 'byName' ? field === matcher.options : new RegExp(`^(?:${matcher.options})$`).test(field);
  }

  function set(config, path, value) {
    const keys = path.split('.');
    const last = keys.pop();
    keys.reduce((inner, key) => (inner[key] ??= {}), config)[last] = value;
  }

  /** How a field of a panel is shown: the panel's defaults and what overrides them. */
  function config(panel, field) {
    const config = structuredClone(panel.fieldConfig.defaults);
    (panel.fieldConfig.overrides ?? []).filter(override => matches(override.matcher, field))
      .forEach(override => override.properties.forEach(property => set(config, property.id, property.value)));
    return config;
  }

  function last(all) {
    return all.findLast(v => v != null) ?? null;
  }

  function colour(config, index) {
    return config.color?.mode === 'fixed' ? COLOURS[config.color.fixedColor] : PALETTE[index % PALETTE.length];
  }

  /** All series of a panel. Of what was asked for now there is the last value alone. */
  function series(panel) {
    return panel.targets.flatMap(target => panel.answers[target.refId].map(answer => ({target, answer})))
      .map(({target, answer}, index) => {
        const of = config(panel, name(target, answer.metric));
        const all = answer.values ? values(answer) : null;
        return {
          name: name(target, answer.metric), metric: answer.metric, values: all, config: of, colour: colour(of, index),
          last: all ? last(all) : number(answer.value[1]),
        };
      });
  }

  function mapping(config, v) {
    return (config.mappings ?? []).map(one => one.options[String(v)]).find(found => found) ?? null;
  }

  /** Returns a value as text. */
  function text(config, v) {
    if (v == null) return config.noValue ?? '';
    return mapping(config, v)?.text ?? units.text(config.unit, v, config.decimals);
  }

  /** Returns the colour of a value: what it is mapped to, or its threshold's. */
  function valueColour(config, v) {
    const steps = config.thresholds?.steps ?? [];
    const reached = steps.filter(step => step.value == null || v >= step.value).at(-1);
    return COLOURS[mapping(config, v)?.color ?? reached?.color ?? 'text'];
  }

  /** Returns what can be read on a colour. */
  function ink(background) {
    if (!background.startsWith('#')) return background === 'transparent' ? 'var(--ink)' : 'var(--card)';
    const [r, g, b] = [1, 3, 5].map(at => parseInt(background.slice(at, at + 2), 16));
    return 0.3 * r + 0.59 * g + 0.11 * b > 165 ? '#1d2227' : '#ffffff';
  }

  function element(tag, className, content) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (content != null) made.textContent = content;
    return made;
  }

  return {COLOURS, times, series, config, number, text, valueColour, ink, element};
})();
