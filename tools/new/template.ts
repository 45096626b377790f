import { type SpanKind, spansOf } from '../source/spans.ts';
import type { NameForms } from './name-forms.ts';

const templateName = /hello|Hello|HELLO/g;

/** A source file of the template under another name: an identifier becomes an identifier, a text becomes a text. */
export function renameSource(source: string, forms: NameForms): string {
  return spansOf(source)
    .map(({ kind, start, end }) => renameText(source.slice(start, end), forms, kind))
    .join('');
}

/** A path of the template under another name. */
export function renamePath(path: string, forms: NameForms): string {
  return path.replaceAll('hello', forms.kebab);
}

/** The identifiers of a source file, without those that will be renamed. */
export function identifiersOf(source: string): string[] {
  return spansOf(source)
    .filter(({ kind }) => kind === 'code')
    .flatMap(({ start, end }) => source.slice(start, end).match(/[A-Za-z_$][\w$]*/g) ?? [])
    .filter((word) => !/hello/i.test(word));
}

function renameText(text: string, forms: NameForms, kind: SpanKind): string {
  return text.replace(templateName, (found, position: number) => {
    if (found === 'HELLO') return forms.upper;
    const isIdentifier = kind === 'code' || isInWord(text, position, found.length);
    if (found === 'Hello') return isIdentifier ? forms.pascal : forms.title;
    return isIdentifier ? forms.camel : forms.kebab;
  });
}

/** Whether the name is a part of an identifier that a text or a comment mentions, such as createHelloSimulator. */
function isInWord(text: string, position: number, length: number): boolean {
  return /[\w$]/.test(text.charAt(position - 1)) || /[A-Z_$]/.test(text.charAt(position + length));
}
