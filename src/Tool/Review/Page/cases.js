// Acceptance: each case with what was decided, what is in the way, and what would be taken.
import { ask, byId, button, describe, guarded, make, say, state } from "./page.js";

const number = (count, one, many) => `${count} ${count === 1 ? one : many}`;
let taken = async () => {};
export const onTaken = action => { taken = action; };

export function drawCases() {
  const open = state.cases.reduce((sum, c) => sum + c.open, 0), items = state.cases.reduce((sum, c) => sum + c.items, 0);
  byId("cases-title").textContent = !state.cases.length ? "Nothing is left to review" : open ? "Accept" : items ? "All items are decided" : "No item needs a decision";
  byId("cases-lead").textContent = !state.cases.length
    ? "Every case is accepted. Run the suite again with 'dotnet test'; this page can be closed."
    : open ? `${number(open, "item is", "items are")} open. What is decided can be accepted already; what is open stays newly disagreeing.`
      : "Accepting writes the verified snapshot. Nothing is written before.";
  byId("case-list").replaceChildren(...state.cases.map(drawCase));
  byId("cases-close").hidden = !state.items.length;
}

function drawCase(one) {
  const box = make("section", null, "case"), list = make("ul");
  box.append(make("h3", one.name));
  const hidden = one.rejected === undefined;
  const facts = [`${one.items - one.open} of ${one.items} decided`];
  if (!hidden) {
    if (one.staying) facts.push(`${number(one.staying, "item", "items")} may stay, as known, unclear or the judge being right`);
    if (one.rejected) facts.push(`on ${number(one.rejected, "item", "items")} people are right: the judge has a bug`);
    if (one.resolved) facts.push(`${number(one.resolved, "item no longer disagrees", "items no longer disagree")}`);
    if (one.unstable) facts.push(`${number(one.unstable, "item is", "items are")} unstable and ${one.unstable === 1 ? "needs" : "need"} no decision`);
  } else facts.push("more is shown once every item is labelled");
  if (!one.hasRecord) facts.push("no record of the run was found, so texts and reasons are absent");
  list.append(...facts.map(text => make("li", text)));
  box.append(list);
  const whole = !one.open && !hidden, asks = one.obstacle || one.rejected;
  const reason = make("textarea");
  reason.rows = 2;
  reason.maxLength = 4000;
  if (whole && one.obstacle) { const note = describe({ ...one.obstacle, file: null }); note.className = "note"; box.append(note); }
  if (whole && asks) {
    const field = make("label", "Reason to accept everything all the same");
    field.append(reason);
    box.append(field);
  }
  const actions = make("div", null, "row");
  if (!hidden && one.staying && (one.open || one.rejected)) {
    actions.append(button(`Accept the ${number(one.staying, "item that may stay", "items that may stay")}`, () => take(one, true, ""), "accept-part"));
  }
  const all = button(asks ? "Accept everything" : "Accept the snapshot", () => {
    if (asks && !reason.value.trim()) { say("Give a reason to accept everything."); reason.focus(); return; }
    take(one, false, reason.value);
  }, "accept");
  all.disabled = !whole;
  actions.append(all);
  box.append(actions);
  if (one.rejected && whole) box.append(make("p", "Accept what may stay, and the rest stays newly disagreeing until the judge is mended.", "soft"));
  return box;
}

function take(one, part, reason) {
  return guarded(async () => {
    await taken(await ask("/api/accept", { case: one.id, part, reason }));
    say(part ? `The verified snapshot of ${one.name} has what may stay; the rest waits.` : `${one.name} is accepted: its verified snapshot is written.`);
  });
}
