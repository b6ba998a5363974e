// Large pictures are made smaller before they travel; whatever fails here, the original is sent.
(() => {
  const LONGEST = 2000, HEAVIEST = 1.5e6, KINDS = /^image\/(jpeg|png|webp|hei[cf])$/;

  const shrink = async (file) => {
    if (!KINDS.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file), { width, height } = picture;
      const scale = Math.min(1, LONGEST / Math.max(width, height)), canvas = document.createElement("canvas");
      if (scale === 1 && file.size <= HEAVIEST) return file;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      const paper = canvas.getContext("2d");
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/(\.\w+)?$/, ".jpg"), { type: blob.type });
    } catch { return file; }
  };

  document.querySelectorAll("[data-shrink]").forEach((input) => {
    const { form, dataset } = input, status = document.getElementById(dataset.shrink);
    let work;
    const prepare = async () => {
      const chosen = [...input.files], ready = new DataTransfer();
      if (!chosen.some((file) => KINDS.test(file.type))) return;
      status.textContent = dataset.busy;
      for (const file of chosen) ready.items.add(await shrink(file));
      if (chosen.some((file, at) => file !== input.files[at])) return;
      input.files = ready.files;
      status.textContent = dataset.done;
    };
    input.addEventListener("change", () => {
      const mine = work = prepare().catch(() => {}).then(() => { if (work === mine) work = null; });
    });
    form.addEventListener("submit", (event) => {
      if (!work) return;
      event.preventDefault();
      work.then(() => form.requestSubmit(event.submitter));
    });
  });
})();
