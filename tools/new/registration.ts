import { codeOf } from '../source/spans.ts';
import { Problem } from './problem.ts';

/** A `server.ts` with one more tool: imported, and last in its list. */
export function withTool(source: string, exported: string, file: string): string {
  const code = codeOf(source);
  const [list] = [...code.matchAll(/\btools: \[[^\]]*\]/g)];
  const lastImport = [...code.matchAll(/^import\b[^;]*;$/gm)].at(-1);
  if (!list || !lastImport)
    throw new Problem(`src/server.ts has no list \`tools: [...]\` to add ${exported} to; add it by hand.`);
  const importsEnd = lastImport.index + lastImport[0].length + 1;
  const end = list.index + list[0].length - 1;
  const before = source.slice(0, end).trimEnd();
  const separator = /[[,]$/.test(before) ? '' : ',';
  const statement = `import { ${exported} } from './tools/${file}';\n`;
  return `${source.slice(0, importsEnd)}${statement}${before.slice(importsEnd)}${separator} ${exported}${source.slice(end)}`;
}
