import { join } from 'node:path';
import { createFileAuditLog } from '../audit/audit-log.ts';
import { login, logout } from '../credentials/oauth/login.ts';
import { type Grant, grantOf } from '../credentials/oauth/oauth-grant.ts';
import { createTokenStore, type TokenStore } from '../credentials/oauth/token-store.ts';
import { isUnset } from '../define/is-unset.ts';
import type { Server } from '../define/server.ts';
import { readSettings, settingsForLogin } from '../define/settings.ts';
import { ToolError } from '../define/tool-error.ts';
import { rememberSecret, withoutSecrets } from '../masking/known-secrets.ts';
import { log } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import type { Deployment } from './deployment/deployment.ts';
import { settingsSourceOf } from './deployment/settings-source.ts';
import { stateFolder } from './deployment/state-folder.ts';
import type { StartOptions } from './start.ts';

type Print = (text: string) => Promise<void>;

/** Connects or disconnects an account, or changes the key of all stored ones, for the person at the terminal. Gives the exit code of the process. */
export async function runLogin(
  mode: 'login' | 'logout' | 'rotate-keys',
  options: StartOptions,
  deployment: Deployment,
  print: Print,
): Promise<0 | 1> {
  const folder = stateFolder(process.env);
  try {
    const server = await options.server();
    const store = createTokenStore(folder, process.env);
    const say = (text: string) => print(`${text}\n`);
    const outcome =
      mode === 'rotate-keys'
        ? await rotateKeys(deployment, store, say)
        : await changeLogin(mode, await readGrant(mode, server, deployment), store, say);
    await record(join(folder, 'audit'), server.name, deployment, {
      event: `credentials.${mode.replace('-', '_')}`,
      outcome,
    });
    return 0;
  } catch (error) {
    if (!(error instanceof ToolError)) log('error', messageOf(error));
    const why = error instanceof ToolError ? error.message : 'It failed in a way this server does not know; see above.';
    await print(`${withoutSecrets(why)}\n`);
    return 1;
  }
}

/** Safe to be killed, and beside servers at work. What a former passphrase sealed needs that in the environment. */
async function rotateKeys({ problem, sandbox }: Deployment, store: TokenStore, say: Print): Promise<string> {
  if (problem !== undefined) throw new ToolError('not_configured', problem);
  if (sandbox) throw new ToolError('not_configured', 'The sandbox stores no login. Leave --sandbox out.');
  await store.rotateKeys();
  await say(`All stored logins that could be opened are sealed with a new key. ${await store.describeKey()}`);
  return 'rotated';
}

function changeLogin(mode: 'login' | 'logout', grant: Grant, store: TokenStore, say: Print): Promise<string> {
  return mode === 'login' ? connectAccount(grant, store, say) : disconnect(grant, store, say);
}

async function readGrant(mode: 'login' | 'logout', { name, api }: Server, deployment: Deployment): Promise<Grant> {
  const { problem, sandbox, principal, tenant } = deployment;
  const refuse = (why: string) => new ToolError('not_configured', why);
  if (problem !== undefined) throw refuse(problem);
  if (sandbox) throw refuse('The sandbox needs no login. Leave --sandbox out to connect a real account.');
  const ways = settingsForLogin(api.credentials);
  if (!api.oauth || (mode === 'login' && ways.length === 0)) {
    throw refuse(
      `This server has no login: ${api.system} is reached with what its settings hold. Try them with --check.`,
    );
  }
  // Not all settings have to be there yet: some of them are what the login brings.
  const source = await settingsSourceOf({ name, api }, deployment);
  const result = readSettings(api.settings, [], source);
  if (!result.ok) throw refuse(result.problem);
  for (const secret of result.secrets) rememberSecret(secret);
  const given = grantOf(api, result.settings, principal.name, tenant);
  if ('problem' in given) throw refuse(given.problem);
  if (!given.grant) {
    const how = ways.join(' Or: ');
    if (source.storedProblem !== undefined) throw refuse(source.storedProblem);
    throw refuse(`These settings are not those of a login. ${how} Other credentials come first where they are set.`);
  }
  return given.grant;
}

/** What is put on record of it. */
async function connectAccount(grant: Grant, store: TokenStore, say: Print): Promise<string> {
  const { key, client, oauth } = grant;
  if (oauth.flow !== 'code' && oauth.flow !== 'device') {
    throw new ToolError(
      'not_configured',
      `With these settings this server signs in to ${oauth.system} by itself: it needs no --login. Try them with --check.`,
    );
  }
  // A place for the key that can't be used is told before the person goes to the vendor.
  const place = await store.describeKey();
  const isHere = hasBrowser(process.env, process.platform);
  const isByDevice = !isHere && oauth.deviceUrl !== undefined;
  if (!isHere && !isByDevice) await say(elsewhere);
  // Lines come one by one, and none may be lost when the process ends.
  let shown = Promise.resolve();
  const result = await login(isByDevice ? { ...oauth, flow: 'device' } : oauth, {
    store,
    key,
    client,
    show: (line) => {
      shown = shown.then(() => say(line));
    },
    ...(!isHere && { open: async () => false }),
  });
  await shown;
  const until = result.isRenewable
    ? ''
    : ` It ends at ${result.expiresAt}: ${oauth.system} gave nothing to renew it with.`;
  await say(`Connected ${oauth.system}.${until} ${place}`);
  return 'connected';
}

async function disconnect({ key, client, oauth }: Grant, store: TokenStore, say: Print): Promise<string> {
  const outcome = await logout(oauth, { store, key, client });
  const sentences = {
    revoked: `${oauth.system} has ended the access, and it is forgotten here.`,
    forgotten: `The access is forgotten here. It was not ended at ${oauth.system}: remove the app there as well.`,
    none: `No login for ${oauth.system} is stored here.`,
  };
  await say(sentences[outcome]);
  return outcome;
}

const elsewhere =
  'This machine seems to have no browser. Open the address below in one on your own machine, after forwarding the port ' +
  'that its redirect_uri names: ssh -L PORT:127.0.0.1:PORT and this host.';

/** Whether a browser that is opened here is seen by the person: not over SSH, and not without a screen. */
function hasBrowser(environment: Record<string, string | undefined>, platform: NodeJS.Platform): boolean {
  if (!isUnset(environment.SSH_CONNECTION)) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return !isUnset(environment.DISPLAY) || !isUnset(environment.WAYLAND_DISPLAY);
}

/** A trail that can't be written does not undo a login; it is told, as at a start. */
async function record(
  folder: string,
  server: string,
  { principal, tenant }: Deployment,
  event: { event: string; outcome: string },
): Promise<void> {
  const auditLog = createFileAuditLog(folder, server);
  try {
    await auditLog.append({ ...event, principal, ...(tenant !== undefined && { tenant }) });
  } catch (error) {
    log('warn', `It is not on record: ${messageOf(error)}`);
  } finally {
    await auditLog.close();
  }
}
