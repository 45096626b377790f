import type { Surface } from '../define/surface.ts';

/** What `--help` prints. */
export function usageOf(
  command: string,
  description: string,
  { system, settings, credentials, tools }: Surface,
): string {
  const names = tools.map((tool) => `${tool.name} (${tool.effect})`);
  return [
    `${command} - ${description}`,
    '',
    `Usage: ${command} [options]`,
    'Speaks the Model Context Protocol on standard input and output; a client such as Claude starts it.',
    '',
    'Options:',
    `  --sandbox         run on an embedded ${system} with invented data; needs no credentials`,
    '  --read-only       refuse every tool that changes something',
    '  --tools a,b       offer only these tools',
    '  --role NAME       hold every call to this role as well',
    '  --policy FILE     rules of this deployment (full path; default: bizmcp/policy.yaml in your configuration folder)',
    '  --config FILE     read settings, role, read_only and tools from a JSON file (full path)',
    '  --check           test the settings and the connection, then end: 0 when all is well',
    '  --version, --help',
    '',
    'Environment:',
    ...settings.map(
      (setting) =>
        `  ${setting.name}  ${setting.description}${setting.default === undefined ? '' : ` (default ${setting.default})`}`,
    ),
    '  BIZMCP_ROLE  as --role: viewer, agent_executor, sales, support, finance, system_admin or one of the policy',
    '  BIZMCP_HOME  folder of the audit trail and of what the processes of this machine share',
    '  BIZMCP_STATE  where that is shared instead: redis://... or postgres://... for many machines',
    '  BIZMCP_TENANT  the customer or company that this server works for, where the policy tells them apart',
    '  BIZMCP_METRICS  unix:/path or 127.0.0.1:port (with BIZMCP_METRICS_TOKEN) for Prometheus metrics; off by default',
    '  BIZMCP_OTLP_ENDPOINT  collector to send OpenTelemetry metrics to; off by default',
    ...(credentials.length > 0
      ? [
          '',
          'Credentials, one of:',
          ...credentials.map((option) => `  ${option.title}: ${option.settings.join(', ')}. ${option.how}`),
        ]
      : []),
    '',
    `Tools: ${names.join(', ')}`,
    '',
  ].join('\n');
}
