/** A server that somebody else publishes on npm, in the version that is measured. */
export interface Peer {
  name: string;
  /** By the name of our server for the same business system; none where we have none. */
  system?: string;
  isOfficial: boolean;
  package: string;
  version: string;
  /** The script that its bin leads to, inside the package. */
  script: string;
  /** As its README has it; `{home}` stands for a folder of its own. */
  args: readonly string[];
  /** Stand-ins for credentials, where it does not start without. They open nothing. */
  env?: Readonly<Record<string, string>>;
  /** The least that it can be asked to show, where that is less, and the tools of ours for the same work: both are told too. */
  lean?: { args: readonly string[]; ourTools: string };
  /** All that it can be asked to show, where that is more. */
  wholeArgs?: readonly string[];
  /** What a reader must know of how it is started here. */
  note?: string;
}

/** Servers for the same systems as ours first, then those of systems that the fleet does not have yet. */
export const peers: readonly Peer[] = [
  {
    ...{ name: 'HubSpot, official', system: 'hubspot', isOfficial: true },
    ...{ package: '@hubspot/mcp-server', version: '0.4.0', script: 'dist/index.js', args: [] },
    env: { PRIVATE_APP_ACCESS_TOKEN: 'pat-na1-00000000-0000-0000-0000-000000000000' },
  },
  {
    ...{ name: 'Xero, official', system: 'xero', isOfficial: true },
    ...{ package: '@xeroapi/xero-mcp-server', version: '0.0.17', script: 'dist/index.js', args: [] },
    env: { XERO_CLIENT_ID: '0'.repeat(32), XERO_CLIENT_SECRET: '0'.repeat(48) },
  },
  {
    ...{ name: 'Salesforce, official', system: 'salesforce', isOfficial: true },
    ...{ package: '@salesforce/mcp', version: '0.30.15', script: 'bin/run.js' },
    args: ['--orgs', 'DEFAULT_TARGET_ORG', '--toolsets', 'orgs,metadata,data,users', '--no-telemetry'],
    lean: {
      args: ['--orgs', 'DEFAULT_TARGET_ORG', '--toolsets', 'data', '--no-telemetry'],
      ourTools: 'query_records,list_objects,describe_object',
    },
    wholeArgs: ['--orgs', 'DEFAULT_TARGET_ORG', '--toolsets', 'all', '--no-telemetry'],
    note: 'with the toolsets of its README; lean: the toolset data alone; whole: all toolsets',
  },
  {
    ...{ name: 'Supabase, official', system: 'supabase', isOfficial: true },
    ...{ package: '@supabase/mcp-server-supabase', version: '0.13.0', script: 'dist/cli.js' },
    args: [
      `--access-token=sbp_${'0'.repeat(40)}`,
      '--features=account,database,debugging,development,functions,branching,storage',
    ],
    lean: {
      args: [`--access-token=sbp_${'0'.repeat(40)}`, '--project-ref=00000000000000000000', '--features=database'],
      ourTools: 'describe_tables,query_table,insert_record,update_record,delete_record,call_rpc',
    },
    note: 'all features but docs, whose list of tools needs the network; lean: the feature database alone. It administers projects; ours works in their data',
  },
  {
    ...{ name: 'QuickBooks, community', system: 'quickbooks', isOfficial: false },
    ...{ package: 'quickbooks-mcp', version: '0.11.0', script: 'dist/index.js', args: [] },
    note: "Intuit's own is not published on npm",
  },
  {
    ...{ name: 'Stripe, official', isOfficial: true },
    ...{ package: '@stripe/mcp', version: '0.3.3', script: 'dist/index.js' },
    args: [`--api-key=rk_test_${'0'.repeat(24)}`],
    note: 'hands all on to a server on the network',
  },
  {
    ...{ name: 'MongoDB, official', isOfficial: true },
    ...{
      package: 'mongodb-mcp-server',
      version: '3.0.4',
      script: 'dist/esm/index.js',
      args: ['--telemetry', 'disabled'],
    },
  },
  {
    ...{ name: 'file system, reference', isOfficial: true },
    ...{ package: '@modelcontextprotocol/server-filesystem', version: '2026.8.31', script: 'dist/index.js' },
    args: ['{home}'],
  },
];
