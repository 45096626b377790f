import { codeOf, lineAt } from './spans.ts';

/** One import or re-export. */
export interface ImportStatement {
  specifier: string;
  /** What is imported, as it is written between `import` and `from`; empty for `import()` and for a bare import. */
  clause: string;
  isType: boolean;
  /** `import()`: loaded when that line is reached. */
  isDynamic: boolean;
  line: number;
}

const staticImport =
  /^[ \t]*(?:import\s*|(?:import|export)\b(?<clause>[^;'"()=]*?)\bfrom\s*)(?<quote>['"]) *\k<quote>/gm;
const dynamicImport = /\bimport\s*\(\s*(?<quote>['"]) *\k<quote>/g;

/** Every import of a source file. */
export function importsOf(source: string): ImportStatement[] {
  const code = codeOf(source);
  const found = [staticImport, dynamicImport].flatMap((shape) => [...code.matchAll(shape)]);
  return found.map((match) => {
    const text = source.slice(match.index, match.index + match[0].length);
    const clause = (match.groups?.clause ?? '').trim();
    return {
      specifier: text.slice(text.lastIndexOf(text.at(-1) ?? '', text.length - 2) + 1, -1),
      clause,
      isType: /^type\b/.test(clause),
      isDynamic: match.groups !== undefined && !('clause' in match.groups),
      line: lineAt(source, match.index),
    };
  });
}
