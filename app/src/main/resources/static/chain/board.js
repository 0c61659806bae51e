// The picture of a chain: says what is under the pointer, lights neighbours, moves along edges by arrow
// keys, finds, zooms, shows where one is in a small map, swaps neighbourhoods and folded stages without
// loading the page anew, and saves a PNG. Without it the boxes are plain links, the picture is scrolled
// in its frame, links and the form of the search load the page anew, and the table says the same.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var STEP = 1.3333;
  var LEAST = 0.12;
  var MOST = 4;
  var picture = null;

  function start() {
    var begun = performance.now();
    var board = document.getElementById("board");
    picture = board ? new Picture(board) : null;
    if (picture) {
      performance.measure("board.start", { start: begun, end: performance.now() });
    }
  }

  function Picture(board) {
    var self = this;
    this.board = board;
    this.frame = board.closest(".board-frame");
    this.say = document.getElementById("board-say");
    this.found = document.getElementById("found");
    this.width = board.viewBox.baseVal.width;
    this.height = board.viewBox.baseVal.height;
    this.units = Array.from(board.querySelectorAll(".box, .stack")).map(function (element) {
      var frame = element.querySelector(".frame");
      return {
        element: element,
        id: element.dataset.id,
        x: Number(frame.getAttribute("x")),
        y: Number(frame.getAttribute("y")),
        width: Number(frame.getAttribute("width")),
        height: Number(frame.getAttribute("height")),
        joined: [],
        suppliers: [],
        consumers: [],
        tips: []
      };
    });
    this.units.sort(function (a, b) { return a.x - b.x || a.y - b.y; });
    this.byId = new Map(this.units.map(function (unit) { return [unit.id, unit]; }));
    this.join();
    this.lit = [];
    this.units.forEach(function (unit) {
      unit.element.addEventListener("pointerenter", function () { self.light(unit); });
      unit.element.addEventListener("focus", function () {
        self.light(unit);
        self.follow(unit);
      });
      unit.element.addEventListener("blur", function () { self.calm(); });
      unit.element.addEventListener("keydown", function (event) { self.move(event, unit); });
    });
    board.addEventListener("pointerleave", function () { self.calm(); });
    this.tools();
    this.search();
    this.aiming();
    this.map();
    this.gripping();
  }

  // Which lines and tips hang on which box.
  Picture.prototype.join = function () {
    var byId = this.byId;
    this.board.querySelectorAll(".curves path").forEach(function (curve) {
      var from = byId.get(curve.dataset.from);
      var to = byId.get(curve.dataset.to);
      if (from && to) {
        from.joined.push(curve);
        to.joined.push(curve);
        from.consumers.push(to);
        to.suppliers.push(from);
      }
    });
    this.board.querySelectorAll(".tips path").forEach(function (tip) {
      var to = byId.get(tip.dataset.to);
      if (to) {
        to.tips.push(tip);
      }
    });
  };

  Picture.prototype.light = function (unit) {
    this.dark();
    var lit = [unit.element].concat(unit.joined);
    if (unit.suppliers.length) {
      lit = lit.concat(unit.tips);
    }
    unit.suppliers.forEach(function (near) { lit.push(near.element); });
    unit.consumers.forEach(function (near) {
      lit.push(near.element);
      lit = lit.concat(near.tips);
    });
    lit.forEach(function (element) { element.classList.add("lit"); });
    this.lit = lit;
    this.board.classList.add("focused");
    this.say.textContent = unit.element.dataset.say;
    this.aimAt(unit);
  };

  Picture.prototype.dark = function () {
    this.lit.forEach(function (element) { element.classList.remove("lit"); });
    this.lit = [];
  };

  Picture.prototype.calm = function () {
    this.dark();
    this.board.classList.remove("focused");
    this.say.textContent = this.say.dataset.hint;
  };

  // The neighbour that lies nearest in height.
  function nearest(unit, near) {
    var middle = unit.y + unit.height / 2;
    return near.slice().sort(function (a, b) {
      return Math.abs(a.y + a.height / 2 - middle) - Math.abs(b.y + b.height / 2 - middle);
    })[0];
  }

  Picture.prototype.move = function (event, unit) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    var at = this.units.indexOf(unit);
    var next;
    if (event.key === "ArrowRight") {
      next = nearest(unit, unit.consumers);
    } else if (event.key === "ArrowLeft") {
      next = nearest(unit, unit.suppliers);
    } else if (event.key === "ArrowDown") {
      next = this.units[at + 1];
    } else if (event.key === "ArrowUp") {
      next = this.units[at - 1];
    } else if (event.key === "+" || event.key === "=") {
      this.zoom(STEP, unit.x + unit.width / 2, unit.y + unit.height / 2);
    } else if (event.key === "-") {
      this.zoom(1 / STEP, unit.x + unit.width / 2, unit.y + unit.height / 2);
    } else if (event.key === "0") {
      this.whole();
    } else if ((event.key === "f" || event.key === "F") && this.focusOf(unit)) {
      swap(this.focusOf(unit));
    } else {
      return;
    }
    event.preventDefault();
    if (next) {
      next.element.focus({ preventScroll: true });
    }
  };

  // How many pixels of the screen one of the picture takes.
  Picture.prototype.scale = function () {
    return this.board.getBoundingClientRect().width / this.width;
  };

  // Enlarges around a point of the picture, which stays where it is.
  Picture.prototype.zoom = function (factor, x, y) {
    var scale = this.scale();
    var next = Math.min(MOST, Math.max(LEAST, scale * factor));
    var left = x * scale - this.frame.scrollLeft;
    var top = y * scale - this.frame.scrollTop;
    this.hold();
    this.board.style.width = this.width * next + "px";
    this.board.style.minWidth = "0";
    this.board.style.maxWidth = "none";
    this.frame.scrollLeft = x * next - left;
    this.frame.scrollTop = y * next - top;
    this.window();
  };

  // A picture that grows is scrolled inside of the frame that it had.
  Picture.prototype.hold = function () {
    if (!this.held) {
      this.held = Math.max(320, Math.min(this.frame.clientHeight, window.innerHeight * 0.82));
      this.frame.style.maxHeight = this.held + "px";
    }
  };

  Picture.prototype.whole = function () {
    this.hold();
    var fit = Math.min(this.frame.clientWidth / this.width, this.held / this.height, 1.2);
    this.zoom(fit / this.scale(), 0, 0);
    this.frame.scrollTo(0, 0);
  };

  // Whoever goes through the picture by keyboard sees the box that has the focus.
  Picture.prototype.follow = function (unit) {
    var scale = this.scale();
    var frame = this.frame;
    var margin = 24;
    var left = unit.x * scale;
    var top = unit.y * scale;
    if (left < frame.scrollLeft || left + unit.width * scale > frame.scrollLeft + frame.clientWidth) {
      frame.scrollLeft = left + unit.width * scale / 2 - frame.clientWidth / 2;
    }
    if (top < frame.scrollTop || top + unit.height * scale > frame.scrollTop + frame.clientHeight) {
      frame.scrollTop = top + unit.height * scale / 2 - frame.clientHeight / 2;
    }
    var place = unit.element.getBoundingClientRect();
    if (place.top < margin || place.bottom > window.innerHeight - margin) {
      window.scrollBy(0, place.top + place.height / 2 - window.innerHeight / 2);
    }
  };

  Picture.prototype.tools = function () {
    var self = this;
    var card = this.board.closest(".board-card");
    card.querySelectorAll("[data-script]").forEach(function (tool) { tool.hidden = false; });
    card.querySelectorAll("[data-zoom]").forEach(function (button) {
      button.addEventListener("click", function () {
        if (button.dataset.zoom === "fit") {
          self.whole();
          return;
        }
        var scale = self.scale();
        self.zoom(
          button.dataset.zoom === "in" ? STEP : 1 / STEP,
          (self.frame.scrollLeft + self.frame.clientWidth / 2) / scale,
          (self.frame.scrollTop + self.frame.clientHeight / 2) / scale);
      });
    });
    card.querySelectorAll("[data-png]").forEach(function (button) {
      button.addEventListener("click", function () { savePng(button); });
    });
    this.board.addEventListener("wheel", function (event) {
      if (event.ctrlKey) {
        event.preventDefault();
        var point = self.at(event);
        self.zoom(event.deltaY < 0 ? 1.18 : 0.85, point.x, point.y);
      }
    }, { passive: false });
    this.frame.addEventListener("scroll", function () { self.window(); }, { passive: true });
  };

  // A point of the screen in the picture.
  Picture.prototype.at = function (event) {
    var place = this.board.getBoundingClientRect();
    var scale = this.scale();
    return { x: (event.clientX - place.left) / scale, y: (event.clientY - place.top) / scale };
  };

  // Dragging the ground moves the picture in its frame.
  Picture.prototype.gripping = function () {
    var frame = this.frame;
    var grip = null;
    this.board.addEventListener("pointerdown", function (event) {
      if (event.pointerType === "mouse" && event.button === 0 && !event.target.closest("a")) {
        grip = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
        event.preventDefault();
      }
    });
    this.dragged = function (event) {
      if (grip) {
        frame.scrollLeft = grip.x - event.clientX;
        frame.scrollTop = grip.y - event.clientY;
      }
    };
    this.released = function () { grip = null; };
  };

  // The page with the neighbourhood of a box; null where there is none.
  Picture.prototype.focusOf = function (unit) {
    var holder = document.getElementById("picture-of");
    return holder && unit.element.dataset.key
      ? holder.dataset.focusOn.replace("__node__", unit.element.dataset.key)
      : null;
  };

  // One small target that stands at the corner of the box under the pointer.
  Picture.prototype.aiming = function () {
    var holder = document.getElementById("picture-of");
    if (!holder) {
      return;
    }
    var aim = element("a", { "class": "aim", "aria-hidden": "true", tabindex: "-1", "data-swap": "" });
    aim.append(
      element("title", {}, holder.dataset.aim),
      element("circle", { r: 9 }),
      element("circle", { "class": "aim-ring", r: 4.5 }),
      element("path", { d: "M-7 0h4M3 0h4M0 -7v4M0 3v4" }));
    aim.style.display = "none";
    this.board.append(aim);
    this.aim = aim;
  };

  Picture.prototype.aimAt = function (unit) {
    if (!this.aim) {
      return;
    }
    var href = this.focusOf(unit);
    this.aim.style.display = href ? "" : "none";
    if (href) {
      this.aim.setAttribute("href", href);
      this.aim.setAttribute("transform", "translate(" + (unit.x + unit.width - 3) + " " + (unit.y + 3) + ")");
    }
  };

  // Finding: what is typed is marked at once; Enter goes from one find to the next.
  Picture.prototype.search = function () {
    var self = this;
    this.form = document.querySelector("form.find");
    if (!this.form) {
      return;
    }
    var input = this.form.querySelector("input[type=search]");
    this.hits = [];
    this.hit = -1;
    input.addEventListener("input", function () { self.find(input.value); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && input.value) {
        input.value = "";
        self.find("");
        event.preventDefault();
        event.stopPropagation();
      }
    });
    this.form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (self.sought !== input.value) {
        self.find(input.value);
      }
      self.jump();
    });
    if (input.value) {
      this.find(input.value);
    }
  };

  Picture.prototype.find = function (words) {
    var asked = words.trim().toLowerCase();
    var finds = 0;
    this.sought = words;
    this.hit = -1;
    this.hits = [];
    this.units.forEach(function (unit) {
      var names = (unit.element.dataset.name || unit.element.dataset.names || "").toLowerCase().split("\n");
      var count = asked ? names.filter(function (name) { return name.includes(asked); }).length : 0;
      unit.element.classList.toggle("hit", count > 0);
      finds += count;
      if (count) {
        this.hits.push(unit);
      }
    }, this);
    this.board.classList.toggle("searched", this.hits.length > 0);
    this.tell(asked ? finds : -1);
    this.mark();
  };

  Picture.prototype.tell = function (finds) {
    var words = this.form.dataset;
    this.found.textContent = finds < 0 ? "" : finds === 0 ? words.missed
      : words.counted.replace("{0}", finds);
  };

  Picture.prototype.jump = function () {
    if (this.hits.length) {
      this.hit = (this.hit + 1) % this.hits.length;
      var unit = this.hits[this.hit];
      unit.element.focus({ preventScroll: true });
      this.follow(unit);
      this.found.textContent = this.form.dataset.found
        .replace("{0}", this.hits.length).replace("{1}", this.hit + 1);
    }
  };

  // The small map, for a picture larger than its frame.
  Picture.prototype.map = function () {
    var self = this;
    var scale = Math.min(190 / this.width, 130 / this.height);
    var map = element("svg", {
      "class": "board-map", "aria-hidden": "true",
      viewBox: "0 0 " + this.width + " " + this.height,
      width: Math.round(this.width * scale), height: Math.round(this.height * scale)
    });
    this.spots = this.units.map(function (unit) {
      var spot = element("rect", {
        "class": "spot " + (unit.element.classList.contains("stack") ? "spot-stack"
          : Array.from(unit.element.classList).filter(function (it) { return it.startsWith("s-"); })[0]),
        x: unit.x, y: unit.y, width: unit.width, height: unit.height
      });
      map.append(spot);
      return spot;
    });
    this.view = element("rect", { "class": "view" });
    map.append(this.view);
    var holding = false;
    function goTo(event) {
      var place = map.getBoundingClientRect();
      var shown = self.scale();
      self.frame.scrollLeft = (event.clientX - place.left) / scale * shown - self.frame.clientWidth / 2;
      self.frame.scrollTop = (event.clientY - place.top) / scale * shown - self.frame.clientHeight / 2;
    }
    map.addEventListener("pointerdown", function (event) {
      holding = true;
      map.setPointerCapture(event.pointerId);
      goTo(event);
      event.preventDefault();
    });
    map.addEventListener("pointermove", function (event) {
      if (holding) {
        goTo(event);
      }
    });
    map.addEventListener("pointerup", function () { holding = false; });
    this.small = map;
    this.frame.parentElement.append(map);
    this.window();
  };

  // Finds stand out in the small map as well.
  Picture.prototype.mark = function () {
    var spots = this.spots;
    if (spots) {
      this.units.forEach(function (unit, at) {
        spots[at].classList.toggle("spot-hit", unit.element.classList.contains("hit"));
      });
    }
  };

  Picture.prototype.window = function () {
    var frame = this.frame;
    var larger = frame.scrollWidth > frame.clientWidth + 4 || frame.scrollHeight > frame.clientHeight + 4;
    this.small.classList.toggle("shown", larger);
    var scale = this.scale();
    this.view.setAttribute("x", frame.scrollLeft / scale);
    this.view.setAttribute("y", frame.scrollTop / scale);
    this.view.setAttribute("width", Math.min(this.width, frame.clientWidth / scale));
    this.view.setAttribute("height", Math.min(this.height, frame.clientHeight / scale));
  };

  function element(name, attributes, text) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  // The file of the picture drawn twice as large; never larger than a canvas may be.
  function savePng(button) {
    var image = new Image();
    button.disabled = true;
    image.addEventListener("load", function () {
      var scale = Math.min(2, 12000 / image.naturalWidth, 12000 / image.naturalHeight);
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = document.title.split(" · ")[0] + ".png";
        link.click();
        window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
        button.disabled = false;
      }, "image/png");
    });
    image.addEventListener("error", function () { button.disabled = false; });
    image.src = button.dataset.png;
  }

  // The same page otherwise framed takes the place of this one without being loaded anew.
  function swap(href, again) {
    var begun = performance.now();
    var top = cardTop();
    fetch(href, { headers: { Accept: "text/html" } }).then(function (answer) {
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      return answer.text();
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      var main = page.getElementById("main");
      if (!main.querySelector("#board")) {
        throw new Error("no picture");
      }
      document.getElementById("main").replaceWith(document.adoptNode(main));
      document.title = page.title;
      var other = page.querySelector("header .top-link[lang]");
      var language = document.querySelector("header .top-link[lang]");
      if (other && language) {
        language.setAttribute("href", other.getAttribute("href"));
      }
      if (!again) {
        history.pushState({ board: true }, "", href);
      }
      start();
      if (top < 0 || top > window.innerHeight) {
        document.querySelector(".board-card").scrollIntoView();
      } else {
        window.scrollBy(0, cardTop() - top);
      }
      var root = document.querySelector("#board .root");
      (root || document.querySelector("#board .box, #board .stack")).focus({ preventScroll: true });
      performance.measure("board.swap", { start: begun, end: performance.now() });
    }).catch(function () { location.assign(href); });
  }

  function cardTop() {
    return document.querySelector(".board-card").getBoundingClientRect().top;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-swap]");
    if (picture && link && event.button === 0
        && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      swap(link.getAttribute("href"));
    }
  });
  document.addEventListener("keydown", function (event) {
    var typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing && picture && picture.form) {
      event.preventDefault();
      picture.form.querySelector("input[type=search]").focus();
    } else if (event.key === "Escape" && picture) {
      var leave = document.querySelector("a[data-leave]");
      if (leave) {
        event.preventDefault();
        swap(leave.getAttribute("href"));
      } else if (document.activeElement && document.activeElement.closest("#board")) {
        document.activeElement.blur();
      }
    }
  });
  window.addEventListener("popstate", function () {
    if (picture) {
      swap(location.href, true);
    }
  });
  window.addEventListener("pointermove", function (event) {
    if (picture) {
      picture.dragged(event);
    }
  });
  window.addEventListener("pointerup", function () {
    if (picture) {
      picture.released();
    }
  });
  window.addEventListener("resize", function () {
    if (picture) {
      picture.window();
    }
  });
  start();
  performance.measure("board.first", { start: 0, end: performance.now() });
})();
