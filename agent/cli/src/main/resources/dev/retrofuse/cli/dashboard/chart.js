'use strict';
// Pictures of what a breaker did, as SVG.
const Chart = (() => {
  const NS = 'http://www.w3.org/2000/svg';

  function shape(name, attributes, ...children) {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function picture(width, height, label, className = '') {
    return shape('svg', {
      viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img',
      'aria-label': label, class: className,
    });
  }

  // Runs of the same state, each one bar.
  function states(list, steps) {
    const svg = picture(steps, 14, 'state over time, now at the right');
    svg.setAttribute('height', 14);
    let from = 0;
    for (let i = 1; i <= list.length; i++) {
      if (i === list.length || list[i] !== list[from]) {
        const bar = { x: steps - list.length + from, y: 0, width: i - from, height: 14 };
        svg.append(shape('rect', { ...bar, class: list[from] }, shape('title', {}, list[from])));
        from = i;
      }
    }
    return svg;
  }

  // Columns, one kind upon another; the highest fills the height.
  function columns(series, steps, height, label, className) {
    const svg = picture(steps, height, label, className);
    svg.setAttribute('height', height);
    const length = Math.max(0, ...series.map(each => each.values.length));
    const shown = Math.min(length, steps);
    const at = (values, step) => values[values.length - shown + step] || 0;
    let most = 1;
    for (let step = 0; step < shown; step++) {
      most = Math.max(most, series.reduce((sum, each) => sum + at(each.values, step), 0));
    }
    for (let step = 0; step < shown; step++) {
      let top = height;
      for (const each of series) {
        const part = at(each.values, step) / most * height;
        if (part === 0) continue;
        top -= part;
        svg.append(shape('rect', {
          x: steps - shown + step, y: top, width: 0.9, height: part, class: each.name,
        }));
      }
    }
    return { svg, most };
  }

  return { states, columns };
})();
