import type { Contract, Shape } from './contract.ts';

/** Something that does not fit the contract: where it is, and what is wrong with it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Where a value stands, and who sent it. */
export interface Place {
  readonly contract: Contract;
  readonly side: 'request' | 'answer';
  readonly path: string;
}

/**
 * What Xero's documentation shows and its contract leaves out.
 * - days stand in answers a second time, as texts: https://developer.xero.com/documentation/api/accounting/invoices#get-invoices
 * - the months of a budget are texts as 2019-08, and its status stands beside them: the contract's own example of both,
 *   https://developer.xero.com/documentation/api/accounting/budgets
 * - a refused document is told as a whole, its lines with their own errors:
 *   https://developer.xero.com/documentation/api/accounting/responsecodes#400-validation-exception
 */
const documented: Readonly<Record<string, Shape>> = {
  'Invoice.DateString': { kind: 'text' },
  'Invoice.DueDateString': { kind: 'text' },
  'BankTransaction.DateString': { kind: 'text' },
  'Payment.DateString': { kind: 'text' },
  'CreditNote.DateString': { kind: 'text' },
  'Budget.Status': { kind: 'one-of', values: ['APPROVED'] },
  'BudgetBalance.Period': { kind: 'month' },
  'Element.LineItems': { kind: 'list', item: { kind: 'model', name: 'Element' } },
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const microsoftMoment = /^\/Date\(-?\d+([+-]\d{4})?\)\/$/;

/** Checks a value against a shape: every field known, each of its type, none missing that has to be there. */
export function judgeValue(value: unknown, shape: Shape, place: Place): Problem[] {
  switch (shape.kind) {
    case 'list':
      if (!Array.isArray(value)) return [{ path: place.path, message: 'is not a list' }];
      return value.flatMap((item, index) =>
        judgeValue(item, shape.item, { ...place, path: `${place.path}[${index}]` }),
      );
    case 'model':
      return judgeModel(value, shape.name, place);
    default: {
      const message = judgePlain(value, shape, place.side);
      return message === undefined ? [] : [{ path: place.path, message }];
    }
  }
}

type PlainShape = Exclude<Shape, { kind: 'list' | 'model' }>;

function judgePlain(value: unknown, shape: PlainShape, side: Place['side']): string | undefined {
  switch (shape.kind) {
    case 'number':
      if (typeof value !== 'number') return `is ${typeof value}, not a number`;
      return shape.isWhole && !Number.isInteger(value) ? 'is not a whole number' : undefined;
    case 'flag':
      return typeof value === 'boolean' ? undefined : `is ${typeof value}, not true or false`;
    case 'text':
      return judgeText(value, shape);
    case 'one-of':
      return shape.values.includes(String(value)) ? undefined : `${String(value)} is not one of those there are`;
    case 'day':
      return isDay(value, side)
        ? undefined
        : `${String(value)} is not a day as it stands in a${side === 'answer' ? 'n' : ''} ${side}`;
    case 'month':
      return /^\d{4}-(0[1-9]|1[0-2])$/.test(String(value)) ? undefined : `${String(value)} is not a month as 2019-08`;
    case 'moment':
      return microsoftMoment.test(String(value)) ? undefined : `${String(value)} is not a moment as /Date(...)/`;
  }
}

function judgeText(value: unknown, { isGuid, longest }: Extract<Shape, { kind: 'text' }>): string | undefined {
  if (typeof value !== 'string') return `is ${typeof value}, not a text`;
  if (isGuid && !guid.test(value)) return `${value} is not a GUID`;
  return longest !== undefined && value.length > longest ? `is longer than ${longest}` : undefined;
}

function isDay(value: unknown, side: Place['side']): boolean {
  if (typeof value !== 'string') return false;
  if (side === 'answer') return microsoftMoment.test(value);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function judgeModel(value: unknown, name: string, place: Place): Problem[] {
  const { path, contract } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path, message: `is not an object of ${name}` }];
  }
  const model = contract.model(name);
  const missing = [...model]
    .filter(([field, { isRequired }]) => isRequired && !(field in value))
    .map(([field]) => ({ path: `${path}.${field}`, message: `is missing of ${name}` }));
  const wrong = Object.entries(value).flatMap(([field, item]): Problem[] => {
    const shape = documented[`${name}.${field}`] ?? model.get(field)?.shape;
    if (!shape) return [{ path: `${path}.${field}`, message: `is not a field of ${name}` }];
    return judgeValue(item, shape, { ...place, path: `${path}.${field}` });
  });
  return [...missing, ...wrong];
}
