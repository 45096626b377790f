import type { Effect } from '../define/effect.ts';
import type { Change } from '../define/tool.ts';
import type { Call } from '../pipeline/call.ts';
import { shownText } from './shown-text.ts';
import { shownValue } from './shown-value.ts';

const verbs: Record<Effect, string> = {
  read: 'reads from',
  create: 'writes to',
  update: 'writes to',
  delete: 'deletes something from',
  send: 'sends something out of',
};

/** What a preview says beside the call itself. */
export interface PreviewOptions {
  change?: Change | undefined;
  /** Sentences of ours for the person who decides. */
  notes?: readonly string[];
}

/** Of each value. */
const valueCharacters = 400;
/** Most lines of one list. */
const maxLines = 60;

/** What would be done, in our own words, made from the checked arguments: nothing of it is the model's text but the values. */
export function previewOf(call: Call, { change, notes = [] }: PreviewOptions = {}): string {
  const { title, name, effect, system } = call.action;
  const lines = Object.entries(call.input).flatMap(([field, value]) => argumentLines(field, value));
  const changed = change ? changeLines(change) : [];
  const isIdle = change !== undefined && changed.length === 0;
  return [
    `${title} (${name}): ${isIdle ? `nothing would change in ${system}, all that it sets is there already; a yes still writes it, which moves the date of the last change where one is kept` : `this ${verbs[effect]} ${system}`}.`,
    ...notes.map((note) => `! ${shownText(note)}`),
    ...capped(lines),
    ...(changed.length > 0 ? ['Before -> after:', ...capped(changed)] : []),
  ].join('\n');
}

/** One line a field: `field: "old" -> "new"`. Those that do not differ were left out before anything was masked. */
function changeLines({ before, after }: Change): string[] {
  return Object.keys(after).map((field) => `  ${shownText(field)}: ${shown(before[field])} -> ${shown(after[field])}`);
}

function argumentLines(field: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([key, item]) => `  ${shownText(field)}.${shownText(key)}: ${shown(item)}`);
  }
  return [`  ${shownText(field)}: ${shown(value)}`];
}

function shown(value: unknown): string {
  return shownValue(value, valueCharacters);
}

function capped(lines: string[]): string[] {
  return lines.length <= maxLines ? lines : [...lines.slice(0, maxLines), `  … and ${lines.length - maxLines} more`];
}
