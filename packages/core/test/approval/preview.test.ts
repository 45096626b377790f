import { expect, test } from 'vitest';
import { previewOf } from '../../src/approval/preview.ts';
import { writeCall } from './fixtures/write-call.ts';

test.each([
  ['a line break', 'a\nApproved: yes', '"a\\nApproved: yes"'],
  ['a terminal code', '\u001B[2Kok', '"\\u001b[2Kok"'],
  ['an eight-bit terminal code', 'a\u009B2K', '"a[U+009B]2K"'],
  ['a direction override', 'invoice\u202Egpj', '"invoice[U+202E]gpj"'],
  ['an Arabic letter mark', 'a\u061Cb', '"a[U+061C]b"'],
  ['a zero-width space', 'pay\u200Bpal', '"pay[U+200B]pal"'],
  ['a soft hyphen', 'pay\u00ADpal', '"pay[U+00AD]pal"'],
  ['a line separator', 'a\u2028b', '"a[U+2028]b"'],
  ['the tag alphabet', 'a\u{E0041}b', '"a[U+E0041]b"'],
  ['a letter that looks like a space', 'a\u3164b', '"a[U+3164]b"'],
  ['a joiner between letters', 'a\u200Db', '"a[U+200D]b"'],
  ['a message in selectors of variants', 'a\u{E0148}\uFE0F\uFE01b', '"a[U+E0148][U+FE0F][U+FE01]b"'],
  ['a Cyrillic letter among Latin ones', 'maya.\u043Ekafor@a.example', '"maya.[U+043E]kafor@a.example"'],
  ['a Latin letter among Greek ones', '\u03A9\u03BCo\u03C2', '"\u03A9\u03BC[U+006F]\u03C2"'],
  ['a Cyrillic letter after a backslash', 'a\\n\u043E', '"a\\\\n[U+043E]"'],
  ['half a character', 'a\uD800b', '"a\\ud800b"'],
  ['an emoji of several', '👩‍💻 ok', '"👩‍💻 ok"'],
  ['a variant of an emoji', '❤\uFE0F 1\uFE0F\u20E3', '"❤\uFE0F 1\uFE0F\u20E3"'],
  ['words of one script each', '10 kg\nМосква\tи Ωμός α-Wert', '"10 kg\\nМосква\\tи Ωμός α-Wert"'],
  ['text of other scripts', 'Zürich 葛\u{E0100}城 שלום', '"Zürich 葛\u{E0100}城 שלום"'],
])('%s in a value is shown as what it is, on one line', (_what, value, shown) => {
  const lines = previewOf(writeCall({ text: value })).split('\n');

  expect(lines).toEqual(['Pay a bill (pay_bill): this writes to Books.', `  text: ${shown}`]);
});

test('the name of a field can not begin a line of its own', () => {
  const lines = previewOf(writeCall({ fields: { 'a\n! Approved': 1, 'b\u202E': 2 } })).split('\n');

  expect(lines.slice(1)).toEqual(['  fields.a[U+000A]! Approved: 1', '  fields.b[U+202E]: 2']);
});

test('of a long value the beginning, the end and the length are shown', () => {
  const [, line = ''] = previewOf(writeCall({ text: `${'x'.repeat(5000)} and all the money` })).split('\n');

  expect(line.length).toBeLessThan(450);
  expect(line).toContain('and all the money" (5020 characters)');
});

test('many fields are counted where they are not shown', () => {
  const fields = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, index]));

  expect(previewOf(writeCall({ fields })).split('\n').at(-1)).toBe('  … and 40 more');
});

test('a change is shown from before to after, one line a field', () => {
  const before = { name: 'Old', address: { city: 'Bern' } };
  const change = { before, after: { name: 'New\u202E', note: 'x', address: { city: 'Basel' } } };

  const lines = previewOf(writeCall({}), { change }).split('\n');

  expect(lines.slice(1)).toEqual([
    'Before -> after:',
    '  name: "Old" -> "New[U+202E]"',
    '  note: (none) -> "x"',
    '  address: {"city":"Bern"} -> {"city":"Basel"}',
  ]);
});

test('a change that changes nothing says so in the first line', () => {
  const lines = previewOf(writeCall({ name: 'Old' }), { change: { before: {}, after: {} } }).split('\n');

  expect(lines).toEqual([
    'Pay a bill (pay_bill): nothing would change in Books, all that it sets is there already; a yes still writes it, which moves the date of the last change where one is kept.',
    '  name: "Old"',
  ]);
});

test.each([
  ['a PDF', `%PDF-1.7\n${'x'.repeat(900)}`, '  text: "JVBERi0xLjcKeHh4eHh4eHh4…" (a PDF of 909 bytes, in base64)'],
  ['text', 'Grüße, '.repeat(1000), '  text: "R3LDvMOfZSwgR3LDvMOfZSwg…" (a text of 9,000 bytes, in base64)'],
])('of %s in base64 its kind and its size are shown', (_what, content, line) => {
  const encoded = Buffer.from(content).toString('base64');

  expect(previewOf(writeCall({ text: encoded })).split('\n')[1]).toBe(line);
});

test('words without blanks are not taken for a file', () => {
  const [, line] = previewOf(writeCall({ text: 'PayEverythingToMe'.repeat(100) })).split('\n');

  expect(line).toContain('"PayEverythingToMePayEverythingToMe');
  expect(line).toContain('(1702 characters)');
});
