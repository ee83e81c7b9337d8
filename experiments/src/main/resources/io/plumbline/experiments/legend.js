// The legend of all curves: a button per method. A click shows or hides it, a double click shows it alone.
(() => {
  'use strict';

  const SAMPLE = '<svg aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4"/></svg>';
  const legend = document.getElementById('legend');
  const buttons = new Map();

  function entry(name) {
    const button = document.createElement('button');
    const text = document.createElement('span');
    button.type = 'button';
    button.className = methods.role(name);
    button.dataset.method = name;
    text.textContent = name;
    button.innerHTML = SAMPLE;
    button.append(text);
    button.addEventListener('click', event => (event.shiftKey ? methods.isolate(name) : methods.toggle(name)));
    button.addEventListener('dblclick', () => methods.isolate(name));
    // A button turns Enter into a click that knows of no shift key everywhere.
    button.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || !event.shiftKey) return;
      event.preventDefault();
      methods.isolate(name);
    });
    buttons.set(name, button);
    return button;
  }

  function choice(text, wanted) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'all';
    button.textContent = text;
    button.addEventListener('click', () => methods.show(wanted));
    return button;
  }

  function update() {
    buttons.forEach((button, name) => {
      const {variable, dash} = methods.style(name);
      const line = button.querySelector('line');
      button.setAttribute('aria-pressed', String(methods.isShown(name)));
      line.style.stroke = `var(${variable})`;
      line.style.strokeDasharray = dash.join(' ');
    });
  }

  const first = methods.names.filter(name => methods.role(name) !== 'peer');
  const shown = methods.names.filter(name => methods.role(name) === 'peer' && methods.usual.has(name));
  const others = methods.names.filter(name => methods.role(name) === 'peer' && !methods.usual.has(name));
  first.sort((a, b) => (methods.role(a) === 'subject' ? -1 : methods.role(b) === 'subject' ? 1 : 0));
  legend.append(...first.concat(shown, others).map(entry), choice('show all', methods.names));
  if (others.length > 0) legend.append(choice('the first choice', methods.usual));
  const help = document.createElement('p');
  help.textContent = 'Click or Enter shows or hides a method, double click or Shift+Enter shows it alone'
    + (others.length > 0 ? '; at first the subject, dense and the cheapest peers are shown.' : '.');
  legend.append(help);
  methods.onChange(update);
  update();
})();
