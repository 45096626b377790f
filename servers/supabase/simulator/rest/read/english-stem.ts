/** The stop words of PostgreSQL's english.stop, without the contractions that its parser splits. */
const stopWords = new Set(
  `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its
  itself they them their theirs themselves what which who whom this that these those am is are was were be been being have
  has had having do does did doing a an the and but if or because as until while of at by for with about against between
  into through during before after above below to from up down in out on off over under again further then once here there
  when where why how all any both each few more most other some such no nor not only own same so than too very s t can will
  just don should now`.split(/\s+/),
);

export const isStopWord = (word: string): boolean => stopWords.has(word);

const vowel = '[aeiouy]';
const doubled = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;

/** The regions of Porter's second stemmer: https://snowballstem.org/algorithms/english/stemmer.html */
const regionsOf = (word: string): readonly [number, number] => {
  const after = (from: number): number => {
    const found = new RegExp(`${vowel}[^aeiouy]`).exec(word.slice(from));
    return found === null ? word.length : from + found.index + 2;
  };
  const special = /^(?:gener|commun|arsen)/.exec(word);
  const first = special === null ? after(0) : special[0].length;
  return [first, after(first)];
};

const endsShort = (word: string): boolean => /(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$/.test(word);

const stepPlural = (word: string): string => {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  if (/(?:us|ss)$/.test(word) || !word.endsWith('s')) return word;
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word;
};

const stepPast = (word: string, first: number): string => {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed !== null) return eed.index >= first ? `${word.slice(0, eed.index)}ee` : word;
  const found = /(?:ed|ing)(?:ly)?$/.exec(word);
  if (found === null || !/[aeiouy]/.test(word.slice(0, found.index))) return word;
  const rest = word.slice(0, found.index);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (doubled.test(rest)) return rest.slice(0, -1);
  return endsShort(rest) && regionsOf(rest)[0] >= rest.length ? `${rest}e` : rest;
};

type Suffixes = ReadonlyArray<readonly [RegExp, string]>;

const longSuffixes: Suffixes = [
  [/ational$/, 'ate'],
  [/(?:ization|izer)$/, 'ize'],
  [/(?:ation|ator)$/, 'ate'],
  [/tional$/, 'tion'],
  [/fulness$/, 'ful'],
  [/(?:ousness|ously|ousli)$/, 'ous'],
  [/(?:iveness|iviti)$/, 'ive'],
  [/(?:alism|aliti|alli)$/, 'al'],
  [/(?:biliti|bli)$/, 'ble'],
  [/enci$/, 'ence'],
  [/anci$/, 'ance'],
  [/abli$/, 'able'],
  [/entli$/, 'ent'],
  [/fulli$/, 'ful'],
  [/lessli$/, 'less'],
  [/(?<=l)ogi$/, 'og'],
  [/(?<=[cdeghkmnrt])li$/, ''],
];

const middleSuffixes: Suffixes = [
  [/ational$/, 'ate'],
  [/tional$/, 'tion'],
  [/alize$/, 'al'],
  [/(?:icate|iciti|ical)$/, 'ic'],
  [/(?:ful|ness)$/, ''],
];

const replaceFirst = (word: string, suffixes: Suffixes, region: number): string => {
  for (const [pattern, replacement] of suffixes) {
    const found = pattern.exec(word);
    if (found !== null) return found.index >= region ? word.slice(0, found.index) + replacement : word;
  }
  return word;
};

const stepResidue = (word: string, second: number): string => {
  const found = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|(?<=[st])ion)$/.exec(word);
  return found !== null && found.index >= second ? word.slice(0, found.index) : word;
};

const stepEnd = (word: string, first: number, second: number): string => {
  const last = word.length - 1;
  if (word.endsWith('e')) {
    const isDropped = last >= second || (last >= first && !endsShort(word.slice(0, -1)));
    return isDropped ? word.slice(0, -1) : word;
  }
  return word.endsWith('ll') && last >= second ? word.slice(0, -1) : word;
};

const exceptions: Readonly<Record<string, string>> = {
  skis: 'ski',
  skies: 'sky',
  dying: 'die',
  lying: 'lie',
  tying: 'tie',
  early: 'earli',
  only: 'onli',
  news: 'news',
};

/** Gives an English word its stem, so that "returned" finds "returns". */
export const stem = (text: string): string => {
  const known = Object.hasOwn(exceptions, text) ? exceptions[text] : undefined;
  if (known !== undefined || text.length < 3 || /[^a-z]/.test(text)) return known ?? text;
  const word = text.replace(/^y/, 'Y').replace(/(?<=[aeiouy])y/g, 'Y');
  const [first, second] = regionsOf(word);
  const singular = stepPlural(word);
  const present = stepPast(singular, first).replace(/(?<=.[^aeiouy])[yY]$/, 'i');
  const long = replaceFirst(present, longSuffixes, first);
  const middle = replaceFirst(long, middleSuffixes, first).replace(/ative$/, (suffix, index: number) =>
    index >= second ? '' : suffix,
  );
  return stepEnd(stepResidue(middle, second), first, second).toLowerCase();
};
