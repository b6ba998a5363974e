// "Use my place": four digits, some eleven metres, go to the finder as an address would.
(() => {
  const enhance = (box) => {
    const button = box.querySelector("button"), status = box.querySelector("[role=status]");
    const send = ({ coords }) => {
      const point = `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`;
      location.assign(`${box.dataset.locate}?at=${point}#finder`);
    };
    const fail = () => { status.textContent = box.dataset.failed; };
    box.hidden = false;
    button.addEventListener("click", () => {
      status.textContent = box.dataset.asking;
      navigator.geolocation.getCurrentPosition(send, fail, { timeout: 15000 });
    });
  };

  if (navigator.geolocation) document.querySelectorAll("[data-locate]").forEach(enhance);
})();
