import type { Document } from 'yaml';
import type * as z from 'zod';
import { inputWords } from '../define/input-words.ts';
import { nearestNames } from '../define/nearest-names.ts';
import { buildPolicy } from './build-policy.ts';
import type { Policy } from './policy.ts';
import { keysAt } from './policy-keys.ts';
import { PolicyFile } from './policy-schema.ts';
import { suggested } from './suggested.ts';

/** Most that aliases of YAML may unfold to; a policy needs few, and a bomb is made of them. */
const maxAliases = 50;
const mostProblemsShown = 5;

/** Something that is wrong with a policy file, and where. */
export interface PolicyFault {
  line: number;
  column: number;
  /** As `roles.seller.scopes.0`; none where the text is not even YAML. */
  field?: string;
  message: string;
}

/** A policy file that was read, as far as it could be. */
export interface PolicySource {
  faults: PolicyFault[];
  /** What it says, where its form is right. */
  file?: PolicyFile;
  /** Where it has no fault. */
  policy?: Policy;
  /** Where the deepest part of a path that the file has stands. */
  placeOf(path: readonly PropertyKey[]): Pick<PolicyFault, 'line' | 'column'>;
}

/** Reads the text of a policy file, or says by line and field what is wrong. JSON is read as the YAML that it also is. */
export async function parsePolicy(text: string): Promise<{ policy: Policy } | { problem: string }> {
  const { faults, policy } = await readPolicySource(text);
  return policy ? { policy } : { problem: described(faults) };
}

/** Reads the text of a policy file with all that is wrong in it. Throws for one that unfolds to too much. */
export async function readPolicySource(text: string): Promise<PolicySource> {
  // By its default: with chunks, a bundle knows no names of what is no module.
  const { default: yaml } = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const placeOf = (path: readonly PropertyKey[]) => placeAt(offsetOf(path, document));
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) return { faults: [{ ...placeAt(broken.pos[0]), message: broken.message }], placeOf };
  // Nothing is a file of no keys, of which the first that is missing is told.
  const value: unknown = document.toJS({ maxAliasCount: maxAliases }) ?? {};
  const parsed = PolicyFile.safeParse(value, { error: inputWords });
  const faultOf = ({ path, message }: { path: readonly PropertyKey[]; message: string }): PolicyFault => {
    return { ...placeOf(path), field: path.map(String).join('.') || 'the file', message };
  };
  if (!parsed.success) return { faults: parsed.error.issues.map(located).map(faultOf), placeOf };
  const { policy, problems } = buildPolicy(parsed.data);
  const faults = problems.map(faultOf);
  return { faults, file: parsed.data, ...(faults.length === 0 && { policy }), placeOf };
}

/** An unknown key is reported at its own place, not at that of the object around it; a key that is no name, by what a name is. */
function located(issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; message: string } {
  const [ofKey] = issue.code === 'invalid_key' ? issue.issues : [];
  if (ofKey) return { path: issue.path, message: ofKey.message };
  if (issue.code !== 'unrecognized_keys') return issue;
  const [key = ''] = issue.keys;
  const nearest = nearestNames(key, keysAt(issue.path));
  return {
    path: [...issue.path, key],
    message: `unknown key${issue.keys.length > 1 ? `s ${issue.keys.join(', ')}` : ''}${suggested(nearest)}`,
  };
}

function described(faults: readonly PolicyFault[]): string {
  const shown = faults.slice(0, mostProblemsShown).map(({ line, field, message }) => {
    return `line ${line}${field === undefined ? '' : `, ${field}`}: ${message}`;
  });
  const more = faults.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** Where the deepest part of a path that the file has begins: the key of a map, so that a map is found at its name. */
function offsetOf(path: readonly PropertyKey[], document: Document): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const key = keyOf(path[length - 1], document.getIn(path.slice(0, length - 1), true));
    if (hasRange(key)) return key.range[0];
    if (hasRange(node)) return node.range[0];
  }
  return 0;
}

/** The node of a key in a map of the file. */
function keyOf(name: PropertyKey | undefined, map: unknown): unknown {
  if (typeof map !== 'object' || map === null || !('items' in map) || !Array.isArray(map.items)) return undefined;
  const pairs: unknown[] = map.items;
  const pair = pairs.find((item) => isPair(item) && String(item.key) === String(name));
  return isPair(pair) ? pair.key : undefined;
}

function isPair(item: unknown): item is { key: unknown } {
  return typeof item === 'object' && item !== null && 'key' in item && item.key !== null;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
