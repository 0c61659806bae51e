// The picture of a chain: says what is under the pointer, lights neighbours, moves along edges by
// arrow keys, zooms and pans. Without it the boxes are plain links and the table says the same.
(function () {
  "use strict";
  var board = document.getElementById("board");
  if (!board) {
    return;
  }
  var say = document.getElementById("board-say");
  var boxes = Array.from(board.querySelectorAll(".box"));
  var curves = Array.from(board.querySelectorAll(".curves path"));
  var tips = Array.from(board.querySelectorAll(".tips path"));
  var boxOf = new Map(boxes.map(function (box) { return [box.dataset.id, box]; }));
  var whole = board.getAttribute("viewBox").split(" ").map(Number);
  var view = whole.slice();

  function byId(id) {
    return boxOf.get(id);
  }

  function light(box) {
    var id = box.dataset.id;
    var near = new Set([id]);
    var ends = new Set();
    curves.forEach(function (curve) {
      var joined = curve.dataset.from === id || curve.dataset.to === id;
      curve.classList.toggle("lit", joined);
      if (joined) {
        near.add(curve.dataset.from);
        near.add(curve.dataset.to);
        ends.add(curve.dataset.to);
      }
    });
    tips.forEach(function (tip) { tip.classList.toggle("lit", ends.has(tip.dataset.to)); });
    boxes.forEach(function (other) { other.classList.toggle("lit", near.has(other.dataset.id)); });
    board.classList.add("focused");
    say.textContent = box.dataset.say;
  }

  function calm() {
    board.classList.remove("focused");
    say.textContent = say.dataset.hint;
  }

  boxes.forEach(function (box) {
    box.addEventListener("pointerenter", function () { light(box); });
    box.addEventListener("focus", function () {
      light(box);
      follow(box);
    });
    box.addEventListener("blur", calm);
    box.addEventListener("keydown", function (event) { move(event, box); });
  });
  board.addEventListener("pointerleave", calm);

  function move(event, box) {
    var id = box.dataset.id;
    var next;
    if (event.key === "ArrowRight") {
      var down = curves.find(function (curve) { return curve.dataset.from === id; });
      next = down && byId(down.dataset.to);
    } else if (event.key === "ArrowLeft") {
      var up = curves.find(function (curve) { return curve.dataset.to === id; });
      next = up && byId(up.dataset.from);
    } else if (event.key === "ArrowDown") {
      next = boxes[boxes.indexOf(box) + 1];
    } else if (event.key === "ArrowUp") {
      next = boxes[boxes.indexOf(box) - 1];
    } else if (event.key === "+" || event.key === "=") {
      zoomOn(box, 0.75);
    } else if (event.key === "-") {
      zoomOn(box, 1.3333);
    } else if (event.key === "0") {
      view = whole.slice();
      show();
    } else {
      return;
    }
    event.preventDefault();
    if (next) {
      next.focus();
    }
  }

  function show() {
    board.setAttribute("viewBox", view.join(" "));
  }

  function zoom(factor, x, y) {
    var width = Math.min(whole[2], Math.max(whole[2] / 6, view[2] * factor));
    var scale = width / view[2];
    view = [x - (x - view[0]) * scale, y - (y - view[1]) * scale, width, view[3] * scale];
    if (width === whole[2]) {
      view = whole.slice();
    }
    show();
  }

  // The middle of a box on the board.
  function middle(box) {
    var place = box.getBoundingClientRect();
    return at({ clientX: place.left + place.width / 2, clientY: place.top + place.height / 2 });
  }

  function zoomOn(box, factor) {
    var point = middle(box);
    zoom(factor, point.x, point.y);
  }

  // Whoever goes through an enlarged picture by keyboard sees the box that has the focus.
  function follow(box) {
    var point = middle(box);
    var inside = point.x > view[0] && point.x < view[0] + view[2]
      && point.y > view[1] && point.y < view[1] + view[3];
    if (!inside) {
      view[0] = point.x - view[2] / 2;
      view[1] = point.y - view[3] / 2;
      show();
    }
  }

  document.querySelector(".board-tools").hidden = false;
  document.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      if (button.dataset.zoom === "fit") {
        view = whole.slice();
        show();
      } else {
        zoom(button.dataset.zoom === "in" ? 0.75 : 1.3333, view[0] + view[2] / 2, view[1] + view[3] / 2);
      }
    });
  });

  function at(event) {
    var point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(board.getScreenCTM().inverse());
  }

  board.addEventListener("wheel", function (event) {
    if (!event.ctrlKey) {
      return;
    }
    event.preventDefault();
    var point = at(event);
    zoom(event.deltaY < 0 ? 0.85 : 1.18, point.x, point.y);
  }, { passive: false });

  var grip = null;
  board.addEventListener("pointerdown", function (event) {
    if (!event.target.closest(".box")) {
      grip = at(event);
    }
  });
  window.addEventListener("pointermove", function (event) {
    if (grip) {
      var point = at(event);
      view[0] += grip.x - point.x;
      view[1] += grip.y - point.y;
      show();
    }
  });
  window.addEventListener("pointerup", function () { grip = null; });
})();
