(function () {
  "use strict";
  var status = document.getElementById("copy-status");
  function fallback(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy refused"));
  }
  function copy(text) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      return navigator.clipboard.writeText(text).catch(function () { return fallback(text); });
    }
    return fallback(text);
  }
  function say(button, word) {
    var before = button.dataset.word;
    button.textContent = word;
    status.textContent = word === before ? "" : word;
    window.setTimeout(function () { button.textContent = before; }, 2000);
  }
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.dataset.word = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = document.getElementById(button.dataset.copy).textContent.trim();
      copy(text).then(function () { say(button, "Copied"); }, function () { say(button, "Select and copy by hand"); });
    });
  });
  function open() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target && target.closest("details");
    while (fold) { fold.open = true; fold = fold.parentElement.closest("details"); }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", open);
  open();
})();
