/** A name as people read it: without marks that nobody sees, with one blank between words, whatever blanks there are. */
export function readableName(name: string): string {
  return name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether two names look alike, in whatever case they are written. */
export function areSameNames(one: string, other: string): boolean {
  return readableName(one).toLowerCase() === readableName(other).toLowerCase();
}
