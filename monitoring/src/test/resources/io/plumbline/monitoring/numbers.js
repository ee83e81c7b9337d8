// Panels of single numbers: stat and bar gauge.
const numbers = (() => {
  'use strict';

  const {element, text, valueColour, ink} = fields;

  /** As large as there is room for. */
  function size(content, width, height) {
    return Math.max(12, Math.min(height * 0.45, width / (content.length * 0.65), 32));
  }

  /** The curve behind a number. */
  function spark(values, colour, width, height) {
    const seen = values.filter(v => v != null);
    const [low, high] = [Math.min(...seen, 0), Math.max(...seen)];
    const points = values.map((v, i) => (v == null ? null : `${(i / (values.length - 1)) * width},${height - ((v - low) / (high - low || 1)) * height}`))
      .filter(point => point);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    line.setAttribute('points', points.join(' '));
    line.style.stroke = colour;
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.append(line);
    return svg;
  }

  function stat(panel, body) {
    const all = fields.series(panel);
    const box = body.appendChild(element('div', 'stats'));
    const {clientWidth: width, clientHeight: height} = body;
    all.forEach(one => {
      const colour = valueColour(one.config, one.last);
      const filled = panel.options.colorMode === 'background';
      const cell = box.appendChild(element('div', 'stat'));
      if (filled && colour !== fields.COLOURS.text) Object.assign(cell.style, {background: colour, color: ink(colour)});
      if (!filled) cell.style.color = colour;
      if (panel.options.graphMode === 'area' && one.values) {
        cell.append(spark(one.values, fields.COLOURS.blue, width, height / 2));
      }
      if (all.length > 1) cell.append(element('span', 'name', one.name));
      const content = text(one.config, one.last);
      const number = cell.appendChild(element('span', 'number', content));
      number.style.fontSize = size(content, width / all.length - 16, height) + 'px';
    });
    return all.length;
  }

  function bars(panel, body) {
    const all = fields.series(panel);
    const most = Math.max(...all.map(one => one.last));
    all.forEach(one => {
      const colour = valueColour(one.config, one.last);
      const [low, high] = [one.config.min ?? 0, one.config.max ?? most];
      const bar = body.appendChild(element('div', 'bar'));
      bar.append(element('span', 'name', one.name));
      const track = bar.appendChild(element('div', 'track'));
      const filled = track.appendChild(element('div', 'filled'));
      filled.style.width = `${Math.max(0, Math.min(1, (one.last - low) / (high - low || 1))) * 100}%`;
      filled.style.background = colour;
      bar.append(element('span', 'number', text(one.config, one.last)));
    });
    return all.length;
  }

  return {stat, bars};
})();
