// Everything about one item: in the dialog, and on paper.
let opened = -1;

function detail(i) {
  opened = i;
  const at = shown.indexOf(i);
  $('detail-title').textContent = all.ids[i];
  $('detail-body').replaceChildren();
  describe($('detail-body'), i);
  $('before-this').disabled = at <= 0;
  $('after-this').disabled = at < 0 || at + 1 >= shown.length;
  $('place').textContent = `${at + 1} of ${shown.length}`;
  if (!$('detail').open) $('detail').showModal();
  $('detail').scrollTop = 0;
  if (!textsOf(all, i)) {
    const mine = all;
    readChunk(all, Math.floor(i / all.chunk)).then(() => { if (opened === i && mine === all && $('detail').open) detail(i); });
  }
}

function closed() {
  const at = shown.indexOf(opened);
  if (at >= 0 && Math.floor(at / pageSize) !== page) {
    page = Math.floor(at / pageSize);
    draw();
  }
  [...$('table').tBodies[0].querySelectorAll('th button')].find(b => b.textContent === all.ids[opened])?.focus();
}

const step = by => { const next = shown[shown.indexOf(opened) + by]; if (next !== undefined) detail(next); };

function describe(body, i) {
  const texts = textsOf(all, i);
  states(make('p', null, body, 'states'), i);
  if (!texts) { make('p', 'The texts are still being read.', body); return; }
  const columns = make('div', null, body, 'columns'), left = make('div', null, columns), right = make('div', null, columns);
  for (const [title, text] of [['Context', texts.context], ['Response', texts.response], ['Response A', texts.a], ['Response B', texts.b]]) {
    if (text) { make('h3', title, left); make('p', text, left, 'prose'); }
  }
  facts(left, i);
  verdicts(right, i, texts);
  people(right, i, texts);
}

function facts(parent, i) {
  const tags = Object.entries(all.tagSets[all.tagSet[i] - 1] ?? {}), parts = [all.split[i], all.cluster[i]].filter(g => g).map(g => all.groups[g - 1]);
  if (!tags.length && !parts.length) return;
  make('h3', 'Tags', parent);
  const list = make('ul', null, parent, 'tags');
  for (const text of [...tags.map(([k, v]) => `${k} = ${v}`), ...parts]) make('li', text, list);
}

function grid(parent, caption, heads, rows) {
  const table = make('table', null, make('div', null, parent, 'wide'));
  make('caption', caption, table);
  const top = make('tr', null, make('thead', null, table)), body = make('tbody', null, table);
  for (const head of heads) make('th', head, top).scope = 'col';
  for (const cells of rows) {
    const row = make('tr', null, body);
    cells.forEach((text, k) => { if (k) make('td', text, row); else make('th', text, row).scope = 'row'; });
  }
  return table;
}

function verdicts(parent, i, texts) {
  make('h3', 'Judge', parent);
  const now = judgeOf(all, i);
  if (all.compared) {
    const line = make('p', null, parent, 'change');
    make('span', 'before ', line);
    make('b', wasOf(all, i), line);
    make('span', wasOf(all, i) === now ? ', the same now' : ', now ', line);
    if (wasOf(all, i) !== now) make('b', now, line);
    if (texts.before) { make('h4', 'Reason before', parent); make('p', texts.before, parent, 'prose'); }
  } else make('b', now, make('p', null, parent));
  if (all.deltas && all.deltas[i] !== null) make('p', `${signed(all.deltas[i])} from people's reference`, parent);
  const given = texts.verdicts, scores = given.some(v => v.score !== undefined), orders = given.some(v => v.swapped), candidates = given.some(v => v.candidates);
  if (given.length) {
    grid(parent, 'Verdict of each repeat' + (orders ? ' and order' : ''),
      ['Repeat', ...(orders ? ['Order'] : []), 'Verdict', ...(scores ? ['Score'] : []), ...(candidates ? ['Could not decide among'] : []), 'Reason'],
      given.map(v => [v.repeat, ...(orders ? [v.swapped ? 'B first' : 'A first'] : []), v.label ?? failureWord(v.failure) + (v.detail ? ` (${v.detail})` : ''),
        ...(scores ? [v.score ?? ''] : []), ...(candidates ? [(v.candidates ?? []).join(', ')] : []), v.why ?? 'no reason given']));
  }
  for (const v of given) {
    const which = given.length > 1 ? ` in repeat ${v.repeat}${orders ? (v.swapped ? ', B first' : ', A first') : ''}` : '';
    if (v.votes) grid(parent, `Votes of the committee${which}`, ['Member', 'Vote'], Object.entries(v.votes));
    if (v.probabilities) bars(parent, `Probabilities${which}`, v.probabilities);
  }
}

function bars(parent, caption, probabilities) {
  const order = new Map(all.labels.map((l, k) => [l, k])), table = grid(parent, caption, ['Label', 'Probability', ''],
    Object.entries(probabilities).sort((x, y) => (order.get(x[0]) ?? 1e9) - (order.get(y[0]) ?? 1e9)).map(([label, p]) => [label, p.toFixed(3), '']));
  table.className = 'bars';
  for (const row of table.tBodies[0].rows) {
    const bar = make('span', null, row.cells[2], 'bar');
    bar.style.width = `${100 * Number(row.cells[1].textContent)}%`;
  }
  table.tHead.rows[0].cells[2].replaceWith(make('td'));
}

function people(parent, i, texts) {
  make('h3', 'People', parent);
  const given = labelsOf(all, i), why = given.some(([who]) => texts.why.has(who)) || texts.missing.length;
  const groups = who => Object.entries(all.people[who].of ?? {}).map(([k, v]) => `${k} ${v}`).join(', '), grouped = given.some(([who]) => all.people[who].of);
  const row = (who, label) => [all.people[who].id, label, ...(grouped ? [groups(who)] : []), ...(why ? [texts.why.get(who) ?? ''] : [])];
  if (!given.length && !texts.missing.length) { make('p', 'Nobody labelled the item.', parent); return; }
  grid(parent, 'Label of each person', ['Person', 'Label', ...(grouped ? ['Of'] : []), ...(why ? ['Reason'] : [])],
    [...given.map(([who, label]) => row(who, all.labels[label])), ...texts.missing.map(who => row(who, 'gave none'))]);
}
