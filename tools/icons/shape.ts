/** The distance of a point to a shape's edge in pixels; negative inside. Only exact arithmetic, so that every machine draws the same. */
export type Shape = (x: number, y: number) => number;

/** A rectangle by its middle, its size and the radius of its corners. */
export function box(middle: [number, number], size: [number, number], radius: number): Shape {
  return (x, y) => {
    const across = Math.abs(x - middle[0]) - size[0] / 2 + radius;
    const down = Math.abs(y - middle[1]) - size[1] / 2 + radius;
    return length(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - radius;
  };
}

export function circle(middle: [number, number], radius: number): Shape {
  return ellipse(middle, radius, radius);
}

/** Exact for a circle, and near enough at the edge of an ellipse. */
export function ellipse(middle: [number, number], across: number, down: number): Shape {
  return (x, y) => (length((x - middle[0]) / across, (y - middle[1]) / down) - 1) * Math.min(across, down);
}

/** A line of this width with round ends. */
export function line(from: [number, number], to: [number, number], width: number): Shape {
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  return (x, y) => {
    const along = ((x - from[0]) * across + (y - from[1]) * down) / (across * across + down * down);
    const held = Math.min(Math.max(along, 0), 1);
    return length(x - from[0] - held * across, y - from[1] - held * down) - width / 2;
  };
}

/** All that is above a line through two points, seen along it from the first to the second. */
export function leftOf(from: [number, number], to: [number, number]): Shape {
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  const size = length(across, down);
  return (x, y) => ((y - from[1]) * across - (x - from[0]) * down) / size;
}

export function union(...shapes: readonly Shape[]): Shape {
  return (x, y) => Math.min(...shapes.map((shape) => shape(x, y)));
}

export function overlap(...shapes: readonly Shape[]): Shape {
  return (x, y) => Math.max(...shapes.map((shape) => shape(x, y)));
}

export function without(shape: Shape, hole: Shape): Shape {
  return (x, y) => Math.max(shape(x, y), -hole(x, y));
}

/** `Math.hypot` may differ in its last bit between engines; a square root may not. */
function length(across: number, down: number): number {
  return Math.sqrt(across * across + down * down);
}
