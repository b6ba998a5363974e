// Search suggestions while typing (WAI-ARIA combobox). Without this file every search box is a plain form.
(() => {
  const LEAST = 2, PAUSE = 200;

  const element = (name, attributes) => {
    const made = document.createElement(name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };

  const enhance = (form) => {
    const input = form.querySelector("input[type=search]");
    const list = element("ul", { class: "suggest", role: "listbox", id: input.id + "-suggest", "aria-label": form.dataset.label });
    const status = element("p", { class: "hush", role: "status" });
    let timer, request, chosen = -1;
    list.hidden = true;
    form.append(list, status);
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off" };
    for (const key in combobox) input.setAttribute(key, combobox[key]);

    const mark = (index) => {
      chosen = index;
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === index));
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    };
    const stop = () => {
      clearTimeout(timer);
      request?.abort();
    };
    const close = () => {
      stop();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    const follow = (option) => {
      const address = new URL(option.dataset.url, location.href);
      if (address.origin === location.origin) location.assign(address);
    };
    const show = (suggestions) => {
      list.replaceChildren(...suggestions.map(({ text, url, kind, lang }, place) => {
        const option = element("li", { role: "option", id: `${list.id}-${place}`, "aria-selected": "false", "data-url": url });
        option.append(element("span"), element("small"));
        option.firstChild.textContent = text;
        if (lang) option.firstChild.lang = lang;
        option.lastChild.textContent = kind || "";
        return option;
      }));
      const count = suggestions.length;
      mark(-1);
      list.hidden = !count;
      input.setAttribute("aria-expanded", String(count > 0));
      status.textContent = form.dataset[count === 0 ? "none" : count === 1 ? "one" : "many"].replace("#", count);
    };
    const ask = async (words) => {
      request = new AbortController();
      try {
        const query = new URLSearchParams({ q: words });
        const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: request.signal });
        if (answer.ok) show((await answer.json()).suggestions);
      } catch (fault) {
        if (fault.name !== "AbortError") close();
      }
    };

    input.addEventListener("input", () => {
      stop();
      const words = input.value.trim();
      if (words.length < LEAST) return close();
      timer = setTimeout(ask, PAUSE, words);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const count = list.children.length, key = event.key;
      if (key === "ArrowDown") mark(chosen + 1 < count ? chosen + 1 : -1);
      else if (key === "ArrowUp") mark(chosen < 0 ? count - 1 : chosen - 1);
      else if (key === "Escape") close();
      else if (key === "Enter" && chosen >= 0) follow(list.children[chosen]);
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) follow(option);
    });
  };

  document.querySelectorAll("form[data-suggest]").forEach(enhance);
  // Back: boxes say what the list shows
  addEventListener("pageshow", (event) => event.persisted && document.querySelector(".filters")?.reset());
})();
