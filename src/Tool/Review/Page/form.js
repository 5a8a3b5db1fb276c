// The decision: what is chosen, what was typed and not yet saved, and the last decision to repeat.
import { byId, keyOf, make, words } from "./page.js";

const choices = {
  actions: [["knownDisagreement", "Known disagreement", "a"], ["judgeIsRight", "Judge is right", "j"], ["peopleAreRight", "People are right", "p"], ["unclearItem", "Unclear item", "u"]],
  sources: [
    ["labellingError", "Labelling error"], ["subjectivePreference", "Subjective preference"], ["differentCriteria", "Different criteria"],
    ["differentThresholds", "Different thresholds"], ["bothHarmful", "Both harmful"], ["bothMisinformation", "Both misinformation"],
  ],
  topics: [
    ["facts", "Facts"], ["completeness", "Completeness"], ["instructions", "Instructions"], ["tone", "Tone"],
    ["form", "Form"], ["safety", "Safety"], ["missingContext", "Missing context"], ["other", "Other"],
  ],
};
const titles = { actions: "Choose a decision.", sources: "Choose why they disagree.", topics: "Choose what they disagree about." };
let shown = null;
let lastMade = null;
const saved = new Map();

for (const [group, all] of Object.entries(choices)) {
  all.forEach(([value, text, key], index) => {
    const label = make("label"), input = make("input");
    input.type = "radio";
    input.name = group;
    input.value = value;
    label.append(input, make("kbd", key ?? String(index + 1)), " " + text);
    byId(group).append(label);
  });
}

const chosen = group => document.querySelector(`[name=${group}]:checked`)?.value ?? "";

function choose(group, value) {
  for (const radio of document.querySelectorAll(`[name=${group}]`)) radio.checked = radio.value === value;
}

const read = () => ({ action: chosen("actions"), source: chosen("sources"), topic: chosen("topics"), reason: byId("reason").value, label: byId("label").value });

function write(values) {
  choose("actions", values.action);
  choose("sources", values.source);
  choose("topics", values.topic);
  byId("reason").value = values.reason ?? "";
  byId("label").value = values.label ?? "";
  drawProposal();
}

function drawProposal() {
  byId("proposal").hidden = chosen("actions") !== "judgeIsRight";
}

// What was typed outlives a move, a conflict and a reload of the page; it goes once the decision is on disk.
const draftKey = detail => "draft\n" + keyOf(detail);
function keep() {
  if (shown?.verdict) sessionStorage.setItem(draftKey(shown), JSON.stringify(read()));
}

export function forget(detail) {
  sessionStorage.removeItem(draftKey(detail));
}

export function drawForm(detail) {
  shown = detail;
  const verdict = detail.verdict;
  byId("form").hidden = !verdict;
  byId("labels").replaceChildren(...detail.labels.map(label => { const option = make("option"); option.value = label; return option; }));
  byId("decided").hidden = !verdict?.action;
  byId("same").disabled = !lastMade;
  if (!verdict) { byId("decided").textContent = ""; write({}); return; }
  byId("decided").textContent = verdict.action ? `Decided by ${verdict.by}: ${words[verdict.action]}${verdict.proposed ? ", proposes " + verdict.proposed : ""}.` : "";
  const draft = sessionStorage.getItem(draftKey(detail));
  write(draft ? JSON.parse(draft) : {
    action: verdict.action, source: verdict.source, topic: verdict.topic, reason: verdict.why, label: verdict.proposed ?? verdict.judge,
  });
}

// A key chooses a decision and goes on to what is still to be said.
export function act(action) {
  if (!shown?.verdict) return;
  choose("actions", action);
  drawProposal();
  keep();
  focusNext();
}

export function digit(index) {
  const group = !chosen("actions") ? null : document.activeElement?.name === "topics" || (chosen("sources") && document.activeElement?.name !== "sources") ? "topics" : "sources";
  const value = group && choices[group][index]?.[0];
  if (!value) return;
  choose(group, value);
  keep();
  if (group === "sources") first("topics").focus();
  else byId("reason").focus();
}

export function same() {
  if (!shown?.verdict || !lastMade) return;
  write({ ...lastMade, action: chosen("actions") || lastMade.action, label: byId("label").value });
  keep();
  byId("save").focus();
}

const first = group => document.querySelector(`[name=${group}]:checked`) ?? document.querySelector(`[name=${group}]`);

function focusNext() {
  if (!chosen("sources")) first("sources").focus();
  else if (!chosen("topics")) first("topics").focus();
  else byId("reason").focus();
}

// What is missing, with the field to go to; null where the decision is whole.
export function missing() {
  for (const group of Object.keys(choices)) if (!chosen(group)) return { text: titles[group], field: first(group) };
  return byId("reason").value.trim() ? null : { text: "Give a reason.", field: byId("reason") };
}

export function request() {
  const values = read();
  return {
    case: shown.case, item: shown.item, action: values.action, source: values.source, topic: values.topic, reason: values.reason, seen: shown.verdict.seen,
    label: values.action === "judgeIsRight" && values.label.trim() ? values.label.trim() : null,
  };
}

export function remember() {
  lastMade = read();
  saved.set(keyOf(shown), lastMade);
}

// What was taken back is still in the form, to be mended.
export function restore(item) {
  if (saved.has(keyOf(item))) sessionStorage.setItem(draftKey(item), JSON.stringify(saved.get(keyOf(item))));
  else forget(item);
}

byId("form").addEventListener("input", () => { drawProposal(); keep(); });
