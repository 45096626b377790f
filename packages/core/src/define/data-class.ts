/** Classes of data, from the least to the most protected. */
export const dataClasses = ['public', 'internal', 'confidential', 'restricted'] as const;

/** How far data may travel. A tool names the class of what it returns; a field may be in a higher one by `.meta({ class })`. */
export type DataClass = (typeof dataClasses)[number];

/** What a field in the class of a person's data holds: a masked value keeps the form of its kind, a `text` or `address` none. */
type PersonalKind = 'name' | 'email' | 'phone' | 'address' | 'text';

/** For `.meta` of a field that tells of a person. */
export function personal(pii: PersonalKind) {
  return { class: 'confidential', pii } as const;
}
