import { describe, expect, test } from 'vitest';
import { createProject, refusal, url } from './fake-project.ts';

const buckets = () => [
  { id: 'public-docs', name: 'public-docs', public: true },
  { id: 'attachments', name: 'attachments', public: false },
];
const upload = { bucket: 'attachments', path: 'a/b c.txt', file_data: 'SGVsbG8=', content_type: 'text/plain' };
const storage = { 'GET /storage/v1/bucket': buckets };
const info = '/storage/v1/object/info/attachments';
const object = '/storage/v1/object/attachments/a/b c.txt';

// Such a token opens one file for an hour: masked as other tokens are, the address would be none.
const token = ['{"alg":"HS256"}', '{"url":"attachments/a/b c.txt","exp":1763716000}', 'signature']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

describe('upload_file', () => {
  test('stores the bytes under their media type and gives an address', async () => {
    const project = createProject({
      ...storage,
      [`POST ${object}`]: () => ({ Id: 'x', Key: 'attachments/a/b c.txt' }),
      'POST /storage/v1/object/sign/attachments/a/b c.txt': () => ({
        signedURL: `/object/sign/attachments/a/b c.txt?token=${token}`,
      }),
    });

    const answer = await project.call('upload_file', upload);

    const sent = project.requests.find(({ path }) => path === object);
    expect(sent?.body).toBe('Hello');
    expect(sent?.headers.get('content-type')).toBe('text/plain');
    expect(sent?.headers.get('x-upsert')).toBe('false');
    expect(answer).toMatchObject({ path: 'a/b c.txt', size: 5 });
    expect(answer.signed_url).toBe(`${url}/storage/v1/object/sign/attachments/a/b%20c.txt?token=${token}`);
  });

  test('gives the address for everybody of a public bucket', async () => {
    const project = createProject({
      ...storage,
      'POST /storage/v1/object/public-docs/a.txt': () => ({ Id: 'x', Key: 'public-docs/a.txt' }),
    });

    const answer = await project.call('upload_file', { ...upload, bucket: 'public-docs', path: 'a.txt' });

    expect(answer.public_url).toBe(`${url}/storage/v1/object/public/public-docs/a.txt`);
  });

  test('is done although no address could be made', async () => {
    const project = createProject({
      ...storage,
      [`POST ${object}`]: () => ({ Id: 'x', Key: 'attachments/a/b c.txt' }),
    });

    expect(await project.call('upload_file', upload)).toEqual({ path: 'a/b c.txt', size: 5 });
  });

  test.each([
    [{ file_size_limit: 4 }, 'takes files of up to 4 bytes, and this one has 5'],
    [{ allowed_mime_types: ['image/*', 'application/pdf'] }, 'takes files of type image/*, application/pdf, and'],
  ])('asks nobody for a file that its bucket does not take: %j', async (limits, told) => {
    const bucket = { id: 'attachments', public: false, ...limits };
    const project = createProject({ 'GET /storage/v1/bucket': () => [bucket] });

    await expect(project.preview('upload_file', upload)).rejects.toThrow(told);
  });

  test.each([{}, { file_size_limit: 5 }, { file_size_limit: null, allowed_mime_types: ['text/*'] }])(
    'asks for a file that its bucket takes, and says what only the upload tells: %j',
    async (limits) => {
      const bucket = { id: 'attachments', public: false, ...limits };
      const project = createProject({ 'GET /storage/v1/bucket': () => [bucket] });

      expect(await project.preview('upload_file', upload)).toContain('may fail: (none) -> "where a storage policy');
    },
  );

  test.each(['SGVsbG8', 'SGVs*G8=', 'SGV=bG8=', 'Hello world'])('refuses %j, which is no base64', async (data) => {
    const project = createProject({ 'GET /storage/v1/bucket': buckets });

    const error = await project.fail('upload_file', { ...upload, file_data: data });

    expect(error).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('file_data: is not base64'),
    });
    expect(project.requests).toEqual([]);
  });

  test('refuses 50 MB before anything is sent, and says what to do', async () => {
    const project = createProject({});

    const error = await project.fail('upload_file', { ...upload, file_data: 'A'.repeat(70_000_000) });

    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain('Send less');
    expect(project.requests).toEqual([]);
  });

  test.each(['../secret', 'a/../b', '/a', 'a//b', 'a/', '.', 'a?b', 'a#b', 'a%2e%2e/b', 'a\\b'])(
    'refuses the path %j',
    async (path) => {
      const project = createProject({});

      expect((await project.fail('upload_file', { ...upload, path })).code).toBe('invalid_input');
      expect(project.requests).toEqual([]);
    },
  );

  test.each([
    [400, { statusCode: '409', error: 'Duplicate', message: 'The resource already exists' }, 'conflict', 'set upsert'],
    [400, { statusCode: '404', error: 'Bucket not found', message: 'Bucket not found' }, 'not_found', 'list_files'],
    [
      400,
      { statusCode: '403', error: 'Unauthorized', message: 'new row violates row-level security policy' },
      'forbidden',
      'storage policy',
    ],
    [
      400,
      { statusCode: '413', error: 'Payload too large', message: 'The object exceeded the maximum allowed size' },
      'too_large',
      'larger than',
    ],
    [
      400,
      { statusCode: '415', error: 'invalid_mime_type', message: 'mime type text/plain is not supported' },
      'invalid_input',
      'content_type',
    ],
    [
      400,
      { statusCode: '403', error: 'Unauthorized', message: '"exp" claim timestamp check failed' },
      'unauthenticated',
      'has expired',
    ],
  ])('says why Storage refused: %i %j', async (status, body, code, told) => {
    const project = createProject({
      ...storage,
      [`POST ${object}`]: () => refusal(status, body),
    });

    expect(await project.fail('upload_file', upload)).toMatchObject({ code, message: expect.stringContaining(told) });
  });
});

test('a person is shown the file that is replaced', async () => {
  const present = {
    id: 'u',
    name: 'may.txt',
    size: 512,
    content_type: 'text/csv',
    last_modified: '2026-01-02T03:04:05Z',
  };
  const project = createProject({ ...storage, [`GET ${info}/reports/may.txt`]: () => present });

  const question = await project.preview('upload_file', { ...upload, path: 'reports/may.txt', upsert: true });

  expect(question).toContain('"size":512,"content_type":"text/csv","updated_at":"2026-01-02T03:04:05Z"');
  expect(question).toContain('Undo: only in Supabase, and not where it replaces a file');
});

test('nobody is asked for an upload to a path that is taken', async () => {
  const project = createProject({ ...storage, [`GET ${info}/a/b c.txt`]: () => ({ id: 'u', size: 512 }) });

  await expect(project.preview('upload_file', upload)).rejects.toThrow('set upsert to replace it');
});

test.each([
  [upload, '"text":"Hello"', 'not among'],
  [{ ...upload, file_data: '/wD/' }, '{"size":3,"content_type":"text/plain"}', '"text"'],
])('a person is shown what %j stores', async (input, told, untold) => {
  const question = await createProject(storage).preview('upload_file', input);

  expect(question).toContain(told);
  expect(question).not.toContain(untold);
  expect(question).toContain('Undo: only in Supabase: no tool here deletes files.');
});

test.each([
  ['short', ''],
  ['longer', '.'.repeat(900)],
])('a person is shown what cannot be seen of a %s text', async (_, rest) => {
  const text = `\uFEFFPay\u200B 10 to \u202Emaerd\u202C,\nnow\u001B[2K\u0007\0.${rest}`;
  const input = { ...upload, file_data: Buffer.from(text).toString('base64') };

  const question = await createProject(storage).preview('upload_file', input);

  const marked = '[U+FEFF]Pay[U+200B] 10 to [U+202E]maerd[U+202C],\\nnow[U+001B][2K[U+0007][U+0000].';
  expect(question).toContain(`"text":"${marked}${rest}"`);
});

test('a person is told that a long text is not shown whole, and sees its end', async () => {
  const text = `Meeting notes. ${'All is well. '.repeat(200_000)}<script>alert(1)</script>`;
  const input = { ...upload, file_data: Buffer.from(text).toString('base64') };

  const question = await createProject(storage).preview('upload_file', input);

  expect(question).toContain('! Not all that this call writes or replaces is shown: file; a yes is for all of it.');
  expect(question).toContain('All is well. All');
  expect(question).toMatch(/ … .*<script>alert\(1\)<\/script>"} \(\d+ characters\)/);
});

test.each([
  ['public-docs', 'anyone on the internet, as the bucket is public'],
  ['attachments', 'for an hour whoever has the signed address that the answer gives'],
])('a person is told who can read a file in %s', async (bucket, readers) => {
  const question = await createProject(storage).preview('upload_file', { ...upload, bucket });

  expect(question).toContain(readers);
});

test('a bucket that is not among the visible ones is told before the question', async () => {
  const project = createProject(storage);

  expect(await project.preview('upload_file', { ...upload, bucket: 'atachments' })).toContain(
    'not among those that these credentials see: public-docs, attachments',
  );
});

test.each([
  ['reports/mai größe 📄.txt', 'takes no ö ß 📄 in a path, but a-z,', 'write reports/mai-grosse.txt'],
  ['rt/報告.txt', 'takes no 報 告 in a path, but a-z,', ': + ,; name it in these signs'],
  ['rt/😀', 'takes no 😀 in a path, but a-z,', ': + ,; name it in these signs'],
  ['/org-7//May report.pdf', 'names stand between single /', 'write org-7/May-report.pdf'],
])(
  'a path that Storage does not take is told with all that is wrong and a right one: %s',
  async (path, wrong, right) => {
    const upload = { bucket: 'files', path, file_data: 'SGVsbG8=', content_type: 'text/plain' };

    const { message } = await createProject({}).fail('upload_file', upload);

    expect(message).toContain(wrong);
    expect(message).toContain(right);
  },
);
