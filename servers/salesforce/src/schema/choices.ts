import type { FieldDescription } from './object-description.ts';

const mostListed = 30;

/** The types of fields whose values are chosen. */
export const choiceTypes: ReadonlySet<string> = new Set(['picklist', 'multipicklist']);

/** What may be chosen of a field. */
export function choicesOf({ picklistValues }: FieldDescription): string[] {
  return picklistValues.filter(({ active }) => active).map(({ value }) => value);
}

/** The choices of a field in words. */
export function listedChoices(field: FieldDescription): string {
  const choices = choicesOf(field);
  return choices.slice(0, mostListed).join(', ') + (choices.length > mostListed ? ', ...' : '');
}

/** What a text chooses of a field: several are joined by semicolons, which a field with one choice takes for a part of it. */
export function chosenIn({ type }: FieldDescription, text: string): string[] {
  const all = (type === 'multipicklist' ? text.split(';') : [text]).map((choice) => choice.trim());
  return [...new Set(all)].filter((choice) => choice !== '');
}
