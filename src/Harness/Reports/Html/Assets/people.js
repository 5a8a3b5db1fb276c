// The judge against one person, a group or all: how often each label met each.
const mostLabels = 12;

function openPeople() {
  fill($('person'), [['', 'all people'], ...pairs(all.people.map(p => p.of)).map(([pair, text]) => [`g${pair}`, text]), ...all.people.map((p, k) => [`p${k}`, p.id])]);
  heat();
  each();
}

// Numbers without names are put into tenths of their range where they are many.
function bins() {
  if (!all.numeric || all.labels.length <= mostLabels) return { names: all.labels, of: code => code };
  const numbers = all.labels.map(Number), known = numbers.filter(isFinite), least = (x, y) => Math.min(x, y), most = (x, y) => Math.max(x, y), low = known.reduce(least, Infinity), step = (known.reduce(most, -Infinity) - low) / 10;
  const edge = k => String(Math.round((low + k * step) * 1000) / 1000);
  const names = Array.from({ length: 10 }, (_, k) => `${edge(k)} to ${edge(k + 1)}`);
  if (known.length < numbers.length) names.push('no number');
  return { names, of: code => isFinite(numbers[code]) ? Math.min(9, Math.floor((numbers[code] - low) / step)) : 10 };
}

function heat() {
  const table = $('heat'), choice = $('person').value, { names, of } = bins(), size = names.length, counts = new Int32Array(size * size);
  const wanted = all.people.map((p, k) => !choice || (choice[0] === 'p' ? `p${k}` === choice : has(p.of, choice.slice(1))));
  let most = 0, total = 0, equal = 0;
  for (let i = 0; i < all.n; i++) {
    if (!all.judge[i]) continue;
    for (let k = all.first[i]; k < all.first[i + 1]; k++) {
      if (!wanted[all.who[k]]) continue;
      most = Math.max(most, ++counts[of(all.said[k]) * size + of(all.judge[i] - 1)]);
      total++;
      equal += all.said[k] === all.judge[i] - 1 ? 1 : 0;
    }
  }
  table.replaceChildren();
  make('caption', `${$('person').selectedOptions[0].text}: ${total} labels on items that the judge labelled, ${equal} of them the judge's`, table);
  const head = make('thead', null, table), over = make('tr', null, head), top = make('tr', null, head), body = make('tbody', null, table);
  make('td', null, over);
  const across = make('th', 'The judge said', over);
  across.colSpan = size;
  across.scope = 'colgroup';
  make('th', 'People said', top).scope = 'col';
  for (const name of names) make('th', name, top).scope = 'col';
  names.forEach((name, mine) => {
    const row = make('tr', null, body);
    make('th', name, row).scope = 'row';
    for (let judge = 0; judge < size; judge++) {
      const n = counts[mine * size + judge], cell = make('td', n, row, mine === judge ? 'number same' : 'number');
      if (n) cell.style.background = `color-mix(in srgb, var(--judge) ${8 + Math.round(37 * n / most)}%, var(--paper))`;
    }
  });
}

function each() {
  const labels = new Int32Array(all.people.length), equal = new Int32Array(all.people.length);
  for (let i = 0; i < all.n; i++) {
    if (!all.judge[i]) continue;
    for (let k = all.first[i]; k < all.first[i + 1]; k++) {
      labels[all.who[k]]++;
      equal[all.who[k]] += all.said[k] === all.judge[i] - 1 ? 1 : 0;
    }
  }
  const rows = all.people.map((p, k) => [p.id, labels[k], equal[k], labels[k] ? (equal[k] / labels[k]).toFixed(3) : 'no items in common']);
  $('each').replaceChildren();
  const table = grid($('each'), 'How often the judge gave the very label of each person', ['Person', 'Items in common', 'Same label', 'Share'], rows);
  for (const row of table.tBodies[0].rows) for (const cell of [...row.cells].slice(1)) cell.className = 'number';
}
