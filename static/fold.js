// What is folded for a narrow screen opens on a wide one, on paper, and for a link to it. Without this file the style
// sheet does the same where the browser knows ::details-content, and each fold opens by hand everywhere.
(() => {
  const folds = document.querySelectorAll("details.fold");
  const unfold = () => folds.forEach((fold) => { fold.open = true; });
  const reveal = () => {
    const fold = document.getElementById(location.hash.slice(1))?.closest("details.fold");
    if (fold && !fold.open) {
      fold.open = true;
      fold.scrollIntoView();
    }
  };
  if (matchMedia("(width >= 60em)").matches) unfold();
  addEventListener("beforeprint", unfold);
  addEventListener("hashchange", reveal);
  reveal();
})();
