/* What an editor sent is kept in this tab until the portal has it: a login that ran out while she wrote loses nothing. */
(function () {
  "use strict";
  var NAME = "kept-form", FORMS = "#page-edit-form, #w-editor-form";
  var NOT_KEPT = /^(csrfmiddlewaretoken|next|action-|workflow-action)/; // what was pressed is pressed anew
  var words = (document.currentScript || {}).dataset || {};
  var store;
  try { store = window.sessionStorage; } catch (error) { return; }

  function read() {
    try { return JSON.parse(store.getItem(NAME)); } catch (error) { return null; }
  }
  function write(kept) {
    try { store.setItem(NAME, JSON.stringify(kept)); } catch (error) { store.removeItem(NAME); }
  }

  function restore(kept) {
    var here = document.querySelector(FORMS), form = document.createElement("form");
    form.method = "post";
    form.action = location.pathname;
    form.hidden = true;
    var token = here && here.querySelector("[name=csrfmiddlewaretoken]");
    kept.fields.concat(token ? [["csrfmiddlewaretoken", token.value]] : []).forEach(function (pair) {
      var field = document.createElement("textarea");
      field.name = pair[0];
      field.value = pair[1];
      form.appendChild(field);
    });
    document.body.appendChild(form);
    form.submit(); // saves a draft, or shows the form with everything in it
  }

  function button(label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small w-mr-2";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function offer(kept) {
    var box = document.createElement("div"), text = document.createElement("p");
    box.className = "help-block help-warning kept-form";
    box.setAttribute("role", "status");
    text.textContent = words.offer;
    box.append(text, button(words.restore, function () { store.removeItem(NAME); restore(kept); }),
      button(words.discard, function () { store.removeItem(NAME); box.remove(); }));
    var form = document.querySelector(FORMS);
    form.parentNode.insertBefore(box, form);
  }

  document.addEventListener("submit", function (event) {
    if (!event.target.matches(FORMS) || event.defaultPrevented) return;
    var fields = [];
    new FormData(event.target).forEach(function (value, name) {
      if (typeof value === "string" && !NOT_KEPT.test(name)) fields.push([name, value]);
    });
    write({ path: location.pathname, fields: fields, lost: false });
  });

  // before it publishes, Wagtail asks whether a review ends with that; without a login it would wait for ever
  function goOnWithoutAnswer(event, answer, asked) {
    var form = document.querySelector(FORMS);
    if (form && answer.status === 403 && asked.url.indexOf("confirm_cancellation") !== -1) form.requestSubmit();
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (window.jQuery) window.jQuery(document).on("ajaxError", goOnWithoutAnswer);
    var kept = read();
    if (!kept) return;
    if (document.querySelector("[data-kept-lost]")) write(Object.assign(kept, { lost: true }));
    else if (!kept.lost) store.removeItem(NAME); // the portal answered: it has it
    else if (kept.path === location.pathname && document.querySelector(FORMS)) offer(kept);
  });
})();
