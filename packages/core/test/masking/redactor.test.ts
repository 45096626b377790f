import { expect, test } from 'vitest';
import * as z from 'zod';
import { redactorOf } from '../../src/masking/redactor.ts';

const internal = { isCleared: (data: string) => data === 'public' || data === 'internal' };
const executor = { isCleared: (data: string) => data !== 'restricted' };
const everything = { isCleared: () => true };

test('the keys of an open record are classified by name, the others by their own words', () => {
  const schema = z.object({
    properties: z
      .record(z.string(), z.string())
      .meta({ classes: { date_of_birth: 'restricted', backup: { class: 'confidential', pii: 'email' } } }),
  });
  const redact = redactorOf(schema);
  const answer = {
    properties: { date_of_birth: '1984-02-01', backup: 'jane@example.com', city: 'Bonn', note: 'ask jane@example.com' },
  };

  expect(redact(answer, internal)).toEqual({
    properties: { date_of_birth: '[masked]', backup: 'j***@e***.com', city: 'Bonn', note: 'ask j***@e***.com' },
  });
  expect(redact(answer, executor)).toEqual({
    properties: { ...answer.properties, date_of_birth: '[masked]' },
  });
  expect(redact(answer, everything)).toEqual(answer);
});

test('the class of a key of an open record holds however the key is spelled', () => {
  const row = z.record(z.string(), z.unknown()).meta({ classes: { date_of_birth: 'restricted', iban: 'restricted' } });
  const redact = redactorOf(row);

  expect(
    redact({ dateOfBirth: '1984', DATE_OF_BIRTH: '1985', 'Date of birth': '1986', Iban: 'x', ibans: 'y' }, executor),
  ).toEqual({
    dateOfBirth: '[masked]',
    DATE_OF_BIRTH: '[masked]',
    'Date of birth': '[masked]',
    Iban: '[masked]',
    ibans: 'y',
  });
});

test('a class that is none stops the server instead of showing the field', () => {
  const schema = z.object({ open: z.record(z.string(), z.string()).meta({ classes: { iban: 'secret' } }) });

  expect(() => redactorOf(schema)).toThrow('restricted');
});

test('a named key of an open record beats the class of all others', () => {
  const schema = z.record(z.string(), z.string().meta({ class: 'restricted' })).meta({ classes: { stage: 'public' } });

  expect(redactorOf(schema)({ stage: 'won', other: 'x' }, executor)).toEqual({ stage: 'won', other: '[masked]' });
});

test('where the branches of a union class a field differently, the stricter class holds', () => {
  const open = z.object({ kind: z.literal('a'), account: z.string() });
  const closed = z.object({ kind: z.literal('b'), account: z.string().meta({ class: 'restricted' }) });

  for (const branches of [z.union([open, closed]), z.union([closed, open])]) {
    expect(redactorOf(branches)({ kind: 'a', account: 'the blue one' }, executor)).toEqual({
      kind: 'a',
      account: '[masked]',
    });
  }
});

test('a schema that holds itself and a tuple are masked at every depth', () => {
  const Person = z.object({
    name: z.string().meta({ class: 'restricted', pii: 'name' }),
    get reports() {
      return z.array(Person);
    },
  });
  const redact = redactorOf(z.object({ boss: Person, pair: z.tuple([z.string().meta({ class: 'restricted' })]) }));
  const leaf = { name: 'Ida', reports: [] };

  expect(redact({ boss: { name: 'Ann', reports: [{ name: 'Bo', reports: [leaf] }] }, pair: ['x'] }, executor)).toEqual({
    boss: { name: 'A***', reports: [{ name: 'B***', reports: [{ name: 'I***', reports: [] }] }] },
    pair: ['[masked]'],
  });
});

test('what a field is classified as is shown to who is cleared for that class, other data in it is not', () => {
  const schema = z.object({ account: z.string().meta({ class: 'confidential', pii: 'iban' }) });
  const answer = { account: 'DE89370400440532013000, card 4111111111111111' };

  expect(redactorOf(schema)(answer, executor)).toEqual({ account: 'DE89370400440532013000, card ***1111' });
});

test('keys that no schema names are masked too, and none is lost', () => {
  const redact = redactorOf(z.object({ opened: z.record(z.string(), z.number()) }));

  const opened = { 'jane@example.com': 1, 'jack@example.com': 2, 'j***@e***.com': 3, total: 6 };
  expect(redact({ opened }, internal)).toEqual({
    opened: { 'j***@e***.com': 1, 'j***@e***.com (2)': 2, 'j***@e***.com (3)': 3, total: 6 },
  });
});

test('what is in a hidden record is hidden whatever its own class, and its keys are shown to nobody as personal data', () => {
  const redact = redactorOf(
    z.object({
      paid: z
        .record(z.string(), z.object({ to: z.string().meta({ class: 'public' }), at: z.array(z.string()) }))
        .meta({ class: 'restricted', pii: 'name' }),
    }),
  );

  expect(redact({ paid: { 'jane@example.com': { to: 'Jane', at: ['Bonn'] } } }, executor)).toEqual({
    paid: { 'j***@e***.com': { to: 'J***', at: ['B***'] } },
  });
});

test('a masked value keeps no half of a character, nothing invisible, and nothing behind an address', () => {
  const redact = redactorOf(
    z.object({
      name: z.string().meta({ class: 'restricted', pii: 'name' }),
      mail: z.string().meta({ class: 'restricted', pii: 'email' }),
    }),
  );
  const shown = (name: string, mail: string) => redact({ name, mail }, executor);

  expect(shown('𠮷野太郎', '𝒜nn@acme.com')).toEqual({ name: '𠮷***', mail: '𝒜***@a***.com' });
  expect(shown('\u202EAnn', 'ann@acme.com, +49 30 123456')).toEqual({ name: 'A***', mail: 'a***@a***' });
  expect(shown('Ann', 'ann@münchen.рф')).toEqual({ name: 'A***', mail: 'a***@m***.рф' });
});

test('variant selectors that hide a message are taken out, and those of a name or an emoji stay', () => {
  const redact = redactorOf(z.object({ text: z.string() }));
  const shown = (text: string) => redact({ text }, everything);

  expect(shown('a\u{E0148}\u{E0155}b\uFE0F\uFE01\uFE02c\u00ADd\u200C\u200D\u200Ce')).toEqual({
    text: 'ab\uFE0Fcd\u200Ce',
  });
  expect(shown('葛\u{E0100}城 ❤\uFE0F\u200D🔥 👩\u200D💻 می\u200Cخواهم')).toEqual({
    text: '葛\u{E0100}城 ❤\uFE0F\u200D🔥 👩\u200D💻 می\u200Cخواهم',
  });
});

test('a masked number or truth value is no other one, and nothing stays nothing', () => {
  const field = z.unknown().meta({ class: 'restricted' });
  const redact = redactorOf(z.object({ a: field, b: field, c: field, d: field }));

  expect(redact({ a: 7, b: true, c: null, d: { e: ['x'] } }, internal)).toEqual({
    a: '[masked]',
    b: '[masked]',
    c: null,
    d: { e: ['[masked]'] },
  });
});

test('a value that knows its own JSON, as a date of a database does, is shown and masked as that', () => {
  const redact = redactorOf(z.object({ row: z.unknown(), born: z.unknown().meta({ class: 'restricted' }) }));
  const born = new Date('2024-02-29T12:00:00Z');

  expect(redact({ row: { at: born, toJSON: 'a text' }, born }, internal)).toEqual({
    row: { at: '2024-02-29T12:00:00.000Z', toJSON: 'a text' },
    born: '[masked]',
  });
});

test('an address that was signed to be handed on keeps its token, and no other text does', () => {
  const signed = z.string().meta({ class: 'confidential', pii: 'signed_address' });
  const redact = redactorOf(z.object({ signed_url: signed, note: z.string() }));
  const url = 'https://files.example/a.pdf?token=eyJhbGciOiJIUzI1NiJ9.eyJ1cmwiOiJhLnBkZiJ9.c2lnbmF0dXJl';

  expect(redact({ signed_url: url, note: url }, executor)).toEqual({
    signed_url: url,
    note: 'https://files.example/a.pdf?token=[secret]',
  });
  expect(redact({ signed_url: url, note: '' }, internal)).toEqual({ signed_url: '[masked]', note: '' });
});

test('a key of the data that objects know otherwise stays a key, and what it holds is masked', () => {
  const redact = redactorOf(z.object({ counts: z.record(z.string(), z.string()) }));
  const answer = JSON.parse('{"counts":{"__proto__":"jane@example.com","constructor":"one","toString":"two"}}');

  expect(JSON.stringify(redact(answer, internal))).toBe(
    '{"counts":{"__proto__":"j***@e***.com","constructor":"one","toString":"two"}}',
  );
});

test('a number is masked where its field and its digits say that it is of a card or a person', () => {
  const redact = redactorOf(z.object({ row: z.unknown() }));
  const row = { paid_by: 4111111111111111, order_number: 4111111111111111, bsn: 123456782, count: 123456782 };
  const shown = { paid_by: '[masked]', order_number: 4111111111111111, bsn: '[masked]', count: 123456782 };

  expect(redact({ row }, executor)).toEqual({ row: shown });
  expect(redact({ row }, { isCleared: () => true })).toEqual({ row });
});
