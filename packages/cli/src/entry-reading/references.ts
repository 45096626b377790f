import { pathsOf, type Surroundings } from '../surroundings.ts';
import { readTextFile } from './client-file.ts';
import type { ReferenceForm } from './client-habits.ts';

/** A value after its references were replaced. */
export interface Expanded {
  text: string;
  /** Variables that it asks for and that are not set. */
  unset: string[];
  /** Inputs that the client asks its person for. */
  asked: string[];
}

const shapes: Record<ReferenceForm, RegExp> = {
  braced: /\$\{(?<name>[A-Za-z_]\w*)(?::-(?<fallback>[^}]*))?\}/g,
  bare: /\$(?<name>[A-Za-z_]\w*)/g,
  colon: /\$\{env:(?<name>\w+)\}/g,
  curly: /\{env:(?<name>\w+)\}/g,
  file: /\{file:(?<name>[^}]+)\}/g,
  input: /\$\{input:(?<name>[^}]+)\}/g,
  place: /\$\{(?<name>workspaceFolder|userHome|pathSeparator|\/)\}/g,
};

/** Replaces the references of these forms as a client does. What an unset variable leaves behind differs: `${X}` stays as it is. */
export function expand(text: string, forms: readonly ReferenceForm[], surroundings: Surroundings): Expanded {
  const result: Expanded = { text, unset: [], asked: [] };
  for (const form of forms) {
    result.text = result.text.replace(shapes[form], (whole, ...rest) => {
      const { name = '', fallback }: Record<string, string | undefined> = rest.at(-1);
      const value = referredValue(form, name, surroundings) ?? fallback;
      if (value !== undefined) return value;
      if (form === 'input') result.asked.push(name);
      else result.unset.push(name);
      return form === 'braced' || form === 'bare' || form === 'input' ? whole : '';
    });
  }
  return result;
}

function referredValue(form: ReferenceForm, name: string, surroundings: Surroundings): string | undefined {
  if (form === 'input') return undefined;
  if (form === 'file') return readTextFile(pathsOf(surroundings).resolve(surroundings.folder, name))?.trim();
  if (form !== 'place') return surroundings.environment[name];
  if (name === 'workspaceFolder') return surroundings.folder;
  return name === 'userHome' ? surroundings.home : pathsOf(surroundings).sep;
}

/** The first reference in a form that these do not include, and so stays in the value as it is. */
export function foreignReference(text: string, forms: readonly ReferenceForm[]): string | undefined {
  const strange = (['colon', 'input', 'braced', 'curly'] as const).filter((form) => !forms.includes(form));
  // `{env:X}` is also the inside of `${env:X}`, which has a form of its own.
  const bare = forms.includes('colon') ? text.replace(shapes.colon, '') : text;
  return strange.map((form) => bare.match(shapes[form])?.[0]).find((found) => found !== undefined);
}
