import { inQuotes } from '@bizmcp/core';
import { areNearlyOneName, areSameNames, readableName, unmarkedParts } from '@bizmcp/insights';
import * as z from 'zod';
import type { NewContact } from '../accounting.ts';
import type { Books } from '../books.ts';
import { refuseProblems } from '../document/document-check.ts';
import type { Warning } from '../document/warning.ts';
import { type Condition, whereClause } from '../where-clause.ts';
import { type WireContact, WireContacts } from './contact.ts';

/** A contact as a tool is given it. */
interface ContactInput {
  name: string;
  first_name?: string | undefined;
  last_name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  tax_number?: string | undefined;
}

type IsShown = (text: string, field: string) => boolean;

/** A contact that may be sent: its name is free. */
interface ContactDraft {
  body: NewContact;
  warnings: Warning[];
}

const mostFound = 1000;

/**
 * Checks a contact against those that are there and makes it ready to be sent. Throws with every field that is wrong. A tax number that
 * is not shown to the caller, such as a person's, is compared with none: the warning would tell it.
 */
export async function draftContact(books: Books, input: ContactInput, isShown: IsShown): Promise<ContactDraft> {
  const { name, email = '', tax_number: taxNumber = '' } = input;
  // No umlauts: https://developer.xero.com/documentation/api/accounting/contacts
  const isEmail = email === '' || z.email().safeParse(email).success;
  refuseProblems(isEmail ? [] : [{ path: 'email', problem: 'is no email address that Xero takes' }]);
  const [named, alike, mailed, taxed] = await Promise.all([
    findContacts(books, { term: readableName(name) }, (one) => areSameNames(one.name ?? '', name)),
    findAlike(books, name),
    email === '' ? [] : findContacts(books, { term: email }, (one) => areSameNames(one.emailAddress ?? '', email)),
    taxKey(taxNumber) === ''
      ? []
      : // However it is written: no way of grouping leaves the last digit alone.
        findContacts(
          books,
          { where: [['TaxNumber', 'EndsWith', { text: taxKey(taxNumber).slice(-2) }]] },
          (one) => isSameTaxNumber(one.taxNumber, taxNumber) && isShown(one.taxNumber ?? '', 'tax_number'),
        ),
  ]);
  const problems = named.slice(0, 1).map(({ contactID: id }) => {
    return { path: 'name', problem: `is that of contact ${id}; find it with search_contacts` };
  });
  refuseProblems(problems);
  const warnings = [
    ...alike.map((one) => ({ field: 'name', message: `${inQuotes(one.name)} has nearly the same name` })),
    ...mailed.map((one) => ({ field: 'email', message: `${inQuotes(one.name)} has the same email address` })),
    ...taxed.map((one) => ({ field: 'tax_number', message: `${inQuotes(one.name)} has the same tax number` })),
  ];
  return { body: toBody(input), warnings: warnings.slice(0, 6).map((one) => ({ kind: 'duplicate' as const, ...one })) };
}

/** GB 123 4567 89 is GB123456789, and 123456789 to who leaves the country out. */
function isSameTaxNumber(one: string | null | undefined, other: string): boolean {
  const [key, otherKey] = [taxKey(one), taxKey(other)];
  const withoutCountry = (text: string) => text.replace(/^[A-Z]{2}(?=\d)/, '');
  const isOneShort = withoutCountry(key) === key || withoutCountry(otherKey) === otherKey;
  return isOneShort ? withoutCountry(key) === withoutCountry(otherKey) : key === otherKey;
}

function taxKey(taxNumber: string | null | undefined): string {
  return (taxNumber ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Those that have the name in other letters, or mistyped. */
async function findAlike(books: Books, name: string): Promise<WireContact[]> {
  const where = unmarkedParts(name)
    .flat()
    .map((text): Condition => ['Name', 'Contains', { text }]);
  return where.length === 0 ? [] : findContacts(books, { where }, (one) => areNearlyOneName(one.name ?? '', name));
}

async function findContacts(
  books: Books,
  { term, where = [] }: { term?: string; where?: Condition[] },
  isWanted: (contact: WireContact) => boolean,
): Promise<WireContact[]> {
  const { contacts } = await books.read(WireContacts, (accounting, tenant) =>
    accounting.getContacts(
      tenant,
      undefined,
      whereClause(where),
      'Name ASC',
      undefined,
      1,
      false,
      undefined,
      term,
      mostFound,
    ),
  );
  return contacts.filter(isWanted);
}

function toBody(input: ContactInput): NewContact {
  return {
    name: input.name,
    ...(input.first_name !== undefined && { firstName: input.first_name }),
    ...(input.last_name !== undefined && { lastName: input.last_name }),
    ...(input.email !== undefined && { emailAddress: input.email }),
    ...(input.phone !== undefined && { phones: [{ phoneType: 'DEFAULT', phoneNumber: input.phone }] }),
    ...(input.tax_number !== undefined && { taxNumber: input.tax_number }),
  };
}
