import { allClients, clientsOf } from '../clients/all-clients.ts';
import type { Examined, Report } from '../doctor/examine.ts';
import { defineCommand } from './command.ts';
import { splitNames } from './split-names.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Finds out why a server does not work in a client, and says what mends it',
  usage: [
    'bizmcp doctor',
    'bizmcp doctor hubspot --client claude-desktop',
    'bizmcp doctor --json',
    '',
    'It starts every server as the client would and asks the systems whether they answer;',
    "at a terminal none of a project's file that its user has not agreed to.",
    'It changes no file of a client. Exit code 0: all is well; 1: something is to be mended.',
    '',
    '-c, --client a,b   looks at these clients alone; else at all that have a file',
    "--trust-project    says yes to what the project's files start now (at a terminal)",
  ],
  options: { client: { type: 'string', multiple: true, short: 'c' }, 'trust-project': { type: 'boolean' } },
  async run({ values, words }, { surroundings, now, person, screen }) {
    const named = splitNames(values.client);
    const { examine } = await import('../doctor/examine.ts');
    const report = await examine({
      clients: named.length > 0 ? clientsOf(named) : allClients,
      names: splitNames(words),
      isProjectTrusted: values['trust-project'] ?? false,
      surroundings,
      person,
      now,
    });
    const { doctorLines } = await import('../doctor/doctor-lines.ts');
    const isHealthy = report.findings.every(({ severity }) => severity === 'note');
    return {
      data: dataOf(report),
      lines: doctorLines(report, surroundings, screen),
      exitCode: isHealthy ? 0 : 1,
    };
  },
});

function dataOf({ entries, findings }: Report) {
  return { node: process.versions.node, entries: entries.map(entryData), findings };
}

function entryData({ entry, isDisabled, trial }: Examined) {
  const { client, scope, path, name, server } = entry;
  return {
    client: client.id,
    scope,
    path,
    entry: name,
    server: server?.name,
    disabled: isDisabled,
    version: trial?.server?.version,
    tools: trial?.server?.tools.length,
    handshakes: trial?.attempts.map((attempt) =>
      attempt.kind === 'connected'
        ? { protocol: attempt.protocolVersion, milliseconds: attempt.milliseconds }
        : { era: attempt.era, failed: attempt.failure.message },
    ),
  };
}
