/* A click, a touch or the arrow keys on a map set latitude and longitude of its form (templates/office/records/point_map.html).
   What is listened to is the document: the map may come later, in a dialogue. */
(() => {
  if (window.pointMaps) return;
  window.pointMaps = true;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const CLOSEST = 32;

  const mapOf = (place) => place instanceof Element && place.closest("[data-point-map]");
  const svgOf = (map) => map.querySelector("svg");
  const fieldOf = (map, what) => map.closest("form").elements[map.dataset[what]];
  const number = (map, name) => Number(map.dataset[name]);

  /** Return the point of the drawing that the two fields name, or null. */
  function typed(map) {
    const [latitude, longitude] = ["latitude", "longitude"].map((what) => fieldOf(map, what).value.replace(",", "."));
    if (latitude.trim() === "" || longitude.trim() === "" || isNaN(latitude) || isNaN(longitude)) return null;
    return {
      x: number(map, "left") + (longitude - number(map, "west")) * number(map, "across"),
      y: number(map, "top") + (number(map, "north") - latitude) * number(map, "up"),
    };
  }

  function viewOf(map) {
    const box = svgOf(map).viewBox.baseVal;
    map.whole ??= { width: box.width, height: box.height, closer: 1 };
    return map.whole;
  }

  /** Show the point, as large as ever however close the map is, and say where it lies. */
  function show(map) {
    const whole = viewOf(map);
    const point = typed(map);
    const mark = map.querySelector("[data-mark]");
    mark.setAttribute("visibility", point ? "visible" : "hidden");
    let words = map.dataset.nowhere;
    if (point) {
      mark.setAttribute("transform", `translate(${point.x} ${point.y}) scale(${1 / whole.closer})`);
      const at = svgOf(map).createSVGPoint();
      Object.assign(at, point);
      const shape = [...map.querySelectorAll("[data-label]")].find((path) => path.isPointInFill(at));
      words = shape ? shape.dataset.label : map.dataset.outside;
    }
    const place = map.querySelector("[data-place]");
    if (place.textContent !== words) place.textContent = words;
    map.hidden = false;
  }

  function set(map, { x, y }) {
    const longitude = number(map, "west") + (x - number(map, "left")) / number(map, "across");
    const latitude = number(map, "north") - (y - number(map, "top")) / number(map, "up");
    fieldOf(map, "latitude").value = latitude.toFixed(5);
    fieldOf(map, "longitude").value = longitude.toFixed(5);
    for (const what of ["latitude", "longitude"]) {
      fieldOf(map, what).dispatchEvent(new Event("input", { bubbles: true }));
      fieldOf(map, what).dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** Show a part of the map that is `closer` times smaller than all of it, around a point. */
  function look(map, closer, around) {
    const whole = viewOf(map);
    whole.closer = Math.min(CLOSEST, Math.max(1, closer));
    const [width, height] = [whole.width / whole.closer, whole.height / whole.closer];
    const within = (middle, part, all) => Math.min(all - part, Math.max(0, middle - part / 2));
    const left = within(around.x, width, whole.width);
    const top = within(around.y, height, whole.height);
    svgOf(map).setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    svgOf(map).style.setProperty("--closer", whole.closer);
    map.classList.toggle("point-map--close", whole.closer > 1);
    show(map);
  }

  function middle(map) {
    const box = svgOf(map).viewBox.baseVal;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  const closer = (map, times) => look(map, viewOf(map).closer * times, typed(map) ?? middle(map));

  document.addEventListener("click", (event) => {
    const map = mapOf(event.target);
    if (!map) return;
    const button = event.target.closest("[data-zoom]");
    if (button) return closer(map, Number(button.dataset.zoom));
    if (!event.target.closest("svg")) return;
    const at = Object.assign(svgOf(map).createSVGPoint(), { x: event.clientX, y: event.clientY });
    set(map, at.matrixTransform(svgOf(map).getScreenCTM().inverse()));
  });

  document.addEventListener("keydown", (event) => {
    const map = event.target.matches?.(".point-map__sheet") && mapOf(event.target);
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      closer(map, event.key === "+" ? 2 : 0.5);
    } else if (STEPS[event.key]) {
      event.preventDefault();
      const step = (event.shiftKey ? 20 : 4) / viewOf(map).closer;
      const [right, down] = STEPS[event.key];
      const from = typed(map);
      const to = from ? { x: from.x + right * step, y: from.y + down * step } : middle(map);
      set(map, to);
      const box = svgOf(map).viewBox.baseVal;
      const isSeen = to.x > box.x && to.x < box.x + box.width && to.y > box.y && to.y < box.y + box.height;
      if (!isSeen) look(map, viewOf(map).closer, to);
    }
  });

  document.addEventListener("input", (event) => {
    for (const map of event.target.form?.querySelectorAll("[data-point-map]") ?? []) show(map);
  });

  const showNew = () => document.querySelectorAll("[data-point-map][hidden]").forEach(show);
  const begin = () => {
    showNew();
    new MutationObserver(showNew).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
