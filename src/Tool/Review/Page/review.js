// The review page: what is shown, and what the keys do.
import { ask, byId, describe, guarded, keyOf, onStale, say, state, words } from "./page.js";
import { current, drawFilters, drawProgress, drawQueue, indexOf, isOpen, neighbour, nextOpen, onOpen, passes, select } from "./queue.js";
import { drawItem } from "./item.js";
import { act, digit, drawForm, forget, missing, remember, request, restore, same } from "./form.js";
import { drawCases, onTaken } from "./cases.js";

let detail = null;
const fetched = new Map();

// Everything anew, as after a start, an acceptance or a change on disk.
function take(whole) {
  Object.assign(state, { latest: null }, whole);
  fetched.clear();
  drawFilters();
  byId("notices").hidden = !state.problems.length;
  byId("notices").replaceChildren(...state.problems.map(describe));
}

// One item and the counts, as after a decision.
function change(made) {
  const index = indexOf(made.item);
  if (index >= 0) state.items[index] = made.item;
  Object.assign(state, { cases: made.cases, latest: made.latest ?? null });
  fetched.delete(keyOf(made.item));
  return index;
}

// Another reviewer's process decided too: the counts say so, the lines do not yet.
async function catchUp(index) {
  if (state.blind || state.cases.reduce((sum, c) => sum + c.open, 0) === state.items.filter(isOpen).length) return index;
  const place = state.items[index];
  take(await ask("/api/state"));
  return indexOf(place);
}

function detailOf(one) {
  const key = keyOf(one);
  if (!fetched.has(key)) {
    const asked = ask(`/api/item?case=${encodeURIComponent(one.case)}&item=${encodeURIComponent(one.item)}`);
    asked.catch(() => fetched.delete(key));
    fetched.set(key, asked);
  }
  return fetched.get(key);
}

async function show(index, focus = true) {
  const chosen = state.items[Math.max(0, Math.min(index, state.items.length - 1))];
  drawProgress();
  byId("undo").disabled = !state.latest;
  byId("list-button").disabled = !chosen;
  if (!chosen) {
    detail = null;
    drawQueue();
    open("cases");
    return;
  }
  // What cannot be had leaves the page at the item that it shows.
  detail = await detailOf(chosen);
  select(index);
  open("items");
  drawQueue();
  drawItem(detail, label);
  drawForm(detail);
  if (focus) {
    byId("title").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // What comes next is on the page before it is asked for. The server keeps a hidden verdict to itself in this answer as in any other.
  for (const step of [1, -1]) if (state.items[neighbour(step)] !== chosen) detailOf(state.items[neighbour(step)]);
  while (fetched.size > 64) fetched.delete(fetched.keys().next().value);
}

function open(view) {
  byId("items").hidden = view !== "items";
  byId("cases").hidden = view !== "cases";
  byId("cases-button").setAttribute("aria-expanded", view === "cases");
  if (view === "cases") {
    drawCases();
    byId("cases-title").focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

const casesAreOpen = () => !byId("cases").hidden;

function position() {
  const left = state.cases.reduce((sum, c) => sum + c.open, 0);
  return left ? `${left} open.` : "All items are decided.";
}

function label(value) {
  return guarded(async () => {
    change(await ask("/api/label", { case: detail.case, item: detail.item, label: value }));
    await show(indexOf(detail));
    say(`Labelled ${value}; the verdict is shown.`);
  });
}

function save() {
  return guarded(async () => {
    if (!detail?.verdict || casesAreOpen()) return;
    const lacking = missing();
    if (lacking) {
      say(lacking.text);
      lacking.field.focus();
      return;
    }
    const sent = request(), made = await ask("/api/decide", sent);
    remember();
    forget(detail);
    const at = await catchUp(change(made)), next = nextOpen(at);
    if (next >= 0) await show(next);
    else {
      await show(at);
      open("cases");
    }
    say(`Saved ${sent.item}: ${words[sent.action]}. ${position()}`);
  });
}

function undo() {
  return guarded(async () => {
    const made = await ask("/api/undo", {});
    restore(made.item);
    await show(await catchUp(change(made)));
    say(`Taken back: ${made.item.item}. ${position()}`);
  });
}

function toggleCases() {
  if (casesAreOpen() && state.items.length) {
    open("items");
    drawQueue();
    byId("title").focus({ preventScroll: true });
  } else open("cases");
}

function toggleList(shown = casesAreOpen() || !byId("list").classList.contains("shown")) {
  if (shown && casesAreOpen()) open("items");
  byId("list").classList.toggle("shown", shown);
  byId("list-button").setAttribute("aria-expanded", shown);
  if (shown) drawQueue();
}

const move = step => guarded(() => show(neighbour(step)));
const keys = {
  a: () => act("knownDisagreement"), j: () => act("judgeIsRight"), p: () => act("peopleAreRight"), u: () => act("unclearItem"),
  s: same, z: undo, n: () => move(1), b: () => move(-1), c: toggleCases, "?": () => byId("help").showModal(),
};

function number(index) {
  if (!detail?.hidden) digit(index);
  else if (detail.labels[index] !== undefined) label(detail.labels[index]);
}

document.addEventListener("keydown", event => {
  if (byId("help").open) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); return; }
  const typing = event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  if (typing && event.key === "Escape") { byId(casesAreOpen() ? "cases-title" : "title").focus(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const isDigit = /^[1-9]$/.test(event.key);
  if (!isDigit && !Object.hasOwn(keys, event.key)) return;
  if (casesAreOpen() && !["c", "z", "?"].includes(event.key)) return;
  event.preventDefault();
  if (isDigit) number(Number(event.key) - 1);
  else keys[event.key]();
});

byId("form").addEventListener("submit", event => { event.preventDefault(); save(); });
byId("next").addEventListener("click", keys.n);
byId("back").addEventListener("click", keys.b);
byId("undo").addEventListener("click", undo);
byId("same").addEventListener("click", same);
byId("cases-button").addEventListener("click", toggleCases);
byId("cases-close").addEventListener("click", toggleCases);
byId("list-button").addEventListener("click", () => toggleList());
byId("help-button").addEventListener("click", keys["?"]);
byId("help-close").addEventListener("click", () => byId("help").close());
for (const filter of ["case-filter", "show-filter"]) {
  byId(filter).addEventListener("change", () => guarded(async () => {
    await show(passes(current()) ? indexOf(current()) : Math.max(0, state.items.findIndex(passes)), false);
  }));
}
byId("blind").addEventListener("change", event => guarded(async () => {
  const place = current();
  take(await ask("/api/blind", { blind: event.target.checked }));
  await show(Math.max(0, indexOf(place)), false);
  say(state.blind ? "Blind: verdicts are hidden until you have labelled, and the order is by id." : "Verdicts are shown, worst first.");
}));

onOpen((index, chosen) => guarded(async () => {
  if (chosen) toggleList(false);
  await show(index, chosen);
}));
onStale(async () => {
  const place = current();
  take(await ask("/api/reload", {}));
  await show(Math.max(0, indexOf(place)));
});
onTaken(async whole => {
  take(whole);
  const next = nextOpen(-1);
  if (next >= 0) await show(next);
  else {
    await show(0);
    open("cases");
  }
});

guarded(async () => {
  take(await ask("/api/state"));
  const next = nextOpen(indexOf(state.latest));
  await show(Math.max(0, next));
  if (next < 0) open("cases");
});
