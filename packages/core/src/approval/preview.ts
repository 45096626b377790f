import type { Effect } from '../define/effect.ts';
import type { Change } from '../define/tool.ts';
import type { Call } from '../pipeline/call.ts';
import { shownText } from './shown-text.ts';

const verbs: Record<Effect, string> = {
  read: 'reads from',
  create: 'creates something in',
  update: 'changes something in',
  delete: 'deletes something from',
  send: 'sends something out of',
};

/** What a preview says beside the call itself. */
export interface PreviewOptions {
  change?: Change | undefined;
  /** Sentences of ours for the person who decides. */
  notes?: readonly string[];
}

/** Of a long value the beginning and the end are shown: 400 characters in all. */
const headCharacters = 320;
const tailCharacters = 80;
/** Most lines of one list. */
const maxLines = 60;

/** What would be done, in our own words, made from the checked arguments: nothing of it is the model's text but the values. */
export function previewOf(call: Call, { change, notes = [] }: PreviewOptions = {}): string {
  const { title, name, effect, system } = call.action;
  const lines = Object.entries(call.input).flatMap(([field, value]) => argumentLines(field, value));
  const changed = change ? changeLines(change) : [];
  return [
    `${title} (${name}): this ${verbs[effect]} ${system}.`,
    ...notes.map((note) => `! ${shownText(note)}`),
    ...capped(lines),
    ...(change ? ['Before -> after:', ...(changed.length > 0 ? capped(changed) : ['  nothing would change'])] : []),
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
  const text = shownText(JSON.stringify(value) ?? '(none)');
  if (text.length <= headCharacters + tailCharacters) return text;
  return `${text.slice(0, headCharacters)} … ${text.slice(-tailCharacters)} (${text.length} characters)`;
}

function capped(lines: string[]): string[] {
  return lines.length <= maxLines ? lines : [...lines.slice(0, maxLines), `  … and ${lines.length - maxLines} more`];
}
