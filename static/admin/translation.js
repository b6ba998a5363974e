/* The editor of a translation: what is typed is stored when she leaves the field, and the next text opens by itself. */
(function () {
  "use strict";
  var editor = document.querySelector(".js-translation-editor");
  if (!editor) return;
  // a text has one of these; a fact that follows the first version has none, and is left alone
  var FIELDS = ["incomplete", "complete", "errored"].map(function (state) { return "li." + state + " textarea"; }).join();

  function openTab(row) {
    var section = row.closest("section[hidden]");
    if (!section) return;
    var tab = document.querySelector('a[href="#' + section.id + '"], [aria-controls="' + section.id + '"]');
    if (tab) tab.click();
  }

  /* open the first text without translation after a row (an element), or of all */
  function openNext(row) {
    var waiting = Array.prototype.filter.call(editor.querySelectorAll("li.incomplete"), function (other) {
      return !row || row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    if (!waiting.length) return;
    openTab(waiting[0]);
    var button = waiting[0].querySelector("ul button");
    if (button && !waiting[0].querySelector("textarea")) button.click();
  }

  function store(field) {
    var buttons = field.closest("li").querySelectorAll("ul button");
    if (field.value.trim() && buttons.length) buttons[buttons.length - 1].click();
  }

  editor.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !event.target.matches(FIELDS)) return;
    var row = event.target.closest("li");
    setTimeout(function () { openNext(row); }, 50); // the tool stores the text first
  });
  editor.addEventListener("focusout", function (event) {
    var row = event.target.matches(FIELDS) && event.target.closest("li");
    if (!row || row.contains(event.relatedTarget)) return;
    // later: the field becomes shorter, and a button that is being pressed would move away from the finger
    setTimeout(function () { if (event.target.isConnected && document.activeElement !== event.target) store(event.target); }, 400);
  });

  function isStoring() {
    var open = Array.prototype.some.call(editor.querySelectorAll(FIELDS), function (field) { return field.value.trim(); });
    return open || !!editor.querySelector("li > ul .icon-spinner");
  }

  /* a page is sent or published when its last text is stored */
  function whenStored(then) {
    Array.prototype.forEach.call(editor.querySelectorAll(FIELDS), store);
    (function look() { if (isStoring()) setTimeout(look, 100); else then(); })();
  }

  document.addEventListener("submit", function (event) {
    if (!isStoring()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    whenStored(function () { event.target.requestSubmit(event.submitter); });
  }, true);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[name=action][value=publish]");
    if (!button || !isStoring()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    whenStored(function () { button.click(); });
  }, true);

  /* the tool draws itself after the page */
  var tries = 0;
  (function begin() {
    if (editor.querySelector("li.incomplete")) openNext(null);
    else if (++tries < 50) setTimeout(begin, 100);
  })();
})();
