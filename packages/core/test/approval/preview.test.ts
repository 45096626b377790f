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
  ['a space that does not break', 'acme\u00A0inc', '"acme[U+00A0]inc"'],
  ['many blanks', `a${' '.repeat(40)}.exe`, '"a[40 blanks].exe"'],
  ['the tag alphabet', 'a\u{E0041}b', '"a[U+E0041]b"'],
  ['a letter that looks like a space', 'a\u3164b', '"a[U+3164]b"'],
  ['a joiner between letters', 'a\u200Db', '"a[U+200D]b"'],
  ['a message in selectors of variants', 'a\u{E0148}\uFE0F\uFE01b', '"a[U+E0148][U+FE0F][U+FE01]b"'],
  ['a Cyrillic letter among Latin ones', 'maya.\u043Ekafor@a.example', '"maya.[U+043E]kafor@a.example"'],
  ['a Latin letter among Greek ones', '\u03A9\u03BCo\u03C2', '"\u03A9\u03BC[U+006F]\u03C2"'],
  ['a Cyrillic letter after a backslash', 'a\\n\u043E', '"a\\\\n[U+043E]"'],
  ['a mark apart from its letter', 'Nu\u0301n\u0303ez Núñez', '"Nu[U+0301]n[U+0303]ez Núñez"'],
  ['blanks at the ends', ' Åkesson  ', '"[U+0020]Åkesson[U+0020][U+0020]"'],
  ['half a character', 'a\uD800b', '"a\\ud800b"'],
  ['an emoji of several', '👩‍💻 ok', '"👩‍💻 ok"'],
  ['a variant of an emoji', '❤\uFE0F 1\uFE0F\u20E3', '"❤\uFE0F 1\uFE0F\u20E3"'],
  ['words of one script each', '10 kg\nМосква\tи Ωμός α-Wert', '"10 kg\\nМосква\\tи Ωμός α-Wert"'],
  ['text of other scripts', 'Zürich 葛\u{E0100}城 שָׁלוֹם', '"Zürich 葛\u{E0100}城 שָׁלוֹם"'],
])('%s in a value is shown as what it is, on one line', (_what, value, shown) => {
  const lines = previewOf(writeCall({ text: value })).split('\n');

  expect(lines).toEqual(['Pay a bill (pay_bill): this writes to Books.', `  text: ${shown}`]);
});

test('the name of a field can not begin a line of its own', () => {
  const lines = previewOf(writeCall({ fields: { 'a\n! Approved': 1, 'b\u202E': 2 } })).split('\n');

  expect(lines.slice(1)).toEqual(['  fields.a[U+000A]! Approved: 1', '  fields.b[U+202E]: 2']);
});

test('a value that is not whole is named at the top, and its beginning, its end and its length are shown', () => {
  const lines = previewOf(writeCall({ text: `${'x'.repeat(5000)} and all the money`, bill: '7' })).split('\n');

  expect(lines[1]).toBe('! Not all that this call writes or replaces is shown: text; a yes is for all of it.');
  expect(lines[2]?.length).toBeLessThan(1600);
  expect(lines[2]).toContain('and all the money" (5018 characters)');
});

test('of a long text of which only a piece differs the length is that of all of it', () => {
  const old = `${'x'.repeat(14_000)}${'y'.repeat(16_003)}`;

  const preview = previewOf(writeCall({ bill: '7' }), {
    change: { before: { note: old }, after: { note: `${'x'.repeat(14_000)} Paid.` } },
  });

  expect(preview).toContain('(30003 characters) -> … xxx');
});

test('a list that is not whole is named at the top, and what is left of it is counted', () => {
  const fields = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, index]));
  const rows = Array.from({ length: 300 }, (_, index) => ({ email: `a${index}@a.example` }));

  const lines = previewOf(writeCall({ fields, rows, bill: '7' })).split('\n');

  expect(lines[1]).toContain('is shown: fields, rows; a yes');
  expect(lines.filter((line) => line.includes('more'))).toEqual(['  … and 50 more', '  … and 150 more']);
  expect(lines.at(-1)).toBe('  bill: "7"');
});

test('items of a list that the changes tell whole are shown there alone', () => {
  const added = { to: 'Ann', amount: '10.00' };
  const changed = { to: 'Bo', amount: '20.00' };
  const long = { memo: 'x'.repeat(1600) };
  const rows = [added, changed, null, long];
  const before = { 'to=Bo': { to: 'Bo', amount: '5.00', memo: 'x'.repeat(200) } };
  const change = {
    before,
    after: { 'row 1': added, 'to=Bo': { ...before['to=Bo'], ...changed }, day: null, 'row 4': long },
  };

  const lines = previewOf(writeCall({ rows }), { change }).split('\n');

  expect(lines.slice(2, 4)).toEqual([`  rows.1: ${JSON.stringify(changed)}`, '  rows.2: null']);
  expect(lines.slice(4, 7)).toEqual([
    expect.stringContaining('rows.3.memo: "xxx'),
    'Before -> after:',
    `  row 1: (none) -> ${JSON.stringify(added)}`,
  ]);
});

test('items of a list that the changes tell in words with all their values are shown there alone', () => {
  const line_items = [
    { what: 'Oak', quantity: '2' },
    { what: 'Ash', quantity: '3' },
    { what: 'Elm', quantity: '4', note: 'oiled' },
  ];
  const lines = ['2 x 5.00: Oak', '3 x 5.00: ***', '4 x 5.00: Elm'];
  const change = { before: {}, after: { lines }, inWords: { line_items: 'lines' } };

  const shown = previewOf(writeCall({ line_items }), { change }).split('\n').slice(1);

  expect(shown).toEqual([
    '  line_items.1: {"what":"Ash","quantity":"3"}',
    '  line_items.2: {"what":"Elm","quantity":"4","note":"oiled"}',
    'Before -> after:',
    `  lines: (none) -> ${JSON.stringify(lines)}`,
  ]);
});

test('a long new list in the changes takes a line an item', () => {
  const warnings = Array.from({ length: 30 }, (_, index) => `Warning ${index} ${'x'.repeat(100)}`);
  const change = { before: { warnings: [] }, after: { warnings } };

  const preview = previewOf(writeCall({}), { change });

  expect(preview.split('\n').slice(2)).toEqual(
    warnings.map((warning, index) => `  warnings.${index}: [] -> "${warning}"`),
  );
});

test('of a hundred lines of a document each is shown, if in less', () => {
  const rows = Array.from({ length: 100 }, (_, index) => `Row ${index} ${'x'.repeat(300)}`);

  const preview = previewOf(writeCall({}), { change: { before: {}, after: { rows } } });

  expect(preview.length).toBeLessThanOrEqual(20_000);
  expect(rows.filter((_, index) => !preview.includes(`"Row ${index} `))).toEqual([]);
});

test('what a person can still read is shown whole, a long list with a line an item', () => {
  const memo = `${'x'.repeat(400)} to DE89370400440532013000 ${'x'.repeat(400)}`;
  const items = Array.from({ length: 14 }, (_, index) => ({ description: `Item ${index}`, amount: '100.00' }));
  const payload = { to: Array.from({ length: 20 }, (_, index) => `a${index}@a.example`), subject: 'Hi' };

  const lines = previewOf(writeCall({ memo, items, payload, days: [1, 2] })).split('\n');

  expect(lines.slice(1)).toEqual([
    `  memo: "${memo}"`,
    ...items.map((item, index) => `  items.${index}: ${JSON.stringify(item)}`),
    ...payload.to.map((address, index) => `  payload.to.${index}: "${address}"`),
    '  payload.subject: "Hi"',
    '  days: [1,2]',
  ]);
});

test('of too much, each value is shown in less, and none is left out for another', () => {
  const rows = Array.from({ length: 100 }, () => 'x'.repeat(1000));

  const preview = previewOf(writeCall({ rows, amount: 10 }));

  expect(preview.length).toBeLessThanOrEqual(20_000);
  expect(preview).toContain('is shown: rows.0, rows.1, ');
  expect(preview.split('\n').at(-1)).toBe('  amount: 10');
});

test.each([
  ['replaced', 'to A1', 'to B2'],
  ['added', '', 'to B2'],
  ['in other letters', 'paypal', 'p\u0430ypal'],
])('of a long value in which a piece is %s, that piece is shown', (_what, old, fresh) => {
  const long = 'word '.repeat(400);
  const change = { before: { memo: `${long}${old}.${long}` }, after: { memo: `${long}${fresh}.${long}` } };

  const preview = previewOf(writeCall({ bill: '7' }), { change });

  const [was = '', is = ''] = preview.split('  memo: ')[1]?.split(' -> ') ?? [];
  expect(was).toMatch(new RegExp(`^… .{55,60}${old}\\..{55,60} …$`));
  expect(is).toMatch(new RegExp(`^… .{55,60}${fresh.replace('\u0430', '\\[U\\+0430\\]')}\\..{55,60} …$`));
  expect(preview).not.toContain('! Not all');
});

test('a change that is too long to be shown is named at the top', () => {
  const change = { before: { memo: 'x'.repeat(5000) }, after: { memo: 'y'.repeat(5000) } };

  expect(previewOf(writeCall({}), { change }).split('\n')[1]).toContain('is shown: memo; a yes');
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

test('how a write is undone stands below what it does, above all that it is about', () => {
  const call = writeCall({ name: 'New' });
  const undone = {
    ...call,
    action: { ...call.action, undo: ({ name }: object & { name?: unknown }) => `with ${name}` },
  };

  expect(previewOf(undone).split('\n').slice(1)).toEqual(['Undo: with New.', '  name: "New"']);
});

test.each([
  [
    'by the values before',
    'with pay_bill and the values before',
    '; not from here of iban, phone, whose values before are hidden',
  ],
  ['in another way', 'with void_bill', ''],
])('an undo %s says of which fields that is not possible where it takes them', (_, undo, told) => {
  const call = writeCall({ name: 'New' });
  const undone = { ...call, action: { ...call.action, undo: () => undo } };
  const change = { before: { text: 'y'.repeat(1600) }, after: { text: 'x' } };
  const partly = told === '' ? '' : '; read text first, whose values before are not all shown here';
  expect(previewOf(undone, { hidden: ['iban', 'phone'] })).toContain(`Undo: ${undo}${told}.\n`);
  expect(previewOf(undone, { change })).toContain(`Undo: ${undo}${partly}.\n`);
});

test('a call that does less than its tool may is told by what it does', () => {
  const change = { before: {}, after: { note: 'x' }, effect: 'read' } as const;

  const [head] = previewOf(writeCall({}), { change }).split('\n');

  expect(head).toBe('Pay a bill (pay_bill): this reads from Books.');
});

test.each([
  ['a PDF', `%PDF-1.7\n${'x'.repeat(900)}`, '  text: "JVBERi0xLjcKeHh4eHh4eHh4…" (a PDF of 909 bytes, in base64)'],
  ['text', 'Grüße, '.repeat(1000), '  text: "R3LDvMOfZSwgR3LDvMOfZSwg…" (a text of 9,000 bytes, in base64)'],
])('of %s in base64 its kind and its size are shown', (_what, content, line) => {
  const encoded = Buffer.from(content).toString('base64');

  expect(previewOf(writeCall({ text: encoded })).split('\n')[1]).toBe(line);
});

test('words without blanks are not taken for a file', () => {
  const text = 'PayEverythingToMe'.repeat(50);

  expect(previewOf(writeCall({ text }))).toContain(`"${text}"`);
});
