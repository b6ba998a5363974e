/* What an editor sent is kept in this tab until the portal has it: a login that ran out while she wrote loses nothing. */
(function () {
  "use strict";
  var NAME = "kept-form", PAGE_FORMS = "#page-edit-form, #w-editor-form";
  var TYPED = "textarea, select, input:not([type]), input[type=text], input[type=number], input[type=email], input[type=url]";
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

  // forms in which somebody types; none of those that let her in
  function isKept(form) {
    if (form.matches(PAGE_FORMS)) return true;
    if (!form.matches("main form[method=post]") || form.closest("[data-kept-lost]")) return false;
    return !form.querySelector("[type=password]") && Boolean(form.querySelector(TYPED));
  }

  function formOf(kept) {
    return Array.from(document.forms).find(function (form) {
      return isKept(form) && kept.fields.some(function (pair) {
        return pair[0] !== "csrfmiddlewaretoken" && form.elements.namedItem(pair[0]);
      });
    });
  }

  // a short form does at once what its button says: it is filled in, and she presses the button herself
  function refill(form, kept) {
    Array.from(form.elements).forEach(function (field) {
      var said = kept.fields.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
      if (!field.name || NOT_KEPT.test(field.name) || /^(file|submit|button)$/.test(field.type)) return;
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = said.indexOf(field.value) !== -1;
      else if (field.type === "select-multiple") Array.from(field.options).forEach(function (option) { option.selected = said.indexOf(option.value) !== -1; });
      else if (said.length) field.value = said[0];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function restore(kept) {
    var here = document.querySelector(PAGE_FORMS), form = document.createElement("form");
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

  function offer(kept, form) {
    var box = document.createElement("div"), text = document.createElement("p"), isPage = form.matches(PAGE_FORMS);
    box.className = "help-block help-warning kept-form";
    box.setAttribute("role", "status");
    text.textContent = words.offer;
    function clear() { store.removeItem(NAME); box.remove(); }
    box.append(text, button(isPage ? words.restore : words.refill, function () {
      clear();
      if (isPage) restore(kept); else refill(form, kept);
    }), button(words.discard, clear));
    form.parentNode.insertBefore(box, form);
  }

  document.addEventListener("submit", function (event) {
    if (!isKept(event.target) || event.defaultPrevented) return;
    var fields = [];
    new FormData(event.target).forEach(function (value, name) {
      if (typeof value === "string" && !NOT_KEPT.test(name)) fields.push([name, value]);
    });
    write({ path: location.pathname, fields: fields, lost: false });
  });

  // before it publishes, Wagtail asks whether a review ends with that; without a login it would wait for ever
  function goOnWithoutAnswer(event, answer, asked) {
    var form = document.querySelector(PAGE_FORMS);
    if (form && answer.status === 403 && asked.url.indexOf("confirm_cancellation") !== -1) form.requestSubmit();
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (window.jQuery) window.jQuery(document).on("ajaxError", goOnWithoutAnswer);
    var kept = read();
    if (!kept) return;
    if (document.querySelector("[data-kept-lost]")) write(Object.assign(kept, { lost: true }));
    else if (!kept.lost) store.removeItem(NAME); // the portal answered: it has it
    else if (kept.path === location.pathname && formOf(kept)) offer(kept, formOf(kept));
  });
})();
