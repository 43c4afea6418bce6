'use strict';
// The page over all guarded JVMs: asks for the state, shows it, sends commands.
const SPARK_STEPS = 60;
const STEPS = 300;
const MINUTES = 10;
const EVENTS = 60;
const TEN_MINUTES = 600;
const TROUBLE = ['OPEN', 'HALF_OPEN', 'RECOVERING', 'CLOSED', 'NONE'];
const COLUMNS = ['STATE', 'RULE', 'KEY', 'CALLS, 2 MIN', 'CALLS', 'FAILED', 'SLOW', 'REFUSED', 'SINCE'];
const COMMANDS = {
  o: { command: 'open', text: 'Open', asks: 'refuse all calls of', ends: true },
  c: { command: 'close', text: 'Close', asks: 'let all calls through, whatever becomes of them, of', ends: true },
  r: { command: 'reset', text: 'Reset', asks: 'forget what was counted, and close', ends: false },
  b: { command: 'observe', text: 'Observe', asks: 'only observe', ends: true },
};

let state = { jvms: [], stepMillis: 2000 };
let chosen = null;

const byId = id => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const idOf = (jvm, breaker) => `${jvm.pid}\n${breaker.rule}\n${breaker.key}`;
const pastOf = (jvm, breaker) => jvm.history[`${breaker.rule}\n${breaker.key}`];
const sum = values => values.reduce((all, each) => all + each, 0);
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const short = path => String(path).replace(/^.*[/\\](?=.)/, '');

function span(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const millis = value => (value >= 1000 ? `${value / 1000} s` : `${value} ms`);

// To as many places as are known: percentiles are within a sixteenth.
const took = micros => millis(micros < 10000 ? Math.round(micros / 100) / 10 : Math.round(micros / 1000));

function breakers(jvm) {
  return [...(jvm.status.breakers || [])].sort((a, b) =>
    TROUBLE.indexOf(a.state) - TROUBLE.indexOf(b.state)
    || b.refused - a.refused || b.failures - a.failures || b.calls - a.calls
    || a.rule.localeCompare(b.rule) || a.key.localeCompare(b.key));
}

function all() {
  return state.jvms.flatMap(jvm => breakers(jvm).map(breaker => ({ jvm, breaker, id: idOf(jvm, breaker) })));
}

function summary() {
  const each = all();
  const open = each.filter(one => one.breaker.state === 'OPEN').length;
  const parts = [count(state.jvms.length, 'guarded JVM'), count(each.length, 'breaker')];
  byId('summary').textContent = state.problem || (state.jvms.length
    ? `${parts.join(', ')}, ${open} open`
    : "no guarded JVM on this machine: 'retrofuse attach PID --rules FILE' guards one");
  document.title = open ? `(${open} open) Retrofuse` : 'Retrofuse';
}

function about(jvm) {
  const status = jvm.status;
  if (!status.version) return 'waiting for its first answer';
  const rules = status.rulesFile
    ? `${count(status.rules, 'rule')} of ${short(status.rulesFile)}` : 'no rule file';
  return `process ${jvm.pid}, user ${jvm.user}, Java ${status.java}; ${rules}; `
    + (status.on ? 'on' : 'OFF (kill switch)');
}

function row(jvm, breaker) {
  const id = idOf(jvm, breaker);
  const past = pastOf(jvm, breaker);
  const cell = (text, kind = '') => element('td', { class: kind }, String(text));
  const made = element('tr', { tabindex: id === chosen ? 0 : -1, 'data-id': id,
    'aria-selected': id === chosen },
  element('td', { class: `state ${breaker.state}` },
    breaker.state === 'NONE' ? '–' : breaker.state.replace('_', '-') + (breaker.mode === 'observe' ? ' (observes)' : '')),
  cell(breaker.rule, 'name'), cell(breaker.key, 'name'),
  element('td', {}, past ? spark(past) : ''),
  ...[breaker.calls, breaker.failures, breaker.slow, breaker.refused].map(n => cell(n, 'number')),
  cell(breaker.state === 'NONE' ? '' : span(breaker.sinceMillis), 'number'));
  made.addEventListener('click', () => choose(id, true));
  return made;
}

function good(past) {
  return past.calls.map((calls, i) => Math.max(0, calls - (past.failures[i] || 0)));
}

function series(past) {
  return [{ name: 'calls', values: good(past) }, { name: 'failures', values: past.failures },
    { name: 'refused', values: past.refused }];
}

function spark(past) {
  return Chart.columns(series(past), SPARK_STEPS, 20, 'calls of the last two minutes', 'spark').svg;
}

function table(jvm) {
  const head = COLUMNS.map(name =>
    element('th', { scope: 'col', class: /^(CALLS|FAILED|SLOW|REFUSED|SINCE)$/.test(name) ? 'number' : '' }, name));
  return element('div', { class: 'scroll' }, element('table', {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...breakers(jvm).map(breaker => row(jvm, breaker)))));
}

function events(list, rule) {
  const shown = list.filter(event => !rule || event.rule === rule).slice(-EVENTS).reverse();
  return element('ol', { class: 'events', tabindex: 0 }, ...shown.map(event => element('li', {},
    element('time', { datetime: event.at }, event.at.slice(11, 19)), event.text)));
}

function section(jvm) {
  const made = element('section', { 'aria-label': `JVM ${jvm.pid}` },
    element('h2', { title: jvm.main }, short(jvm.main) || `process ${jvm.pid}`),
    element('p', { class: 'about', title: jvm.status.rulesFile || '' }, about(jvm)));
  if (jvm.problem) made.append(element('p', { class: 'problem' }, jvm.problem));
  for (const problem of jvm.status.problems || []) made.append(element('p', { class: 'problem' }, problem));
  if (breakers(jvm).length) made.append(table(jvm));
  else if (jvm.status.version) made.append(element('p', { class: 'about' }, 'No call that a rule is for has been made yet.'));
  if (jvm.events.length) made.append(element('h3', {}, 'EVENTS'), events(jvm.events));
  return made;
}

function facts(breaker, jvm) {
  const facts = [['rule', breaker.rule], ['at', breaker.place && short(breaker.place), breaker.place], ['key', breaker.key],
    ['mode', breaker.mode], ['calls under way', breaker.concurrent]];
  if (breaker.openForMillis > 0) facts.push(['refuses for', span(breaker.openForMillis)]);
  if (breaker.wouldRefuse > 0) facts.push(['would have refused', breaker.wouldRefuse]);
  for (const by of [breaker.forced, breaker.observed]) {
    if (by) facts.push(['by hand', `${by.by}, for ${span(by.leftMillis)}`]);
  }
  if (breaker.durations && breaker.durations.p99Micros) {
    facts.push(['half of the calls', `at most ${took(breaker.durations.p50Micros)}`],
      ['99 of 100', `at most ${took(breaker.durations.p99Micros)}`]);
  }
  for (const policy of breaker.policies || []) {
    const what = policy.observes ? `would have refused ${policy.wouldRefuse}` : `refused ${policy.refused}`;
    facts.push([policy.policy, what]);
  }
  return element('dl', {}, ...facts.filter(fact => fact[1] !== undefined && fact[1] !== null)
    .flatMap(([name, value, whole]) => [element('dt', {}, name), element('dd', { title: whole || '' }, String(value))]));
}

// Counted since somebody looks on, or always where the rules ask for it.
function latency(breaker) {
  const durations = breaker.durations;
  if (!durations || !durations.counts) return [];
  const { svg } = Chart.columns([{ name: 'calls', values: durations.counts }], durations.counts.length, 60,
    'calls by how long they took', 'durations');
  const bounds = durations.upToMillis;
  const legend = `up to ${millis(bounds[0])} at the left, ${millis(bounds[bounds.length / 2 | 0])} in the middle, `
    + `more than ${millis(bounds[bounds.length - 1])} at the right`;
  return [element('h3', {}, 'HOW LONG CALLS TOOK'), svg, element('p', { class: 'legend' }, legend)];
}

function detail() {
  const aside = byId('detail');
  const one = all().find(each => each.id === chosen);
  aside.hidden = !one;
  if (!one) return;
  const { jvm, breaker } = one;
  const past = pastOf(jvm, breaker);
  const parts = [element('h2', {}, breaker.rule), element('p', { class: 'about' }, breaker.key)];
  if (past) {
    const { svg, most } = Chart.columns(series(past), STEPS, 90, 'calls over time, now at the right');
    parts.push(element('h3', {}, `STATE, ${MINUTES} MINUTES`), Chart.states(past.states, STEPS),
      element('h3', {}, 'CALLS (BLUE), FAILED AND REFUSED (RED)'), svg,
      element('p', { class: 'legend' }, `at most ${most} in ${state.stepMillis / 1000} s; ${count(sum(past.calls), 'call')} in view; `
        + `refused so far: ${breaker.refused}`));
  }
  const actions = Object.entries(COMMANDS).map(([key, what]) => {
    const button = element('button', { type: 'button', title: `${what.text} (${key})`, 'data-command': what.command }, what.text);
    button.addEventListener('click', () => act(key));
    return button;
  });
  parts.push(...latency(breaker), element('h3', {}, 'THE RULE'), facts(breaker, jvm),
    element('div', { class: 'actions' }, ...actions),
    element('h3', {}, 'EVENTS OF THE RULE'), events(jvm.events, breaker.rule));
  replace(aside, parts);
}

// Keeps what has the focus, and where lists are scrolled to.
function replace(parent, children) {
  const active = document.activeElement;
  const inside = parent.contains(active) ? active : null;
  const scrolled = [...parent.querySelectorAll('ol.events')].map(list => list.scrollTop);
  const same = inside && (inside.dataset.command ? `[data-command="${inside.dataset.command}"]`
    : inside.dataset.id ? `[data-id="${CSS.escape(inside.dataset.id)}"]` : null);
  parent.replaceChildren(...children);
  [...parent.querySelectorAll('ol.events')].forEach((list, i) => { list.scrollTop = scrolled[i] || 0; });
  const again = same && parent.querySelector(same);
  if (again) again.focus();
}

function render() {
  summary();
  replace(byId('jvms'), state.jvms.map(section));
  const rows = [...document.querySelectorAll('tbody tr')];
  if (rows.length && !rows.some(each => each.tabIndex === 0)) rows[0].tabIndex = 0;
  detail();
}

function choose(id, focus) {
  chosen = id;
  render();
  if (focus && id) document.querySelector(`[data-id="${CSS.escape(id)}"]`).focus();
}

function move(by) {
  const ids = all().map(one => one.id);
  if (!ids.length) return;
  const at = ids.indexOf(chosen);
  choose(ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))], true);
}

function say(text) {
  const said = byId('said');
  said.textContent = text;
  said.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { said.hidden = true; }, 6000);
}

function act(key) {
  const one = all().find(each => each.id === chosen);
  const dialog = byId('confirm');
  if (!one || dialog.open) return;
  const what = COMMANDS[key];
  const about = what.command === 'observe' ? `rule ${one.breaker.rule}` : `${one.breaker.rule} ${one.breaker.key}`;
  byId('question').textContent = `${what.text}: ${what.asks} ${about} in process ${one.jvm.pid}`
    + (what.ends ? ', for ten minutes?' : '?');
  dialog.returnValue = 'no';
  dialog.onclose = () => { if (dialog.returnValue === 'yes') send(one, what); };
  dialog.showModal();
}

async function send({ jvm, breaker }, what) {
  const name = what.command === 'observe' ? breaker.rule : `${breaker.rule}/${breaker.key}`;
  const args = { name, by: 'dashboard' };
  if (what.ends) args.seconds = TEN_MINUTES;
  const answer = await fetch('/command', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ pid: jvm.pid, command: what.command, arguments: args }),
  });
  const reply = answer.ok ? await answer.json() : { ok: false, text: await answer.text() };
  say(reply.ok ? `${what.text}: done` : reply.text);
  look();
}

async function look() {
  try {
    const answer = await fetch('/state');
    if (!answer.ok) throw new Error(await answer.text());
    state = await answer.json();
    render();
  } catch (failure) {
    byId('summary').textContent = `retrofuse dashboard does not answer: ${failure.message}`;
  }
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
}

byId('theme').addEventListener('click', turnTheme);
byId('help').addEventListener('click', () => byId('keys').showModal());
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  const done = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    t: turnTheme, '?': () => byId('keys').showModal(), Escape: () => choose(null),
  }[event.key] || (COMMANDS[event.key] && (() => act(event.key)));
  if (done) {
    event.preventDefault();
    done();
  }
});
look();
setInterval(look, 2000);
