import { habitsOf } from '../entry-reading/client-habits.ts';
import { trustCommand } from '../entry-reading/project-trust.ts';
import { plainLine } from '../screen/plain-text.ts';
import { shellWord } from '../screen/shell-word.ts';
import { type Examination, entryFinding } from './examination.ts';
import type { Finding } from './finding.ts';
import { npmFix } from './npm-failure.ts';
import type { Attempt, Trial } from './trial.ts';

/** An entry that somebody has put into the project's file is not even tried: what it starts may be anything. */
export function untrustedFindings(examination: Examination): Finding[] {
  const { entry, found } = examination;
  if (!found) return [];
  return [
    entryFinding(examination, 'project-untrusted', 'warning', {
      problem: `Not started: the file belongs to the project, and nobody here has agreed to what it starts: ${shown(commandLine(examination))}`,
      fix: 'Read the entry, its "env" too. If you trust it, agree to it as it is now:',
      command: trustCommand(entry),
    }),
  ];
}

/** What is wrong with how a server starts, and with what it then offers. */
export function startFindings(examination: Examination, trial: Trial): Finding[] {
  const [first, second] = trial.attempts;
  if (first?.kind !== 'connected') return first ? [failedStart(examination, first)] : [];
  return [
    ...noiseFindings(examination, first.noise),
    ...slowFindings(examination, first),
    ...(second?.kind === 'failed' && examination.entry.server ? [missingEra(examination)] : []),
    ...toolFindings(examination, trial),
  ];
}

function failedStart(examination: Examination, attempt: Extract<Attempt, { kind: 'failed' }>): Finding {
  const { end, stderr, noise } = attempt.failure;
  const said = lastWords(stderr.trim() === '' ? noise.join('\n') : stderr, examination);
  if (end === undefined)
    return entryFinding(examination, 'start-failed', 'error', {
      problem: `It runs, but does not answer as an MCP server${noise.length > 0 ? `; it prints "${shown(noise[0])}"` : ''}`,
      fix: 'Check that the command starts an MCP server over stdio and prints nothing else on standard output.',
    });
  const how = attempt.failure.message.replace(/^it /, 'It ');
  return entryFinding(examination, 'start-failed', 'error', {
    problem: `${how} and said ${said === '' ? 'nothing' : said}`,
    ...(npmFix(stderr, examination) ?? {
      fix: 'Mend what it says. To see all of it, start it by hand:',
      command: commandLine(examination),
    }),
  });
}

/** What an ended server wrote last, without the values that it was given as secrets. */
function lastWords(stderr: string, { entry, shape }: Examination): string {
  const secrets = entry.server?.settings.filter(({ secret }) => secret).map(({ name }) => shape.variables[name]) ?? [];
  const clean = secrets.reduce<string>(
    (text, secret) => (typeof secret === 'string' && secret.length > 3 ? text.replaceAll(secret, '***') : text),
    stderr,
  );
  const lines = clean.split('\n').filter((line) => line.trim() !== '');
  // Of an exception of Node.js the line that names it, not the trace.
  const named = lines.find((line) => /^\w*Error\b/.test(line));
  return shown(named ?? lines.slice(0, 2).join(' '));
}

function shown(text = ''): string {
  const plain = plainLine(text);
  return plain.length > 240 ? `${plain.slice(0, 239)}…` : plain;
}

function commandLine({ found }: Examination): string {
  const words = found ? [found.start.command, ...found.start.args] : [];
  return words.map((word) => shellWord(word)).join(' ');
}

function noiseFindings(examination: Examination, noise: readonly string[]): Finding[] {
  const [line] = noise.filter((one) => one.trim() !== '');
  if (line === undefined) return [];
  return [
    entryFinding(examination, 'start-noisy', 'error', {
      problem: `Something prints on standard output, which belongs to the protocol: "${shown(line)}"`,
      fix: 'Start the server itself, without a script around it that prints, or send what that prints to standard error.',
    }),
  ];
}

function slowFindings(examination: Examination, attempt: Extract<Attempt, { kind: 'connected' }>): Finding[] {
  const { entry, shape } = examination;
  const seconds = shape.startSeconds ?? habitsOf(entry.client).startSeconds;
  if (attempt.milliseconds <= seconds * 1000) return [];
  return [
    entryFinding(examination, 'start-slow', 'error', {
      problem: `It answered after ${(attempt.milliseconds / 1000).toFixed(1)} s; ${entry.client.title} waits ${seconds} s`,
      ...(entry.client.id === 'codex'
        ? { fix: 'Give it more time to start.', command: 'startup_timeout_sec = 60' }
        : {
            fix: 'Install the package once, so that no start downloads it.',
            command: `npm install --global ${entry.server?.package ?? ''}`.trim(),
          }),
    }),
  ];
}

function missingEra(examination: Examination): Finding {
  return entryFinding(examination, 'start-era', 'warning', {
    problem: 'It speaks the old protocol alone, not 2026-07-28',
    fix: 'Start the server itself, without a program between it and the client, in its newest version.',
  });
}

function toolFindings(examination: Examination, { server, refusal }: Trial): Finding[] {
  if (!server || refusal) return [];
  const { entry } = examination;
  if (server.tools.length === 0)
    return [
      entryFinding(examination, 'tools-none', 'warning', {
        problem: 'It offers no tool',
        fix: 'Look at --tools, --role and --read-only in "args", and at the policy.',
      }),
    ];
  const { longestToolName } = habitsOf(entry.client);
  const long = server.tools.filter((tool) => fullName(entry.client.id, entry.name, tool).length > longestToolName);
  const [first = ''] = long;
  if (long.length === 0) return [];
  return [
    entryFinding(examination, 'name-too-long', 'error', {
      problem: `${entry.client.title} leaves out ${long.length} of ${server.tools.length} tools: with the entry's name, ${first} has more than ${longestToolName} characters`,
      fix: 'Give the entry a shorter name.',
    }),
  ];
}

function fullName(client: string, entry: string, tool: string): string {
  return client === 'cursor' ? `${entry}:${tool}` : `mcp__${entry}__${tool}`;
}
