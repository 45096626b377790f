import { glyphOf } from './glyph.ts';
import type { Picture } from './png.ts';
import { box } from './shape.ts';

const size = 512;
const tile = box([256, 256], [480, 480], 108);

/** A server's icon: its glyph in white on a rounded tile, which is a little lighter at the top. */
export function drawIcon(server: string): Picture {
  const { colour, layers } = glyphOf(server);
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    const light = 0.14 * (1 - y / size);
    for (let x = 0; x < size; x += 1) {
      const alpha = Math.round(covered(tile(x + 0.5, y + 0.5)) * 255);
      if (alpha === 0) continue;
      // White over white over the tile: what is left of the tile's own colour is all that differs between the channels.
      let bare = 1 - light;
      for (const { shape, opacity } of layers) bare *= 1 - covered(shape(x + 0.5, y + 0.5)) * opacity;
      const place = (y * size + x) * 4;
      for (let channel = 0; channel < 3; channel += 1)
        pixels[place + channel] = Math.round(255 - (255 - (colour[channel] ?? 0)) * bare);
      pixels[place + 3] = alpha;
    }
  }
  return { width: size, height: size, pixels };
}

/** How much of a pixel a shape covers whose edge is this far from its middle. */
function covered(distance: number): number {
  return Math.min(Math.max(0.5 - distance, 0), 1);
}
