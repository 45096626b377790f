import assert from 'node:assert/strict';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { createClient } from '@supabase/supabase-js';
import { describe, test } from 'vitest';
import { createSupabaseSimulator } from '../simulator/supabase-simulator.ts';

const mara = 'mara@harborline.example';

/** The vendor's own client, over a simulator with a clock that stands still. */
const setUp = (limits = {}) => {
  const clock = createManualClock(Date.now());
  const simulator = createSupabaseSimulator({ clock, limits });
  const client = createClient('https://simulated.example', simulator.anonKey, {
    global: { fetch: simulator.fetch },
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const tenant = String(simulator.users.find(({ email }) => email === mara)?.appMetadata.organization_id);
  const signIn = () => client.auth.signInWithPassword({ email: mara, password: simulator.password });
  return { client, clock, signIn, simulator, tenant };
};

test('an expression that takes without end is given up as a database does it', async () => {
  const { client, signIn } = setUp();
  await signIn();

  const { error, status } = await client.from('support_tickets').select('id').filter('description', 'match', '(.+)+#$');

  assert.equal(status, 500);
  assert.equal(error?.code, '57014');
});

describe('Auth', () => {
  test('a wrong password is refused, the right one gives the sight of a member', async () => {
    const { client, signIn } = setUp();

    const { error } = await client.auth.signInWithPassword({ email: mara, password: 'wrong' });
    const before = await client.from('organizations').select('name');
    await signIn();
    const { data } = await client.from('organizations').select('name');

    assert.equal(error?.code, 'invalid_credentials');
    assert.deepEqual(before.data, []);
    assert.deepEqual(data, [{ name: 'Harborline Supplies' }]);
  });

  test('a refresh token is replaced by each use, and is refused when it comes back late', async () => {
    const { client, clock, signIn } = setUp();
    const { data: first } = await signIn();
    const token = first.session?.refresh_token ?? '';

    const second = await client.auth.refreshSession({ refresh_token: token });
    const atOnce = await client.auth.refreshSession({ refresh_token: token });
    clock.advance(11_000);
    const late = await client.auth.refreshSession({ refresh_token: token });
    const unknown = await client.auth.refreshSession({ refresh_token: 'never issued' });

    assert.notEqual(second.data.session?.refresh_token, token);
    assert.equal(atOnce.data.session?.refresh_token, second.data.session?.refresh_token);
    assert.equal(late.error?.code, 'refresh_token_already_used');
    assert.equal(unknown.error?.code, 'refresh_token_not_found');
  });

  test('a session ends with its time', async () => {
    const { clock, simulator } = setUp({ sessionSeconds: 60 });
    const headers = { apikey: simulator.anonKey, authorization: `Bearer ${simulator.userToken(mara)}` };
    const ask = (path = 'rest/v1/organizations') => simulator.fetch(`https://simulated.example/${path}`, { headers });

    const before = await ask();
    clock.advance(95_000);
    const after = await ask();
    const buckets = await ask('storage/v1/bucket');

    assert.equal(before.status, 200);
    assert.deepEqual(await buckets.json(), {
      ...{ statusCode: '403', code: 'AccessDenied', error: 'Unauthorized' },
      message: '"exp" claim timestamp check failed',
    });
    assert.equal(after.status, 401);
    assert.deepEqual(await after.json(), { code: 'PGRST301', details: null, hint: null, message: 'JWT expired' });
  });

  test('the gateway wants a key of the project; the new kind serves as well', async () => {
    const { simulator } = setUp();
    const url = 'https://simulated.example/rest/v1/user_profiles';

    const without = await simulator.fetch(url);
    const wrong = await simulator.fetch(url, { headers: { apikey: 'wrong' } });
    const publishable = await simulator.fetch(url, { headers: { apikey: simulator.publishableKey } });
    const secret = await simulator.fetch(url, { headers: { apikey: simulator.secretKey } });

    assert.deepEqual([without.status, wrong.status], [401, 401]);
    assert.deepEqual(await publishable.json(), []);
    assert.equal(JSON.stringify(await secret.json()).includes('quayside.example'), true);
  });
});

describe('Storage', () => {
  test('bytes come back as they went in, raw and from a form', async () => {
    const { client, signIn, tenant } = setUp();
    await signIn();
    const bytes = Uint8Array.from({ length: 512 }, (_unused, index) => (index * 7) % 256);
    const bucket = client.storage.from('attachments');

    await bucket.upload(`${tenant}/raw file.bin`, bytes, { contentType: 'application/x-thing' });
    await bucket.upload(`${tenant}/form.bin`, new Blob([bytes]));

    for (const name of ['raw file.bin', 'form.bin']) {
      const { data } = await bucket.download(`${tenant}/${name}`);
      assert.deepEqual(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0)), bytes, name);
    }
  });

  test("another tenant's folder is neither written nor read nor listed", async () => {
    const { client, signIn, simulator } = setUp();
    await signIn();
    const bucket = client.storage.from('attachments');
    const other = [...simulator.state.objects.values()].find(({ name }) => name.startsWith('c3d1'))?.name ?? '';

    const written = await bucket.upload(`${other.split('/')[0]}/mine.txt`, 'x');
    const read = await bucket.download(other);
    const listed = await bucket.list(other.split('/')[0]);
    const signed = await bucket.createSignedUrl(other, 60);

    assert.equal(written.error?.message, 'new row violates row-level security policy');
    assert.ok(read.error);
    assert.deepEqual(listed.data, []);
    assert.equal(signed.error?.message, 'Object not found');
  });

  test('a file that is there, too large or of a wrong type is refused', async () => {
    const { client, signIn, tenant } = setUp({ maxFileBytes: 1_000 });
    await signIn();
    const bucket = client.storage.from('attachments');
    await bucket.upload(`${tenant}/a.txt`, 'first');

    const again = await bucket.upload(`${tenant}/a.txt`, 'second');
    const upserted = await bucket.upload(`${tenant}/a.txt`, 'second', { upsert: true });
    const large = await bucket.upload(`${tenant}/b.txt`, 'x'.repeat(1_001));
    const typed = await client.storage.from('avatars').upload(`${tenant}/c.txt`, 'x', { contentType: 'text/plain' });
    const nowhere = await client.storage.from('nowhere').upload('x', 'x');

    assert.equal(again.error?.message, 'The resource already exists');
    assert.equal(upserted.error, null);
    assert.equal(large.error?.message, 'The object exceeded the maximum allowed size');
    assert.equal(typed.error?.message, 'mime type text/plain is not supported');
    assert.equal(nowhere.error?.message, 'Bucket not found');
  });

  test('a signed address works without a key until its time is over', async () => {
    const { client, clock, signIn, simulator, tenant } = setUp();
    await signIn();
    const { data } = await client.storage.from('attachments').createSignedUrl(`${tenant}/welcome.txt`, 60);
    const url = data?.signedUrl ?? '';

    const fresh = await simulator.fetch(url);
    const elsewhere = await simulator.fetch(url.replace('welcome', 'other'));
    clock.advance(120_000);
    const late = await simulator.fetch(url);

    assert.equal(await fresh.text(), 'Welcome to Harborline Supplies\n');
    assert.deepEqual([elsewhere.status, late.status], [400, 400]);
    assert.match(await elsewhere.text(), /"code":"InvalidSignature"/);
    assert.match(await late.text(), /"code":"InvalidJWT"/);
  });

  test('folders are listed with their files and folders, in pages', async () => {
    const { client, signIn, tenant } = setUp();
    await signIn();
    const bucket = client.storage.from('attachments');
    for (const name of ['b.txt', 'a.txt', 'deep/c.txt', 'deep/d.txt']) await bucket.upload(`${tenant}/${name}`, name);

    const all = await bucket.list(tenant);
    const page = await bucket.list(tenant, { limit: 2, offset: 1, sortBy: { column: 'name', order: 'desc' } });

    assert.deepEqual(
      all.data?.map(({ name }) => name),
      ['a.txt', 'b.txt', 'deep', 'welcome.txt'],
    );
    assert.equal(all.data?.find(({ name }) => name === 'deep')?.id, null);
    assert.deepEqual(
      page.data?.map(({ name }) => name),
      ['deep', 'b.txt'],
    );
  });
});

test('a search lists the files and folders whose names begin so, also a file and a folder of one name', async () => {
  const { client, signIn, tenant } = setUp();
  await signIn();
  const bucket = client.storage.from('attachments');
  for (const name of ['may', 'may/a.txt', 'Mayor.txt', 'dismay.txt']) await bucket.upload(`${tenant}/${name}`, name);

  const { data } = await bucket.list(tenant, { search: 'may' });

  assert.deepEqual(data?.map(({ id, name }) => `${name}${id === null ? '/' : ''}`).toSorted(), [
    'Mayor.txt',
    'may',
    'may/',
  ]);
});

describe('Edge Functions', () => {
  test('answer with the sight of the caller; what is not there is the relay’s error', async () => {
    const { client, signIn, simulator } = setUp();
    const anonymous = await client.functions.invoke('open-tickets');
    await signIn();

    const mine = await client.functions.invoke('open-tickets');
    const missing = await client.functions.invoke('nothing');
    const keyless = await simulator.fetch('https://simulated.example/functions/v1/hello', { method: 'POST' });

    assert.deepEqual(anonymous.data, { open: 0, urgent: 0 });
    assert.ok(mine.data.open > 0);
    assert.equal(missing.error.name, 'FunctionsRelayError');
    assert.equal(keyless.status, 401);
  });
});
