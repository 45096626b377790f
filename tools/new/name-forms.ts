/** One name in the spellings that files, code and people use. */
export interface NameForms {
  kebab: string;
  snake: string;
  camel: string;
  pascal: string;
  upper: string;
  /** For people: every word with a capital. */
  title: string;
  /** For people: the first word with a capital. */
  sentence: string;
}

/** The spellings of a name in kebab-case or snake_case. */
export function nameForms(name: string): NameForms {
  const words = name.toLowerCase().split(/[-_]+/);
  const capitalised = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = capitalised.join('');
  const sentence = words.join(' ');
  return {
    kebab: words.join('-'),
    snake: words.join('_'),
    camel: `${words[0] ?? ''}${capitalised.slice(1).join('')}`,
    pascal,
    upper: words.join('_').toUpperCase(),
    title: capitalised.join(' '),
    sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
  };
}
