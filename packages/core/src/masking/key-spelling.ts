const spellings = new Map<string, string>();
const mostSpellings = 1000;

/** One word for dateOfBirth, DATE_OF_BIRTH and "Date of birth": the data names its keys as its makers like. */
export function keySpelling(name: string): string {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  const spelled = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_.-]/g, '');
  if (spellings.size >= mostSpellings) spellings.clear();
  spellings.set(name, spelled);
  return spelled;
}
