// What every part of the page uses. Whatever comes from data is put on the page by textContent alone, so it is never markup.
export const byId = id => document.getElementById(id);

export const words = {
  knownDisagreement: "known disagreement", judgeIsRight: "judge is right", peopleAreRight: "people are right", unclearItem: "unclear item", decided: "decided",
};

export const state = { cases: [], items: [], problems: [], blind: false, reviewer: "", latest: null };

export const keyOf = one => one.case + "\n" + one.item;

export function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (name) element.className = name;
  return element;
}

export function button(text, action, name) {
  const element = make("button", text, name);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

// Said by a screen reader, and shown; a fault is shown apart and said at once.
export function say(text) {
  byId("message").textContent = text;
}

export function describe(fault) {
  const box = make("div");
  box.append(make("strong", (fault.code ? fault.code + ": " : "") + fault.what));
  for (const part of [fault.why, fault.remedy && "What to do: " + fault.remedy, fault.file && "In " + fault.file]) if (part) box.append(make("p", part));
  return box;
}

export function complain(fault) {
  byId("fault").replaceChildren(...fault ? [describe(fault), button("Close", () => complain(null))] : []);
  byId("fault").hidden = !fault;
}

const pause = time => new Promise(done => setTimeout(done, time));

export async function ask(path, body, tries = 4) {
  let answer;
  try {
    answer = await fetch(path, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : undefined);
  } catch {
    throw { code: "", what: "the server does not answer", why: "'judgeeval review' was ended, or the machine sleeps", remedy: "start it again and open the new link; saved decisions are on disk" };
  }
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  let fault;
  try { fault = JSON.parse(text); } catch { fault = { code: "", what: text }; }

  // Another reviewer's process writes the file just now; nothing of ours was written.
  if (["JE5032", "JE5034"].includes(fault.code) && tries > 1) {
    await pause(120);
    return ask(path, body, tries - 1);
  }
  throw fault;
}

// Runs one thing after another, so that no key is lost while an answer is under way.
let last = Promise.resolve();
let recover = async () => {};
export const onStale = action => { recover = action; };
const stale = ["JE5020", "JE5022", "JE5027", "JE5029", "JE5031"];

export function guarded(action) {
  last = last.then(async () => {
    try {
      complain(null);
      say("");
      await action();
    } catch (fault) {
      if (stale.includes(fault.code)) {
        try { await recover(); } catch { /* The first fault is the one that helps. */ }
      }
      complain(fault instanceof Error ? { code: "", what: fault.message } : fault);
    }
  });
  return last;
}
