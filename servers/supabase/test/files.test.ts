import { describe, expect, test } from 'vitest';
import { createProject } from './fake-project.ts';

const buckets = () => [
  { id: 'public-docs', name: 'public-docs', public: true },
  { id: 'attachments', name: 'attachments', public: false },
];

describe('download_file', () => {
  const long = `${'ä'.repeat(50_000)}😀`;
  const files = {
    'GET /storage/v1/object/attachments/long.txt': () =>
      new Response(long, { headers: { 'content-type': 'text/plain' } }),
    'GET /storage/v1/object/attachments/page.html': () =>
      new Response('<p>Hi</p>', { headers: { 'content-type': 'text/html' } }),
    'GET /storage/v1/object/attachments/pixel.png': () =>
      new Response(new Uint8Array([137, 80, 78, 71, 0, 255, ...Array(30_000).fill(0)]), {
        headers: { 'content-type': 'image/png' },
      }),
  };

  test('gives a long text in parts that end between letters', async () => {
    const project = createProject(files);
    const input = { bucket: 'attachments', path: 'long.txt' };
    let text = '';
    let offset: number | undefined = 1;

    const first = await project.call('download_file', input);
    text += first.text;
    offset = first.next_offset;
    while (offset !== undefined) {
      const part = await project.call('download_file', { ...input, offset });
      text += part.text;
      offset = part.next_offset;
    }

    expect(first).toMatchObject({ size: 100_004, text: 'ä'.repeat(36_000), next_offset: 72_000 });
    expect(text).toBe(long);
  });

  test('gives a text of line ends alone, each of two characters in an answer', async () => {
    const lines = new Response('\n'.repeat(30_000), { headers: { 'content-type': 'text/plain' } });
    const project = createProject({ 'GET /storage/v1/object/attachments/lines.txt': () => lines.clone() });

    const { text } = await project.call('download_file', { bucket: 'attachments', path: 'lines.txt' });

    expect(text).toMatch(/^\n+$/);
  });

  test('gives a page as text and bytes as base64', async () => {
    const project = createProject(files);

    expect(await project.call('download_file', { bucket: 'attachments', path: 'page.html' })).toMatchObject({
      text: '<p>Hi</p>',
      content_type: 'text/html',
    });
    const { base64, next_offset } = await project.call('download_file', { bucket: 'attachments', path: 'pixel.png' });
    expect({ start: base64.slice(0, 8), length: base64.length, next_offset }).toEqual({
      start: 'iVBORwD/',
      length: 36_000,
      next_offset: 27_000,
    });
  });
});

test.each([
  ['control characters', '\u0001\u0002\u0003'],
  ['bytes that are no text behind its first part', Buffer.from([...Array(30_000).fill(65), 0, 255])],
  ['numbers of two bytes', Buffer.from(new Uint16Array([72, 105, 7, 300, 1]).buffer)],
  ['a picture that nobody named one', Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 255])],
])('a file with %s comes as it is stored, by its bytes', async (_, content) => {
  const project = storing(Buffer.from(content), 'application/octet-stream');

  const { bytes } = await readAll(project);

  expect(bytes.equals(Buffer.from(content))).toBe(true);
});

test.each([
  ['with a byte order mark', Buffer.from('\ufeffname;amount'), 'name;amount', 'invisible'],
  ['with a soft hyphen', Buffer.from('Vertrags\u00adnummer'), 'Vertragsnummer', 'invisible'],
  ['of Excel', Buffer.from('Müller;12,50 \x80', 'latin1'), 'Müller;12,50 €', 'windows-1252'],
  ['of UTF-16', Buffer.from('\ufeffMüller; 5 €', 'utf16le'), 'Müller; 5 €', 'utf-16le'],
  ['of UTF-16 without a mark', Buffer.from('Müller; 5 €', 'utf16le'), 'Müller; 5 €', 'utf-16le'],
  ['of UTF-16 the other way', Buffer.from('Müller; 5 €', 'utf16le').swap16(), 'Müller; 5 €', 'utf-16be'],
  ['of UTF-32', Buffer.from('\ufeff\0Ü\0€\0', 'utf16le'), 'Ü€', 'utf-32le'],
  ['of UTF-32 the other way', Buffer.from('\ufeff\0Ü\0€\0', 'utf16le').swap32(), 'Ü€', 'utf-32be'],
])('a file %s is given as a text, and how it was read is told', async (_, content, text, told) => {
  const { data, note } = await readAll(storing(content, 'application/octet-stream'));

  expect({ data, note }).toEqual({ data: text, note: expect.stringContaining(told) });
});

test('the type of a file says how its letters are written', async () => {
  const { data } = await readAll(storing(Buffer.from([0xa1, 0xa4]), 'text/csv; charset=iso-8859-7'));

  expect(data).toBe('‘€');
});

// Built from parts, so that no scanner takes them for real ones.
const privateKey = (lines: number) =>
  [
    '-----BEGIN',
    `PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'.repeat(lines)}-----END`,
    'PRIVATE KEY-----',
  ].join(' ');

test.each([
  ['a password', 'password: Tr0ub4dor&3, spare'],
  ['a token of one long line', `{"jwt": "${['eyJhbGciOiJIUzI1NiJ9', `eyJ${'a1B2'.repeat(900)}`, 'c2ln'].join('.')}"}`],
  ['a key of many lines', `{"kept": 1}\n${privateKey(90)}\n`],
  ['a card number', 'paid by 4111 1111 1111 1111 today'],
  ['a card number as Excel writes it', Buffer.from('für 4111 1111 1111 1111 bezahlt', 'latin1')],
])('no offset shows of %s what the whole hides', async (_, content) => {
  const before = 'Nothing here. '.repeat(1356);
  const project = storing(Buffer.concat([Buffer.from(before), Buffer.from(content)]));

  const { data } = await readAll(project);
  const parts = [];
  for (let offset = before.length; offset < data.length; offset += 7)
    parts.push((await project.call('download_file', { bucket: 'attachments', path: 'a', offset })).text);

  expect(data).toMatch(/\[secret\]|\*\*\*1111/);
  expect(parts.filter((part) => !data.endsWith(part))).toEqual([]);
});

test('JSON in a file hides the values that a row hides, alone and line by line, and stays as it is where it has none', async () => {
  const read = async (text: string) => (await readAll(storing(Buffer.from(text)))).data;

  expect(JSON.parse(await read('{"staff": [{"password": "tulip", "salary": 90000, "team": 3}]}'))).toEqual({
    staff: [{ password: '[secret]', salary: '[masked]', team: 3 }],
  });
  expect(await read('{"salary":1}\n{"team":2}\n')).toBe('{"salary":"[masked]"}\n{"team":2}\n');
  expect(await read('{"team":   2}')).toBe('{"team":   2}');
});

function storing(content: Uint8Array<ArrayBuffer>, type = 'text/plain') {
  return createProject({
    'GET /storage/v1/object/attachments/a': () => new Response(content, { headers: { 'content-type': type } }),
  });
}

/** A file from its first part to its last. */
async function readAll(project: ReturnType<typeof createProject>) {
  const parts = [await project.call('download_file', { bucket: 'attachments', path: 'a' })];
  for (let offset = parts.at(-1)?.next_offset; offset !== undefined; offset = parts.at(-1)?.next_offset)
    parts.push(await project.call('download_file', { bucket: 'attachments', path: 'a', offset }));
  return {
    data: parts.map(({ text }) => text).join(''),
    bytes: Buffer.concat(parts.map(({ base64 = '' }) => Buffer.from(base64, 'base64'))),
    note: parts[0]?.note,
  };
}

test('a file that is called JSON is given as it is', async () => {
  const text = '{\n  // a comment\n  "id": 1234567890123456789,\n}';
  const project = createProject({
    'GET /storage/v1/object/attachments/tsconfig.json': () =>
      new Response(text, { headers: { 'content-type': 'application/json' } }),
  });

  expect((await project.call('download_file', { bucket: 'attachments', path: 'tsconfig.json' })).text).toBe(text);
});

test('an offset in the midst of a letter begins with that letter, and one past the end is told', async () => {
  const project = createProject({
    'GET /storage/v1/object/attachments/a.txt': () =>
      new Response('aäb', { headers: { 'content-type': 'text/plain' } }),
  });
  const input = { bucket: 'attachments', path: 'a.txt' };

  const part = await project.call('download_file', { ...input, offset: 2 });
  const error = await project.fail('download_file', { ...input, offset: 4 });

  expect(part).toMatchObject({ text: 'äb', size: 4 });
  expect(error.message).toContain('a.txt has 4 bytes');
});

test('folders and files are told apart, and pages follow each other', async () => {
  const entries = [
    { name: '2026', id: null, metadata: null },
    { name: 'a.txt', id: 'u', updated_at: '2026-01-02T03:04:05Z', metadata: { size: 5, mimetype: 'text/plain' } },
    { name: 'b.txt', id: 'v', metadata: { size: null, mimetype: 'text/plain', eTag: 7 } },
  ];
  const project = createProject({
    'GET /storage/v1/bucket': buckets,
    'POST /storage/v1/object/list/attachments': () => entries,
  });

  const page = await project.call('list_files', { bucket: 'attachments', folder: '/reports/', limit: 3 });

  expect(page.files).toEqual([
    { name: '2026', kind: 'folder' },
    { name: 'a.txt', kind: 'file', size: 5, content_type: 'text/plain', updated_at: '2026-01-02T03:04:05Z' },
    { name: 'b.txt', kind: 'file', content_type: 'text/plain' },
  ]);
  expect(project.requests.at(-1)?.body).toMatchObject({ prefix: 'reports', limit: 3, offset: 0 });
  expect(page.next_cursor).toMatch(/~o3\.\.[\w-]{15}$/);
  expect((await project.call('list_files', {})).files[0]).toEqual({
    name: 'public-docs',
    kind: 'bucket',
    public: true,
  });
});

test('buckets that are hidden are said to be', async () => {
  const project = createProject({ 'GET /storage/v1/bucket': () => [] });

  const answer = await project.call('list_files', {});

  expect(answer).toEqual({ files: [], note: expect.stringContaining('storage.buckets') });
});

test('an empty folder is told as one, and a folder needs its bucket', async () => {
  const project = createProject({ 'POST /storage/v1/object/list/attachments': () => [] });

  expect((await project.call('list_files', { bucket: 'attachments', folder: 'nope' })).note).toContain(
    'No file is here',
  );
  expect((await project.fail('list_files', { folder: 'nope' })).message).toContain('bucket: is needed');
});

test('a search that finds nothing says that it looked for how names of one folder begin', async () => {
  const project = createProject({ 'POST /storage/v1/object/list/attachments': () => [] });

  const { note } = await project.call('list_files', { bucket: 'attachments', search: 'invoice' });

  expect(note).toContain('in this one folder begins so');
});
