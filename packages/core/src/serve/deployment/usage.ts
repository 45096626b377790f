import type { Surface } from '../../define/surface.ts';

const flags = [
  '  --read-only       refuse every tool that changes something',
  '  --tools a,b       offer only these tools',
  '  --role NAME       hold every call to this role as well',
  '  --policy FILE     rules of this deployment (full path; default: bizmcp/policy.yaml in your configuration folder)',
  '  --config FILE     read settings, role, read_only and tools from a JSON file (full path)',
  '  --tenant NAME     as BIZMCP_TENANT',
  '  --check           test the settings and the connection, then end: 0 when all is well',
  '  --version, --help',
];

const environment = [
  '  BIZMCP_SANDBOX  true: as --sandbox, for clients whose settings can set a variable but no flag',
  '  BIZMCP_ROLE  as --role: viewer, agent_executor, sales, support, finance, system_admin or one of the policy',
  '  BIZMCP_HOME  folder of the audit trail and of what the processes of this machine share',
  '  BIZMCP_STATE  where that is shared instead: redis://... or postgres://... for many machines',
  '  BIZMCP_TENANT  the customer or company that this server works for, where the policy tells them apart',
  '  BIZMCP_SETTINGS  stored: what is not set here is taken from the settings that `bizmcp init` keeps encrypted; else not looked at',
  '  BIZMCP_KEY_PLACE  keychain, passphrase or file: what seals the stored logins and settings; the first that this machine has unless set',
  '  BIZMCP_MASTER_PASSPHRASE  seals them where there is no keychain; BIZMCP_MASTER_PASSPHRASE_FORMER opens those of before',
  '  BIZMCP_METRICS  unix:/path or 127.0.0.1:port (with BIZMCP_METRICS_TOKEN) for Prometheus metrics; off by default',
  '  BIZMCP_OTLP_ENDPOINT  collector to send OpenTelemetry metrics to; off by default',
];

/** What `--help` prints. */
export function usageOf(command: string, description: string, surface: Surface): string {
  return [
    `${command} - ${description}`,
    '',
    `Usage: ${command} [options]`,
    'Speaks the Model Context Protocol on standard input and output; a client such as Claude starts it.',
    '',
    'Options:',
    `  --sandbox         run on an embedded ${surface.system} with invented data; needs no credentials`,
    ...(hasLogin(surface) ? loginFlags(surface) : []),
    ...flags,
    '',
    'Environment:',
    ...surface.settings.map(settingLine),
    ...environment,
    ...credentialLines(surface),
    '',
    `Tools: ${surface.tools.map((tool) => `${tool.name} (${tool.effect})`).join(', ')}`,
    '',
  ].join('\n');
}

function settingLine({ name, description, default: fallback }: Surface['settings'][number]): string {
  return `  ${name}  ${description}${fallback === undefined ? '' : ` (default ${fallback})`}`;
}

function credentialLines({ credentials }: Surface): string[] {
  if (credentials.length === 0) return [];
  return [
    '',
    'Credentials, one of:',
    ...credentials.map(({ title, settings, fromLogin, how }) => {
      const brought = fromLogin && `${fromLogin.length > 0 ? ` (${fromLogin.join(', ')}: or` : ' (and'} --login)`;
      return `  ${title}: ${settings.join(', ')}${brought ?? ''}. ${how}`;
    }),
  ];
}

function hasLogin({ credentials }: Surface): boolean {
  return credentials.some((option) => option.fromLogin);
}

function loginFlags({ system }: Surface): string[] {
  return [
    `  --login           connect your ${system} account in the browser and keep the access encrypted, then end`,
    '  --logout          end that access and forget it, then end',
    '  --rotate-keys     seal all stored logins of this machine with a new key, then end',
  ];
}
