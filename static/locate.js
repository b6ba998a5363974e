// "Which neighbourhood am I in?": four digits, some eleven metres, go to the server as the plain form would send them.
(() => {
  const enhance = (button) => {
    const input = document.getElementById(button.dataset.locate);
    const status = button.parentElement.querySelector("[role=status]");
    const send = ({ coords }) => {
      input.value = `${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`;
      input.form.requestSubmit();
    };
    const fail = () => { status.textContent = button.dataset.failed; };
    button.hidden = false;
    button.addEventListener("click", () => {
      status.textContent = button.dataset.asking;
      navigator.geolocation.getCurrentPosition(send, fail, { timeout: 15000 });
    });
  };

  if (navigator.geolocation) document.querySelectorAll("[data-locate]").forEach(enhance);
})();
