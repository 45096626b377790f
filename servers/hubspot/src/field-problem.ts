import { type FieldProblem, nearestNames } from '@bizmcp/core';

export const readOnlyProblem = 'is set by HubSpot and cannot be written';

export function unknownProperty(path: string, known: readonly string[] = []): FieldProblem {
  const nearest = nearestNames(path, known, lettersOf);
  const advice = nearest.length > 0 ? ` (nearest: ${nearest.join(', ')})` : '';
  return { path, problem: `no such property${advice}; see list_properties` };
}

/** HubSpot's own names begin with what people leave out. */
function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:hs|hubspot)_/, '')
    .replaceAll('_', '');
}

/** What to say of a value that is none of these. Options are named by people: only plain ones go into a sentence of ours. */
export function optionProblem(options: readonly string[]): string {
  const plain = options
    .map((option) => option.trim())
    .filter((option) => /^[\p{L}\p{N}_ .&/()+-]{1,40}$/u.test(option));
  if (options.length === 1 && plain.length === 1) return `not an option; give ${plain[0]}`;
  return plain.length > 0
    ? `not an option; one of ${plain.slice(0, 20).join(', ')}`
    : 'not an option; see list_properties';
}
