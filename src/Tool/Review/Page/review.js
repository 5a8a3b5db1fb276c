// The review page. Whatever comes from data is put on the page by textContent alone, so it is never markup.
"use strict";

const byId = id => document.getElementById(id);
const words = { knownDisagreement: "known", judgeIsRight: "judge right", peopleAreRight: "people right", unclearItem: "unclear" };
let state = { cases: [], items: [], problems: [], blind: false };
let at = 0;
let detail = null;

function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (name) element.className = name;
  return element;
}

function say(text) {
  byId("message").textContent = text;
  byId("message").hidden = !text;
}

async function ask(path, body) {
  const answer = await fetch(path, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : undefined);
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  let fault;
  try { fault = JSON.parse(text); } catch { fault = { code: "", message: text }; }
  throw Object.assign(new Error(fault.message), fault);
}

// Runs one thing after another, so that no key is lost while an answer is under way; a refusal is shown, and where files changed on disk the queue is read again.
let last = Promise.resolve();
function guarded(action) {
  last = last.then(async () => {
    try {
      say("");
      await action();
    } catch (error) {
      if (error.code === "JE5022" || error.code === "JE5020") {
        try { state = await ask("/api/reload", {}); await show(at); } catch { /* The first message is the one that helps. */ }
      }
      say(error.code ? error.message : error.message + (error instanceof TypeError ? ": is 'judgeeval review' still running?" : ""));
    }
  });
  return last;
}

async function load() {
  state = await ask("/api/state");
}

function drawQueue() {
  const done = state.items.filter(i => i.action).length;
  byId("progress").max = Math.max(1, state.items.length);
  byId("progress").value = done;
  byId("count").textContent = `${done} of ${state.items.length}`;
  byId("blind").checked = state.blind;
  byId("queue").replaceChildren(...state.items.map((item, index) => {
    const line = make("li");
    const button = make("button");
    button.type = "button";
    button.append(make("span", item.item), make("span", item.action ? "✓ " + words[item.action] : item.unanimous ? "unanimous" : ""));
    if (index === at) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => guarded(() => show(index)));
    line.append(button);
    return line;
  }));
  byId("queue").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  byId("cases").replaceChildren(...state.cases.map(drawCase));
  if (state.problems.length) say(state.problems.join("\n"));
}

function drawCase(one) {
  const box = make("div", null, "case");
  box.append(make("strong", one.name), make("span", `${one.items - one.open} of ${one.items} decided, ${one.resolved} no longer disagree${one.hasRecord ? "" : "; no record of the run was found, so texts and reasons are absent"}`));
  const field = make("label", "Reason, where a gate is red or the judge has bugs ");
  const reason = make("textarea");
  reason.rows = 1;
  reason.maxLength = 4000;
  field.append(reason);
  const button = make("button", "Accept the snapshot");
  button.type = "button";
  button.className = "accept";
  button.disabled = one.open > 0;
  button.addEventListener("click", () => guarded(async () => {
    await ask("/api/accept", { case: one.id, reason: reason.value });
    await load();
    await show(0);
    say(`${one.name} is accepted: its verified snapshot is written.`);
  }));
  box.append(field, button);
  return box;
}

async function show(index) {
  at = Math.max(0, Math.min(index, state.items.length - 1));
  const chosen = state.items[at];
  drawQueue();
  byId("item").hidden = !chosen;
  if (!chosen) {
    detail = null;
    return;
  }
  detail = await ask(`/api/item?case=${encodeURIComponent(chosen.case)}&item=${encodeURIComponent(chosen.item)}`);
  drawItem();
}

function drawItem() {
  byId("title").textContent = detail.item;
  byId("place").textContent = detail.case;
  const texts = [];
  for (const [head, key] of [["Context", "context"], ["Response", "response"], ["Response A", "responseA"], ["Response B", "responseB"]]) {
    if (detail[key]) texts.push(make("h3", head), make("p", detail[key], "text"));
  }
  if (!detail.hasTexts) texts.push(make("p", "There is no record of the run; the snapshot's line is all that is known."));
  byId("texts").replaceChildren(...texts);
  byId("labelling").hidden = !detail.hidden;
  byId("verdict").hidden = byId("form").hidden = detail.hidden;
  byId("decided").hidden = !detail.action;
  drawLabels();
  if (!detail.hidden) drawVerdict();
}

function drawLabels() {
  const give = value => guarded(async () => {
    await ask("/api/label", { case: detail.case, item: detail.item, label: value });
    await load();
    await show(at);
  });
  const choices = detail.labels.map(label => {
    const button = make("button", label);
    button.type = "button";
    button.addEventListener("click", () => give(label));
    return button;
  });
  if (!choices.length) {
    const input = make("input");
    input.setAttribute("aria-label", "your label" + (detail.scale ? ", " + detail.scale : ""));
    const button = make("button", "Label");
    button.type = "button";
    button.addEventListener("click", () => give(input.value.trim()));
    choices.push(input, button);
  }
  byId("own-labels").replaceChildren(...choices);
  byId("labels").replaceChildren(...detail.labels.map(label => { const option = make("option"); option.value = label; return option; }));
}

function drawVerdict() {
  const facts = [["People", detail.counts.join(", ") + (detail.unanimous ? " (unanimous)" : "")], ["Judge", (detail.judge ?? "no label") + ` (${detail.delta})`], ["Repeats", detail.repeats]];
  if (detail.before) facts.push(["Accepted before", detail.before]);
  if (detail.own) facts.push(["Your label", detail.own]);
  byId("facts").replaceChildren(...facts.flatMap(([name, value]) => [make("dt", name), make("dd", value)]));
  byId("people-fold").hidden = !detail.people.length;
  byId("people").replaceChildren(...detail.people.map(p => make("li", `${p.annotator}: ${p.label}${p.explanation ? " — " + p.explanation : ""}`)));
  byId("rationale").textContent = detail.rationale ?? "";
  byId("rationale").hidden = byId("rationale-head").hidden = !detail.rationale;
  byId("decided").textContent = detail.action ? `Decided by ${detail.by}: ${words[detail.action]}${detail.proposed ? ", proposes " + detail.proposed : ""} — ${detail.why}` : "";
  for (const radio of document.querySelectorAll("[name=action]")) radio.checked = radio.value === detail.action;
  byId("source").value = detail.source ?? "";
  byId("reason").value = detail.why ?? "";
  byId("label").value = detail.proposed ?? detail.own ?? detail.judge ?? "";
  drawProposal();
}

function chosenAction() {
  return document.querySelector("[name=action]:checked")?.value ?? "";
}

function drawProposal() {
  byId("proposal").hidden = chosenAction() !== "judgeIsRight";
}

function choose(action) {
  if (!detail || detail.hidden) return;
  document.querySelector(`[name=action][value=${action}]`).checked = true;
  drawProposal();
  byId("source").focus();
}

function save() {
  return guarded(async () => {
    if (!detail || detail.hidden) return;
    if (!chosenAction()) { say("Choose a decision first."); return; }
    if (!byId("source").value) { say("Choose the source of the disagreement."); byId("source").focus(); return; }
    if (!byId("reason").value.trim()) { say("Give a reason."); byId("reason").focus(); return; }
    const action = chosenAction();
    byId("item").focus({ preventScroll: true });
    await ask("/api/decide", {
      case: detail.case, item: detail.item, action, source: byId("source").value, reason: byId("reason").value,
      label: action === "judgeIsRight" && byId("label").value.trim() ? byId("label").value.trim() : null,
    });
    await load();
    const next = state.items.findIndex((item, index) => index > at && !item.action);
    await show(next >= 0 ? next : Math.max(0, state.items.findIndex(item => !item.action) < 0 ? at : state.items.findIndex(item => !item.action)));
    window.scrollTo(0, 0);
  });
}

function undo() {
  return guarded(async () => {
    const undone = await ask("/api/undo", {});
    await load();
    await show(state.items.findIndex(i => i.case === undone.case && i.item === undone.item));
    say(`Undone: ${undone.item}`);
  });
}

const keys = {
  a: () => choose("knownDisagreement"), j: () => choose("judgeIsRight"), p: () => choose("peopleAreRight"), u: () => choose("unclearItem"),
  z: undo, n: () => guarded(() => show(at + 1)), b: () => guarded(() => show(at - 1)), "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); return; }
  const typing = event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  if (typing && event.key === "Escape") { byId("item").focus(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || byId("help").open || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

byId("form").addEventListener("submit", event => { event.preventDefault(); save(); });
byId("actions").addEventListener("change", drawProposal);
byId("next").addEventListener("click", keys.n);
byId("back").addEventListener("click", keys.b);
byId("undo").addEventListener("click", undo);
byId("help-button").addEventListener("click", keys["?"]);
byId("help-close").addEventListener("click", () => byId("help").close());
byId("blind").addEventListener("change", event => guarded(async () => { state = await ask("/api/blind", { blind: event.target.checked }); await show(at); }));
guarded(async () => { await load(); await show(Math.max(0, state.items.findIndex(item => !item.action))); });
