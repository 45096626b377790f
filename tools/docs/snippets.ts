import { declarationOf } from '../source/declaration.ts';

const fence = /^```ts file=(?<path>[^\s#]+)(?:#(?<name>\w+))?\n[\s\S]*?^```$/gm;

/**
 * A document whose snippets are taken from type-checked source files. A fence names its file, and with `#` one top-level
 * declaration of it: "```ts file=servers/hello/src/note.ts#Note".
 */
export function withSnippets(document: string, path: string, read: (path: string) => string): string {
  return document.replace(fence, (block, source: string, name: string | undefined) => {
    const text = read(source);
    const snippet = name === undefined ? text : declarationOf(text, name);
    if (snippet === undefined) throw new Error(`${path} shows ${source}#${name}, which is not there`);
    return `${block.slice(0, block.indexOf('\n'))}\n${snippet.trim()}\n\`\`\``;
  });
}
