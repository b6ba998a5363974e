// The texts of the invitation kit: a button that copies. Without this file a text is marked and copied by hand.
(() => {
  for (const text of document.querySelectorAll("textarea[data-copy]")) {
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = text.dataset.copy;
    button.setAttribute("aria-describedby", text.closest("section").querySelector("h2").id);
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        status.textContent = ` ${text.dataset.copied}`;
      } catch {
        status.textContent = ` ${text.dataset.failed}`;
      }
    });
    const line = document.createElement("p");
    line.append(button, status);
    text.closest(".field").after(line);
  }
})();
