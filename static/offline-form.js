// A staff form that survives without signal, see docs/offline-forms.md. Without this file it is a plain long form.
(() => {
  const form = document.querySelector("form[data-offline-form]");
  if (!form) return;
  const PAUSE = 500, EVERY = 3000, LONGEST = 30_000, ANSWER = 15_000, WEEK = 604_800_000; // milliseconds
  const { key, account, sync, login } = form.dataset;
  const words = JSON.parse(document.getElementById("offline-words").textContent);
  const status = document.querySelector("[data-offline-status]");
  const owner = `${key}|${account}|`;
  const stamp = (time) => time.toString(36).padStart(8, "0") + Math.random().toString(36).slice(2, 6).padEnd(4, "0");
  const id = owner + stamp(Date.now());

  // base: what the portal had when the fields began. loose: changed texts that no field shows
  let base = JSON.parse(form.elements.base.value || "{}"), number = +form.dataset.number, loose = {};
  // sent: {key: texts without an answer yet}
  let sent = {}, conflicts = {};
  let csrf, trouble, savedAt, answered, leaves, saving, timer, busy, opening, wait = EVERY, works = true;

  const same = (one = "", other = "") => one.trim() === other.trim();
  const make = (name, known, ...parts) => {
    const made = Object.assign(document.createElement(name), known);
    made.append(...parts);
    return made;
  };

  const controls = () => {
    const found = new Map();
    for (const part of form.elements)
      if (part.name && part.matches("input:not([type=file], [type=submit]), select, textarea") && !["csrfmiddlewaretoken", "number", "base"].includes(part.name))
        found.set(part.name, [...(found.get(part.name) ?? []), part]);
    return found;
  };
  const isChoice = ({ type }) => type === "radio" || type === "checkbox";
  const read = (parts) => (isChoice(parts[0]) ? (parts.find((part) => part.checked)?.value ?? "") : parts[0].value);
  const write = (name, text, parts) => {
    if (!parts) return void (loose[name] = text);
    const [part] = parts;
    if (isChoice(part)) for (const one of parts) one.checked = one.value === text;
    else part.value = text;
    if (part.options && part.value !== text) part.add(new Option(text, text, false, true));
  };
  const isBlank = (part) => {
    if (isChoice(part)) return part.checked === part.defaultChecked;
    if (!part.options) return part.type === "hidden" || !part.value.trim();
    return part.value === ([...part.options].find((option) => option.defaultSelected) ?? part.options[0])?.value;
  };
  const partsOf = (row) => [...row.querySelectorAll("input, select, textarea")];
  // nobody wrote in it, whatever its lists begin with
  const isFresh = (row) => partsOf(row).every((part) => !base[part.name] && isBlank(part));
  const values = () => {
    const found = { ...loose }, fresh = new Set([...form.querySelectorAll("[data-row]")].filter(isFresh));
    for (const [name, parts] of controls()) if (!fresh.has(parts[0].closest("[data-row]"))) found[name] = read(parts);
    return found;
  };
  const changed = () => Object.fromEntries(Object.entries(values()).filter(([name, text]) => !same(text, base[name])));
  const unsent = () => Object.keys(changed()).some((name) => !conflicts[name]?.told);

  // rows: their ids sort by the moment they were begun
  const rowsOf = (box) => [...box.querySelectorAll("[data-row]")];
  const idOf = (row) => row.querySelector("[name*='.']")?.name.split(".")[1] ?? "";
  const boxOf = (kind) => form.querySelector(`[data-rows="${kind}"]`);
  const addRow = (box, row) => {
    const template = box.querySelector("template"), holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__id__", row);
    const made = holder.content.firstElementChild;
    (rowsOf(box).find((other) => idOf(other) > row) ?? template).before(made);
    equip(made);
    return made;
  };
  const makeRows = (texts) => {
    const there = controls();
    for (const name in texts) {
      const [, kind, row] = name.match(/^([a-z-]+)\.([0-9a-z]{6,20})\./) ?? [], box = kind && boxOf(kind);
      if (!box || !texts[name] || there.has(name) || (name in loose && same(texts[name], base[name]))) continue;
      if (!rowsOf(box).some((other) => idOf(other) === row)) addRow(box, row);
    }
  };
  const drop = (row) => {
    for (const { name } of partsOf(row)) if (base[name]) loose[name] = "";
    row.remove();
  };
  const isEmpty = (row) => partsOf(row).every((part) => !read([part]));
  const equip = (row) => {
    const onclick = () => {
      if (!isFresh(row) && !confirm(words.sure)) return;
      const { rows } = row.closest("[data-rows]").dataset;
      drop(row);
      form.querySelector(`[data-add-row="${rows}"]`)?.focus();
      edited();
    };
    row.append(make("button", { type: "button", className: "button button--quiet", textContent: words.remove, onclick }));
  };

  // conflicts: both texts stand beside the field until somebody chooses
  const named = (parts, text) => {
    const [part] = parts, list = part.options ?? (isChoice(part) ? parts : []);
    const chosen = [...list].find(({ value }) => value === text);
    if (part.type === "checkbox") return text ? words.yes : words.no;
    return (chosen?.text ?? chosen?.labels[0]?.textContent ?? text).trim() || words.none;
  };
  const placeOf = (name) => form.querySelector(`[data-conflict="${name}"]`);
  const settle = (name) => {
    delete conflicts[name];
    placeOf(name)?.remove();
  };
  const clash = (name, known, parts) => {
    const [part] = parts, box = placeOf(name) ?? make("div"), before = conflicts[name];
    const mine = make("span", { className: "mine" }, named(parts, read(parts)));
    conflicts[name] = known;
    // buttons stay while somebody presses one
    if (before?.theirs === known.theirs && before.at === known.at) return box.querySelector(".mine").replaceWith(mine);
    const button = (word, takes) => {
      const onclick = () => {
        base[name] = known.theirs;
        if (takes) write(name, known.theirs, parts);
        settle(name);
        part.focus();
        edited();
        later(0);
      };
      return make("button", { type: "button", className: "button button--quiet", textContent: words[word], onclick });
    };
    const who = known.by ? words.by.replace("#", `${known.by} (${known.at})`) : words.theirs;
    Object.assign(box, { className: "conflict", hidden: false, role: "group" }).dataset.conflict = name;
    box.replaceChildren(
      make("p", {}, make("b", {}, who), " ", make("span", {}, named(parts, known.theirs))),
      make("p", {}, make("b", {}, words.mine), " ", mine),
      make("p", { className: "conflict__choice" }, button("keep"), " ", button("take", true)),
    );
    if (!box.parentNode && isChoice(part)) (part.closest("fieldset") ?? part.parentNode).append(box);
    else if (!box.parentNode) (part.closest("label, .stepper") ?? part).after(box);
    for (let fold = box; (fold = fold.parentNode.closest("details")); ) fold.open = true;
  };

  // takes in what the portal has; told: its conflicts, sending: what it answers to
  const absorb = (stored, told = {}, sending = {}) => {
    makeRows(stored);
    const mine = values(), there = controls(), emptied = new Set();
    for (const name of new Set([base, stored, mine].flatMap(Object.keys))) {
      const theirs = stored[name] ?? "", parts = there.get(name), now = mine[name] ?? (parts ? "" : base[name]);
      let before = base[name];
      if (name in sending && !told[name]) before = now === sending[name] ? now : theirs;
      else if (sent[name]?.some((text) => same(text, theirs))) before = theirs;
      base[name] = theirs;
      if (same(now, theirs)) settle(name);
      else if (same(now, before)) {
        if (parts) write(name, theirs, parts);
        else delete loose[name];
        settle(name);
        if (!theirs) emptied.add(parts?.[0].closest("[data-row]"));
      } else if (same(theirs, before)) settle(name);
      else if (!parts) delete loose[name];
      else {
        base[name] = before ?? "";
        const known = conflicts[name]?.theirs === theirs ? conflicts[name] : { theirs };
        clash(name, told[name] ? { ...told[name], told: true } : known, parts);
      }
    }
    for (const row of emptied)
      if (row && isEmpty(row) && !row.contains(document.activeElement)) drop(row);
  };

  // this device: one record per open page, so that no two write over one another
  const open = () =>
    new Promise((done, fail) => {
      setTimeout(fail, PAUSE * 9);
      const asked = indexedDB.open("offline-forms", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("drafts", { keyPath: "id" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = fail;
    });
  const keep = async (work) => {
    try {
      const transaction = (await (opening ??= open())).transaction("drafts", "readwrite");
      await new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onabort = fail;
        work(transaction.objectStore("drafts"));
      });
      works = true;
    } catch {
      opening = null;
      works = false;
    }
    tell();
  };
  const put = (drafts) => {
    drafts.put({ id, owner, account, number, base, sent, mine: changed(), at: Date.now() });
    drafts.transaction.commit(); // also while the page goes away
  };
  const save = () => {
    saving = clearTimeout(saving);
    return leaves ? null : keep(put);
  };
  const restore = (drafts) => {
    drafts.getAll().onsuccess = ({ target }) => {
      for (const left of target.result.sort((one, other) => one.number - other.number)) {
        const isSafe = !Object.keys(left.mine).length && (left.account !== account || Date.now() - left.at > WEEK);
        if (left.owner === owner ? bringBack(left) : isSafe) drafts.delete(left.id);
      }
      try {
        put(drafts);
      } catch {
        drafts.transaction.abort();
      }
    };
  };
  const bringBack = (left) => {
    if (left.number > number) {
      absorb(left.base); // a kept page, older than the record
      ({ number } = left);
    }
    const truth = { ...base }, wrote = changed();
    for (const name in left.sent) sent[name] = [...(sent[name] ?? []), ...left.sent[name]];
    makeRows(left.mine);
    const there = controls(), names = Object.keys(left.mine).filter((name) => !(name in wrote));
    for (const name of names) {
      base[name] = left.base[name] ?? "";
      write(name, left.mine[name], there.get(name));
    }
    for (const row of form.querySelectorAll("[data-row]")) if (isEmpty(row) && !isFresh(row)) drop(row);
    absorb(truth);
    return names.length === Object.keys(left.mine).length;
  };

  const ask = async (options) => {
    let code = 0, body = {};
    try {
      const answer = await fetch(sync, { cache: "no-store", signal: AbortSignal.timeout(ANSWER), ...options });
      code = answer.status;
      body = await answer.json();
    } catch {}
    trouble = { 200: "", 401: "login", 403: "refused" }[code] ?? (navigator.onLine ? "silent" : "offline");
    if (code === 200 && !body.content) trouble = "silent";
    if (body.account && body.account !== account) trouble = "other";
    if (trouble) csrf = "";
    return body;
  };
  const greet = async () => {
    const body = await ask();
    if (trouble) return;
    ({ csrf, number } = body);
    absorb(body.content);
    answered = true;
    navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ path: location.pathname, account }));
  };
  const send = async () => {
    const content = changed(), began = {};
    for (const name in content) {
      began[name] = base[name] ?? "";
      sent[name] = [...new Set([...(sent[name] ?? []), content[name]])];
    }
    await save();
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    const body = await ask({ method: "POST", headers, body: JSON.stringify({ account, base: began, content }) });
    if (trouble) return;
    ({ number, saved_at: savedAt } = body);
    absorb(body.content, body.conflicts, content);
    sent = {};
  };
  const exchange = async () => {
    const token = csrf;
    if (!csrf) await greet();
    if (csrf && unsent()) await send();
    if (token && trouble === "refused") return exchange(); // an old token
    await save();
  };
  const push = () =>
    (busy ??= exchange().finally(() => {
      busy = null;
      wait = trouble ? Math.min(wait * 2, LONGEST) : EVERY;
      tell();
      if (unsent()) later(wait);
    }));
  const later = (time) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      push();
    }, time);
  };

  const state = () => {
    const open = Object.keys(conflicts).length;
    if (["other", "login", "refused"].includes(trouble)) return trouble;
    if (open) return open > 1 ? "conflicts" : "conflict";
    if (!unsent()) return savedAt ? "portal" : answered && number ? "stored" : "";
    return works ? trouble || "here" : "nowhere";
  };
  const tell = () => {
    let total = 0;
    for (const [name, parts] of controls()) if (name.startsWith("count.")) total += parseInt(read(parts), 10) || 0;
    for (const place of document.querySelectorAll("[data-total]")) place.textContent = total;
    const name = state(), text = (words[name] ?? "").replace("#", name === "portal" ? savedAt : Object.keys(conflicts).length);
    if (status.dataset.said === text) return;
    // not said aloud every few seconds
    const isRoutine = ["", "here", "portal", "stored"].includes(name);
    status.ariaLive = isRoutine && status.dataset.routine ? "off" : "polite";
    Object.assign(status.dataset, { said: text, routine: isRoutine || "" });
    status.replaceChildren(text);
    if (name === "login") status.append(" ", make("a", { href: login, target: works ? "" : "_blank" }, words.enter));
  };

  const edited = () => {
    const there = controls();
    for (const name in conflicts) clash(name, conflicts[name], there.get(name));
    saving ??= setTimeout(save, PAUSE);
    if (!timer && !busy) later(wait);
    tell();
  };
  form.addEventListener("input", edited);
  form.addEventListener("change", () => {
    edited();
    save();
  });
  form.addEventListener("click", ({ target }) => {
    const { step, addRow: kind, by = 1 } = target.closest("[data-step], [data-add-row]")?.dataset ?? {};
    if (kind) {
      const times = rowsOf(boxOf(kind)).map((row) => parseInt(idOf(row).slice(0, 8), 36) + 1 || 0);
      partsOf(addRow(boxOf(kind), stamp(Math.max(Date.now(), ...times))))[0]?.focus();
    }
    if (!step) return;
    const [part] = controls().get(step);
    part.value = Math.max(0, (parseInt(part.value, 10) || 0) + +by);
    edited();
  });
  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    if (leaves) return;
    event.preventDefault();
    clearTimeout(timer);
    await busy;
    csrf = "";
    await push();
    const choice = form.querySelector("[data-conflict] button");
    choice?.focus();
    if (!submitter?.name || choice || ["offline", "login", "other"].includes(trouble)) {
      if (submitter?.name && trouble === "offline") status.replaceChildren(words.wait);
      return;
    }
    leaves = true;
    if (!trouble && !unsent()) await keep((drafts) => drafts.delete(id));
    const there = controls();
    form.elements.base.value = JSON.stringify(Object.fromEntries(Object.entries(base).filter(([name]) => there.has(name))));
    form.elements.number.value = number;
    if (csrf) form.elements.csrfmiddlewaretoken.value = csrf;
    form.requestSubmit(submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (!leaves && !works && unsent()) event.preventDefault();
  });
  addEventListener("pagehide", () => saving && save());
  addEventListener("online", () => later(0));
  addEventListener("offline", () => later(0));
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) leaves = later(0);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return saving && save();
    csrf = ""; // others may have written
    later(0);
  });

  for (const box of form.querySelectorAll("[data-rows]")) {
    const rows = rowsOf(box), blank = rows.filter(isFresh); // more than one is for who has no script
    for (const row of blank.slice(rows.length > blank.length ? 0 : 1)) row.remove();
    rowsOf(box).forEach(equip);
  }
  for (const button of document.querySelectorAll("[data-add-row], [data-step]")) button.hidden = false;
  for (const button of form.querySelectorAll("[name=more]")) button.hidden = true;
  tell();
  keep(restore).then(push);
  navigator.serviceWorker?.register("/forms/worker.js", { scope: "/forms/", updateViaCache: "none" }).catch(() => {});
})();
