// The table of items: filters, search, sort and pages.
const pageSize = 50;
let all, shown = [], page = 0, sort = 'id', down = false, asked = 0;

const columns = [['id', 'Item'], ['people', 'People'], ['judge', 'Judge'], ['was', 'Before'], ['delta', 'Difference'], ['state', 'State'], [null, 'Text']];
const rank = { 'newly disagrees': 0, disagrees: 1, 'no verdict': 2, 'no label': 3, 'agrees again': 4, agrees: 5 };
const used = name => name === 'was' ? all.compared : name === 'delta' ? !!all.deltas : true;

const fill = (select, options) => {
  const was = select.value;
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  select.value = options.some(([value]) => value === was) ? was : options[0][0];
  select.closest('label').hidden = options.length < 2;
};

const pairs = maps => {
  const found = new Map();
  for (const map of maps) for (const [k, v] of Object.entries(map ?? {})) found.set(JSON.stringify([k, v]), `${k} = ${v}`);
  return [...found].sort((x, y) => x[1] < y[1] ? -1 : 1);
};
const has = (map, pair) => { const [k, v] = JSON.parse(pair); return map?.[k] === v; };

async function open() {
  const mine = ++asked;
  $('trouble').hidden = true;
  try {
    const loaded = await load($('case').value);
    if (mine !== asked) return;
    all = loaded;
    fill($('tag'), [['', 'any'], ...pairs(all.tagSets)]);
    fill($('part'), [['', 'any'], ...all.groups.map((g, i) => [String(i + 1), g])]);
    fill($('group'), [['', 'anybody'], ...pairs(all.people.map(p => p.of))]);
    for (const option of $('filter').options) option.disabled = (option.value === 'newly' || option.value === 'fixed') && !all.compared;
    if ($('filter').selectedOptions[0].disabled) $('filter').value = 'all';
    fill($('sort'), columns.filter(([name]) => name && used(name)).flatMap(([name, title]) => [[name, `${title}, up`], [`${name} down`, `${title}, down`]]));
    readSort();
    header();
    await readChunk(all, 0);
    if (mine !== asked) return;
    apply();
    openPeople();
    await readAll(all, () => {
      if (mine !== asked) return false;
      if ($('search').value || waiting()) apply(true);
      return true;
    });
    if (mine === asked) document.body.dataset.read = 'all';
  } catch (error) {
    $('trouble').textContent = `The items cannot be shown. ${error.message}`;
    $('trouble').hidden = false;
  }
}

const waiting = () => shown.slice(page * pageSize, (page + 1) * pageSize).some(i => !textsOf(all, i));
const readSort = () => { [sort, down] = [$('sort').value.split(' ')[0], $('sort').value.endsWith(' down')]; };

function test() {
  const filter = $('filter').value, tag = $('tag').value, group = $('group').value, part = Number($('part').value), query = $('search').value;
  const bit = flag[{ disagreeing: 'disagrees' }[filter] ?? filter], sets = all.tagSets.map(t => tag && has(t, tag));
  const members = all.people.map(p => group && has(p.of, group)), found = query ? searchAll(all, query) : null;
  return i => (filter === 'failed' ? !all.judge[i] : !bit || all.flags[i] & bit) && (!tag || sets[all.tagSet[i] - 1])
    && (!part || all.split[i] === part || all.cluster[i] === part) && (!group || labelsOf(all, i).some(([who]) => members[who])) && (!found || found[i]);
}

// A number for each item: the ids are in order, labels and people by the place on the scale, states by how much they ask for a look.
function keys() {
  const key = new Float64Array(all.n);
  for (let i = 0; i < all.n; i++) {
    key[i] = sort === 'judge' ? all.judge[i] || Infinity
      : sort === 'was' ? (all.was[i] > 0 ? all.was[i] : Infinity)
      : sort === 'delta' ? all.deltas[i] ?? Infinity
      : sort === 'state' ? rank[stateOf(all, i)]
      : middle(i);
  }
  return key;
}

function middle(i) {
  let sum = 0;
  for (let k = all.first[i]; k < all.first[i + 1]; k++) sum += all.numeric ? Number(all.labels[all.said[k]]) : all.said[k];
  return all.counts[i] ? sum / all.counts[i] : Infinity;
}

function apply(stay) {
  const passes = test();
  shown = [];
  for (let i = 0; i < all.n; i++) if (passes(i)) shown.push(i);
  if (sort !== 'id') {
    const key = keys();
    // What has no value stands last in either direction.
    shown.sort((x, y) => (key[x] === key[y] ? 0 : !isFinite(key[x]) ? 1 : !isFinite(key[y]) ? -1 : down ? key[y] - key[x] : key[x] - key[y]) || x - y);
  } else if (down) shown.reverse();
  if (!stay) page = 0;
  draw();
}

function header() {
  const row = $('table').tHead.rows[0];
  row.replaceChildren();
  for (const [name, title] of columns.filter(([name]) => used(name))) {
    const cell = make('th', null, row);
    cell.scope = 'col';
    if (!name) { cell.textContent = title; continue; }
    cell.dataset.sort = name;
    make('button', title, cell).addEventListener('click', () => {
      $('sort').value = sort === name && !down ? `${name} down` : name;
      readSort();
      apply();
    });
  }
}

const cut = text => text.length > 170 ? [...text.slice(0, 180)].slice(0, 160).join('') + '…' : text;

function draw() {
  for (const cell of $('table').tHead.rows[0].cells) {
    if (cell.dataset.sort === sort) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else cell.removeAttribute('aria-sort');
  }
  const body = $('table').tBodies[0], first = page * pageSize, rows = [], at = [...body.querySelectorAll('button')].indexOf(document.activeElement);
  for (const i of shown.slice(first, first + pageSize)) {
    const row = make('tr'), texts = textsOf(all, i), id = make('th', null, row);
    id.scope = 'row';
    const button = make('button', all.ids[i], id);
    button.addEventListener('click', () => detail(i));
    const cell = (title, text, kind) => { const made = make('td', text, row, kind); made.dataset.title = title; return made; };
    cell('People', peopleOf(all, i));
    cell('Judge', judgeOf(all, i));
    if (used('was')) cell('Before', wasOf(all, i));
    if (used('delta')) cell('Difference', all.deltas[i] === null ? '' : signed(all.deltas[i]), 'number');
    states(cell('State'), i);
    const whole = texts ? [texts.context, texts.response ?? texts.a].filter(t => t).join(' · ') : '…';
    make('bdi', cut(whole), cell('Text', null, 'text'));
    rows.push(row);
  }
  body.replaceChildren(...rows);
  if (at >= 0) body.querySelectorAll('button')[Math.min(at, rows.length - 1)]?.focus();
  const some = rows.length && shown.length > rows.length ? `, shown ${first + 1} to ${first + rows.length}` : '';
  const left = all.read < chunkCount(all) && $('search').value ? `; still reading, ${Math.floor(100 * all.read / chunkCount(all))} % searched` : '';
  $('count').textContent = `${shown.length} of ${all.n} items${some}${left}`;
  $('none').hidden = shown.length > 0;
  $('pages').hidden = shown.length <= pageSize;
  $('page').textContent = `Page ${page + 1} of ${Math.max(1, Math.ceil(shown.length / pageSize))}`;
  $('previous').disabled = page === 0;
  $('next').disabled = first + pageSize >= shown.length;
}

const signed = number => (number > 0 ? '+' : number < 0 ? '−' : '') + String(Math.round(Math.abs(number) * 1000) / 1000);

function states(parent, i) {
  const state = stateOf(all, i);
  make('span', state, parent, `state ${state.replace(' ', '-')}`);
  if (all.flags[i] & flag.unanimous) make('span', 'unanimous people', parent, 'state');
  if (all.flags[i] & flag.unstable) make('span', 'unstable', parent, 'state unstable');
}

function turn(by) {
  page += by;
  draw();
  $('items').scrollIntoView();
}
