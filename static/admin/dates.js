/* dates.js: what somebody typed into a date field of the admin stays as typed; the server reads it, or says what is wrong.
   Wagtail's date picker replaces what it cannot read by the present moment. */

jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

// The picker reads its own way of writing only, and thought of today for any other: a click on an hour then replaced the
// day that was typed. It follows what is typed, and stays closed beside what is no day (yet).
var DAY_FIRST = /^\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2}(?=[\s,T]))(?!\d)/, YEAR_FIRST = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
var HOUR_AFTER = /[\s,T](\d{1,2})(?:\s?[:.h]\s?(\d{2}))?/;

function typedMoment(text) {
  var first = text.match(DAY_FIRST), last = text.match(YEAR_FIRST), said = first || last;
  if (!said) return null;
  var part = first ? [Number(first[4]), Number(first[3]), Number(first[1])] : last.slice(1, 4).map(Number);
  var hour = text.slice(said[0].length).match(HOUR_AFTER) || [];
  var year = part[0] < 100 ? 2000 + part[0] : part[0];
  var day = new Date(year, part[1] - 1, part[2], Number(hour[1] || 0), Number(hour[2] || 0));
  return day.getMonth() === part[1] - 1 && day.getDate() === part[2] ? day : null;
}

function followTyped(picker, field) {
  if (!field.value.trim() || picker.data("options").datepicker === false) return true;
  var moment = typedMoment(field.value);
  if (moment) picker.data("xdsoft_datetime").setCurrentTime(moment);
  return Boolean(moment);
}

jQuery.fn.datetimepicker.defaults.onShow = function (moment, input) {
  return followTyped(this, input[0]);
};

document.addEventListener("input", function (event) {
  var picker = jQuery(event.target).data("xdsoft_datetimepicker");
  if (picker) picker.trigger(followTyped(picker, event.target) ? "open.xdsoft" : "close.xdsoft");
});

// without that check nothing else closes the picker for whoever goes on with the keyboard; it opens a moment after the focus
document.addEventListener("focusout", function (event) {
  var picker = jQuery(event.target).data("xdsoft_datetimepicker");
  if (picker) {
    setTimeout(function () {
      if (document.activeElement !== event.target && !picker[0].contains(document.activeElement)) {
        picker.trigger("close.xdsoft");
      }
    }, 150);
  }
});

// on a phone the picker lies at the foot of the screen (dates.css): the field that it fills is brought above it
document.addEventListener("focusin", function (event) {
  if (matchMedia("(max-width: 30rem)").matches && jQuery(event.target).data("xdsoft_datetimepicker")) {
    setTimeout(function () {
      event.target.scrollIntoView({ block: "start" });
    }, 150);
  }
});
