import { type Contract, fieldType } from './contract.ts';

/** Something that does not fit the contract: where it is, and what is wrong with it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/**
 * Fields that are texts to the schema, with their enums in its documentation or the API reference:
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account and /estimate
 */
const documented: Readonly<Record<string, string>> = {
  'Account.AccountSubType': 'AccountSubTypeEnum',
  'Estimate.TxnStatus': 'QboEstimateStatusEnum',
};

/** Amounts of money have no more decimal places than their currencies, which are two in the simulated company. */
const money = /(^|\.)(Amount|TotalAmt|HomeTotalAmt|Balance|HomeBalance|UnappliedAmt|TotalTax|CurrentBalance)$/;

/** Checks a value against a type: every field known, each of its type, each enum one of its values. */
export function judgeValue(contract: Contract, value: unknown, type: string, path: string): Problem[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [{ path, message: 'is not a list' }];
    return value.flatMap((item, index) => judgeValue(contract, item, type.slice(0, -2), `${path}[${index}]`));
  }
  if (type === 'IntuitAnyType') return [];
  if (contract.types[type]) return judgeObject(contract, value, type, path);
  const message = contract.enums[type] ? judgeEnum(contract.enums[type], value) : judgePlain(value, type, path);
  return message === undefined ? [] : [{ path, message }];
}

function judgeEnum(values: readonly string[], value: unknown): string | undefined {
  return typeof value === 'string' && values.includes(value)
    ? undefined
    : `${String(value)} is not one of those there are`;
}

function judgePlain(value: unknown, type: string, path: string): string | undefined {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `is ${typeof value}, not true or false`;
    case 'decimal':
    case 'int':
    case 'positiveInteger':
      return judgeNumber(value, type, path);
    case 'date':
      return isDay(value) ? undefined : `${String(value)} is not a day as 2026-11-21`;
    case 'dateTime':
      return isMoment(value) ? undefined : `${String(value)} is not a moment as 2026-11-21T09:00:00-08:00`;
    default:
      return typeof value === 'string' ? undefined : `is ${typeof value}, not a text`;
  }
}

function judgeNumber(value: unknown, type: string, path: string): string | undefined {
  if (typeof value !== 'number') return `is ${typeof value}, not a number`;
  if (type !== 'decimal') return Number.isInteger(value) ? undefined : `${value} is not a whole number`;
  return money.test(path) && !/^-?\d+(\.\d{1,2})?$/.test(String(value)) ? `${value} is no amount of money` : undefined;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isMoment(value: unknown): boolean {
  const text = typeof value === 'string' ? value : '';
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

function judgeObject(contract: Contract, value: unknown, type: string, path: string): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path, message: `is not an object of ${type}` }];
  }
  return Object.entries(value).flatMap(([field, item]): Problem[] => {
    const fieldPath = `${path}.${field}`;
    const own = documented[`${type}.${field}`] ?? fieldType(contract, type, field);
    if (own === undefined) return [{ path: fieldPath, message: `is not a field of ${type}` }];
    return judgeValue(contract, item, own, fieldPath);
  });
}
