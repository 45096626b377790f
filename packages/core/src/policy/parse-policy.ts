import type { Document, LineCounter } from 'yaml';
import type * as z from 'zod';
import { buildPolicy } from './build-policy.ts';
import type { Policy } from './policy.ts';
import { PolicyFile } from './policy-schema.ts';

/** Most that aliases of YAML may unfold to; a policy needs few, and a bomb is made of them. */
const maxAliases = 50;
const mostProblemsShown = 5;

/** Reads the text of a policy file, or says by line and field what is wrong. JSON is read as the YAML that it also is. */
export async function parsePolicy(text: string): Promise<{ policy: Policy } | { problem: string }> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) return { problem: `line ${lines.linePos(fault.pos[0]).line}: ${fault.message}` };
  const value: unknown = document.toJS({ maxAliasCount: maxAliases });
  const parsed = PolicyFile.safeParse(value);
  if (!parsed.success) return { problem: described(parsed.error.issues.map(located), document, lines) };
  const { policy, problems } = buildPolicy(parsed.data);
  return problems.length > 0 ? { problem: described(problems, document, lines) } : { policy };
}

/** An unknown key is reported at its own place, not at that of the object around it. */
function located(issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; message: string } {
  if (issue.code !== 'unrecognized_keys') return issue;
  const [key = ''] = issue.keys;
  return {
    path: [...issue.path, key],
    message: `unknown key${issue.keys.length > 1 ? `s ${issue.keys.join(', ')}` : ''}`,
  };
}

function described(
  problems: readonly { path: readonly PropertyKey[]; message: string }[],
  document: Document,
  lines: LineCounter,
): string {
  const shown = problems.slice(0, mostProblemsShown).map(({ path, message }) => {
    const field = path.map(String).join('.') || 'the file';
    return `line ${lineOf(path, document, lines)}, ${field}: ${message}`;
  });
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** The line of the deepest part of a path that the file has. */
function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
