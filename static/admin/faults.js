/* A form that came back opens at the first tab with a fault, not at its first tab. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var faults = document.querySelectorAll("[data-edit-form] .w-field__errors .error-message");
  if (!faults.length) return;
  var section = faults[0].closest("section[role=tabpanel]");
  var tab = section && document.querySelector('[role=tab][href="#' + section.id + '"]');
  if (!tab || tab.getAttribute("aria-selected") === "true") return;
  setTimeout(function () { // when Wagtail has made its tabs
    tab.click();
    faults[0].closest("[data-field], .w-panel, section").scrollIntoView();
  }, 100);
});
