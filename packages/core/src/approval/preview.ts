import type { Effect } from '../define/effect.ts';
import { cleanText } from '../masking/clean-text.ts';
import type { Call } from '../pipeline/call.ts';

const verbs: Record<Effect, string> = {
  read: 'reads from',
  create: 'creates something in',
  update: 'changes something in',
  delete: 'deletes something from',
  send: 'sends something out of',
};

/** Longest text of one argument in a preview, in characters. */
const maxArgumentCharacters = 400;

/** What would be done, in our own words, made from the checked arguments: nothing of it is the model's text but the values. */
export function previewOf(call: Call): string {
  const { title, name, effect, system } = call.action;
  const lines = Object.entries(call.input).flatMap(([field, value]) => argumentLines(field, value));
  return [`${title} (${name}): this ${verbs[effect]} ${system}.`, ...lines].join('\n');
}

function argumentLines(field: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([key, item]) => `  ${cleanText(field)}.${cleanText(key)}: ${shown(item)}`);
  }
  return [`  ${cleanText(field)}: ${shown(value)}`];
}

function shown(value: unknown): string {
  const text = cleanText(JSON.stringify(value) ?? '');
  return text.length > maxArgumentCharacters
    ? `${text.slice(0, maxArgumentCharacters)}… (${text.length} characters)`
    : text;
}
