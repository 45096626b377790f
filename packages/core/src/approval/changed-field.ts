import type { Change } from '../define/tool.ts';
import { differingPieces, shortened } from './shown-value.ts';

/** One field of a change in short: its name, and `"old" -> "new"`. */
export interface ChangedField {
  name: string;
  shown: string;
}

/** Of each value as much as still tells it from another. */
const valueCharacters = 120;
/** Most fields of one message. */
const mostFields = 10;

/** The fields of a change, masked already. */
export function changedFields({ before, after }: Change): ChangedField[] {
  return Object.keys(after).map((name) => ({
    name,
    shown: differingPieces(before[name], after[name])
      .map(({ text, characters }) => shortened(text, valueCharacters, characters))
      .join(' -> '),
  }));
}

/** What was shown of the fields that are shown in another way now: `status: "open" -> "paid" was shown, now it is ...`. */
export function movedFields(shown: readonly ChangedField[], now: readonly ChangedField[]): string[] {
  const [past, present] = [shown, now].map((fields) => new Map(fields.map((field) => [field.name, field.shown])));
  const names = [...new Set([...shown, ...now].map(({ name }) => name))];
  const moved = names.filter((name) => past?.get(name) !== present?.get(name));
  const lines = moved.map((name) => {
    const [then = 'no change', by = 'no change'] = [past?.get(name), present?.get(name)];
    return `${name}: ${then} was shown, now it is ${by}`;
  });
  return lines.length <= mostFields ? lines : [...lines.slice(0, mostFields), `and ${lines.length - mostFields} more`];
}
