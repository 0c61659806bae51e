// What every page shares. Pages work without it.
(function () {
  "use strict";

  // Fragments fetched by htmx carry the CSRF token of their page.
  document.addEventListener("htmx:configRequest", function (event) {
    var meta = document.querySelector('meta[name="csrf"]');
    if (meta) {
      event.detail.headers[meta.dataset.header] = meta.content;
    }
  });

  // A form is sent once: its buttons rest while the answer is on its way.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) {
      return;
    }
    window.setTimeout(function () {
      form.querySelectorAll("button").forEach(function (button) {
        button.disabled = true;
      });
    }, 0);
  });

  // Filters apply when a choice is made; without script there is a button.
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, input[type=date], input[type=checkbox]")) {
      form.requestSubmit();
    }
  });

  // One box checks all of its name; without script each is checked by itself.
  document.addEventListener("change", function (event) {
    var name = event.target.dataset.all;
    if (name) {
      event.target.form.querySelectorAll('input[name="' + name + '"]').forEach(function (box) {
        box.checked = event.target.checked;
      });
    }
  });

  // Going back shows the form usable again.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[method=post] button:disabled").forEach(function (button) {
      button.disabled = button.hasAttribute("data-off");
    });
  });
})();
