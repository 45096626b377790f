import { join } from 'node:path';
import { describe } from 'vitest';
import { builtServer } from './clinic.ts';
import { type Fault, testFaults } from './test-faults.ts';

const dollar = '$';
const sandbox = () => ({ command: 'node', args: [builtServer('hello'), '--sandbox'] });

const programFaults: Fault[] = [
  [
    'an entry without a command',
    ({ enter }) => enter('claude-code', 'hello', { args: [builtServer('hello')] }),
    ['error command-absent hello'],
    /bizmcp add hello --client claude-code --scope project/,
  ],
  [
    'a command that there is not',
    ({ enter }) => enter('claude-code', 'hello', { ...sandbox(), command: 'noode' }),
    ['error command-missing hello'],
    /nodejs\.org/,
  ],
  [
    'a command that the terminal finds and the desktop does not',
    ({ enter, put, environment, home }) => {
      put('bin/my-node', '#!/bin/sh\nexec node "$@"\n', 0o755);
      environment.PATH = `${home}/bin:${environment.PATH}`;
      enter('claude-desktop', 'hello', { ...sandbox(), command: 'my-node' });
    },
    ['error command-missing hello'],
    /"command": "\S+\/bin\/my-node"/,
  ],
  [
    'a whole command line as the command',
    ({ enter }) => enter('claude-code', 'hello', { command: `node ${builtServer('hello')} --sandbox` }),
    ['error command-with-arguments hello'],
    /"command": "node", "args": \["\S+index\.js","--sandbox"\]/,
  ],
  [
    'arguments that are no list',
    ({ enter }) => enter('claude-code', 'hello', { command: 'node', args: `${builtServer('hello')} --sandbox` }),
    ['error argument-not-text hello'],
    /"args": \["\S+index\.js","--sandbox"\]/,
  ],
  [
    'an old Node.js',
    ({ enter, put, home }) => {
      put('old/node', '#!/bin/sh\necho v20.11.1\n', 0o755);
      enter('claude-desktop', 'hello', { ...sandbox(), env: { PATH: `${home}/old:/usr/bin:/bin` } });
    },
    ['error node-too-old hello'],
    new RegExp(`"command": "${process.execPath}"`),
  ],
  [
    'an old Node.js under npx',
    ({ enter, put, environment, home }) => {
      put('old/node', '#!/bin/sh\necho v18.0.0\n', 0o755);
      put('old/npx', '#!/bin/sh\nexit 1\n', 0o755);
      environment.PATH = `${home}/old:${environment.PATH}`;
      enter('claude-code', 'hello', { command: 'npx', args: ['@bizmcp/hello@0.1.0', '--sandbox'] });
    },
    ['error node-too-old hello'],
    /newer one first in PATH/,
  ],
  [
    'an old Node.js behind the one that npx put before it for this command alone',
    ({ enter, put, environment, home }) => {
      put('old/node', '#!/bin/sh\necho v20.11.1\n', 0o755);
      environment.PATH = `${environment.PATH}:/npm/node-gyp-bin:${home}/old:/usr/bin:/bin`;
      enter('claude-code', 'hello', sandbox());
    },
    ['error node-too-old hello'],
    /Node\.js 20\.11\.1 \(\S+\/old\/node\)/,
  ],
  [
    'an old version, on the Node.js that npx fetches for it and not on the old one beside',
    ({ enter, put, environment, home }) => {
      put('old/node', '#!/bin/sh\necho v20.11.1\n', 0o755);
      put('old/npx', `#!/bin/sh\nshift 6\nexec ${process.execPath} ${builtServer('hello')} "$@"\n`, 0o755);
      environment.PATH = `${home}/old:${environment.PATH}`;
      const args = ['-y', '-p', 'node@24', '-p', '@bizmcp/hello@0.0.9', 'mcp-hello', '--sandbox'];
      enter('claude-code', 'hello', { command: 'npx', args });
    },
    ['warning version-differs hello'],
    /Bring it to 0\.1\.0/,
  ],
  [
    'a script that is gone',
    ({ enter }) => enter('claude-code', 'hello', { command: 'node', args: ['/gone/hello/dist/index.js'] }),
    ['error script-missing hello'],
    /mend the path/,
  ],
  [
    'a path that depends on the folder',
    ({ enter, put }) => {
      put('work/hello/dist/index.js', `import ${JSON.stringify(builtServer('hello'))};\n`);
      put('work/package.json', '{"type":"module"}');
      enter('claude-code', 'hello', { command: 'node', args: ['./hello/dist/index.js', '--sandbox'] }, 'user');
    },
    ['warning script-relative hello'],
    /path in full/,
  ],
  [
    'a folder that Claude Code ignores',
    ({ enter, home }) => enter('claude-code', 'hello', { ...sandbox(), cwd: home }),
    ['warning folder-ignored hello'],
    /Take "cwd" out/,
  ],
  [
    'a folder that there is not',
    ({ enter }) => enter('codex', 'hello', { ...sandbox(), cwd: '/gone' }),
    ['error folder-missing hello'],
    /Take "cwd" out/,
  ],
  [
    'a reference in the arguments that is not set',
    ({ enter }) => enter('claude-code', 'hello', { command: 'node', args: [`${dollar}{SERVERS}/hello/dist/index.js`] }),
    ['error reference-unset hello'],
    /export SERVERS=/,
  ],
  [
    'an unknown flag',
    ({ enter, hello }) => enter('claude-code', 'hello', { command: 'node', args: [...hello().args, '--sandbx'] }),
    ['error argument-refused hello'],
    /Mend "args"/,
  ],
  [
    'a package without a version',
    ({ enter, put, environment, home }) => {
      put('npx/npx', `#!/bin/sh\nshift 2\nexec node ${builtServer('hello')} "$@"\n`, 0o755);
      environment.PATH = `${home}/npx:${environment.PATH}`;
      enter('claude-code', 'hello', { command: 'npx', args: ['-y', '@bizmcp/hello', '--sandbox'] });
    },
    ['warning version-unpinned hello'],
    /bizmcp add hello --client claude-code --scope project --sandbox/,
  ],
  [
    'an old version',
    ({ enter, put, environment, home }) => {
      put('npx/npx', `#!/bin/sh\nshift 2\nexec node ${builtServer('hello')} "$@"\n`, 0o755);
      environment.PATH = `${home}/npx:${environment.PATH}`;
      enter('claude-code', 'hello', { command: 'npx', args: ['-y', '@bizmcp/hello@0.0.9', '--sandbox'] });
    },
    ['warning version-differs hello'],
    /Bring it to 0\.1\.0/,
  ],
];

const variableFaults: Fault[] = [
  [
    'a reference to a variable that is not set',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: `${dollar}{HELLO_TOKEN}` } })),
    ['error reference-unset hello'],
    /export HELLO_TOKEN=/,
  ],
  [
    'a reference in the form of another client',
    ({ enter, hello, environment }) => {
      environment.HELLO_TOKEN = 'a1b2c3d4';
      enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: `${dollar}{env:HELLO_TOKEN}` } }));
    },
    ['error reference-foreign hello'],
    /\$\{HELLO_TOKEN\}/,
  ],
  [
    'a reference in Codex, which replaces none',
    ({ enter, hello, environment }) => {
      environment.HELLO_TOKEN = 'a1b2c3d4';
      enter('codex', 'hello', hello({ env: { HELLO_TOKEN: `${dollar}{HELLO_TOKEN}` } }));
    },
    ['error reference-foreign hello'],
    /env_vars = \["HELLO_TOKEN"\]/,
  ],
  [
    'an empty value',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: '' } }), 'user'),
    ['error value-empty hello'],
    /Settings > Access tokens/,
  ],
  [
    'white space around a value',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: 'a1b2c3d4\n' } }), 'user'),
    ['warning value-spaces hello'],
    /without what is before or after it/,
  ],
  [
    'a letter that nobody sees',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: 'a1b2\u200Bc3d4' } }), 'user'),
    ['error value-spaces hello'],
    /Type the value of HELLO_TOKEN anew/,
  ],
  [
    'a value with quotes inside',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: '"a1b2c3d4"' } }), 'user'),
    ['error value-quoted hello'],
    /inner quotes/,
  ],
  [
    'a value that is no text',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: 12345678 } }), 'user'),
    ['error value-not-text hello'],
    /"HELLO_TOKEN": "12345678"/,
  ],
  [
    'a misspelt variable',
    ({ enter, hello }) => {
      const { env, ...entry } = hello();
      enter('claude-code', 'hello', { ...entry, env: { HELLO_TOKN: 'a1', HELLO_BASE_URL: env.HELLO_BASE_URL ?? '' } });
    },
    ['error variable-unknown hello'],
    /Rename it to HELLO_TOKEN/,
  ],
  [
    'a variable of the shell that Codex does not hand on',
    ({ enter, hello, environment }) => {
      environment.HELLO_TOKEN = 'a1b2c3d4';
      const { env, ...entry } = hello();
      enter('codex', 'hello', { ...entry, env: { HELLO_BASE_URL: env.HELLO_BASE_URL ?? '' } });
    },
    ['error variable-not-passed hello'],
    /bizmcp add hello --client codex --scope user/,
  ],
  [
    'an input that VS Code asks for, which is no fault',
    ({ enter, hello }) => enter('vscode', 'hello', hello({ env: { HELLO_TOKEN: `${dollar}{input:hello-token}` } })),
    ['note reference-asked hello'],
    /bizmcp call hello health_check/,
  ],
  [
    'a folder that can not be written',
    ({ enter, hello, put }) => {
      const file = put('occupied', 'a file');
      enter('claude-code', 'hello', hello({ env: { BIZMCP_HOME: join(file, 'state') } }), 'user');
    },
    ['error home-unwritable hello'],
    /can't write its audit trail, .*BIZMCP_HOME .* folder that you may write/,
  ],
  [
    'a folder that is no full path',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { BIZMCP_HOME: 'state' } }), 'user'),
    ['warning home-relative hello'],
    /path in full/,
  ],
];

describe('doctor on the program of an entry', () => testFaults(programFaults));
describe('doctor on the variables of an entry', () => testFaults(variableFaults));
