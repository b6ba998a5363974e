// What is folded for a narrow screen opens on a wide one and on paper; any fold opens for a link to what lies in it. Without
// this file the style sheet does the same where the browser knows ::details-content, and each fold opens by hand everywhere.
(() => {
  const folds = document.querySelectorAll("details.fold");
  const unfold = () => folds.forEach((fold) => { fold.open = true; });
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  };
  if (matchMedia("(width >= 60em)").matches) unfold();
  addEventListener("beforeprint", unfold);
  addEventListener("hashchange", reveal);
  reveal();
})();

// A button that prints; without this file the browser's own menu does.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
