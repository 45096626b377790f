import { isRecord, named, plain, quoted, sorted } from '../json/canonical-json.ts';
import { holdsSecret, withoutSecrets } from '../masking/known-secrets.ts';

const longestText = 2_000;
const mostEntries = 200;
const deepest = 6;

/**
 * The members of a record in canonical order, each as `"key":value`, made fit for the trail while they are written: nothing that JSON
 * can't hold, nothing too long or too deep, no known secret. A vendor may repeat a credential where nobody expects it, such as in the
 * identifier of a request.
 */
export function cleanMembers(record: object): string[] {
  const members = writeMembers(record, false, 0);
  const text = members.join(',');
  // One look at the whole is less work than one at each text; where one is escaped it could overlook a secret.
  return text.includes('\\') || holdsSecret(text) ? writeMembers(record, true, 0) : members;
}

/** A text as the trail has it. */
export function trailText(text: string): string {
  return withoutSecrets(wellFormed(text));
}

function writeMembers(record: object, isSearched: boolean, depth: number): string[] {
  const members: string[] = [];
  const entries = entriesOf(record);
  for (const key of sorted(Object.keys(entries))) {
    const written = write(entries[key], isSearched, depth);
    if (written !== undefined) members.push(named(key) + written);
  }
  return members;
}

function wellFormed(text: string): string {
  return text.slice(0, longestText).toWellFormed();
}

function write(value: unknown, isSearched: boolean, depth: number): string | undefined {
  if (typeof value === 'string') return writeText(value, isSearched);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (typeof value !== 'object') return undefined;
  if (depth === deepest) return '"[too deep]"';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : quoted(value.toISOString());
  return Array.isArray(value) ? writeArray(value, isSearched, depth) : writeRecord(value, isSearched, depth);
}

function writeText(text: string, isSearched: boolean): string {
  if (isSearched) return quoted(trailText(text));
  return text.length <= longestText && plain.test(text) ? `"${text}"` : quoted(wellFormed(text));
}

function writeArray(items: readonly unknown[], isSearched: boolean, depth: number): string {
  const kept = items.length > mostEntries ? items.slice(0, mostEntries) : items;
  return `[${kept.map((item) => write(item, isSearched, depth + 1) ?? 'null').join(',')}]`;
}

function writeRecord(record: object, isSearched: boolean, depth: number): string {
  return `{${writeMembers(record, isSearched, depth + 1).join(',')}}`;
}

/** The entries that are kept. Nearly every record is fit as it is; of two keys that become one, the later stays. */
function entriesOf(value: object): Record<string, unknown> {
  const keys = Object.keys(value);
  if (keys.length <= mostEntries && keys.every(isFit) && isRecord(value)) return value;
  const first = Object.entries(value).slice(0, mostEntries);
  const fit = first.map(([key, item]): [string, unknown] => [wellFormed(key), item]);
  return Object.fromEntries(fit.filter(([key, item]) => key !== '__proto__' && isWritable(item)));
}

/** What is called __proto__ becomes no entry. */
function isFit(key: string): boolean {
  return key.length <= longestText && key.isWellFormed() && key !== '__proto__';
}

function isWritable(item: unknown): boolean {
  return item !== undefined && typeof item !== 'function' && typeof item !== 'symbol';
}
