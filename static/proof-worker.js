// Looks for the number below `numbers` with which SHA-256 of "salt:number" is `digest`, and tells its share of the way.
// SHA-256 (FIPS 180-4) by itself: crypto.subtle is not there on plain http, and slower for texts of one block.
const H = [], K = [];
for (let n = 2; K.length < 64; n++) {
  let divisor = 2;
  while (n % divisor) divisor++;
  if (divisor < n) continue;
  if (H.length < 8) H.push((Math.sqrt(n) * 2 ** 32) | 0);
  K.push((Math.cbrt(n) * 2 ** 32) | 0);
}
const w = new Int32Array(64);

// Returns the eight words of the digest of a text of at most 55 ASCII characters.
const sha256 = (text) => {
  w.fill(0, 0, 16);
  const put = (code, at) => { w[at >> 2] |= code << (24 - 8 * (at & 3)); };
  for (let i = 0; i < text.length; i++) put(text.charCodeAt(i), i);
  put(128, text.length);
  w[15] = 8 * text.length;
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    w[i] = w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = H;
  for (let i = 0; i < 64; i++) {
    const t = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const u = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t) | 0, c, b, a, (t + u) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + H[i]) | 0);
};

onmessage = ({ data: { salt, digest, numbers } }) => {
  const wanted = digest.match(/.{8}/g).map((part) => parseInt(part, 16) | 0);
  for (let number = 0; number < numbers; number++) {
    if (number % 5000 === 0) postMessage({ share: number / numbers });
    if (sha256(`${salt}:${number}`).every((word, i) => word === wanted[i])) return postMessage({ number });
  }
  throw new Error("no number fits");
};
