// One item: its texts, what people and the judge said, and, in blind mode, the buttons to label it.
import { byId, button, make } from "./page.js";

export function drawItem(detail, label) {
  const verdict = detail.verdict;
  byId("title").textContent = detail.item;
  byId("place").textContent = [detail.case, detail.line, ...detail.tags].filter(Boolean).join(" · ");
  byId("badges").replaceChildren(...badges(verdict).map(text => make("span", text, "badge")));
  const texts = [["Context", "context"], ["Response", "response"]].flatMap(([head, key]) => textOf(detail[key], head));
  const answers = [["Response A", "responseA"], ["Response B", "responseB"]].filter(([, key]) => detail[key]).map(([head, key]) => {
    const side = make("div");
    side.append(...textOf(detail[key], head));
    return side;
  });
  if (answers.length) {
    const pair = make("div", null, "pair");
    pair.append(...answers);
    texts.push(pair);
  }
  if (!detail.hasTexts) texts.push(make("p", "There is no record of the run, so only the snapshot's line is known. Run the suite with 'dotnet test' to see texts and reasons."));
  byId("texts").replaceChildren(...texts);
  byId("labelling").hidden = !detail.hidden;
  byId("verdict").hidden = detail.hidden;
  drawLabels(detail, label);
  if (verdict) drawVerdict(detail, verdict);
  else for (const id of ["strip", "summary", "rationale", "repeats", "people"]) byId(id).replaceChildren();
}

const textOf = (text, head) => text ? [make("h3", head), scrollable(make("p", text, "text"), head)] : [];

// A text that is cut by its box can be scrolled by keys too.
function scrollable(box, name) {
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", name);
  return box;
}

function badges(verdict) {
  return verdict ? [verdict.unanimous && "people unanimous", verdict.unstable && "unstable: repeats differ, no decision needed"].filter(Boolean) : [];
}

function drawLabels(detail, label) {
  const choices = detail.hidden ? detail.labels.map((text, index) => {
    const one = button(text, () => label(text));
    if (index < 9) one.prepend(make("kbd", String(index + 1)), " ");
    return one;
  }) : [];
  if (detail.hidden && !choices.length) {
    const input = make("input");
    input.setAttribute("aria-label", "Your label" + (detail.scale ? ", " + detail.scale : ""));
    choices.push(input, button("Label", () => label(input.value.trim())));
  }
  byId("own-labels").replaceChildren(...choices);
}

// A line for each label of the scale: how many people gave it, and who else is there.
function drawVerdict(detail, verdict) {
  const count = new Map(verdict.counts.map(c => [c.label, c.count]));
  const said = [["Judge", verdict.judge], ["Judge before", verdict.before], ["Your label", verdict.own], ["Proposed", verdict.proposed]].filter(s => s[1]);
  const scale = detail.labels.length && detail.labels.length <= 12 ? detail.labels : [...count.keys()];
  const labels = [...new Set([...scale, ...count.keys(), ...said.map(s => s[1])])];
  const most = Math.max(1, ...count.values());
  byId("strip").replaceChildren(...labels.map(label => {
    const line = make("li"), people = count.get(label) ?? 0, bar = make("span", null, "bar");
    const fill = make("span", null, "fill");
    fill.style.width = `${100 * people / most}%`;
    bar.append(fill);
    line.append(make("span", label, "name"), bar, make("span", people === 1 ? "1 person" : `${people} people`, "people"));
    const there = make("span", null, "who");
    for (const [who] of said.filter(s => s[1] === label)) there.append(make("span", who, who === "Judge" ? "badge judge" : "badge"), " ");
    line.append(there);
    return line;
  }));
  const parts = [verdict.judge ? `The judge says ${verdict.judge}` + (verdict.delta === "·" ? "" : `, ${verdict.delta} from people`) : "The judge gave no label"];
  if (verdict.before && verdict.before !== verdict.judge) parts.push(`the accepted judge said ${verdict.before}`);
  if (verdict.accepted) parts.push(`accepted as disagreeing with ${verdict.accepted}`);
  byId("summary").textContent = parts.join("; ") + ".";
  byId("rationale").textContent = verdict.rationale ?? "";
  scrollable(byId("rationale"), "The judge's reason");
  byId("rationale").hidden = byId("rationale-head").hidden = !verdict.rationale;
  fold("repeats", verdict.repeats.map(r => `Repeat ${r.name}: ${r.label}${r.rationale ? " — " + r.rationale : ""}`));
  fold("people", verdict.people.map(p => `${p.annotator}: ${p.label}${p.explanation ? " — " + p.explanation : ""}`));
  byId("repeats-fold").open = verdict.unstable;
}

function fold(id, lines) {
  byId(id + "-fold").hidden = !lines.length;
  byId(id).replaceChildren(...lines.map(text => make("li", text)));
}

