/* A form that came back opens at the first tab with a fault, not at its first tab; a fault in a dialogue opens that. */
addEventListener("load", function () {
  "use strict";
  setTimeout(function () { // when Wagtail has made its tabs, and moved its dialogues out of their templates
    var fault = document.querySelector("[data-edit-form] .w-field__errors .error-message");
    if (!fault) return;
    var dialog = fault.closest(".w-dialog"), section = fault.closest("section[role=tabpanel]");
    var tab = section && document.querySelector('[role=tab][href="#' + section.id + '"]');
    if (dialog) {
      dialog.dispatchEvent(new CustomEvent("w-dialog:show"));
    } else if (tab && tab.getAttribute("aria-selected") !== "true") {
      tab.click();
      fault.closest("[data-field], .w-panel, section").scrollIntoView();
    }
  }, 100);
});
