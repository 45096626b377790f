/** A name that people gave, as it goes into a sentence of ours: letters, digits and a little punctuation, 60 characters at most. */
export function shortName(name: string): string {
  return name
    .replace(/[^\p{L}\p{N} .,&()/+@_-]/gu, ' ')
    .slice(0, 60)
    .trim();
}
