/** What a sales person may state beside the org's records. */
export const factNames = ['stated_budget', 'stated_authority', 'stated_need', 'stated_timeline'] as const;

export type FactName = (typeof factNames)[number];

/** A fact is there or is denied. */
export type StatedFacts = Readonly<Partial<Record<FactName, 'yes' | 'no'>>>;

interface Vocabulary {
  yes: RegExp;
  no: RegExp;
}

/** The whole vocabulary: nothing else of the text is looked at, and none of it is repeated. */
const vocabulary: Readonly<Record<FactName, Vocabulary>> = {
  stated_budget: {
    no: /\b(no|without|lacks?|lacking) (a |any |approved )?budget\b|\bbudget (is |was )?(not approved|cut|frozen|refused|rejected)\b/gi,
    yes: /\b(has|have|with|approved|confirmed|allocated) (a |the )?budget\b|\bbudget (is |was |has been )?(approved|confirmed|allocated|available|secured)\b/gi,
  },
  stated_authority: {
    no: /\b(not|no) (a |the )?(decision[ -]maker|budget holder|authority)\b|\bcannot (decide|sign)\b/gi,
    yes: /\b(decision[ -]maker|budget holder|economic buyer|signs the contract|can sign)\b/gi,
  },
  stated_need: {
    no: /\b(no|without) (a |any |real |urgent )?(need|pain|interest)\b|\bnot interested\b/gi,
    yes: /\b(urgent(ly)? needs?|clear need|pain point|must replace|needs a replacement|actively looking|asked for a (demo|quote|proposal))\b/gi,
  },
  stated_timeline: {
    no: /\b(no|without) (a |any |fixed |clear )?(timeline|deadline|date)\b|\b(next year|not this year)\b/gi,
    yes: /\b(this (week|month|quarter)|next (week|month|quarter)|within (days|weeks|30 days|60 days|90 days)|fixed deadline)\b/gi,
  },
};

/** What turns round the words that follow, at most two words later in the same part of a sentence. */
const negation =
  /\b(?:no(?! doubt)|not(?! only)|never|without|neither|nor|cannot|lacks?|lacking|\w+n['’]t)(?:\s+\S+){0,2}\s*$/i;

/** Reads the facts that a text states in the vocabulary's words; one that it states and denies is left out. */
export function readStatedFacts(text: string | undefined): StatedFacts {
  if (text === undefined) return {};
  const entries = factNames.flatMap((name) => {
    const { no, yes } = vocabulary[name];
    // "Not a decision maker" holds the words of the opposite.
    const rest = text.replace(no, '.');
    const isTurned = [...rest.matchAll(yes)].map(({ index }) => isNegated(rest.slice(0, index)));
    const denied = rest !== text || isTurned.includes(true);
    const stated = isTurned.includes(false);
    return denied === stated ? [] : [[name, denied ? 'no' : 'yes'] as const];
  });
  return Object.fromEntries(entries);
}

function isNegated(before: string): boolean {
  return negation.test(before.split(/[.,;:!?\n]/).at(-1) ?? '');
}

/** What to tell of a text in which nothing is stated. */
export function noteOnFacts(text: string | undefined, facts: StatedFacts): string[] {
  if (text === undefined || Object.keys(facts).length > 0) return [];
  return [
    'Nothing in additional_context counts: it is read for English words alone, such as "budget approved", "decision maker", "urgent ' +
      'need", "this quarter", and their denial; weigh the rest yourself.',
  ];
}
