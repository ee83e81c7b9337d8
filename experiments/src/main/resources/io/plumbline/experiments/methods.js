// The methods of a comparison: how each is drawn, which are shown in the curves, and which one is pointed at.
const methods = (() => {
  'use strict';

  const {data, colour} = plumbline;
  // Greys are told apart by dashes: a colour each would be eighteen colours that nobody can tell apart.
  const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [14, 4]];
  const names = data.methods.map(method => method.name);
  const peers = names.filter(name => name !== data.subject && name !== data.dense);
  const usual = new Set(data.shown);
  const listeners = [];
  let shown = new Set(usual);
  let lit = null;

  function role(name) {
    return name === data.subject ? 'subject' : name === data.dense ? 'dense' : 'peer';
  }

  function style(name) {
    const kind = role(name);
    const i = Math.max(0, peers.indexOf(name));
    const grey = Math.floor(i / DASHES.length) % 2 ? '--peer-2' : '--peer';
    return {
      variable: kind !== 'peer' ? '--' + kind : name === lit ? '--lit' : grey,
      dash: kind === 'peer' ? DASHES[i % DASHES.length] : [],
      width: (kind === 'peer' ? 1.5 : 2.6) + (name === lit ? 1.3 : 0),
    };
  }

  function tell() {
    listeners.forEach(listener => listener());
  }

  function show(wanted) {
    shown = new Set(wanted);
    tell();
  }

  function toggle(name) {
    const wanted = new Set(shown);
    if (!wanted.delete(name)) wanted.add(name);
    show(wanted);
  }

  /** Shows one alone, or again what is usual if it is alone already. */
  function isolate(name) {
    show(shown.size === 1 && shown.has(name) ? usual : [name]);
  }

  function light(name) {
    if (name === lit) return;
    lit = name;
    document.querySelectorAll('[data-method]').forEach(of => of.classList.toggle('lit', of.dataset.method === name));
    tell();
  }

  const pointedAt = event => {
    const at = event.target.closest ? event.target.closest('[data-method]') : null;
    return at ? at.dataset.method : null;
  };
  document.addEventListener('mouseover', event => {
    if (!event.target.closest || !event.target.closest('.uplot')) light(pointedAt(event));
  });
  document.addEventListener('focusin', event => light(pointedAt(event)));

  return {
    names, usual, role, style, show, toggle, isolate, light,
    isShown: name => shown.has(name),
    paint: name => colour(style(name).variable),
    onChange: listener => listeners.push(listener),
  };
})();
