import { text } from 'node:stream/consumers';
import type { CallOutcome } from '../call/approver.ts';
import type { InputSchema } from '../call/call-input.ts';
import { CliError } from '../cli-error.ts';
import type { Era } from '../live-server/connect-server.ts';
import { StartFailure } from '../live-server/start-failure.ts';
import { targetFlags, targetOf, targetUsage } from '../live-server/target.ts';
import { type CommandContext, type CommandResult, defineCommand } from './command.ts';
import { splitNames } from './split-names.ts';

const startExitCode = 4;
const interruptedExitCode = 130;
const eras = ['auto', 'legacy', 'modern'] as const;

export const call = defineCommand({
  name: 'call',
  summary: 'Calls one tool once, for scripts: JSON in, JSON out',
  usage: [
    'bizmcp call hubspot search_objects object_type=contacts limit=5 --sandbox',
    `bizmcp call xero search_invoices --input '{"statuses":["AUTHORISED"]}'`,
    'echo \'{"contains":"rent"}\' | bizmcp call hello list_notes -',
    'bizmcp call list_notes limit=2 -- node dist/index.js --sandbox',
    '',
    'key=value is read by the type in the schema of the tool, key:=value as JSON.',
    'Exit code 0: done; 1: the tool failed; 2: a wrong command line; 3: not approved; 4: the server did not start.',
    '',
    '--input JSON       the input; - takes it from standard input',
    '-y, --yes          say yes to what the server asks; else the person at the terminal is asked',
    '--era E            auto (as it comes), legacy (2025) or modern (2026-07-28)',
    '--timeout S        seconds without an answer or progress, 300 unless set',
    ...targetUsage,
  ],
  options: {
    ...targetFlags,
    input: { type: 'string' },
    yes: { type: 'boolean', short: 'y' },
    era: { type: 'string' },
    timeout: { type: 'string' },
  },
  async run({ values, words, program }, context) {
    const name = program.length > 0 ? undefined : words[0];
    const [tool, ...rest] = program.length > 0 ? words : words.slice(1);
    if (tool === undefined)
      throw new CliError('usage', 'No tool was named.', 'For example: bizmcp call hello list_notes limit=2 --sandbox.');
    const isPiped = rest.includes('-') || values.input === '-';
    const json = isPiped ? await text(process.stdin) : values.input;
    const clients = splitNames(values.client);
    const { sandbox: isSandbox = false, from } = values;
    const target = targetOf({ name, program, clients, from, isSandbox }, context);
    const { callInput } = await import('../call/call-input.ts');
    const pairs = rest.filter((word) => word !== '-');
    return runCall(
      {
        target,
        tool,
        inputFor: (schema: InputSchema) => callInput(json, pairs, schema),
        era: eraOf(values.era),
        isYes: values.yes ?? false,
        timeoutMilliseconds: secondsOf(values.timeout) * 1000,
      },
      context,
    );
  },
});

interface CallLine {
  target: ReturnType<typeof targetOf>;
  tool: string;
  inputFor(schema: InputSchema): Record<string, unknown>;
  era: Era;
  isYes: boolean;
  timeoutMilliseconds: number;
}

async function runCall(line: CallLine, { person }: CommandContext): Promise<CommandResult> {
  const { connectServer } = await import('../live-server/connect-server.ts');
  const { approverOf } = await import('../call/approver.ts');
  const { callTool } = await import('../call/call-tool.ts');
  const ask = approverOf(line.isYes, person, tell);
  const connecting = connectServer(line.target.start, {
    era: line.era,
    patienceMilliseconds: 90_000,
    ...(ask && { ask }),
  });
  const live = await connecting.catch((error: unknown) => {
    if (error instanceof StartFailure) return error;
    throw error;
  });
  if (live instanceof StartFailure) return notStarted(live, line.target.how);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    const outcome = await callTool(live, { ...line, signal: stop.signal, onProgress: tell });
    return answered(outcome, ask !== undefined);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return {
      data: { error: { code: 'cancelled', message: 'Stopped by Ctrl-C.' } },
      lines: [],
      notes: ['Stopped.'],
      exitCode: interruptedExitCode,
    };
  } finally {
    process.off('SIGINT', interrupt);
    await live.close();
  }
}

/** At once, while the call goes on. */
function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

function answered({ value, exitCode }: CallOutcome, isAsked: boolean): CommandResult {
  const { error } = value;
  // Where another person has to say yes, there is nothing that --yes could say it with.
  const isLeft = !isAsked && typeof error === 'object' && error !== null && 'confirm_token' in error;
  return {
    data: value,
    lines: [JSON.stringify(value, undefined, 2)],
    ...(isLeft && { notes: ['Nothing was changed: there is nobody to ask here. Add --yes to approve it beforehand.'] }),
    exitCode,
  };
}

function notStarted(failure: StartFailure, how: string): CommandResult {
  const message = `The server did not start (${how}): ${failure.message}`;
  const error = { code: 'not_started', message, stderr: failure.stderr };
  const said = failure.stderr.trimEnd();
  return {
    data: { error },
    lines: [JSON.stringify({ error }, undefined, 2)],
    notes: [message, ...(said === '' ? [] : [said]), 'Find out why: bizmcp doctor'],
    exitCode: startExitCode,
  };
}

function eraOf(value: string | undefined): Era {
  const era = eras.find((one) => one === (value ?? 'auto'));
  if (era) return era;
  throw new CliError('usage', `There is no era "${value}".`, `Eras: ${eras.join(', ')}.`);
}

function secondsOf(value: string | undefined): number {
  if (value === undefined) return 300;
  if (/^\d{1,5}$/.test(value) && Number(value) > 0) return Number(value);
  throw new CliError('usage', `--timeout takes seconds, not "${value}".`, 'For example: --timeout 60.');
}
