import { SoqlError } from './soql-error.ts';

/** A word, number, date, quoted text (with its quotes) or sign of a query. */
export interface Token {
  readonly kind: 'word' | 'number' | 'currency' | 'date' | 'datetime' | 'string' | 'sign' | 'end';
  readonly text: string;
  readonly position: number;
}

/** Longer queries are refused by Salesforce too: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm */
const longestText = 100_000;

const shapes: ReadonlyArray<readonly [kind: Token['kind'], shape: RegExp]> = [
  ['datetime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:?\d{2})(?!\w)/y],
  ['date', /\d{4}-\d{2}-\d{2}(?!\w)/y],
  ['number', /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['currency', /[A-Za-z]{3}\d+\.\d+(?![\w.])/y],
  ['word', /[A-Za-z][A-Za-z0-9_]*/y],
  ['string', /'(?:[^'\\]|\\[\s\S])*'/y],
  ['sign', /<=|>=|!=|<>|[=<>(),.:]/y],
];

const blank = /\s*/y;

const matchAt = (shape: RegExp, text: string, position: number): string | undefined => {
  shape.lastIndex = position;
  return shape.exec(text)?.[0];
};

const tokenAt = (text: string, position: number): Token => {
  for (const [kind, shape] of shapes) {
    const found = matchAt(shape, text, position);
    if (found !== undefined) return { kind, text: found, position };
  }
  if (text[position] === "'") throw new SoqlError('The text that starts with a quote has no end', position, ["'"]);
  throw new SoqlError(`Unexpected ${JSON.stringify(text[position])}`, position);
};

/** Cuts a text into tokens; the last one is the end. */
export const tokenise = (text: string): readonly Token[] => {
  if (text.length > longestText) throw new SoqlError(`The text is longer than ${longestText} characters`, longestText);
  const tokens: Token[] = [];
  let position = matchAt(blank, text, 0)?.length ?? 0;
  while (position < text.length) {
    const token = tokenAt(text, position);
    tokens.push(token);
    position += token.text.length;
    position += matchAt(blank, text, position)?.length ?? 0;
  }
  return [...tokens, { kind: 'end', text: '', position }];
};
