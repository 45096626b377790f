/** The names in words that have one or several, with commas between them. */
export function splitNames(words: readonly string[] = []): string[] {
  return words.flatMap((word) => word.split(',')).filter((name) => name !== '');
}
