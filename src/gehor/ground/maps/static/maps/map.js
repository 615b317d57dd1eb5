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
    var view = box.querySelector('input[name$=".view"]'), held = box.querySelector('input[name$=".places"]');
    var start = (view ? view.value : data.view).split(",").map(Number);
    var motion = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    var map = L.map(canvas, {
      center: [start[1], start[0]], zoom: start[2], minZoom: data.tiles ? Number(data.least) : 4,
      maxZoom: data.tiles ? Number(data.most) : 19, zoomAnimation: motion, fadeAnimation: motion, inertia: motion,
      keyboardPanDelta: 40, zoomControl: false
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
        L.geoJSON(found, {
          interactive: false,
          style: { color: "#8c8474", weight: 2, fillColor: "#dfe9d8", fillOpacity: data.tiles ? .15 : .9 },
          pointToLayer: function (each, at) { return L.circleMarker(at, { radius: 4, color: "#8c8474", interactive: false }); },
          onEachFeature: function (each, layer) {
            if (each.properties.name) {
              layer.bindTooltip(plain(each.properties.name), { permanent: !data.tiles, direction: "center", opacity: .8 });
            }
          }
        }).addTo(map).bringToBack();
      });
    });
    return { map: map, view: view, held: held };
  }

  function draw(box) {
    var own = begin(box), map = own.map, data = box.dataset, shown = L.layerGroup().addTo(map);
    var look = Number(data.look), is_point = data.map === "point";
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
      if (data.map === "area" && places.length > 2) { L.polygon(places, stroke(look)).addTo(shown); }
      else if (!is_point && places.length > 1) { L.polyline(places, stroke(look)).addTo(shown); }
      places.forEach(function (at, number) {
        var marker = L.marker(at, { icon: sign(look), draggable: true, keyboard: false, alt: "" }).addTo(shown);
        marker.on("dragend", function () { places[number] = marker.getLatLng(); keep(); });
      });
    }

    function mark(at) {
      places = is_point ? [at] : places.concat([at]).slice(0, 100);
      keep();
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
    box.querySelector("[data-here]").addEventListener("click", function () {
      var nowhere = box.querySelector("[data-nowhere]");
      nowhere.hidden = true;
      function fail() { nowhere.hidden = false; }
      if (!navigator.geolocation) { fail(); return; }
      navigator.geolocation.getCurrentPosition(function (found) {
        map.setView([found.coords.latitude, found.coords.longitude], Math.max(map.getZoom(), 15));
        canvas.focus();
      }, fail, { timeout: 10000, maximumAge: 60000 });
    });
    keep();
    if (places.length) { map.panTo(places[places.length - 1], { animate: false }); }
  }

  function look(box) {
    var own = begin(box), map = own.map;
    JSON.parse(document.getElementById(box.dataset.marks).textContent).forEach(function (mark) {
      L.geoJSON(mark.geometry, {
        style: stroke(mark.look),
        pointToLayer: function (each, at) {
          return L.marker(at, { icon: sign(mark.look), keyboard: false, alt: "" });
        }
      }).bindTooltip(plain(mark.words)).on("click", function () { location.hash = mark.at; }).addTo(map);
    });
  }

  document.querySelectorAll("[data-map]").forEach(function (box) {
    box.querySelector("[data-script]").hidden = false;
    (box.dataset.map === "look" ? look : draw)(box);
    box.querySelector("[data-drawn]").remove();
  });
})();
