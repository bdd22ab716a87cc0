// scripts/film.mjs — small PNG files, and films (animated PNG) of several, from pictures that the workbench takes.
// Usage: node scripts/film.mjs OUT.png DELAY_MS IN.png...      one IN: a still picture
// At most 255 colours; of a film, each picture holds only the rectangle that changed, and there only what changed.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const UNCHANGED = 255; // the palette's entry that lets the picture before shine through
const COLOURS = 255;

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function paeth(a, b, c) {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/** {width, height, rgb}: pictures of 8 bits a channel, without alpha and not interlaced, as the workbench writes them. */
function readPicture(path) {
  const file = readFileSync(path);
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error(`${path} is not a PNG file`);
  const packed = [];
  let width = 0;
  let height = 0;
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const type = file.toString("latin1", at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    if (type === "IHDR") {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      if (data[8] !== 8 || data[9] !== 2 || data[12] !== 0) throw new Error(`${path}: only RGB of 8 bits is read`);
    }
    if (type === "IDAT") packed.push(data);
  }
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * 3;
  const rgb = new Uint8Array(stride * height);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (stride + 1)];
    for (let i = 0; i < stride; ++i) {
      const left = i >= 3 ? rgb[y * stride + i - 3] : 0;
      const up = y > 0 ? rgb[(y - 1) * stride + i] : 0;
      const corner = i >= 3 && y > 0 ? rgb[(y - 1) * stride + i - 3] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      rgb[y * stride + i] = raw[y * (stride + 1) + 1 + i] + guess;
    }
  }
  return { width, height, rgb };
}

const colourAt = (rgb, i) => (rgb[i * 3] << 16) | (rgb[i * 3 + 1] << 8) | rgb[i * 3 + 2];

function apart(a, b) {
  const r = (a >> 16) - (b >> 16);
  const g = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return 2 * r * r + 4 * g * g + 3 * blue * blue;
}

/** The most frequent colours of which no two are nearer than the least distance that makes them fit. */
function paletteOf(pictures) {
  const counts = new Map();
  for (const { rgb } of pictures) {
    for (let i = 0; i * 3 < rgb.length; ++i) counts.set(colourAt(rgb, i), (counts.get(colourAt(rgb, i)) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  for (let distance = 0; ; distance += 1.5) {
    const palette = [];
    for (const colour of ranked) {
      if (palette.some((other) => apart(other, colour) < distance * distance)) continue;
      palette.push(colour);
      if (palette.length > COLOURS) break;
    }
    if (palette.length <= COLOURS) return { palette, ranked };
  }
}

function indexedBy({ palette, ranked }) {
  const place = new Map();
  for (const colour of ranked) {
    let best = 0;
    for (let i = 1; i < palette.length; ++i) {
      if (apart(palette[i], colour) < apart(palette[best], colour)) best = i;
    }
    place.set(colour, best);
  }
  return ({ rgb }) => Uint8Array.from({ length: rgb.length / 3 }, (_, i) => place.get(colourAt(rgb, i)));
}

/** The rows of a rectangle, packed; points that equal `before` (may be null) stay unchanged. */
function packed(index, before, width, { x, y, w, h }) {
  const rows = Buffer.alloc((w + 1) * h);
  for (let row = 0; row < h; ++row) {
    for (let column = 0; column < w; ++column) {
      const at = (y + row) * width + x + column;
      rows[row * (w + 1) + 1 + column] = before !== null && before[at] === index[at] ? UNCHANGED : index[at];
    }
  }
  return deflateSync(rows, { level: 9, memLevel: 9 });
}

/** The rectangle around all that changed; one point where nothing did. */
function changed(index, before, width, height) {
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let i = 0; i < index.length; ++i) {
    if (index[i] === before[i]) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
  }
  return x1 > x0 ? { x: x0, y: y0, w: x1 - x0, h: y1 - y0 } : { x: 0, y: 0, w: 1, h: 1 };
}

function numbers(...values) {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => out.writeUInt32BE(value, i * 4));
  return out;
}

function control(sequence, { x, y, w, h }, delayMs, isOver) {
  const tail = Buffer.from([delayMs >> 8, delayMs & 255, 1000 >> 8, 1000 & 255, 0, isOver ? 1 : 0]);
  return chunk("fcTL", Buffer.concat([numbers(sequence, w, h, x, y), tail]));
}

function film(pictures, delayMs) {
  const { width, height } = pictures[0];
  const colours = paletteOf(pictures);
  const frames = pictures.map(indexedBy(colours));
  const all = { x: 0, y: 0, w: width, h: height };
  const isFilm = frames.length > 1;
  const palette = Buffer.alloc(256 * 3);
  colours.palette.forEach((colour, i) => palette.writeUIntBE(colour, i * 3, 3));
  const parts = [SIGNATURE, chunk("IHDR", Buffer.concat([numbers(width, height), Buffer.from([8, 3, 0, 0, 0])]))];
  if (isFilm) parts.push(chunk("acTL", numbers(frames.length, 0)));
  parts.push(chunk("PLTE", palette));
  if (isFilm) parts.push(chunk("tRNS", Buffer.from(Array.from({ length: 256 }, (_, i) => (i === UNCHANGED ? 0 : 255)))));
  let sequence = 0;
  frames.forEach((index, i) => {
    const before = i === 0 ? null : frames[i - 1];
    const area = before === null ? all : changed(index, before, width, height);
    const isLast = i + 1 === frames.length;
    if (isFilm) parts.push(control(sequence++, area, isLast ? 2000 : delayMs, before !== null));
    const data = packed(index, before, width, area);
    parts.push(before === null ? chunk("IDAT", data) : chunk("fdAT", Buffer.concat([numbers(sequence++), data])));
  });
  parts.push(chunk("IEND", Buffer.alloc(0)));
  return Buffer.concat(parts);
}

const [out, delay, ...inputs] = process.argv.slice(2);
if (inputs.length === 0 || !(Number(delay) >= 0)) {
  console.error("usage: node scripts/film.mjs OUT.png DELAY_MS IN.png...");
  process.exit(2);
}
writeFileSync(out, film(inputs.map(readPicture), Number(delay)));
