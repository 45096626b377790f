import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from './contract.ts';

/** The variable that names the folder with Intuit's schema: ipp-v3-java-data/src/main/xsd of https://github.com/intuit/QuickBooks-V3-Java-SDK */
export const contractVariable = 'BIZMCP_QUICKBOOKS_CONTRACT';

/** What the simulator and the server speak of; the types that these are made of come with them. */
const wanted = [
  ...[
    'Account',
    'Bill',
    'BillPayment',
    'Class',
    'CompanyCurrency',
    'CompanyInfo',
    'CreditMemo',
    'Customer',
    'Department',
  ],
  ...['Deposit', 'Estimate', 'ExchangeRate', 'Invoice', 'Item', 'JournalEntry', 'Payment', 'Preferences', 'Purchase'],
  ...['RefundReceipt', 'SalesReceipt', 'TaxCode', 'TaxRate', 'Term', 'Transfer', 'Vendor', 'VendorCredit', 'Report'],
];
// Named in the schema's documentation, though the fields are texts to it.
const alsoEnums = ['AccountSubTypeEnum', 'QboEstimateStatusEnum', 'TxnTypeEnum'];

interface ReadType {
  readonly base: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const plainName = (type: string): string => type.replace(/^\w+:/, '');

function readType(body: string): ReadType {
  const base = /<xs:extension\s+base\s*=\s*"([^"]+)"/.exec(body)?.[1];
  const fields: Record<string, string> = {};
  for (const [, tag = ''] of body.matchAll(/<xs:element\b([^>]*)>/g)) {
    const { name, type = 'xs:string', maxOccurs = '1' } = attributesOf(tag);
    if (name !== undefined) fields[name] = `${plainName(type)}${maxOccurs === '1' ? '' : '[]'}`;
  }
  for (const [, tag = ''] of body.matchAll(/<xs:attribute\b([^>]*)>/g)) {
    const { name, type = 'xs:string' } = attributesOf(tag);
    if (name !== undefined) fields[name] = plainName(type);
  }
  // A text with attributes is an object with a value in JSON.
  if (/<xs:simpleContent>/.test(body)) return { base: undefined, fields: { value: 'string', ...fields } };
  return { base: base && plainName(base), fields };
}

function readAll(folder: string) {
  const types = new Map<string, ReadType>();
  const enums = new Map<string, string[]>();
  for (const file of ['IntuitBaseTypes', 'IntuitNamesTypes', 'Finance', 'SalesTax', 'Report']) {
    const text = readFileSync(join(folder, `${file}.xsd`), 'utf8')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<xs:annotation>[\s\S]*?<\/xs:annotation>/g, '');
    for (const [, name = '', body = ''] of text.matchAll(
      /<xs:complexType\s+name="(\w+)"[^>]*>([\s\S]*?)<\/xs:complexType>/g,
    )) {
      types.set(name, readType(body));
    }
    for (const [, name = '', body = ''] of text.matchAll(
      /<xs:simpleType\s+name="(\w+)"[^>]*>([\s\S]*?)<\/xs:simpleType>/g,
    )) {
      const values = [...body.matchAll(/<xs:enumeration\s+value="([^"]*)"/g)].map(([, value = '']) => value);
      enums.set(name, [...new Set(values)]);
    }
  }
  return { types, enums };
}

/** Makes the table of names, types and enums from the schema's files. */
export function readPublishedSchema(folder: string): Contract {
  const { types, enums } = readAll(folder);
  const contract: Contract = { types: {}, enums: {} };
  const add = (name: string): void => {
    const values = enums.get(name);
    if (values && values.length > 0) contract.enums[name] = values;
    const type = types.get(name);
    if (contract.types[name] || !type) return;
    contract.types[name] = { ...(type.base !== undefined && { base: type.base }), fields: { ...type.fields } };
    for (const part of [...Object.values(type.fields), type.base ?? '']) add(part.replace('[]', ''));
  };
  for (const name of [...wanted, ...alsoEnums]) add(name);
  return contract;
}

// Run by itself, it makes contract.json anew: the names, types and enums (Apache-2.0) of what is spoken here.
if (import.meta.main) {
  const folder = process.env[contractVariable];
  if (folder === undefined) throw new Error(`${contractVariable} names no folder`);
  writeFileSync(join(import.meta.dirname, 'contract.json'), `${JSON.stringify(readPublishedSchema(folder))}\n`);
}
