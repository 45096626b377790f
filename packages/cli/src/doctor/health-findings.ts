import { shellWord } from '../screen/shell-word.ts';
import { type Examination, entryFinding } from './examination.ts';
import type { Finding, FindingCode } from './finding.ts';
import { homeOf } from './machine-findings.ts';
import { addCommand, keepCommand } from './program-findings.ts';
import type { Trial } from './trial.ts';

/** What a server says of itself once it runs: its settings, its access, its system, and the place of its trail. */
export function healthFindings(examination: Examination, trial: Trial, earlier: readonly Finding[]): Finding[] {
  const { health, refusal } = trial;
  const isFull = earlier.some(({ code }) => code === 'home-full');
  const kept = isFull ? [] : stateFindings(examination, trial);
  if (refusal) return [...kept, refusalFinding(examination, refusal)];
  if (!health) return kept;
  const credentials = health.credentials?.status === 'healthy' ? undefined : health.credentials?.message;
  if (credentials !== undefined) {
    const found = credentialsFinding(examination, credentials);
    return isExplained(found.code, earlier) ? kept : [...kept, found];
  }
  const system = health.upstream;
  if (!system || system.status === 'healthy') return kept;
  const found = systemFinding(examination, system);
  return isExplained(found.code, earlier) ? kept : [...kept, found];
}

const ofSettings: readonly FindingCode[] = ['credentials-missing', 'credentials-rejected', 'settings-wrong'];

/** A setting that is known to be wrong is why there are no credentials, or none that are taken. */
function isExplained(code: FindingCode, earlier: readonly Finding[]): boolean {
  if (!ofSettings.includes(code)) return false;
  return earlier.some(
    (finding) =>
      /^(?:reference|value|variable)-/.test(finding.code) &&
      (finding.severity === 'error' || finding.code === 'reference-asked'),
  );
}

function refusalFinding(examination: Examination, { code, message }: NonNullable<Trial['refusal']>): Finding {
  if (code === 'unanswered' || code === 'timeout')
    return entryFinding(examination, 'start-silent', 'error', {
      problem: `It starts, but its health_check was not answered: ${message.replace(/\.$/, '')}`,
      fix: addressAdvice(examination),
    });
  if (message.startsWith('The policy file')) {
    const path = /^The policy file (.*?) can't be used/.exec(message)?.[1] ?? '';
    return entryFinding(examination, 'policy-broken', 'error', {
      problem: message.replace(/ Mend it and restart the client\.$/, ''),
      fix: 'Mend the policy file, then restart the client.',
      command: `bizmcp policy check ${shellWord(path)}`,
    });
  }
  if (message.includes('unknown_role'))
    return entryFinding(examination, 'role-unknown', 'error', {
      problem:
        'It is given a role (--role, BIZMCP_ROLE or the policy) that the policy does not have, so it refuses everything',
      fix: 'Name a role of the policy, or one of viewer, agent_executor, sales, support, finance, system_admin.',
    });
  return entryFinding(examination, 'policy-forbids', 'note', {
    problem: 'The policy does not allow health_check, so its access could not be tried',
    fix: 'Allow health_check in the policy.',
  });
}

function credentialsFinding(examination: Examination, message: string): Finding {
  const { entry } = examination;
  const make = (code: FindingCode, fix: string, command?: string) =>
    entryFinding(examination, code, 'error', { problem: withoutAdvice(message), fix, ...(command && { command }) });
  if (message.startsWith('The command line') || /^Name \d+ of --tools/.test(message))
    return make('argument-refused', 'Mend "args" of the entry.', addCommand(examination));
  if (message.startsWith('A role')) return make('role-unknown', 'Mend --role, BIZMCP_ROLE or the configuration file.');
  if (message.startsWith('Settings are wrong')) return make('settings-wrong', 'Mend the value in the entry.');
  if (/^The (?:configuration|settings) file/.test(message))
    return make('settings-file', 'Mend the file that --config names.');
  if (message.startsWith('No credentials') && message.includes('--login'))
    return make('credentials-missing', 'Log in once.', `bizmcp login ${entry.server?.name ?? entry.name}`);
  if (message.startsWith('No credentials'))
    return make('credentials-missing', howTo(examination), addCommand(examination));
  if (message.startsWith('The stored settings'))
    return make('credentials-rejected', 'Enter them again.', keepCommand(examination));
  if (/^The key of the stored|^Credentials are not kept/.test(message))
    return make(
      'credentials-rejected',
      'Mend that; a key that is lost is taken away, and what it opened entered again.',
    );
  return make(
    'credentials-rejected',
    'Log in again, or enter new credentials.',
    `bizmcp login ${entry.server?.name ?? entry.name}`,
  );
}

function howTo({ entry: { server } }: Examination): string {
  const [way] = server?.credentials ?? [];
  return way ? `Set ${way.settings.join(', ')}. ${way.how}` : 'Give the entry its variables.';
}

/** What the server would have a person do at its client is said by the fix. */
function withoutAdvice(message: string): string {
  return message
    .replace(/ (?:Mend|Put) (?:them|it|"args"|--role)[\s\S]*$/, '')
    .replace(/ It (?:knows|has):? [\s\S]*$/, '')
    .replace(/\.$/, '');
}

function systemFinding(examination: Examination, { status, message }: { status: string; message: string }): Finding {
  const { entry } = examination;
  const name = entry.server?.name ?? entry.name;
  if (/scope/i.test(message) || /does not allow/.test(message))
    return entryFinding(examination, 'scopes-missing', 'error', {
      problem: message,
      fix: `Grant what is missing to the app or key of ${entry.server?.title ?? name}, then make a new key or log in again.`,
      command: `bizmcp login ${name}`,
    });
  if (/hold a character that cannot be sent/.test(message))
    return entryFinding(examination, 'settings-wrong', 'error', {
      problem: message.replace(/ Enter them again\.$/, ''),
      fix: howTo(examination),
    });
  if (/did not accept/.test(message)) {
    const command = keepCommand(examination);
    return entryFinding(examination, 'credentials-rejected', 'error', {
      problem: message.replace(/ Renew or enter them.*$/, ''),
      fix: howTo(examination),
      ...(command && { command }),
    });
  }
  if (
    /cannot be reached|no valid certificate|did not answer in time|broke the connection|another address/.test(message)
  )
    return entryFinding(examination, 'system-unreachable', 'error', {
      problem: message.replace(/ Check the network.*$/, ''),
      fix: networkAdvice(examination),
    });
  return entryFinding(examination, 'system-failing', status === 'degraded' ? 'warning' : 'error', {
    problem: message,
    fix: 'Try again in a minute; if it stays, look at the status page of the system.',
  });
}

function networkAdvice(examination: Examination): string {
  const { surroundings, found } = examination;
  const proxy = ['HTTPS_PROXY', 'https_proxy'].find((name) => surroundings.environment[name]);
  const given = found?.start.environment ?? {};
  if (!proxy || (given[proxy] && given.NODE_USE_ENV_PROXY === '1')) return addressAdvice(examination);
  return `This shell has a proxy, which a server uses only where its entry sets ${proxy} and NODE_USE_ENV_PROXY=1. ${addressAdvice(examination)}`;
}

function addressAdvice({ entry, found }: Examination): string {
  const address = entry.server?.settings.find(({ name }) => /_URL$/.test(name));
  if (!address) return 'Check the network, the proxy and this address.';
  const value = found?.start.environment[address.name] || address.default;
  return `Check the network, the proxy and ${address.name}${value === undefined ? '' : ` (${value})`}.`;
}

function isWindows({ surroundings }: Examination): boolean {
  return surroundings.platform === 'win32';
}

/** The reasons stand in its log alone: a model has no use for paths of this computer. */
function stateFindings(examination: Examination, { stderr, health }: Trial): Finding[] {
  const audit = /error The audit trail can't be written: (.+)/.exec(stderr)?.[1];
  const state = /error The shared state of this server can't be used: (.+)/.exec(stderr)?.[1];
  if (audit !== undefined || health?.audit?.status === 'unhealthy')
    return [homeFinding(examination, audit ?? 'unknown')];
  if (state === undefined) return [];
  const file = /state file (.+?): /.exec(state)?.[1];
  if (file && /locked|busy/.test(state))
    return [
      entryFinding(examination, 'state-locked', 'error', {
        problem: `Another program holds ${file}, so it does no write`,
        fix: 'End the program that holds it: a copy tool, a virus scanner or a server that hangs.',
        ...(!isWindows(examination) && { command: `lsof ${shellWord(file)}` }),
      }),
    ];
  return [
    entryFinding(examination, 'state-broken', 'error', {
      problem: `What its processes share can't be used, so it does no write: ${state}`,
      fix: file
        ? 'Move the file away; a new one is made at the next start.'
        : 'Start the database that BIZMCP_STATE names, or take BIZMCP_STATE out.',
      ...(file && {
        command: `${isWindows(examination) ? 'move' : 'mv'} ${shellWord(file)} ${shellWord(`${file}.broken`)}`,
      }),
    }),
  ];
}

function homeFinding(examination: Examination, reason: string): Finding {
  const folder = examination.found?.start.environment.BIZMCP_HOME;
  if (/ENOSPC|EDQUOT/.test(reason))
    return entryFinding(examination, 'home-full', 'error', {
      problem: 'The disk of its folder is full, so nothing that is done can be put on record and every call is refused',
      fix: 'Make room on the disk.',
    });
  return entryFinding(examination, 'home-unwritable', 'error', {
    problem: `It can't write its audit trail, so every call is refused: ${reason}`,
    fix: folder
      ? `Let BIZMCP_HOME (${folder}) be a folder that you may write, or take BIZMCP_HOME out.`
      : 'Give yourself the folder of bizmcp back.',
    ...(!folder && !isWindows(examination) && { command: `sudo chown -R "$USER" ${shellWord(homeOf(examination))}` }),
  });
}
