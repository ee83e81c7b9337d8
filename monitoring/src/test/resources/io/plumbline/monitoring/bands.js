// State timelines: a lane for each series, a band for as long as its value stays.
const bands = (() => {
  'use strict';

  const {data} = plumbline;
  const {element, times, text, valueColour, ink} = fields;
  /** Pixels that a time of day and a letter need. */
  const [TICK, LETTER] = [110, 8];

  /** Stretches of one value. */
  function stretches(values) {
    const found = [];
    values.forEach((v, i) => {
      const open = found.at(-1);
      if (open && open.value === v) open.to = times[i] + data.step; else found.push({value: v, from: times[i], to: times[i] + data.step});
    });
    return found.filter(stretch => stretch.value != null);
  }

  const place = time => Math.min(1, (time - data.from) / (data.to - data.from)) * 100;

  function lane(one, lanes) {
    const lane = lanes.appendChild(element('div', 'lane'));
    lane.append(element('span', 'name', one.name));
    const room = lane.appendChild(element('div', 'room'));
    stretches(one.values).forEach(({value, from, to}) => {
      const colour = valueColour(one.config, value);
      const width = place(to) - place(from);
      const words = text(one.config, value);
      const fits = words.length * LETTER < (width / 100) * room.clientWidth;
      const band = room.appendChild(element('span', '', fits ? words : ''));
      Object.assign(band.style, {left: place(from) + '%', width: width + '%', background: colour, color: ink(colour)});
    });
  }

  function panel(panel, body) {
    const all = fields.series(panel);
    if (all.length === 0) return 0;
    body.style.setProperty('--names', `min(55%, ${Math.max(...all.map(one => one.name.length))}ch)`);
    const lanes = body.appendChild(element('div', 'lanes'));
    all.forEach(one => lane(one, lanes));
    const axis = body.appendChild(element('div', 'lane times'));
    axis.append(element('span', 'name'), element('div', 'room'));
    const ticks = Math.max(2, Math.floor(axis.lastChild.clientWidth / TICK));
    [...Array(ticks).keys()].forEach(i => {
      const time = data.from + (i / (ticks - 1)) * (data.to - data.from);
      const tick = axis.lastChild.appendChild(element('span', '', units.clock(time)));
      tick.style.left = place(time) + '%';
    });
    return all.length;
  }

  return {panel};
})();
