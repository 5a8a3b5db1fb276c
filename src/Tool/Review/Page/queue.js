// The queue: only the rows that can be seen are on the page, so that thousands of items are as quick as ten.
import { byId, keyOf, make, state, words } from "./page.js";

const rowHeight = 44;
const spare = 8;
let view = [];
let at = 0;
let opened = () => {};

const shows = {
  all: () => true, open: i => !i.action && !i.unstable, decided: i => Boolean(i.action), unanimous: i => i.unanimous, unstable: i => i.unstable,
};

export const onOpen = action => { opened = action; };
export const current = () => state.items[at];
export const indexOf = place => place ? state.items.findIndex(i => keyOf(i) === keyOf(place)) : -1;
export const isOpen = i => !i.action && !i.unstable;

export function passes(item) {
  const only = byId("case-filter").value;
  return (!only || item.case === only) && shows[byId("show-filter").value](item);
}

// The next item of the filtered queue in a direction; where there is none, the same.
export function neighbour(step) {
  for (let i = at + step; i >= 0 && i < state.items.length; i += step) if (passes(state.items[i])) return i;
  return at;
}

// The next open item after the one that is shown, or the first one before it; -1 where all are decided.
export function nextOpen(from = at) {
  const fits = i => isOpen(i) && (!byId("case-filter").value || i.case === byId("case-filter").value);
  const after = state.items.findIndex((item, index) => index > from && fits(item));
  if (after >= 0) return after;
  const before = state.items.findIndex(fits);
  return before >= 0 ? before : state.items.findIndex(isOpen);
}

export function select(index) {
  at = Math.max(0, Math.min(index, state.items.length - 1));
}

export function drawFilters() {
  const filter = byId("case-filter"), chosen = filter.value;
  const all = make("option", "all cases");
  all.value = "";
  filter.replaceChildren(all, ...state.cases.map(one => { const option = make("option", one.name); option.value = one.id; return option; }));
  filter.value = state.cases.some(c => c.id === chosen) ? chosen : "";
  byId("case-filter-label").hidden = state.cases.length < 2;
}

export function drawProgress() {
  const items = state.cases.reduce((sum, c) => sum + c.items, 0), open = state.cases.reduce((sum, c) => sum + c.open, 0);
  byId("progress").max = Math.max(1, items);
  byId("progress").value = items - open;
  byId("count").textContent = items ? `${items - open} of ${items}` : "nothing to decide";
  byId("blind").checked = state.blind;
}

export function drawQueue() {
  view = [];
  state.items.forEach((item, index) => { if (passes(item)) view.push(index); });
  byId("shown").textContent = view.length === state.items.length ? `${view.length} items` : `${view.length} of ${state.items.length} items`;
  reveal();
  drawRows();
}

function reveal() {
  const row = view.indexOf(at), scroller = byId("scroller");
  if (row < 0) return;
  const top = row * rowHeight, height = scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + rowHeight > scroller.scrollTop + height) { grow(); scroller.scrollTop = top + rowHeight - height; }
}

// The list has to be as long as that before it can be scrolled there.
function grow() {
  byId("queue").style.height = `${view.length * rowHeight}px`;
}

function drawRows() {
  const scroller = byId("scroller"), first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - spare);
  const end = Math.min(view.length, first + Math.ceil((scroller.clientHeight || 600) / rowHeight) + 2 * spare);
  const focused = document.activeElement?.closest?.("#queue button")?.dataset.index;
  grow();
  byId("queue").replaceChildren(...view.slice(first, end).map((index, offset) => drawRow(index, first + offset)));
  if (focused !== undefined) byId("queue").querySelector("[aria-current]")?.focus({ preventScroll: true });
}

function drawRow(index, row) {
  const item = state.items[index], line = make("li"), one = make("button");
  line.style.top = `${row * rowHeight}px`;
  line.setAttribute("aria-setsize", view.length);
  line.setAttribute("aria-posinset", row + 1);
  one.type = "button";
  one.dataset.index = index;
  one.tabIndex = index === at || (row === 0 && !view.includes(at)) ? 0 : -1;
  one.append(make("span", item.item), make("span", item.action ? "✓ " + words[item.action] : item.unstable ? "unstable" : item.unanimous ? "unanimous" : "", "mark"));
  if (index === at) one.setAttribute("aria-current", "true");
  line.append(one);
  return line;
}

let waiting = false;
byId("scroller").addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; drawRows(); });
});
byId("queue").addEventListener("click", event => {
  const one = event.target.closest("button");
  if (one) opened(Number(one.dataset.index), true);
});
byId("queue").addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  opened(neighbour(step), false);
});
addEventListener("resize", drawRows);
