/* phone.js: each cell of a list knows the name of its column, which phone.css writes before it where the head is far. */
(function () {
  "use strict";
  var NAMED = "main table.listing:not(.occurrences)";

  function words(head) {
    var link = head.querySelector("a.label, a");
    return (link || head).textContent.trim();
  }

  function name(table) {
    var heads = table.querySelectorAll("thead th");
    Array.prototype.forEach.call(table.querySelectorAll("tbody tr"), function (row) {
      Array.prototype.forEach.call(row.cells, function (cell, at) {
        var label = at && heads[at] ? words(heads[at]) : "";
        if (label && !cell.dataset.label && !cell.matches(".title, th") && cell.textContent.trim()) cell.dataset.label = label;
      });
    });
  }

  function nameAll() {
    Array.prototype.forEach.call(document.querySelectorAll(NAMED), name);
  }

  document.addEventListener("DOMContentLoaded", nameAll);
  document.addEventListener("w-swap:success", nameAll); // a list that was filtered
})();
