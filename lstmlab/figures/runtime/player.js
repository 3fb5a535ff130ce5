// Play: a control that is time goes on by itself, a step at a time.

const PLAY_SPEEDS = [1, 2, 4, 0.5];
const PLAY_SIGNS = { Play: "M3,1.5L13,8L3,14.5Z", Pause: "M3,2H6.5V14H3ZM9.5,2H13V14H9.5Z" };

// The slider of this control with Play before it and the speed behind it; its step buttons go on and back by one.
//   pace: steps in a second; next: given -> the changes of the next step, or null at the end; first: the changes with which Play
//   begins again once it is there. Else as a slider.
// It stops at its end, when the control is moved by hand, and when the picture or the page is out of sight. What has come of it is
// read out once it stands still. Nothing moves between two steps; who asks for less motion gets one step a second at most.
function player(view, name, { pace = 1, next, first, ...options } = {}) {
  const face = view.about.faces[name];
  const onward = next ?? ((given) => (given[name] < face.high ? { [name]: given[name] + 1 } : null));
  const again = first ?? { [name]: face.low };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  let speed = 0;
  let expected = null;
  let watcher = null;

  const sign = svg("path", {});
  const words = node("span", { class: "label" });
  const play = node("button", { type: "button", class: "play" }, svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, sign), words);
  const times = node("span");
  const fast = node("button", { type: "button", class: "speed" }, node("span", { class: "unseen" }, "Speed "), times);

  function show() {
    const now = view.playing ? "Pause" : "Play";
    words.textContent = now;
    sign.setAttribute("d", PLAY_SIGNS[now]);
    times.textContent = `${PLAY_SPEEDS[speed] === 0.5 ? "\u00bd" : PLAY_SPEEDS[speed]}\u00d7`;
  }
  function stop() {
    if (!view.playing) return;
    clearTimeout(timer);
    watcher.disconnect();
    view.playing = false;
    show();
    view.say();
  }
  function go(changes) {
    expected = changes[name];
    view.set(changes);
  }
  function wait() {
    const rest = 1000 / (pace * PLAY_SPEEDS[speed]);
    clearTimeout(timer);
    timer = setTimeout(goOn, calm.matches ? Math.max(1000, rest) : rest);
  }
  function goOn() {
    if (!view.stage.isConnected || document.hidden) return stop();
    const changes = onward(view.given);
    if (!changes) return stop();
    go(changes);
    // At its end it stands still at once.
    if (onward({ ...view.given, ...changes })) wait();
    else stop();
  }
  function start() {
    view.playing = true;
    let seen = false;
    watcher = new IntersectionObserver(([{ isIntersecting }]) => {
      if (seen && !isIntersecting) stop();
      seen ||= isIntersecting;
    });
    watcher.observe(view.stage);
    show();
    if (onward(view.given)) return goOn();
    go(again);
    wait();
  }

  play.addEventListener("click", () => (view.playing ? stop() : start()));
  fast.addEventListener("click", () => {
    speed = (speed + 1) % PLAY_SPEEDS.length;
    show();
    if (view.playing) wait();
  });
  // A step by hand ends the playing.
  view.bind((given) => view.playing && given[name] !== expected && stop());
  view.pauses.push(stop);
  show();
  const element = slider(view, name, options);
  element.classList.add("player");
  const row = element.querySelector(".row");
  row.prepend(play);
  row.append(fast);
  return element;
}
