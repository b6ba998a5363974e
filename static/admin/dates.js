/* dates.js: what somebody typed into a date field of the admin stays as typed; the server reads it, or says what is wrong.
   Wagtail's date picker replaces what it cannot read by the present moment. */

jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
