import { randomUUID } from 'node:crypto';

/** A UUID of version 7: later ones sort after earlier ones. */
export function newTimeId(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  // What follows the version of a random UUID is variant and chance in both versions; Node.js keeps a supply of random ones.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
