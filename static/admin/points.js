/* The agenda in a session's form: pasted lines become rows (the server reads them), a deleted row comes back, and whoever
   works with the keyboard stays where she was. */
(function () {
  "use strict";

  function rows(list) { return list.querySelectorAll("[data-inline-panel-child]:not(.deleted)"); }
  function field(row, name) { return row.querySelector('[name$="-' + name + '"]'); }
  function write(input, value) {
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function check(input) {
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function begin(box) {
    var list = box.querySelector("[id$=-FORMS]"), said = box.querySelector("[data-points-said]");
    var undo = box.querySelector("[data-points-undo]"), gone = null;
    var add = document.getElementById(list.id.replace("FORMS", "ADD"));

    function say(sentence, row) {
      var title = field(row, "title").value.trim();
      var number = Array.prototype.indexOf.call(rows(list), row) + 1;
      var words = sentence.replace("[number]", number).split("[title]");
      said.textContent = words.join(title || box.dataset.untitled);
    }

    list.addEventListener("w-formset:added", function (event) {
      undo.hidden = true;
      said.textContent = "";
      field(event.target, "title").focus();
    });
    list.addEventListener("w-formset:removed", function (event) {
      gone = event.target;
      say(box.dataset.deleted, gone);
      undo.hidden = false;
      // it is gone after a moment: whoever went on meanwhile is left alone
      if (document.activeElement === document.body || gone.contains(document.activeElement)) undo.focus();
    });
    undo.addEventListener("click", function () {
      write(field(gone, "DELETE"), "");
      gone.classList.remove("deleted");
      gone.style.display = "";
      window.wagtail.editHandler.getPanelByName("items").updateControlStates();
      say(box.dataset.restored, gone);
      undo.hidden = true;
      field(gone, "title").focus();
    });
    list.addEventListener("click", function (event) {
      var pressed = event.target.closest("[data-inline-panel-child-move-up], [data-inline-panel-child-move-down]");
      if (!pressed) return;
      var row = pressed.closest("[data-inline-panel-child]");
      undo.hidden = true;
      say(box.dataset.moved, row);
      var other = row.querySelector("[data-inline-panel-child-move-up]:enabled, [data-inline-panel-child-move-down]:enabled");
      (pressed.disabled ? other : pressed).focus();
    });

    return function (point) { // a new row with what a pasted line says
      add.click();
      var row = list.lastElementChild;
      write(field(row, "title"), point.title);
      write(field(row, "minutes"), point.minutes === null ? "" : point.minutes);
      check(row.querySelector('[name$="-visibility"][value="' + (point.is_internal ? "internal" : "public") + '"]'));
      if (point.is_sub) check(field(row, "is_sub"));
    };
  }

  function paste(box, addPoint) {
    var text = box.querySelector("textarea"), button = box.querySelector("button:not([data-comment-add])");
    var said = box.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", function () {
      if (!text.value.trim()) {
        said.textContent = box.dataset.empty;
        text.focus();
        return;
      }
      var sent = new FormData();
      sent.append("text", text.value);
      sent.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      fetch(box.dataset.url, { method: "POST", body: sent, headers: { "X-Requested-With": "XMLHttpRequest" } })
        .then(function (answer) { return answer.json(); })
        .then(function (answer) {
          said.textContent = answer.error || answer.said;
          if (answer.error) { text.focus(); return; }
          answer.points.forEach(addPoint);
          write(text, "");
          button.focus();
        })
        .catch(function () { said.textContent = box.dataset.failed; });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var points = document.querySelector("[data-points]"), box = document.querySelector("[data-points-paste]");
    if (!points) return;
    var addPoint = begin(points);
    if (box) paste(box, addPoint);
  });
})();
