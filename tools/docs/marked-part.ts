const begin = '<!-- generated from the code by `pnpm generate`: do not edit below -->';
const end = '<!-- end of the generated part -->';
const generated = new RegExp(`${begin}[\\s\\S]*?${end}`, 'g');
const snippet = /^```ts file=[\s\S]*?^```$/gm;

/** A document whose generated part is new; what is written by hand stays. */
export function withMarkedPart(document: string, content: string, path: string): string {
  const start = document.indexOf(begin);
  const stop = document.indexOf(end);
  if (start < 0 || stop < start)
    throw new Error(`${path} lacks the two marks of its generated part:\n${begin}\n${end}`);
  return `${document.slice(0, start)}${begin}\n\n${content.trim()}\n\n${document.slice(stop)}`;
}

/** An empty generated part, for a new document. */
export const emptyMarkedPart = `${begin}\n${end}\n`;

/** What of a document is written by hand. */
export function withoutGenerated(document: string): string {
  return document.replace(generated, '').replace(snippet, '');
}
