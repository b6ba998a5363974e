/* dates.js: what somebody typed into a date field of the admin stays as typed; the server reads it, or says what is wrong.
   Wagtail's date picker replaces what it cannot read by the present moment. */

jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

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
