import { box, circle, ellipse, leftOf, line, overlap, type Shape, union, without } from './shape.ts';

/** A part of a picture: white, or paler. */
export interface Layer {
  shape: Shape;
  opacity: number;
}

/** What is drawn on the tile of a server, and the tile's colour from the family of its system. No logo of anybody. */
export interface Glyph {
  colour: readonly [red: number, green: number, blue: number];
  layers: readonly Layer[];
}

/** The glyph of a server; one without its own gets four fields in a colour made of its name. */
export function glyphOf(server: string): Glyph {
  return glyphs.get(server) ?? { colour: colourOf(server), layers: fields };
}

const solid = (shape: Shape): Layer => ({ shape, opacity: 1 });
const pale = (shape: Shape): Layer => ({ shape, opacity: 0.55 });

const notebook = [
  pale(box([256, 256], [236, 280], 30)),
  solid(union(...[186, 256, 326].map((y) => line([122, y], [166, y], 20)))),
  solid(union(line([206, 206], [322, 206], 20), line([206, 256], [322, 256], 20), line([206, 306], [270, 306], 20))),
];

const person = [
  solid(circle([196, 192], 58)),
  solid(overlap(ellipse([196, 372], 104, 104), leftOf([0, 352], [512, 352]))),
  pale(line([336, 190], [400, 190], 26)),
  pale(line([336, 256], [400, 256], 26)),
  pale(line([336, 322], [400, 322], 26)),
];

const ledger = [
  ...[
    [164, 96],
    [256, 154],
    [348, 216],
  ].map(([x = 0, height = 0]) => solid(box([x, 348 - height / 2], [60, height], 12))),
  pale(line([122, 384], [390, 384], 22)),
];

const funnel = [
  solid(box([256, 164], [296, 58], 20)),
  solid(box([256, 246], [212, 58], 20)),
  solid(box([256, 328], [128, 58], 20)),
  pale(circle([256, 394], 20)),
];

const cylinder = [
  solid(ellipse([256, 158], 120, 42)),
  ...[0, 84].map((down) =>
    pale(
      without(
        union(box([256, 225 + down], [240, 52], 0), ellipse([256, 251 + down], 120, 42)),
        ellipse([256, 184 + down], 134, 47),
      ),
    ),
  ),
];

const middle: [number, number] = [256, 256];
const ring = without(circle(middle, 132), circle(middle, 66));
const quarter = overlap(leftOf([0, 256], [512, 256]), leftOf([256, 0], [256, 512]));
const slice = overlap(ring, quarter);
const chart = [pale(without(ring, (x, y) => quarter(x, y) - 12)), solid((x, y) => slice(x - 14, y + 14))];

const table = [
  pale(circle(middle, 106)),
  solid(circle(middle, 66)),
  solid(
    union(
      ...[96, 116, 136].map((x) => line([x, 150], [x, 214], 11)),
      line([96, 214], [136, 214], 11),
      line([116, 214], [116, 362], 15),
    ),
  ),
  solid(
    union(
      line([396, 226], [396, 362], 15),
      overlap(ellipse([396, 226], 26, 78), leftOf([0, 236], [512, 236]), leftOf([403.5, 512], [403.5, 0])),
    ),
  ),
];

const fields = [
  solid(box([194, 194], [104, 104], 26)),
  pale(box([318, 194], [104, 104], 26)),
  pale(box([194, 318], [104, 104], 26)),
  solid(box([318, 318], [104, 104], 26)),
];

const glyphs = new Map<string, Glyph>([
  ['hello', { colour: [108, 92, 210], layers: notebook }],
  ['hubspot', { colour: [226, 88, 52], layers: person }],
  ['quickbooks', { colour: [58, 148, 62], layers: ledger }],
  ['restaurant', { colour: [196, 118, 34], layers: table }],
  ['salesforce', { colour: [36, 112, 206], layers: funnel }],
  ['supabase', { colour: [30, 148, 116], layers: cylinder }],
  ['xero', { colour: [18, 148, 190], layers: chart }],
]);

/** Dark enough for white upon it. */
function colourOf(name: string): Glyph['colour'] {
  const hash = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return [50 + (hash % 7) * 20, 70 + (hash % 5) * 14, 110 + (hash % 11) * 10];
}
