import { clausesOf } from './clause.ts';

/** What a sales person may state beside the org's records. */
export const factNames = ['stated_budget', 'stated_authority', 'stated_need', 'stated_timeline'] as const;

export type FactName = (typeof factNames)[number];

export function isFact(feature: string): boolean {
  return factNames.some((name) => name === feature);
}

/** A fact is there or is denied. */
export type StatedFacts = Readonly<Partial<Record<FactName, 'yes' | 'no'>>>;

/** What was read of each: one that is spoken of in other words, with a doubt or both ways is unclear. */
export type FactReading = Readonly<Partial<Record<FactName, 'yes' | 'no' | 'unclear'>>>;

interface Vocabulary {
  /** What it is called in a form. */
  label: string;
  /** What stands before its value in a sentence. */
  lead: string;
  spokenOf: RegExp;
  yes: RegExp;
  no: RegExp;
}

const wholeNoun = '(?=$|,| (?:and|or|for|to|in|this|but)\\b)';
const quarter = '(?:q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december)';
const soon = `(?:this (?:week|month|quarter)|next (?:week|month|quarter)|within (?:days|weeks|(?:30|60|90) days)|by (?:the end of )?(?:next month|${quarter}(?! (?:of )?\\d)))`;
const later = 'next year|not this year|not (?:before |until )?(?:this|next) quarter';
const without = "(?:no|without|lacks?|lacking|lack of|not have|n't have)";
const money = '(?:budget|money|funds?|funding)';

/** The whole vocabulary: nothing else of the text is looked at, and none of it is repeated. */
const vocabulary: Readonly<Record<FactName, Vocabulary>> = {
  stated_budget: {
    label: money,
    lead: 'budget',
    spokenOf: words(`${money}|budget\\w*|afford\\w*`),
    no: words(
      `${without} (?:a |any )?(?:approved |confirmed )?budget${wholeNoun}`,
      `${money} (?:is |was |has been )?(?:not approved|cut|frozen|refused|rejected)`,
      `${money} (?:is|was)n't approved`,
    ),
    yes: words(
      `(?:has|have|with) (?:a |the )?(?:approved |confirmed )?budget${wholeNoun}`,
      `(?:approved|confirmed|allocated) (?:a |the )?budget${wholeNoun}`,
      `${money} (?:is |was |has been )?(?:approved|confirmed|allocated|available|secured)`,
    ),
  },
  stated_authority: {
    label: 'authority|decision[ -]maker',
    lead: 'authority',
    spokenOf: words(
      'decision[ -]\\w+|decides?|decided|authority|budget holder|economic buyer|sign(?:s|ed|ing)?|c[efiot]o',
    ),
    no: words(
      `(?:${without}|not|isn't|aren't|wasn't) (?:a |an |any |the )?(?:decision[ -]maker|budget holder|economic buyer|authority)`,
      "(?:cannot|can't) (?:decide|sign)",
    ),
    yes: words(
      "decision[ -]maker(?!'s)|budget holder(?!'s)|economic buyer(?!'s)|signs the contract|can sign",
      `(?:has|have|with) (?:the |full )?authority${wholeNoun}`,
    ),
  },
  stated_need: {
    label: 'needs?|pain',
    lead: 'need',
    spokenOf: words('need\\w*|pain|interest\\w*|looking|replace\\w*|must|demo|quote|proposal|urgent\\w*'),
    no: words(
      `${without} (?:a |any |real |urgent )?(?:need|pain|interest)(?! to\\b)`,
      '(?:not|never|no longer) (?:interested|actively looking|asked for a (?:demo|quote|proposal))',
    ),
    yes: words(
      `urgent(?:ly)? needs?|clear need|pain point|must replace|needs a replacement|needs?(?= (?:it |this )?${soon})`,
      'actively looking|asked for a (?:demo|quote|proposal)',
    ),
  },
  stated_timeline: {
    label: 'timeline|timing|time ?frame|deadline',
    lead: 'by',
    spokenOf: words(
      `timeline|deadline|asap|soon|(?:this|next) (?:week|month|quarter|year)|within|by ${quarter}|q[1-4]`,
    ),
    no: words(`${without} (?:a |any |fixed |clear )?(?:timeline|deadline)`, later),
    yes: words(`${soon}|fixed deadline`),
  },
};

/** Denials whose reach is not known, problems, conditions, hopes and what is over: beside them nothing is certain. */
const doubt = words(
  "no|not|never|none|nor|neither|nobody|nothing|without|cannot|\\w+n't|lacks?|lacking|hardly|barely|unless|until|if|whether",
  'but|however|although|though|yet|despite|except|instead|problems?|issues?|concerns?|constraints?|pressure|trouble|doubts?',
  'lost|lose|left|leaving|gone|cancel\\w*|withdr\\w+|revok\\w+|reject\\w*|refus\\w*|fr[eo]{1,2}ze\\w*|cut|pulled|expired?|postponed|delayed',
  'on hold|paused|stopped|unclear|unknown|unsure|unlikely|uncertain|false|wrong|maybe|perhaps|may|might|could|would|should|will',
  'probably|possibly|hop(?:e|es|ed|ing)|expect\\w*|pending|subject to|waiting|awaiting|once|used to|former\\w*|previous\\w*|ago',
  'last (?:week|month|quarter|year)|assistant|reports? to|find|identify|who|another|other|needs? to',
);

/** What is spoken of beside it may be what is put off. */
const deferral = words(later);

/** What denies nothing though it looks so. */
const idiom = words('no doubt|not only');

function words(...alternatives: string[]): RegExp {
  return new RegExp(`\\b(?:${alternatives.join('|')})(?!\\w)`, 'gi');
}

/** Reads the facts that a text states in the vocabulary's words, cautiously: whatever stands beside a doubt is unclear. */
export function readFacts(text: string): FactReading {
  const entries: FactReading[] = [];
  const sentences = factNames.reduce(
    (rest, name) =>
      rest.replace(entryOf(name), (_entry, value: string) => {
        entries.push(readEntry(name, value));
        return '. ';
      }),
    text.replaceAll('’', "'").replace(idiom, ' '),
  );
  const readings = [...entries, ...clausesOf(sentences, isOnFact).map(readClause)];
  const counted = factNames.flatMap((name) => {
    const found = new Set(readings.flatMap((reading) => reading[name] ?? []));
    const [only] = found;
    return only === undefined ? [] : [[name, found.size === 1 ? only : 'unclear'] as const];
  });
  return Object.fromEntries(counted);
}

/** The facts that count. */
export function factsIn(reading: FactReading): StatedFacts {
  const clear = factNames.flatMap((name) => {
    const found = reading[name];
    return found === undefined || found === 'unclear' ? [] : [[name, found] as const];
  });
  return Object.fromEntries(clear);
}

/** `Budget: approved`, as a form has it. */
function entryOf(name: FactName): RegExp {
  return new RegExp(`(?<=^|[.,;|(•*–-]\\s*|\\n\\s*)(?:${vocabulary[name].label})\\s*:([^.,;:|\\n]*)`, 'gi');
}

function readEntry(name: FactName, value: string): FactReading {
  const word = value.trim().toLowerCase();
  if (/^(?:yes|true|confirmed)$/.test(word)) return { [name]: 'yes' };
  if (/^(?:no|none|false)$/.test(word)) return { [name]: 'no' };
  return { [name]: readClause(`${vocabulary[name].lead} ${word}`)[name] ?? 'unclear' };
}

function isOnFact(part: string): boolean {
  return factNames.some((name) => part.search(vocabulary[name].spokenOf) >= 0);
}

function readClause(clause: string): FactReading {
  // "Not a decision maker" holds the words of the opposite.
  const undenied = factNames.reduce((rest, name) => rest.replace(vocabulary[name].no, ' '), clause);
  const rest = factNames.reduce((left, name) => left.replace(vocabulary[name].yes, ' '), undenied);
  const spoken = factNames.filter((name) => clause.search(vocabulary[name].spokenOf) >= 0);
  const isPutOff = spoken.length > 1 && clause.search(deferral) >= 0;
  const isDoubted = clause.endsWith('?') || isPutOff || rest.search(doubt) >= 0;
  const read = (name: FactName): FactReading => {
    const { no, spokenOf, yes } = vocabulary[name];
    const [isDenied, isStated] = [clause.search(no) >= 0, undenied.search(yes) >= 0];
    if (!isDenied && !isStated) return rest.search(spokenOf) < 0 ? {} : { [name]: 'unclear' };
    if (isDoubted || isDenied === isStated) return { [name]: 'unclear' };
    return { [name]: isDenied ? 'no' : 'yes' };
  };
  return Object.assign({}, ...factNames.map(read));
}

const told = {
  yes: 'counts as stated',
  no: 'counts as denied',
  unclear: 'is spoken of, but not so clearly that it counts',
};

/** How a text was read, fact by fact. */
export function noteOnFacts(reading: FactReading): string {
  const parts = factNames.flatMap((name) => {
    const found = reading[name];
    return found === undefined ? [] : [`${name.replace('stated_', '')} ${told[found]}`];
  });
  const found = parts.length > 0 ? parts.join(', ') : 'nothing in it counts';
  return (
    `additional_context: ${found}. It is read for plain English words alone, such as "budget approved", "decision maker", ` +
    '"urgent need", "this quarter", and their denial; weigh the rest yourself.'
  );
}
