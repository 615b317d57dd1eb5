/* A map over the picture that the server draws. It fills in the same hidden inputs, so the form is the same.
   One <div data-map="point|line|area|look"> each; "look" only shows. */
(function () {
  "use strict";
  if (!window.L) { return; }
  var COLOURS = ["#005f73", "#9b2226", "#7a5200", "#3c3c8c", "#1d6b3c", "#7b2d75"];
  var PATHS = [
    "M20,13A7,7 0 1 1 6,13A7,7 0 1 1 20,13Z", "M6,6H20V20H6Z", "M13,4L22,19H4Z", "M13,3L22,13L13,23L4,13Z",
    "M10,4H16V10H22V16H16V22H10V16H4V10H10Z", "M13,3L16,10H23L17,15L19,22L13,18L7,22L9,15L3,10H10Z"
  ];

  function sign(look) {
    var svg = '<svg viewBox="0 0 26 26" width="34" height="34"><path d="' + PATHS[look % 6] + '" fill="' +
      COLOURS[look % 6] + '" stroke="#fff" stroke-width="2"/></svg>';
    return L.divIcon({ className: "sign", html: svg, iconSize: [34, 34], iconAnchor: [17, 17] });
  }

  function stroke(look) {
    return { color: COLOURS[look % 6], weight: 4, fillOpacity: .18, dashArray: look % 2 ? "6 4" : null };
  }

  function plain(text) {
    var span = document.createElement("span");
    span.textContent = text;
    return span.innerHTML;
  }

  function begin(box) {
    var canvas = box.querySelector("[data-canvas]"), data = box.dataset;
    var view = box.querySelector('input[name$=".view"]'), held = box.querySelector("[data-places]");
    var start = (view ? view.value : data.view).split(",").map(Number);
    var motion = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    var map = L.map(canvas, {
      center: [start[1], start[0]], zoom: start[2], minZoom: data.tiles ? Number(data.least) : 4,
      maxZoom: data.tiles ? Number(data.most) : 19, zoomAnimation: motion, fadeAnimation: motion, inertia: motion,
      keyboard: false, zoomControl: false
    });
    L.control.zoom({ zoomInTitle: data.nearer, zoomOutTitle: data.further }).addTo(map);
    map.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false }).addTo(map);
    if (data.tiles) {
      L.tileLayer(data.tiles, {
        attribution: plain(data.attribution), minZoom: Number(data.least), maxZoom: Number(data.most)
      }).addTo(map);
    }
    data.layers.split(" ").filter(Boolean).forEach(function (address) {
      fetch(address).then(function (answer) { return answer.json(); }).then(function (found) {
        var layer = L.geoJSON(found, {
          interactive: false,
          style: { color: "#8c8474", weight: 2, fillColor: "#dfe9d8", fillOpacity: data.tiles ? .15 : .9 },
          pointToLayer: function (each, at) { return L.circleMarker(at, { radius: 4, color: "#8c8474", interactive: false }); },
          onEachFeature: function (each, shape) {
            if (each.properties.name) {
              shape.bindTooltip(plain(each.properties.name), { permanent: !data.tiles, direction: "center", className: "name" });
            }
          }
        }).addTo(map);
        layer.eachLayer(function (each) { if (each.feature.geometry.type.indexOf("Polygon") >= 0) { each.bringToBack(); } });
        part();
      });
    });
    /* Of two names that would lie over each other the first stands. */
    function part() {
      var taken = [];
      canvas.querySelectorAll(".name").forEach(function (name) {
        name.hidden = false;
        var box = name.getBoundingClientRect();
        name.hidden = taken.some(function (other) {
          return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
        });
        if (!name.hidden) { taken.push(box); }
      });
    }
    map.on("zoomend moveend", part);
    /* At once, without gliding: whoever presses an arrow and then Enter means where the cross-hair stands now. */
    var steps = { ArrowLeft: [-40, 0], ArrowRight: [40, 0], ArrowUp: [0, -40], ArrowDown: [0, 40] };
    canvas.addEventListener("keydown", function (event) {
      if (event.target !== canvas || event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (steps[event.key]) { map.panBy(steps[event.key], { animate: false }); }
      else if (event.key === "+" || event.key === "-") { map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1), { animate: false }); }
      else { return; }
      event.preventDefault();
    });
    return { map: map, view: view, held: held };
  }

  function draw(box) {
    var own = begin(box), map = own.map, data = box.dataset, shown = L.layerGroup().addTo(map);
    var look = Number(data.look), draws = data.map;
    var canvas = box.querySelector("[data-canvas]");
    var places = own.held.value.split(" ").filter(Boolean).map(function (pair) {
      var numbers = pair.split(",").map(Number);
      return L.latLng(numbers[1], numbers[0]);
    });

    function keep() {
      own.held.value = places.map(function (at) { return at.lng.toFixed(6) + "," + at.lat.toFixed(6); }).join(" ");
      box.querySelector("[data-shown]").textContent = places.slice(-3).map(function (at) {
        return at.lat.toFixed(5) + ", " + at.lng.toFixed(5);
      }).join(" · ");
      box.querySelector("[data-marked]").hidden = !places.length;
      box.querySelector("[data-unmarked]").hidden = !!places.length;
      box.querySelector("[data-undo]").hidden = !places.length;
      shown.clearLayers();
      if (draws === "area" && places.length > 2) { L.polygon(places, stroke(look)).addTo(shown); }
      else if (draws !== "point" && places.length > 1) { L.polyline(places, stroke(look)).addTo(shown); }
      places.forEach(function (at, number) {
        var marker = L.marker(at, { icon: sign(look), draggable: true, keyboard: false, alt: "" }).addTo(shown);
        marker.on("dragend", function () { places[number] = marker.getLatLng(); keep(); });
      });
    }

    function mark(at) {
      places = draws === "point" ? [at] : places.concat([at]).slice(0, 100);
      keep();
    }

    function choose(kind) {
      draws = kind[1];
      look = Number(kind[2]);
      box.querySelectorAll("[data-for]").forEach(function (each) {
        each.hidden = each.dataset.for.split(" ").indexOf(draws) < 0;
      });
      if (draws === "point") { places = places.slice(-1); }
      keep();
    }

    if (data.kinds) {
      var kinds = data.kinds.split(" ").map(function (each) { return each.split(":"); });
      box.closest("form").addEventListener("change", function (event) {
        if (event.target.name !== data.choice) { return; }
        kinds.filter(function (each) { return each[0] === event.target.value; }).forEach(choose);
      });
    }
    map.on("click", function (event) { mark(event.latlng); });
    map.on("moveend", function () {
      var at = map.getCenter();
      own.view.value = at.lng.toFixed(6) + "," + at.lat.toFixed(6) + "," + map.getZoom();
    });
    canvas.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target === canvas) { event.preventDefault(); mark(map.getCenter()); }
    });
    box.querySelector("[data-undo]").addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) { return; }
      event.preventDefault();
      places = button.value === "back" ? places.slice(0, -1) : [];
      keep();
      canvas.focus();
    });
    var here = box.querySelector("[data-here]");
    if (here) { here.addEventListener("click", function () {
      var nowhere = box.querySelector("[data-nowhere]");
      nowhere.hidden = true;
      function fail() { nowhere.hidden = false; }
      if (!navigator.geolocation) { fail(); return; }
      navigator.geolocation.getCurrentPosition(function (found) {
        map.setView([found.coords.latitude, found.coords.longitude], Math.max(map.getZoom(), 15));
        canvas.focus();
      }, fail, { timeout: 10000, maximumAge: 60000 });
    }); }
    keep();
    if (places.length) { map.panTo(places[places.length - 1], { animate: false }); }
  }

  /* All marks: those that would lie over each other are one sign with their number, as near as they can be told apart. */
  function look(box) {
    var own = begin(box), map = own.map, data = box.dataset, shown = L.layerGroup().addTo(map), marks = [];

    function open(mark) {
      location.href = data.before + mark.reference + data.after;
    }

    function paint() {
      var cells = {}, seen = map.getBounds().pad(.2), nearest = map.getZoom() >= map.getMaxZoom();
      shown.clearLayers();
      marks.forEach(function (mark, number) {
        if (!seen.contains(mark.at)) { return; }
        if (mark.draws === "area" && mark.places.length > 2) { L.polygon(mark.places, stroke(mark.look)).addTo(shown); }
        else if (mark.draws !== "point" && mark.places.length > 1) { L.polyline(mark.places, stroke(mark.look)).addTo(shown); }
        var at = map.latLngToLayerPoint(mark.at);
        var cell = nearest ? number : Math.floor(at.x / 44) + ":" + Math.floor(at.y / 44);
        (cells[cell] = cells[cell] || []).push(mark);
      });
      Object.keys(cells).forEach(function (cell) {
        var some = cells[cell], first = some[0];
        var icon = some.length === 1 ? sign(first.look) :
          L.divIcon({ className: "many", html: "<b>" + some.length + "</b>", iconSize: [36, 36] });
        L.marker(first.at, { icon: icon, keyboard: false, alt: "" }).on("click", function () {
          if (some.length === 1) { open(first); } else { map.setView(first.at, map.getZoom() + 2); }
        }).addTo(shown);
      });
    }

    map.on("moveend", paint);
    fetch(data.marks).then(function (answer) { return answer.json(); }).then(function (found) {
      marks = found.marks.map(function (row) {
        var places = row[2].split(" ").map(function (pair) {
          var numbers = pair.split(",").map(Number);
          return L.latLng(numbers[1], numbers[0]);
        });
        var at = row[1] === "area" ? L.latLngBounds(places).getCenter() : places[Math.floor(places.length / 2)];
        return { look: row[0], draws: row[1], places: places, at: at, reference: row[3] };
      });
      paint();
    });
  }

  document.querySelectorAll("[data-map]").forEach(function (box) {
    box.querySelector("[data-script]").hidden = false;
    (box.dataset.map === "look" ? look : draw)(box);
    box.querySelector("[data-drawn]").remove();
  });
})();
