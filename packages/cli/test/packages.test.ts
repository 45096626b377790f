import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { marketplace } from '../src/pack/marketplace.ts';
import { mcpbManifest } from '../src/pack/mcpb-manifest.ts';
import { packageOptions } from '../src/pack/package-option.ts';
import { packageReadme } from '../src/pack/package-readme.ts';
import { PackageSpec } from '../src/pack/package-spec.ts';
import { pluginManifest } from '../src/pack/plugin-manifest.ts';
import { registryEntry } from '../src/pack/registry-entry.ts';
import { skill } from '../src/pack/skill.ts';

const instructions =
  'Works with a kitchen: orders, stock. Begin with list_orders. Writes ask the user first; where the client cannot ask, the first call ' +
  'answers approval_required with a confirm_token. If something seems not to work, call health_check.';

const surface = {
  name: 'kitchen-desk',
  title: 'Kitchen Desk',
  system: 'Kitchen',
  instructions,
  settings: [
    { name: 'KITCHEN_DESK_TENANT', description: 'Which kitchen', secret: false },
    { name: 'KITCHEN_DESK_API_KEY', description: 'Key of the kitchen', secret: true },
    { name: 'KITCHEN_DESK_CLIENT_ID', description: 'Client of an app.', secret: false },
    { name: 'KITCHEN_DESK_REFRESH_TOKEN', description: 'Refresh token', secret: true },
    { name: 'KITCHEN_DESK_SIGNING_KEY', description: 'Signs', secret: true, default: 'k-leaked' },
    { name: 'KITCHEN_DESK_REGION', description: 'Region', secret: false, default: 'eu', choices: ['eu', 'us'] },
    { name: 'PROXY_URL', description: 'Proxy', secret: false },
  ],
  credentials: [
    { title: 'Key', settings: ['KITCHEN_DESK_TENANT', 'KITCHEN_DESK_API_KEY'], how: 'Ask the cook.' },
    {
      title: 'App',
      settings: ['KITCHEN_DESK_TENANT', 'KITCHEN_DESK_CLIENT_ID', 'KITCHEN_DESK_REFRESH_TOKEN'],
      fromLogin: ['KITCHEN_DESK_REFRESH_TOKEN'],
      how: 'Make one.',
    },
  ],
  tools: [
    { name: 'list_orders', title: 'List orders', description: 'Lists orders. For one use get_order.', effect: 'read' },
    { name: 'get_order', title: 'Get an order', description: 'Returns one order, e.g. of today.', effect: 'read' },
    {
      name: 'cancel_order',
      title: 'Cancel an order',
      description: 'Cancels. Read it with get_order.',
      effect: 'delete',
    },
    { name: 'health_check', title: 'Health check', description: 'Checks all.', effect: 'read' },
  ],
  resources: [
    { uri: 'bizmcp://kitchen-desk/capabilities', description: 'What it can do' },
    { uri: 'kitchen://menu', description: 'The menu' },
  ],
  resourceTemplates: [{ uriTemplate: 'kitchen://orders/{date}', description: 'Orders of a day' }],
  prompts: [{ name: 'rush_hour', title: 'Rush hour', description: 'Plans the rush hour' }],
};
const manifest = {
  name: '@cooks/kitchen-desk',
  version: '1.2.3',
  description: 'MCP server for a kitchen',
  license: 'MIT',
  mcpName: 'io.github.cooks/kitchen-desk',
  repository: { type: 'git', url: 'git+https://github.com/cooks/kitchen.git', directory: 'server' },
  engines: { node: '>=22.18' },
};
const spec = PackageSpec.parse({ surface, manifest });
const everyPackage = {
  'registry entry': JSON.stringify(registryEntry(spec)),
  bundle: JSON.stringify(mcpbManifest(spec, { hasIcon: true })),
  plugin: JSON.stringify(pluginManifest(spec)),
  marketplace: JSON.stringify(marketplace([spec])),
  skill: skill(spec),
  readme: packageReadme(spec, ['Install it.']),
};

function optionOf(variable: string) {
  const option = packageOptions(spec).find((one) => one.variable === variable);
  assert.ok(option, variable);
  return option;
}

describe('an option of a package', () => {
  test('is named after its variable without the name of the server, in words for people', () => {
    const named = packageOptions(spec).map(({ key, title }) => [key, title]);

    assert.deepEqual(named.slice(0, 4), [
      ['sandbox', 'Sandbox'],
      ['tenant', 'Tenant'],
      ['api_key', 'API key'],
      ['client_id', 'Client ID'],
    ]);
    assert.deepEqual(named.at(-1), ['proxy_url', 'Proxy URL']);
  });

  test('leaves out the first word that all variables share, whatever the server is called', () => {
    const settings = ['TILL_TOKEN', 'TILL_BASE_URL'].map((name) => ({ name, description: 'Till', secret: false }));
    const keys = (of: typeof settings) =>
      packageOptions({ ...spec, surface: { ...spec.surface, settings: of } }).map(({ key }) => key);

    assert.deepEqual(keys(settings), ['sandbox', 'token', 'base_url']);
    assert.deepEqual(keys(settings.slice(0, 1)), ['sandbox', 'till_token']);
  });

  test('is needed when every way of access has it, and neither a default nor a login brings it', () => {
    const needed = packageOptions(spec).filter(({ isNeeded }) => isNeeded);

    assert.deepEqual(
      needed.map(({ variable }) => variable),
      ['KITCHEN_DESK_TENANT'],
    );
  });

  test('says for which way of access it is', () => {
    assert.equal(optionOf('KITCHEN_DESK_TENANT').description, 'Which kitchen. Needed outside the sandbox.');
    assert.equal(optionOf('KITCHEN_DESK_CLIENT_ID').description, 'Client of an app. For: App.');
    assert.equal(optionOf('KITCHEN_DESK_REFRESH_TOKEN').description, 'Refresh token. For: App (or a login).');
    assert.equal(optionOf('KITCHEN_DESK_REGION').description, 'Region. One of eu, us.');
  });

  test('keeps its own name beside the switch of the sandbox', () => {
    const settings = [{ name: 'KITCHEN_DESK_SANDBOX', description: 'A sandbox of the vendor', secret: false }];
    const keys = packageOptions({ ...spec, surface: { ...spec.surface, settings } }).map(({ key }) => key);

    assert.deepEqual(keys, ['sandbox', 'kitchen_desk_sandbox']);
  });
});

test.each(Object.entries(everyPackage))('no %s shows the default of a secret', (_what, text) => {
  assert.doesNotMatch(text, /k-leaked/);
});

describe('an entry for the registry', () => {
  const variables = registryEntry(spec)?.packages[0]?.environmentVariables ?? [];
  const variableOf = (name: string) => variables.find((one) => one.name === name);

  test('names every variable, with what it must be', () => {
    assert.equal(variables.length, surface.settings.length + 1);
    assert.deepEqual(variableOf('KITCHEN_DESK_TENANT'), {
      name: 'KITCHEN_DESK_TENANT',
      description: 'Which kitchen. Needed outside the sandbox.',
      format: 'string',
      isRequired: true,
      isSecret: false,
    });
    assert.equal(variableOf('KITCHEN_DESK_API_KEY')?.isRequired, false);
    assert.equal(variableOf('KITCHEN_DESK_API_KEY')?.isSecret, true);
    assert.deepEqual(variableOf('KITCHEN_DESK_REGION')?.choices, ['eu', 'us']);
    assert.equal(variableOf('KITCHEN_DESK_REGION')?.default, 'eu');
    assert.equal(variableOf('BIZMCP_SANDBOX')?.default, 'false');
  });

  test('is not made of a package without a name there', () => {
    assert.equal(
      registryEntry(PackageSpec.parse({ surface, manifest: { ...manifest, mcpName: undefined } })),
      undefined,
    );
  });

  test('takes no description that the registry would refuse', () => {
    const long = { ...manifest, description: 'x'.repeat(101) };

    assert.equal(PackageSpec.safeParse({ surface, manifest: long }).success, false);
  });
});

describe('a bundle and a plugin', () => {
  const bundle = mcpbManifest(spec, { hasIcon: true });
  const plugin = pluginManifest(spec);
  const forms: { config: Record<string, { sensitive: boolean; required: boolean }>; env: Record<string, string> }[] = [
    { config: bundle.user_config, env: bundle.server.mcp_config.env },
    { config: plugin.userConfig, env: plugin.mcpServers['kitchen-desk']?.env ?? {} },
  ];

  test('ask for each variable, hand each on, and hide each secret', () => {
    for (const { config, env } of forms) {
      const asked = Object.values(env).flatMap((value) => /^\$\{user_config\.(.+)\}$/.exec(value)?.[1] ?? []);

      assert.deepEqual(asked, Object.keys(config));
      for (const { name, secret } of surface.settings) {
        const key = /^\$\{user_config\.(.+)\}$/.exec(env[name] ?? '')?.[1] ?? '';
        assert.equal(config[key]?.sensitive, secret, name);
      }
    }
  });

  test('require nothing, so that the sandbox starts with no more than its switch', () => {
    for (const { config } of forms)
      assert.deepEqual(
        Object.entries(config).filter(([, { required }]) => required),
        [],
      );
  });

  test('offer choices where Claude Code takes them: with a default and no secret', () => {
    assert.deepEqual(plugin.userConfig.region?.options, ['eu', 'us']);
    assert.equal(plugin.userConfig.region?.default, 'eu');
    assert.equal(plugin.userConfig.tenant?.options, undefined);
  });

  test('keep what is cached for a plugin in the folder of its data', () => {
    const { NODE_COMPILE_CACHE } = plugin.mcpServers['kitchen-desk']?.env ?? {};

    assert.match(NODE_COMPILE_CACHE ?? '', /^\$\{CLAUDE_PLUGIN_DATA\}\//);
  });

  test('lead to the privacy section, and name no page where the repository is not known', () => {
    const lone = PackageSpec.parse({ surface, manifest: { ...manifest, repository: undefined } });

    assert.deepEqual(bundle.privacy_policies, ['https://github.com/cooks/kitchen/blob/HEAD/server/README.md#privacy']);
    assert.equal(mcpbManifest(lone, { hasIcon: true }).privacy_policies, undefined);
  });
});

describe('a skill', () => {
  const [, head = '', body = ''] = everyPackage.skill.split('---\n');

  test('says in few words when to read it', () => {
    const description = /^description: (.*)$/m.exec(head)?.[1] ?? '';

    assert.match(head, /^name: kitchen-desk$/m);
    assert.match(JSON.parse(description), /Kitchen Desk to: list orders, get an order, cancel an order\.$/);
    assert.ok(description.length <= 1024);
  });

  test('sorts the tools by what they do and names what belongs together', () => {
    const [reads = '', writes = ''] = body.split('## Change');

    assert.match(reads, /- `list_orders` \(List orders\): Lists orders\. See also `get_order`\./);
    assert.match(reads, /- `get_order` \(Get an order\): Returns one order, e\.g\. of today\.\n/);
    assert.match(writes, /- `cancel_order` \(Cancel an order; delete\): Cancels\. See also `get_order`\./);
    assert.equal(body.match(/confirm_token/g)?.length, 1);
  });

  test('tells what can be read without a tool, and what is ready to be asked', () => {
    assert.match(
      body,
      /## Resources\n\n- `kitchen:\/\/menu`: The menu\n- `kitchen:\/\/orders\/\{date\}`: Orders of a day\n/,
    );
    assert.match(body, /- `rush_hour`: Plans the rush hour/);
  });
});

test('a README of a package has what a catalog asks for: words, options, access, privacy', () => {
  const text = everyPackage.readme;

  assert.ok(text.split(/\s+/).length >= 40);
  for (const heading of ['## Install', '## Options', '## Access', '## Tools', '## Privacy'])
    assert.ok(text.includes(heading), heading);
});
