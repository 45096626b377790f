import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture with four bytes a pixel: red, green, blue, alpha. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const eightBitColourWithAlpha = [8, 6, 0, 0, 0];
/** A row is written as its difference from the pixel on the left or from the row above, whichever leaves less: flat areas become zeros. */
const filters = [1, 2] as const;

/** A picture as PNG. The compressed bytes may differ between versions of zlib; the pixels in them never do. */
export function encodePng({ width, height, pixels }: Picture): Buffer {
  const stride = width * 4;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y += 1) rows.set(filteredRow(pixels, y, stride), y * (stride + 1));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(eightBitColourWithAlpha, 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

/** The picture in a PNG that `encodePng` wrote; undefined for any other bytes. */
export function decodePng(bytes: Buffer): Picture | undefined {
  if (!bytes.subarray(0, 8).equals(signature) || bytes.length < 57) return undefined;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [stride, length] = [width * 4, bytes.readUInt32BE(33)];
  if (bytes.length !== 57 + length) return undefined;
  const rows = inflateSync(bytes.subarray(41, 41 + length));
  if (rows.length !== height * (stride + 1)) return undefined;
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = filters.find((one) => one === rows[y * (stride + 1)]);
    if (filter === undefined) return undefined;
    for (let index = 0; index < stride; index += 1) {
      const difference = rows[y * (stride + 1) + 1 + index] ?? 0;
      pixels[y * stride + index] = difference + before(pixels, y, stride, index, filter);
    }
  }
  return { width, height, pixels };
}

/** A row with its filter in front. */
function filteredRow(pixels: Uint8Array, y: number, stride: number): Uint8Array {
  const [first, second] = filters.map((filter) => {
    const row = new Uint8Array(stride + 1);
    row[0] = filter;
    for (let index = 0; index < stride; index += 1)
      row[index + 1] = (pixels[y * stride + index] ?? 0) - before(pixels, y, stride, index, filter);
    return row;
  });
  const weight = (row: Uint8Array) => row.reduce((sum, byte) => sum + Math.min(byte, 256 - byte), 0);
  return first && second && weight(first) < weight(second) ? first : (second ?? new Uint8Array());
}

/** The byte that a filter compares one with; outside the picture it is zero. */
function before(
  pixels: Uint8Array,
  y: number,
  stride: number,
  index: number,
  filter: (typeof filters)[number],
): number {
  if (filter === 2) return y === 0 ? 0 : (pixels[(y - 1) * stride + index] ?? 0);
  return index < 4 ? 0 : (pixels[y * stride + index - 4] ?? 0);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const part = Buffer.alloc(body.length + 8);
  part.writeUInt32BE(data.length, 0);
  body.copy(part, 4);
  part.writeUInt32BE(crc32(body), body.length + 4);
  return part;
}
