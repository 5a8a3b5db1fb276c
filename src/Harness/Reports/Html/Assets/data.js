// The data of the cases: an index of all items in columns, and their texts in chunks, which are unpacked in the background.
const $ = id => document.getElementById(id);
const flag = { disagrees: 1, unanimous: 2, unstable: 4, newly: 8, fixed: 16 };
const cases = new Map();

const make = (name, text, parent, kind) => {
  const node = document.createElement(name);
  if (text !== undefined && text !== null) node.textContent = text;
  if (kind) node.className = kind;
  if (parent) parent.append(node);
  return node;
};

// Lets clicks and keys through between two chunks, and is done at once in pages that are not shown, where timers are slowed down.
const breathe = () => new Promise(done => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done();
  channel.port2.postMessage(0);
});

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function read(element) {
  const data = JSON.parse(element.textContent);
  if (typeof data !== 'string') return data;
  if (!window.DecompressionStream) throw new Error('This browser cannot unpack the items. Chromium from 80, Firefox from 113 and Safari from 16.4 can.');
  return new Response(new Blob([bytesOf(data)]).stream().pipeThrough(new DecompressionStream('deflate'))).json();
}

const elements = (index, kind) => [...document.querySelectorAll(`script[data-case="${index}"][data-kind="${kind}"]`)];

async function load(index) {
  if (cases.has(index)) return cases.get(index);
  const data = await read(elements(index, 'index')[0]);
  const n = data.ids.length, first = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) first[i + 1] = first[i] + data.counts[i];
  const loaded = { ...data, n, first, index, chunks: [], read: 0 };
  cases.set(index, loaded);
  return loaded;
}

// Reads one chunk of texts; what is searched is one string for all of its items, so that a key stroke costs one pass over it.
async function readChunk(all, number) {
  if (all.chunks[number]) return;
  const { strings, items } = await read(elements(all.index, 'texts')[number]);
  const ends = new Int32Array(items.length), parts = [];
  let end = 0;
  items.forEach((item, i) => {
    const seen = new Set([item.c, item.r, item.a, item.b, item.w, ...(item.e ?? []).map(e => e[1]), ...(item.v ?? []).flatMap(v => [v.y, v.d])]);
    const text = [all.ids[number * all.chunk + i], ...[...seen].filter(s => s).map(s => strings[s - 1])].join('\n').toLowerCase().replaceAll('\u0001', ' ') + '\u0001';
    parts.push(text);
    ends[i] = end += text.length;
  });
  if (all.chunks[number]) return;
  all.chunks[number] = { strings, items, ends, find: parts.join('') };
  all.read++;
}

const chunkCount = all => Math.ceil(all.n / all.chunk);

async function readAll(all, told) {
  for (let number = 0; number < chunkCount(all); number++) {
    await readChunk(all, number);
    if (!told()) return;
    await breathe();
  }
}

// The texts of an item, or undefined while they are not read.
function textsOf(all, i) {
  const chunk = all.chunks[Math.floor(i / all.chunk)];
  if (!chunk) return undefined;
  const item = chunk.items[i % all.chunk], text = s => s ? chunk.strings[s - 1] : null;
  return {
    context: text(item.c), response: text(item.r), a: text(item.a), b: text(item.b), before: text(item.w), missing: item.m ?? [],
    why: new Map((item.e ?? []).map(([person, s]) => [person, text(s)])),
    verdicts: (item.v ?? []).map(v => ({ repeat: (v.n ?? 0) + 1, swapped: !!v.o, label: text(v.l), failure: v.f, detail: text(v.d), why: text(v.y), score: v.s, probabilities: v.p, votes: v.t, candidates: v.k })),
  };
}

function searchAll(all, query) {
  const found = new Uint8Array(all.n), wanted = query.toLowerCase().replaceAll('\u0001', ' ');
  all.chunks.forEach((chunk, number) => {
    for (let at = chunk.find.indexOf(wanted), i = 0; at >= 0; at = chunk.find.indexOf(wanted, chunk.ends[i])) {
      while (chunk.ends[i] <= at) i++;
      found[number * all.chunk + i] = 1;
    }
  });
  return found;
}

const labelsOf = (all, i) => Array.from({ length: all.counts[i] }, (_, k) => [all.who[all.first[i] + k], all.said[all.first[i] + k]]);
const judgeOf = (all, i) => all.judge[i] ? all.labels[all.judge[i] - 1] : all.failure[i] ? failureWord(all.failures[all.failure[i] - 1]) : 'no verdict';
const wasOf = (all, i) => all.was[i] > 0 ? all.labels[all.was[i] - 1] : all.was[i] < 0 ? failureWord(all.failures[-all.was[i] - 1]) : 'no verdict';
const failureWord = kind => `failed: ${({ OutOfScale: 'off the scale' })[kind] ?? kind.toLowerCase()}`;

function peopleOf(all, i) {
  const counts = new Map();
  for (const [, label] of labelsOf(all, i)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((x, y) => x[0] - y[0]).map(([label, n]) => all.labels[label] + (n > 1 ? ` ×${n}` : '')).join(', ') || 'no label';
}

const stateOf = (all, i) => {
  const flags = all.flags[i];
  return flags & flag.newly ? 'newly disagrees' : flags & flag.disagrees ? 'disagrees' : !all.judge[i] ? 'no verdict' : !all.counts[i] ? 'no label' : flags & flag.fixed ? 'agrees again' : 'agrees';
};
