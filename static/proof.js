// Proof of work while robots attack: a worker looks for a number, and sending waits for it. Without this file nothing is
// missing: what is sent waits for a confirmation or an hour.
document.querySelectorAll("[data-proof][hidden]").forEach((box) => {
  const { proof, salt, digest, numbers, ...words } = box.dataset;
  const form = box.closest("form");
  const [status, bar, skip] = box.children;
  let worker, sends, button;

  const end = (words) => {
    worker?.terminate();
    worker = null;
    bar.hidden = skip.hidden = true;
    status.textContent = words;
    if (!sends) return;
    // a browser that does not say which button was pressed takes the first
    button ??= form.querySelector("button:not([type=button]), [type=submit]");
    button ? button.click() : form.submit();
  };
  const hear = ({ data }) => {
    if ("number" in data) {
      form.elements.proof_number.value = data.number;
      return end(words.solved);
    }
    if (bar.value < 0.5 && data.share >= 0.5 && !sends) status.textContent = words.halfway;
    bar.value = data.share;
  };

  box.hidden = false;
  skip.onclick = () => end(words.skipped);
  form.addEventListener("submit", (event) => {
    if (!worker) return;
    event.preventDefault();
    [sends, button] = [true, event.submitter];
    status.textContent = words.patience;
  });
  status.textContent = words.begun;
  try {
    worker = new Worker(proof);
    worker.onerror = () => end(words.skipped);
    worker.onmessage = hear;
    worker.postMessage({ salt, digest, numbers: Number(numbers) });
  } catch {
    end(words.skipped);
  }
});
