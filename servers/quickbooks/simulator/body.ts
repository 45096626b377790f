import { Refusal } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { faultReply, type Problem } from './error-reply.ts';
import { isWire, type Wire } from './wire.ts';

/** What is sent back and changes nothing. */
export const ignored = z.unknown().optional();

export const text = (length: number) => z.string().max(length).nullish();
export const day = z.iso.date().optional();
export const flag = z.boolean().optional();
export const amount = z.number().optional();

export const Reference = z.strictObject({
  value: z.string(),
  name: z.string().nullish(),
  type: z.string().optional(),
});
export const reference = Reference.optional();

export const Address = z.strictObject({
  Id: ignored,
  ...{ Line1: text(500), Line2: text(500), Line3: text(500), Line4: text(500), Line5: text(500) },
  ...{ City: text(255), Country: text(255), CountrySubDivisionCode: text(255), PostalCode: text(30) },
  ...{ Lat: text(50), Long: text(50) },
});
export const Email = z.strictObject({ Address: z.email().max(100) });

/** What every object may have. */
export const headFields = {
  ...{
    Id: z.string().optional(),
    SyncToken: z.string().optional(),
    MetaData: ignored,
    domain: ignored,
    status: ignored,
  },
  ...{ sparse: flag, CustomField: ignored, AttachableRef: ignored },
};

const Link = z.strictObject({ TxnId: z.string(), TxnType: z.string(), TxnLineId: z.string().optional() });

/** What every transaction may have. */
export const transactionFields = {
  ...headFields,
  ...{ DocNumber: text(21), TxnDate: day, CurrencyRef: reference, ExchangeRate: z.number().positive().optional() },
  ...{ PrivateNote: text(4000), DepartmentRef: reference, LinkedTxn: ignored, TotalAmt: amount, HomeTotalAmt: ignored },
  ...{ TxnTaxDetail: ignored, TxnSource: ignored, GlobalTaxCalculation: ignored },
};

const lineHead = {
  ...{ Id: z.string().optional(), LineNum: z.int().optional(), Description: text(4000), LinkedTxn: ignored },
};

const itemDetail = {
  ...{ ItemRef: reference, ClassRef: reference, UnitPrice: amount, Qty: amount, TaxCodeRef: reference },
};

export const SalesLine = z.discriminatedUnion('DetailType', [
  z.strictObject({
    ...{ ...lineHead, Amount: z.number(), DetailType: z.literal('SalesItemLineDetail') },
    SalesItemLineDetail: z.strictObject({ ...itemDetail, ServiceDate: day, ItemAccountRef: reference }),
  }),
  z.strictObject({
    ...{ ...lineHead, Amount: amount, DetailType: z.literal('DescriptionOnly') },
    DescriptionLineDetail: ignored,
  }),
  z.strictObject({
    ...{ ...lineHead, Amount: amount, DetailType: z.literal('SubTotalLineDetail') },
    SubTotalLineDetail: ignored,
  }),
]);

const billing = {
  CustomerRef: reference,
  BillableStatus: z.enum(['Billable', 'NotBillable', 'HasBeenBilled']).optional(),
};

export const ExpenseLine = z.discriminatedUnion('DetailType', [
  z.strictObject({
    ...{ ...lineHead, Amount: z.number(), DetailType: z.literal('AccountBasedExpenseLineDetail') },
    AccountBasedExpenseLineDetail: z.strictObject({
      ...{ AccountRef: Reference, ClassRef: reference, TaxCodeRef: reference, TaxAmount: amount, ...billing },
    }),
  }),
  z.strictObject({
    ...{ ...lineHead, Amount: z.number(), DetailType: z.literal('ItemBasedExpenseLineDetail') },
    ItemBasedExpenseLineDetail: z.strictObject({ ...itemDetail, ...billing }),
  }),
]);

export const DepositLine = z.strictObject({
  ...{ ...lineHead, Amount: z.number(), DetailType: z.literal('DepositLineDetail') },
  DepositLineDetail: z.strictObject({
    ...{
      AccountRef: Reference,
      ClassRef: reference,
      Entity: reference,
      PaymentMethodRef: reference,
      CheckNum: text(21),
    },
  }),
});

export const JournalLine = z.strictObject({
  ...{ ...lineHead, Amount: z.number().nonnegative(), DetailType: z.literal('JournalEntryLineDetail') },
  JournalEntryLineDetail: z.strictObject({
    ...{
      PostingType: z.enum(['Debit', 'Credit']),
      AccountRef: Reference,
      ClassRef: reference,
      DepartmentRef: reference,
    },
    Entity: z.strictObject({ Type: z.string().optional(), EntityRef: Reference }).optional(),
  }),
});

export const PaymentLine = z.strictObject({
  ...{
    Id: ignored,
    LineNum: ignored,
    LineEx: ignored,
    Amount: z.number().positive(),
    LinkedTxn: z.array(Link).length(1),
  },
});

/**
 * Reads an object that was sent. Properties that the API reference does not name are refused, as are values of another form.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export function readObject<Schema extends z.ZodType>(body: Wire, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Refusal(faultReply(parsed.error.issues.flatMap(problemsOf)));
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const element = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const detail = `Property Name:${[...issue.path, key].join('.')} specified is unsupported or invalid`;
      return { code: '2010', detail, element: key };
    });
  }
  const isMissing = 'input' in issue && issue.input === undefined;
  if (isMissing) return [{ code: '2020', detail: `Required parameter ${element} is missing in the request`, element }];
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    const { input } = issue;
    const value = isWire(input) ? input.DetailType : input;
    return [{ code: '2170', detail: `Invalid Enumeration : ${String(value)}`, element }];
  }
  return [problemOfForm(issue, element)];
}

function problemOfForm(issue: z.core.$ZodIssue, element: string): Problem {
  if (issue.code === 'too_big' && issue.origin === 'string') {
    const detail = `String length specified does not match the supported length. Min:0 Max:${issue.maximum} supported.`;
    return { code: '2050', detail, element };
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') {
    return { code: '2210', detail: 'Email Address does not conform to the syntax rules of RFC 822.', element };
  }
  if (issue.code === 'too_small') return { code: '2090', detail: `Invalid Number : ${String(issue.input)}`, element };
  return { code: '2010', detail: `Property Name:failed to parse json object; ${element} is invalid`, element };
}

/** The fields that an object keeps as they were sent. */
export function pick(body: Wire, names: readonly string[]): Wire {
  const kept = Object.entries(body).filter(
    ([name, value]) => names.includes(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries(kept);
}
