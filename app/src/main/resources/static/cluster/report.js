// Keeps what is typed into a report as a draft, a moment after the last key and when the page is left. Without it there is
// a button.
(function () {
  "use strict";
  var form = document.querySelector("form[data-draft]");
  var state = document.getElementById("draft-state");
  if (!form || !state) {
    return;
  }
  var REST = 1200;
  var timer = 0;
  var busy = false;
  var dirty = false;
  var handedIn = false;

  function content() {
    var fields = new URLSearchParams(new FormData(form));
    fields.set("then", "stay");
    fields.delete("key");
    return fields;
  }

  function fail() {
    state.textContent = state.dataset.failed;
    state.classList.add("fault");
  }

  // One after the other, so that an older text never comes last.
  function keep() {
    window.clearTimeout(timer);
    if (handedIn || !dirty || busy) {
      return;
    }
    busy = true;
    dirty = false;
    fetch(form.dataset.draft, { method: "POST", body: content(), keepalive: true, redirect: "error" })
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.text();
      })
      .then(function (said) {
        state.textContent = said;
        state.classList.remove("fault");
      })
      .catch(fail)
      .finally(function () {
        busy = false;
        if (dirty) {
          keep();
        }
      });
  }

  form.addEventListener("input", function () {
    dirty = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, REST);
  });
  form.addEventListener("change", keep);
  form.addEventListener("submit", function () {
    handedIn = true;
    window.clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      keep();
    }
  });
  window.addEventListener("pageshow", function () {
    handedIn = false;
  });
})();
