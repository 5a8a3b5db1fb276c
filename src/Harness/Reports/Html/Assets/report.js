'use strict';
(() => {
  const pageSize = 100;
  const $ = id => document.getElementById(id);
  const cache = new Map();
  let head, items = [], shown = [], page = 0, sort = 'id', down = false, asked = 0, opener;

  const make = (name, text, parent) => {
    const node = document.createElement(name);
    if (text !== undefined && text !== null) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };

  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  }

  async function load(index) {
    if (!cache.has(index)) {
      const of = kind => [...document.querySelectorAll(`script[data-case="${index}"][data-kind="${kind}"]`)].map(s => JSON.parse(s.textContent));
      const parts = await Promise.all(of('items').map(p => typeof p === 'string' ? unpack(p) : p));
      const all = parts.flat();
      for (const item of all) {
        item.people = Object.values(item.labels).join(' ');
        item.find = [item.id, item.context, item.response, item.responseA, item.responseB, item.rationale].join('\n').toLowerCase();
      }
      cache.set(index, { head: of('head')[0], items: all });
    }
    return cache.get(index);
  }

  function fill(select, first, values) {
    select.replaceChildren();
    for (const [value, text] of [first, ...values.map(v => [v, v])]) make('option', text, select).value = value;
  }

  async function open() {
    const mine = ++asked;
    const loaded = await load($('case').value);
    if (mine !== asked) return;
    ({ head, items } = loaded);
    const pairs = entries => [...new Set(entries.flatMap(e => Object.entries(e).map(([k, v]) => `${k}=${v}`)))].sort();
    fill($('tag'), ['', 'any'], pairs(items.map(i => i.tags)));
    fill($('group'), ['', 'any'], pairs((head.people ?? []).map(p => p.attributes)));
    fill($('person'), ['', 'all people'], [...new Set(items.flatMap(i => Object.keys(i.labels)))].sort());
    const newly = $('filter').querySelector('[value=newly]');
    newly.disabled = !head.compared;
    if (newly.disabled && newly.selected) $('filter').value = 'all';
    apply();
    heat();
  }

  const has = (map, pair) => Object.entries(map).some(([k, v]) => `${k}=${v}` === pair);

  function apply() {
    const filter = $('filter').value, tag = $('tag').value, group = $('group').value, search = $('search').value.toLowerCase();
    const members = new Set((head.people ?? []).filter(p => has(p.attributes, group)).map(p => p.id));
    const by = { newly: 'newly', disagreeing: 'disagrees', unanimous: 'unanimous', unstable: 'unstable' }[filter];
    shown = items.filter(i => (!by || i[by]) && (!tag || has(i.tags, tag)) && (!group || Object.keys(i.labels).some(p => members.has(p))) && i.find.includes(search));
    const key = i => i[sort] ?? '';
    shown.sort((a, b) => {
      const x = key(a), y = key(b);
      return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || (a.id < b.id ? -1 : 1);
    });
    page = 0;
    draw();
  }

  const columns = [['id', 'Item'], ['people', 'People'], ['judge', 'Judge'], ['disagrees', 'Disagrees'], ['context', 'Text']];

  function header() {
    const row = $('table').tHead.rows[0];
    for (const [name, title] of columns) {
      const cell = make('th', null, row);
      cell.scope = 'col';
      make('button', title, cell).addEventListener('click', () => {
        down = sort === name && !down;
        sort = name;
        apply();
      });
    }
  }

  function draw() {
    [...$('table').tHead.rows[0].cells].forEach((cell, i) => {
      if (columns[i][0] === sort) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    const body = $('table').tBodies[0];
    const first = page * pageSize, part = shown.slice(first, first + pageSize);
    body.replaceChildren();
    for (const item of part) {
      const row = make('tr', null, body), id = make('th', null, row);
      id.scope = 'row';
      const button = make('button', item.id, id);
      button.addEventListener('click', () => detail(item, button));
      make('td', item.people, row);
      make('td', item.judge ?? item.failure ?? 'no verdict', row);
      make('td', item.newly ? 'newly' : item.disagrees ? 'yes' : 'no', row);
      const text = [item.context, item.response ?? item.responseA ?? ''].join(' ');
      make('td', text.length > 160 ? text.slice(0, 159) + '…' : text, row);
    }
    $('count').textContent = `${shown.length} of ${items.length} items` + (part.length ? `, shown ${first + 1} to ${first + part.length}` : '');
    $('previous').disabled = page === 0;
    $('next').disabled = first + pageSize >= shown.length;
  }

  function detail(item, button) {
    opener = button;
    $('detail-title').textContent = item.id;
    const body = $('detail-body');
    body.replaceChildren();
    const say = (title, text) => { if (text) { make('h3', title, body); make('p', text, body); } };
    say('Context', item.context);
    say('Response', item.response);
    say('Response A', item.responseA);
    say('Response B', item.responseB);
    say('Labels by person', Object.entries(item.labels).map(([p, l]) => `${p}: ${l}` + (item.explanations[p] ? ` (${item.explanations[p]})` : '')).join('\n'));
    say('Judge', item.judge ?? item.failure);
    say('Verdicts', item.verdicts.map(v => `repeat ${v.repeat + 1}, ${v.order.toLowerCase()} order: ${v.label ?? v.failure}` + (v.rationale ? `\n${v.rationale}` : '')).join('\n'));
    if (!item.verdicts.length) say('Rationale', item.rationale);
    if (item.before) say('Before', `${item.before.judge ?? item.before.failure ?? 'no verdict'}${item.before.disagrees ? ', disagreed' : ', agreed'}\n${item.before.rationale ?? ''}`);
    $('detail').showModal();
  }

  function heat() {
    const table = $('heat'), person = $('person').value, counts = new Map();
    let most = 0;
    const labels = new Set(head.labels);
    for (const item of items) {
      if (item.judge === null) continue;
      for (const [who, label] of Object.entries(item.labels)) {
        if (person && who !== person) continue;
        const key = JSON.stringify([label, item.judge]);
        counts.set(key, (counts.get(key) ?? 0) + 1);
        most = Math.max(most, counts.get(key));
        labels.add(label).add(item.judge);
      }
    }
    table.replaceChildren();
    make('caption', 'Rows: the label of the person; columns: the label of the judge', table);
    const top = make('tr', null, make('thead', null, table)), body = make('tbody', null, table);
    make('td', null, top);
    for (const label of labels) make('th', label, top).scope = 'col';
    for (const mine of labels) {
      const row = make('tr', null, body);
      make('th', mine, row).scope = 'row';
      for (const judge of labels) {
        const n = counts.get(JSON.stringify([mine, judge])) ?? 0, cell = make('td', n, row);
        cell.style.background = `color-mix(in srgb, var(--link) ${most ? Math.round(35 * n / most) : 0}%, var(--paper))`;
      }
    }
  }

  header();
  $('case').addEventListener('change', open);
  for (const id of ['filter', 'tag', 'group']) $(id).addEventListener('change', apply);
  $('search').addEventListener('input', apply);
  $('person').addEventListener('change', heat);
  $('previous').addEventListener('click', () => { page--; draw(); });
  $('next').addEventListener('click', () => { page++; draw(); });
  $('close').addEventListener('click', () => $('detail').close());
  $('detail').addEventListener('close', () => opener?.focus());
  if ($('case').options.length) open();
})();
