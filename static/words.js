/* How many words are left below a text with data-words; the server counts the same way. */
(() => {
  const words = (text) => (text.match(/[\p{L}\p{N}_]+/gu) || []).length;
  for (const field of document.querySelectorAll("[data-words]")) {
    const most = Number(field.dataset.words);
    const line = document.createElement("p");
    line.className = "submission-count";
    line.setAttribute("aria-live", "polite");
    field.after(line);
    let timer;
    const show = () => {
      const count = words(field.value);
      line.textContent = `${count} / ${most}`;
      line.classList.toggle("submission-count--over", count > most);
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, 250);
    });
    show();
  }
})();
