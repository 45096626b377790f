import { namedClass } from '../record/record.ts';
import type { FieldDescription } from './object-description.ts';

/** What an org's own data classification says of a field. */
export interface FieldMarking {
  /** Its data sensitivity level; null where it has none. */
  level: string | null;
  /** Its compliance categories. */
  groups: readonly string[];
}

/** What the values of a field are hidden as that one org alone knows. They are shown within it. */
const valueClasses = ['restricted', 'confidential', 'phones', 'places'] as const;

export type ValueClass = (typeof valueClasses)[number];

export function isValueClass(name: string): name is ValueClass {
  return valueClasses.some((known) => known === name);
}

/** The levels that all orgs begin with; of one that an org made itself nobody knows how much it hides. */
const openLevels: ReadonlySet<string> = new Set(['Public', 'Internal']);
const restrictedGroups: ReadonlySet<string> = new Set(['HIPAA', 'PCI']);

const customName = /__p?[cs]$/;
/** Parts of addresses and places that an org made itself. */
const placeName = /__(?:Street|PostalCode|Latitude|Longitude)__s$/;
const linkTypes: ReadonlySet<string> = new Set(['id', 'reference']);

/** Whether the values are ids. */
export function isLink({ type }: Pick<FieldDescription, 'type'>): boolean {
  return linkTypes.has(type);
}

/**
 * What the values of a field are hidden as beside what its name says: what the org calls restricted or keeps encrypted, and of the
 * fields that it made itself the confidential ones, by their mark or their type. Of standard fields the names tell, because an org's
 * default level marks all of contacts, leads and users. An address of email tells by itself what it is.
 * https://help.salesforce.com/s/articleView?id=platform.data_classification_metadata_fields.htm
 */
export function fieldClass(field: FieldDescription, marking?: FieldMarking): ValueClass | undefined {
  const { name, type } = field;
  const named = namedClass(name);
  // The next call needs them as they are.
  if (isLink(field) || named === 'restricted') return undefined;
  if (type === 'encryptedstring' || isRestricted(marking) || namedClass(madeName(name)) === 'restricted')
    return 'restricted';
  if (named !== undefined || !customName.test(name)) return undefined;
  if (type === 'phone') return 'phones';
  if (placeName.test(name)) return 'places';
  return marking?.level === 'Confidential' || (marking?.groups.length ?? 0) > 0 ? 'confidential' : undefined;
}

/** The name that a custom field was given where it was made: in front stands its package, at the end that it is of a person's account. */
function madeName(name: string): string {
  return name.replace(/^\w+?__(?=\w+?__p?c$)/, '').replace(/__pc$/, '__c');
}

function isRestricted(marking: FieldMarking | undefined): boolean {
  if (marking === undefined) return false;
  const { groups, level } = marking;
  if (groups.some((group) => restrictedGroups.has(group))) return true;
  return level !== null && level !== 'Confidential' && !openLevels.has(level);
}
